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
    Highlight,
    ImportStatus,
    Seen,
    SoughtQuote,
    Source,
)

_ARTICLE = (
    *("id", "role", "url", "deleted_at", "current_revision__number"),
    "current_revision__snapshot__fetched_at",
    "current_revision__snapshot__blob_id",
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
    """Where the typed quote of an evidence stands in its source's copy.

    Attributes:
        places: how often it stood there when it was looked up; None where it was not.
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
    """Where typed quotes stand, for evidence that the person may see; three queries, however many."""
    if not evidence_ids:
        return {}
    sought = SoughtQuote.objects.filter(evidence__in=evidence_ids)
    places = dict(sought.values_list("evidence", "places"))
    rows = Highlight.objects.filter(evidence__in=places, retired_at__isnull=True)
    first: dict[UUID, Highlight] = {}
    for highlight in (
        rows.select_related("article")
        .only("evidence_id", "start", "article__current_revision_id")
        .order_by("start")
    ):
        if highlight.evidence_id is not None:
            first.setdefault(highlight.evidence_id, highlight)
    states = _states(first.values())
    return {
        pk: Quoted(
            count,
            first[pk].pk if pk in first else None,
            states.get(first[pk].pk, "anchored") if pk in first else "",
        )
        for pk, count in places.items()
    }


def _states(highlights: Iterable[Highlight]) -> dict[UUID, str]:
    current = {h.pk: h.article.current_revision_id for h in highlights}
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


def _seen(row: dict[str, Any]) -> str:
    seen = row["watch__seen"]
    return "" if seen in {None, Seen.NOTHING_YET} else str(seen)
