"""How far a text is read, and who said what of which sentence."""

from typing import Any
from uuid import UUID

from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet

from annotations.claims.progress import STANDING, places_in, states_of
from annotations.claims.sentence_states import Mark
from annotations.models import (
    Anchor,
    Article,
    ArticleRevision,
    Coverage,
    CoverageKind,
    Highlight,
    HighlightPurpose,
    User,
)

_LIGHT = ("document", "set_aside", "choices")
_MOST_WAITING = 20


def coverage_json(article: Article) -> dict[str, Any]:
    """The state of every sentence of an article's newest text, and the marks that hold.

    Returns:
        `{revision, states, sentences, unread, marks, unconfirmed}`: one character of `states` per sentence (see
        `annotations.claims.sentence_states`), places in code points, end exclusive, marks in text order;
        `unconfirmed` counts those called not checkable that no second person confirmed. Without a text,
        `revision` is null and the rest empty.
    """
    texts, current = ArticleRevision.objects.defer(*_LIGHT), article.current_revision_id
    revision = texts.filter(pk=current).first() if current else None
    if revision is None:
        return {
            "revision": None, "states": "", "sentences": 0, "unread": 0, "marks": [],
            "unconfirmed": 0,
        }  # fmt: skip
    places = places_in([revision.pk])
    states = states_of([revision], places)[revision.pk]
    here = places[revision.pk]
    standing = {here.covering[at]: here.marks[at] for at in states.standing}
    rows = Coverage.objects.filter(highlight__in=standing).select_related(
        "decided_by", "confirmed_by"
    )
    marks = [_told(row, standing[row.highlight_id]) for row in rows]
    marks.sort(key=lambda mark: (mark["start"], mark["end"], mark["id"]))
    return {
        "revision": str(revision.pk),
        "states": states.states,
        "sentences": states.sentences,
        "unread": states.unread,
        "marks": marks,
        "unconfirmed": sum(map(_is_waiting, marks)),
    }


def waiting_sentences(person: User) -> list[dict[str, Any]]:
    """Articles with sentences called not checkable that nobody confirmed; the longest waiting first.

    Returns:
        At most 20 of `{article, waiting, own}`: how many sentences wait, and how many of them `person` decided. In
        seven queries however many they are.
    """
    unconfirmed = Coverage.objects.filter(
        confirmed_at__isnull=True, highlight__retired_at__isnull=True
    ).exclude(kind=CoverageKind.NOTHING_LEFT)
    articles = _articles_of(person, unconfirmed)
    held = _holding([a.current_revision for a in articles if a.current_revision])
    counts: dict[UUID, dict[str, Any]] = {
        a.pk: {"article": a, "waiting": 0, "own": 0} for a in articles
    }
    found = unconfirmed.filter(highlight__in=held).values_list("highlight", "decided_by")
    for highlight, decided_by in found:
        counted = counts[held[highlight]]
        counted["waiting"] += 1
        counted["own"] += decided_by == person.pk
    return [counted for counted in counts.values() if counted["waiting"]]


def _articles_of(person: User, unconfirmed: QuerySet[Coverage]) -> list[Article]:
    listed = Article.objects.visible_to(person).listed()
    # Those that surely do not hold any more must not keep the others out of the first ones.
    here = Q(highlight__revision=F("highlight__article__current_revision")) | Exists(_reached())
    probable = unconfirmed.filter(here, ~Exists(_claims_in_it()), highlight__article__in=listed)
    oldest = probable.values("highlight__article")
    ids = oldest.annotate(since=Min("decided_at")).order_by("since", "highlight__article")
    first = [row["highlight__article"] for row in ids[:_MOST_WAITING]]
    light = [f"current_revision__{name}" for name in _LIGHT]
    found = listed.select_related("current_revision").defer("search", *light).in_bulk(first)
    return [found[pk] for pk in first if pk in found]


def _reached() -> QuerySet[Anchor]:
    current = OuterRef("highlight__article__current_revision")
    return Anchor.objects.filter(STANDING, highlight=OuterRef("highlight"), revision=current)


def _claims_in_it() -> QuerySet[Highlight]:
    return Highlight.objects.filter(
        revision=OuterRef("highlight__revision"),
        start__lt=OuterRef("highlight__end"),
        end__gt=OuterRef("highlight__start"),
        purpose=HighlightPurpose.CLAIM,
        retired_at__isnull=True,
        appearance__removed_at__isnull=True,
        appearance__claim__deleted_at__isnull=True,
    )


def _holding(revisions: list[ArticleRevision]) -> dict[UUID, UUID]:
    """The highlights of the marks that hold, each with its article."""
    places = places_in([revision.pk for revision in revisions])
    states = states_of(revisions, places)
    return {
        places[r.pk].covering[at]: r.article_id for r in revisions for at in states[r.pk].standing
    }


def _told(row: Coverage, mark: Mark) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "start": mark.start,
        "end": mark.end,
        "kind": row.kind,
        "by": _person(row.decided_by),
        "at": row.decided_at,
        "confirmed": {"by": _person(row.confirmed_by), "at": row.confirmed_at}
        if row.confirmed_by
        else None,
    }


def _is_waiting(mark: dict[str, Any]) -> bool:
    return mark["confirmed"] is None and mark["kind"] != CoverageKind.NOTHING_LEFT


def _person(user: User) -> dict[str, str]:
    return {"id": str(user.pk), "name": user.name}
