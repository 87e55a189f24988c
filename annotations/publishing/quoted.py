"""Where judged passages stand in the text that readers are shown: only where exactly their words stand at their place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django.db.models import FilteredRelation, Q

from annotations.models import ArticleRevision, Highlight, HighlightPurpose


@dataclass(frozen=True, slots=True)
class Quoted:
    """A passage as it was judged, and where its words stand in the shown text.

    `start` and `end` are code points in the revision's text, end exclusive; None where the text has changed: the
    exact words no longer stand at their place.
    """

    exact: str
    prefix: str
    suffix: str
    sentence: str
    start: int | None
    end: int | None

    @property
    def is_placed(self) -> bool:
        """Whether the words stand in the text as they were judged."""
        return self.start is not None


class Place(NamedTuple):
    """A highlight, as last confirmed, and where it stands in the shown text."""

    exact: str
    prefix: str
    suffix: str
    sentence: str
    start: int | None
    end: int | None


def places_of(revision: ArticleRevision, claims: Sequence[UUID]) -> dict[UUID, list[Place]]:
    """By the claim's id, its highlights with where they stand in this text (None: nowhere); one query."""
    rows = Highlight.objects.filter(
        article=revision.article_id, purpose=HighlightPurpose.CLAIM, appearance__claim__in=claims
    ).annotate(at=FilteredRelation("anchors", condition=Q(anchors__revision=revision.pk)))
    found: dict[UUID, list[Place]] = {}
    facts = ("exact", "prefix", "suffix", "sentence", "start", "end", "revision")
    for claim, *judged, start, end, home, at_start, at_end in rows.order_by(
        "start", "pk"
    ).values_list("appearance__claim", *facts, "at__start", "at__end"):
        where = (start, end) if home == revision.pk else (at_start, at_end)
        exact, prefix, suffix, sentence = judged
        found.setdefault(claim, []).append(Place(exact, prefix, suffix, sentence, *where))
    return found


def placed(
    passages: Iterable[dict[str, str]], places: Iterable[Place], text: str
) -> tuple[Quoted, ...]:
    """Each judged passage at the place of its highlight, where the exact words stand there; no place twice."""
    left = [p for p in places if p.start is not None and text[p.start : p.end] == p.exact]
    found = []
    for passage in passages:
        place = next((p for p in left if _is_of(passage, p)), None)
        if place:
            left.remove(place)
        found.append(
            Quoted(
                **{name: passage[name] for name in ("exact", "prefix", "suffix", "sentence")},
                start=place.start if place else None,
                end=place.end if place else None,
            )
        )
    return tuple(found)


def _is_of(passage: dict[str, str], place: Place) -> bool:
    """Whether the highlight is the judged passage: the same words, with the same ones around them or in the same sentence."""
    if passage["exact"] != place.exact:
        return False
    is_around = (passage["prefix"], passage["suffix"]) == (place.prefix, place.suffix)
    return is_around or (bool(place.sentence) and passage["sentence"] == place.sentence)
