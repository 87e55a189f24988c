"""Our archived copy that an evidence rests on: which bytes, and whether readers may read them."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from annotations.models import Article, Evidence, Highlight, SoughtQuote, Source, Visibility

_OF_SNAPSHOT = ("blob_id", "fetched_at", "url", "requested_url")
_OF_REVISION = tuple(f"revision__snapshot__{name}" for name in _OF_SNAPSHOT)
Copy = dict[str, Any]


def copies_of(evidence: Collection[Evidence]) -> dict[UUID, Copy]:
    """By the evidence's id, the copy that its words stand in; those without one are left out.

    Of a linked passage it is the text in which a person last confirmed it; of a typed quote the text in which it was
    found; else the newest text of the source's page. Three queries at most, however many.

    Args:
        evidence: with `source`, and of that `archiving` and `merged_into`, loaded.

    Returns:
        `{sha256, fetched_at, url, is_public}`: the hash is of the bytes as they arrived, `url` the address that
        answered (empty where they came by another way), `is_public` what the source's record says now.
    """
    passages = _of_passages({one.passage_id for one in evidence if one.passage_id})
    typed = [one for one in evidence if not one.passage_id]
    sought = _of_quotes({one.pk: one.quote for one in typed if one.quote})
    articles = {one.pk: _article_of(one.source) for one in typed if one.pk not in sought}
    newest = _newest({pk for pk in articles.values() if pk})
    found = {}
    for one in evidence:
        copy = (
            passages.get(one.passage_id)
            if one.passage_id
            else sought.get(one.pk) or newest.get(articles[one.pk])
        )
        if copy is not None:
            found[one.pk] = {**copy, "is_public": _is_public(one)}
    return found


def _is_public(evidence: Evidence) -> bool:
    """Whether readers may read the copy itself; never of what is confidential."""
    source = evidence.source
    is_open = evidence.visibility == source.visibility == Visibility.EVERYONE
    return is_open and (source.merged_into or source).copy_is_public


def _article_of(source: Source) -> UUID | None:
    """The article that holds the source's text: its own, that of the record it was merged into, or the last archiving's."""
    merged = source.merged_into
    tied = source.article_id or (merged.article_id if merged else None)
    return tied or (source.archiving.article_id if source.archiving else None)


def _of_passages(ids: Collection[UUID]) -> dict[UUID | None, Copy]:
    rows = Highlight.objects.filter(pk__in=ids) if ids else Highlight.objects.none()
    return {pk: _copy(*facts) for pk, *facts in rows.values_list("pk", *_OF_REVISION)}


def _of_quotes(quotes: dict[UUID, str]) -> dict[UUID, Copy]:
    """The text in which a typed quote was found, where it was the quote as it is now."""
    if not quotes:
        return {}
    rows = SoughtQuote.objects.filter(
        evidence__in=quotes, places__gte=1, revision__article__deleted_at__isnull=True
    )
    found = rows.values_list("evidence_id", "quote", *_OF_REVISION)
    return {pk: _copy(*facts) for pk, quote, *facts in found if quote == quotes[pk]}


def _newest(articles: Collection[UUID]) -> dict[UUID | None, Copy]:
    rows = Article.objects.filter(
        pk__in=articles, deleted_at__isnull=True, current_revision__isnull=False
    )
    names = [f"current_revision__snapshot__{name}" for name in _OF_SNAPSHOT]
    found = rows.order_by().values_list("pk", *names) if articles else []
    return {pk: _copy(*facts) for pk, *facts in found}


def _copy(sha256: str, fetched_at: Any, url: str, requested_url: str) -> Copy:
    return {"sha256": sha256, "fetched_at": fetched_at.isoformat(), "url": url or requested_url}
