"""Two texts compared, as the page shows them: what happened, what stands where, which figures changed."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from annotations.anchoring.differences import Difference
from annotations.anchoring.stretches import Span
from annotations.anchoring.word_changes import Piece
from annotations.imports.compare import Compared
from annotations.views.about import LABELS

_MOST_FIGURES = 24
_LABELS = {
    "changed": _("Changed"),
    "added": _("Added"),
    "removed": _("Removed"),
    "set_aside": _("Set aside as site furniture"),
    "put_back": _("Put back into the story"),
    "moved": _("Moved"),
    "left": _("Moved away"),
}


def shown(found: Compared) -> dict[str, Any]:
    """What the page of differences shows.

    Returns:
        `entries`: in reading order, each with `kind`, `label`, `number` (of the change, from 1; 0 for
        what is the same), `old` and `new` (its place in each text), `blocks` (of `{kind, runs}`; a run is
        `{mark, old, new, parts}` with mark `same`, `del` or `ins` and its place in each text where it has
        one, a part `{text, is_figure}`), `way` (`up`, `down` of what moved) and `other`
        (the number of its other half); `counts` of each label's kind; `figures` that changed, as
        `{old, new, number}`; `details` of the documents, as `{label, old, new}`.
    """
    entries = list(_entries(found))
    _join_halves(entries)
    return {
        "entries": entries,
        "counts": Counter(e["kind"] for e in entries if e["number"] and e["kind"] != "left"),
        "changes": max((entry["number"] for entry in entries), default=0),
        "figures": _figures(entries)[:_MOST_FIGURES],
        "details": [
            {"label": LABELS[change.field], "old": change.old, "new": change.new}
            for change in found.details
        ],
    }


def _entries(found: Compared) -> Iterator[dict[str, Any]]:
    aside = {change.block: change.kind for change in found.aside}
    number = 0
    for one in found.differences:
        is_same = one.kind == "same"
        number += not is_same
        kind = _kind(found, one, aside)
        yield {
            "kind": kind,
            "label": _LABELS.get(kind, ""),
            "number": 0 if is_same else number,
            "old": one.old,
            "new": one.new,
            "blocks": _same(found, one) if is_same else [_block(found, one, kind)],
        }


def _kind(found: Compared, one: Difference, aside: Mapping[str, str]) -> str:
    """The difference's kind; removed and added blocks by what a person chose, where one did."""
    if one.kind == "removed" and one.old_blocks:
        block = found.old.blocks[one.old_blocks[0]]["id"]
        return "set_aside" if aside.get(block) == "set_aside" else "removed"
    if one.kind == "added" and one.new_blocks:
        block = found.new.blocks[one.new_blocks[0]]["id"]
        return "put_back" if aside.get(block) == "put_back" else "added"
    return one.kind


def _same(found: Compared, one: Difference) -> list[dict[str, Any]]:
    if not one.new_blocks:
        return [_block(found, one, one.kind)]
    return [
        {
            "kind": block["kind"],
            "is_aside": block["furniture"],
            "page": block.get("page"),
            "runs": [_run("same", found.new.text, new=(block["start"], block["end"]), old=before)],
        }
        for block, before in zip(_blocks(found, one), _before(found, one), strict=True)
    ]


def _blocks(found: Compared, one: Difference) -> list[Mapping[str, Any]]:
    return [found.new.blocks[number] for number in one.new_blocks]


def _before(found: Compared, one: Difference) -> list[Span | None]:
    """Where the same blocks stand in the old text, if it has as many."""
    spans = [(found.old.blocks[n]["start"], found.old.blocks[n]["end"]) for n in one.old_blocks]
    lengths = [block["end"] - block["start"] for block in _blocks(found, one)]
    if lengths == [end - start for start, end in spans]:
        return [*spans]
    return [None] * len(lengths)


def _block(found: Compared, one: Difference, kind: str) -> dict[str, Any]:
    old, new = found.old.text, found.new.text
    if one.pieces:
        runs = [_of_piece(piece, old, new) for piece in one.pieces]
    elif one.new is None:
        runs = [_run("del" if kind == "removed" else "same", old, old=one.old)]
    else:
        runs = [_run("ins" if kind == "added" else "same", new, new=one.new, old=one.old)]
    blocks, numbers = (
        (found.new.blocks, one.new_blocks) if one.new else (found.old.blocks, one.old_blocks)
    )
    kinds = {blocks[number]["kind"] for number in numbers}
    return {"kind": kinds.pop() if len(kinds) == 1 else "paragraph", "runs": runs}


def _of_piece(piece: Piece, old: str, new: str) -> dict[str, Any]:
    if piece.old and piece.new:
        return _run("same", new, new=piece.new, old=piece.old)
    if piece.old:
        return _run("del", old, old=piece.old, figures=piece.figures)
    return _run("ins", new, new=piece.new, figures=piece.figures)


def _run(
    mark: str,
    text: str,
    *,
    new: Span | None = None,
    old: Span | None = None,
    figures: tuple[Span, ...] = (),
) -> dict[str, Any]:
    start, end = new or old or (0, 0)
    parts = []
    for low, high in figures:
        parts += [(text[start:low], False), (text[low:high], True)]
        start = high
    parts.append((text[start:end], False))
    return {
        "mark": mark,
        "old": old,
        "new": new,
        "parts": [{"text": words, "is_figure": is_figure} for words, is_figure in parts if words],
    }


def _join_halves(entries: list[dict[str, Any]]) -> None:
    """Tell what moved which way it went, and where its other half stands."""
    left = {entry["old"][0]: entry for entry in entries if entry["kind"] == "left"}
    for entry in entries:
        if entry["kind"] != "moved" or entry["old"][0] not in left:
            continue
        other = left[entry["old"][0]]
        is_up = entry["number"] < other["number"]
        entry["way"] = other["way"] = "up" if is_up else "down"
        entry["other"], other["other"] = other["number"], entry["number"]


def _figures(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Changed figures: those removed beside those added in their stead."""
    found = []
    for entry in entries:
        if entry["kind"] not in {"changed", "moved"}:
            continue
        runs = entry["blocks"][0]["runs"]
        for at, run in enumerate(runs):
            after = runs[at + 1] if at + 1 < len(runs) else None
            before = runs[at - 1] if at else None
            if run["mark"] == "del" and _words(run):
                new = _words(after) if after and after["mark"] == "ins" else ""
                found.append({"old": _words(run), "new": new, "number": entry["number"]})
            elif (
                run["mark"] == "ins"
                and _words(run)
                and not (before and before["mark"] == "del" and _words(before))
            ):
                found.append({"old": "", "new": _words(run), "number": entry["number"]})
    return found


def _words(run: dict[str, Any]) -> str:
    return ", ".join(part["text"] for part in run["parts"] if part["is_figure"])
