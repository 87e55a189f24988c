"""A public article for templates: its text by blocks, or its quoted sentences, cut at every passage."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.utils.formats import date_format

from annotations.publishing import rating_label
from annotations.publishing.marked import Span, runs_of
from annotations.publishing.public_articles import PublicArticle, Remark
from annotations.publishing.quoted import Quoted


@dataclass(frozen=True, slots=True)
class Drawn:
    """A passage as it is drawn: its check's number and verdict, and its own anchor in the page."""

    number: int
    look: str
    label: str
    anchor: str


@dataclass(frozen=True, slots=True)
class _Passage:
    quoted: Quoted
    drawn: Drawn


def passages_of(found: PublicArticle, language: str | None) -> list[_Passage]:
    """Every passage of every check, in the order of the checks; the first of each is anchored `passage-<number>`."""
    drawn = []
    for remark in found.remarks:
        rating = remark.check.content["rating"]
        label = rating_label(remark.check.content, language)
        for nth, quoted in enumerate(_first_placed(remark)):
            anchor = f"passage-{remark.number}" + (f"-{nth + 1}" if nth else "")
            drawn.append(_Passage(quoted, Drawn(remark.number, rating["look"], label, anchor)))
    return drawn


def remarks_of(
    found: PublicArticle, language: str | None, again: Mapping[UUID, datetime]
) -> list[dict[str, Any]]:
    """A line of the margin for each check; `again` says since when one is being re-examined."""
    lines = []
    for one in found.remarks:
        content, publication = one.check.content, one.check.publication
        lines.append(
            {
                "number": one.number,
                "look": content["rating"]["look"],
                "label": rating_label(content, language),
                "statement": content["statement"],
                "claimant": content["claimant"]["name"],
                "address": one.check.address,
                "day": date_format(publication.published_at, "DATE_FORMAT"),
                "is_corrected": publication.version > 1,
                "is_again": publication.claim_id in again,
                "has_passage": bool(one.passages),
            }
        )
    return lines


def text_of(found: PublicArticle, passages: Iterable[_Passage]) -> dict[str, Any]:
    """The whole text: `items` for `reading_view.grouped`, and `gone`, the passages that no longer stand in it.

    Site furniture is left out where no passage stands in it, and a headline that the page says already.
    """
    blocks = found.revision.blocks
    spans, gone = _spans(blocks, passages)
    items = []
    for index, block in enumerate(blocks):
        words = found.revision.text[block["start"] : block["end"]]
        may_head = index == 0 or block["kind"] == "title"
        is_said = may_head and words.strip() == found.about["title"].strip()
        if index in spans or not (block.get("furniture") or is_said):
            runs = runs_of(words, spans.get(index, ()))
            items.append(
                {"block": {"kind": block["kind"], "page": block.get("page"), "runs": runs}}
            )
    return {"items": items, "gone": [_excerpt([one]) for one in gone]}


def excerpts_of(passages: Iterable[_Passage]) -> dict[str, Any]:
    """Only the sentences that are checked, in the order of the text, and `gone`, those that no longer stand in it.

    A sentence in which several passages stand is quoted once.
    """
    every = list(passages)
    placed = sorted(
        (one for one in every if one.quoted.is_placed), key=lambda one: one.quoted.start or 0
    )
    gone = [one for one in every if not one.quoted.is_placed]
    return {
        "excerpts": [_excerpt(together) for together in _by_sentence(placed)],
        "gone": [_excerpt(together) for together in _by_sentence(gone)],
    }


def _first_placed(remark: Remark) -> list[Quoted]:
    """Those that stand in the text before those that do not."""
    return sorted(remark.passages, key=lambda one: (not one.is_placed, one.start or 0))


def _spans(
    blocks: list[dict[str, Any]], passages: Iterable[_Passage]
) -> tuple[dict[int, list[Span[Drawn]]], list[_Passage]]:
    """By the block's index, what to draw in it; and the passages that stand in no block."""
    starts = [block["start"] for block in blocks]
    ends = [block["end"] for block in blocks]
    spans: dict[int, list[Span[Drawn]]] = {}
    gone = []
    for one in passages:
        start, end = one.quoted.start, one.quoted.end
        over = range(0)
        if start is not None and end is not None:
            over = range(bisect_right(ends, start), bisect_left(starts, end))
            for index in over:
                low, high = max(start, starts[index]), min(end, ends[index])
                at = starts[index]
                begins, is_last = index == over[0], index == over[-1]
                spans.setdefault(index, []).append(
                    Span(low - at, high - at, one.drawn.number, one.drawn, begins, is_last)
                )
        if not over:
            gone.append(one)
    return spans, gone


def _by_sentence(passages: list[_Passage]) -> Iterator[list[_Passage]]:
    """Neighbours in the same sentence together."""
    for sentence, together in groupby(passages, key=lambda one: one.quoted.sentence):
        if sentence:
            yield list(together)
        else:  # judged before sentences were
            yield from ([one] for one in together)


def _excerpt(passages: list[_Passage]) -> dict[str, Any]:
    """A sentence with its passages marked; where the words are not found in it, the words alone."""
    sentence = passages[0].quoted.sentence
    found = [(one, _within(sentence, one.quoted)) for one in passages]
    if any(at is None for _one, at in found):
        sentence = "\n".join(one.quoted.exact for one in passages)
        found, end = [], 0
        for one in passages:
            found.append((one, end))
            end += len(one.quoted.exact) + 1
    spans = [
        Span(at, at + len(one.quoted.exact), one.drawn.number, one.drawn)
        for one, at in found
        if at is not None
    ]
    return {"runs": runs_of(sentence, spans)}


def _within(sentence: str, quoted: Quoted) -> int | None:
    """Where the words stand in their sentence: of several places the one whose surroundings agree most."""
    places, at = [], sentence.find(quoted.exact)
    while at >= 0:
        behind = sentence[at + len(quoted.exact) :]
        agree = _common(sentence[:at][::-1], quoted.prefix[::-1]) + _common(behind, quoted.suffix)
        places.append((-agree, at))
        at = sentence.find(quoted.exact, at + 1)
    return min(places)[1] if places else None


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    return next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
