"""How the pages of sources are archived: the copy, what has become of the page since, and where quotes stand in it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from annotations.evidence.archive import next_try_at
from annotations.models import (
    Alert,
    AlertKind,
    Anchor,
    Article,
    Evidence,
    Highlight,
    ImportStatus,
    Origin,
    Seen,
    SoughtQuote,
    Source,
)

_ARTICLE = (
    *("id", "role", "url", "deleted_at", "current_revision__number"),
    "current_revision__snapshot__fetched_at",
    "current_revision__snapshot__blob_id",
    *("current_revision__snapshot__url", "current_revision__snapshot__origin"),
    *("watch__seen", "watch__looked_at", "watch__is_paused", "watch__error_detail"),
)


@dataclass(frozen=True, slots=True)
class Change:
    """An edit of the page since it was archived: the numbers of the texts before and after it."""

    at: datetime
    old: int
    new: int


@dataclass(frozen=True, slots=True)
class Archive:
    """The archived copy of a source's page, and how it is.

    Attributes:
        state: `kept`, `under_way`, or `failed`.
        copy: the article that holds the text, where there is one.
        is_article: whether that is an article under check, imported from the same address before.
        at: when the text was fetched.
        sha256: of the bytes that came, in hex.
        final_url: the address that answered, after redirects.
        has_warc: whether there is a WARC file: the bytes came from the web.
        number: the text's number; above 1 the page was taken again since.
        seen: what stood there at the last look (`Seen`); empty where nobody looks.
        looked_at: when that was.
        change: the last edit found.
        trouble: the removal, redirect or stand-in that lasts (`AlertKind`), and since when.
        error: `{code, detail}` of the last try, where it failed.
        item: the import that was the last try.
        next_try_at: when the page is asked for again; None where it is not.
    """

    state: str
    copy: UUID | None = None
    is_article: bool = False
    at: datetime | None = None
    sha256: str = ""
    final_url: str = ""
    has_warc: bool = False
    number: int = 0
    seen: str = ""
    looked_at: datetime | None = None
    change: Change | None = None
    trouble: str = ""
    trouble_since: datetime | None = None
    error: dict[str, str] | None = None
    item: UUID | None = None
    next_try_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Quoted:
    """Where the quote of an evidence stands in its source's copy, or the passage that it was linked by.

    Attributes:
        places: how often a typed quote stood there when it was looked up; None where it was not.
        highlight: the first passage found, where one stands.
        state: of that passage in the copy's newest text (`AnchorState`).
    """

    places: int | None = None
    highlight: UUID | None = None
    state: str = ""


@dataclass(slots=True)
class _About:
    """What is known of the copies, by the article's id."""

    articles: dict[UUID, dict[str, Any]]
    changes: dict[UUID, Change] = field(default_factory=dict)
    troubles: dict[UUID, tuple[str, datetime]] = field(default_factory=dict)


def archives_of(source_ids: Collection[UUID]) -> dict[UUID, Archive]:
    """The archives of sources, in four queries however many; those that nobody has begun to archive are left out.

    The caller shows sources that the person may see; an archived copy is an article that everybody may read.
    """
    sources = Source.objects.filter(pk__in=source_ids).select_related("archiving")
    rows = list(
        sources.only(
            *("id", "article_id", "archive_tries", "archiving__article_id", "archiving__status"),
            *("archiving__error_code", "archiving__error_detail", "archiving__finished_at"),
        )
    )
    about = _about({copy for source in rows if (copy := _copy_of(source))})
    found = {source.pk: _archive(source, about) for source in rows}
    return {pk: archive for pk, archive in found.items() if archive is not None}


def quotes_of(evidence_ids: Collection[UUID]) -> dict[UUID, Quoted]:
    """Where quotes stand, typed ones and passages, for evidence that the person may see; four queries, however many."""
    if not evidence_ids:
        return {}
    sought = SoughtQuote.objects.filter(evidence__in=evidence_ids)
    places = dict(sought.values_list("evidence", "places"))
    first = _passages(evidence_ids) | _found(places)
    states = _states(first.values())
    return {
        pk: Quoted(places.get(pk), place[0], states.get(place[0], "anchored"))
        for pk, place in first.items()
    } | {pk: Quoted(count) for pk, count in places.items() if pk not in first}


_Place = tuple[UUID, UUID | None]
"""A highlight, and the newest text of its article."""


def _found(evidence_ids: Collection[UUID]) -> dict[UUID, _Place]:
    """The first place where a typed quote was found, by the evidence's id."""
    rows = Highlight.objects.filter(evidence__in=evidence_ids, retired_at__isnull=True)
    found: dict[UUID, _Place] = {}
    for evidence, highlight, current in rows.order_by("start").values_list(
        "evidence", "pk", "article__current_revision"
    ):
        if evidence is not None:
            found.setdefault(evidence, (highlight, current))
    return found


def _passages(evidence_ids: Collection[UUID]) -> dict[UUID, _Place]:
    """The passage that an evidence was linked by, where it was."""
    rows = Evidence.objects.filter(pk__in=evidence_ids, passage__retired_at__isnull=True)
    linked = rows.filter(passage__isnull=False).values_list(
        "pk", "passage", "passage__article__current_revision"
    )
    return {pk: (passage, current) for pk, passage, current in linked if passage is not None}


def _states(places: Iterable[_Place]) -> dict[UUID, str]:
    current = dict(places)
    rows = Anchor.objects.filter(highlight__in=current, revision__in=set(current.values()))
    return dict(rows.values_list("highlight", "state"))


def _copy_of(source: Source) -> UUID | None:
    if source.article_id or source.archiving is None:
        return source.article_id
    return source.archiving.article_id


def _about(copies: Collection[UUID]) -> _About:
    if not copies:
        return _About({})
    articles = Article.objects.filter(pk__in=copies, current_revision__isnull=False)
    about = _About({row["id"]: row for row in articles.values(*_ARTICLE)})
    alerts = Alert.objects.filter(article__in=copies).order_by("at")
    edits = alerts.filter(kind=AlertKind.EDITED)
    for article, at, old, new in edits.values_list(
        "article", "at", "old_revision__number", "new_revision__number"
    ):
        about.changes[article] = Change(at, old, new)
    lasting = alerts.filter(resolved_at__isnull=True).exclude(kind=AlertKind.EDITED)
    for article, kind, at in lasting.values_list("article", "kind", "at"):
        about.troubles[article] = (kind, at)
    return about


def _archive(source: Source, about: _About) -> Archive | None:
    item = source.archiving
    copy = _copy_of(source)
    row = about.articles.get(copy) if copy else None
    if row is not None:
        trouble, since = about.troubles.get(row["id"], ("", None))
        return Archive(
            "kept",
            copy=row["id"],
            is_article=row["role"] == "article",
            at=row["current_revision__snapshot__fetched_at"],
            sha256=row["current_revision__snapshot__blob_id"],
            final_url=row["current_revision__snapshot__url"],
            has_warc=_is_from_the_web(row),
            number=row["current_revision__number"],
            seen=_seen(row),
            looked_at=row["watch__looked_at"],
            change=about.changes.get(row["id"]),
            trouble=trouble,
            trouble_since=since,
            item=item.pk if item else None,
        )
    if item is None:
        return None
    if item.status == ImportStatus.FAILED:
        return Archive(
            "failed", error=item.error, item=item.pk, next_try_at=next_try_at(source, item)
        )
    return Archive("under_way", item=item.pk)


def _is_from_the_web(row: dict[str, Any]) -> bool:
    """As `evidence.warc.warc_of` asks."""
    is_web = row["current_revision__snapshot__origin"] in {Origin.FETCH, Origin.BROWSER}
    return is_web and bool(row["current_revision__snapshot__url"])


def _seen(row: dict[str, Any]) -> str:
    seen = row["watch__seen"]
    return "" if seen in {None, Seen.NOTHING_YET} else str(seen)
