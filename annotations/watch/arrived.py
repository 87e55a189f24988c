"""What an import that a person or the watch asked for means for the watch on its article's page."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models.functions import Least
from django.utils import timezone

from annotations.claims import Reanchored
from annotations.models import (
    Article,
    ArticleRevision,
    Evidence,
    Import,
    Newsroom,
    Origin,
    Seen,
    Watch,
)
from annotations.watch.begin import validator_of
from annotations.watch.notice import GONE, notice_edit, notice_gone, notice_place, notice_stand_in
from annotations.watch.raising import Tidings
from annotations.watch.troubles import in_words


def note_arrival(
    *,
    article: Article,
    old: ArticleRevision | None,
    item: Import,
    reanchored: Reanchored,
    pages: Sequence[Evidence] = (),
) -> Tidings:
    """Note that a fetch brought an article's text, the same or another one, and whom it touches.

    Args:
        article: locked by the caller, its new text in force.
        old: the text before, if it had one.
        item: the import.
        reanchored: what its text did to the passages.
        pages: the evidence that rests on the page as a whole.

    Returns:
        What is to be told at the end of the transaction.
    """
    tidings = Tidings()
    if item.origin != Origin.FETCH or old is None:
        return tidings
    url = _fetched(item).get("url", "")
    if url and item.url == article.url:
        _note_watch(article, old, item)
        asked = not item.given.get("watch")
        if notice_place(tidings, article, old, url, by_person=asked):
            Watch.objects.filter(article=article).update(seen=Seen.REDIRECTED)
    notice_edit(tidings, article=article, old=old, item=item, reanchored=reanchored, pages=pages)
    return tidings


def note_failure(item: Import, code: str, stand_in: str = "") -> None:
    """Note that a fetch for an article failed: it is gone, or something else stands in its place.

    The bytes stay with the alert. The import forgets them, so that trying it again fetches the page again.

    Args:
        item: the failed import, locked by the caller, with its article.
        code: why it failed.
        stand_in: see `annotations.watch.guard.in_place_of`, where that is why.
    """
    if item.article_id is None or not (stand_in or code in GONE):
        return
    article = _locked(item.article_id)
    standing, asked = article.current_revision, not item.given.get("watch")
    if standing is None or item.url != article.url:
        return
    tidings = Tidings()
    seen = Seen.STAND_IN if stand_in else Seen.REMOVED
    _note_seen(article, seen, stand_in or code)
    if stand_in:
        _note_stand_in(tidings, article, standing, item, stand_in)
    else:
        notice_gone(tidings, article, code, item=item, by_person=asked)
    tidings.tell()


def _note_stand_in(
    tidings: Tidings, article: Article, standing: ArticleRevision, item: Import, code: str
) -> None:
    fetched, blob = _fetched(item), item.blob
    item.given = {name: value for name, value in item.given.items() if name != "fetched"}
    item.blob = None
    item.save(update_fields=["given", "blob"])
    url = fetched.get("url", "")
    asked = not item.given.get("watch")
    facts = {"item": item, "blob": blob, "fetched": fetched, "by_person": asked}
    notice_stand_in(tidings, article, standing, code, url, **facts)


def _note_watch(article: Article, old: ArticleRevision, item: Import) -> None:
    """What is known of the page now; one that could not be reached for long is looked at soon again."""
    fetched, now = _fetched(item), timezone.now()
    headers = fetched.get("headers", {})
    least = timedelta(minutes=Newsroom.current().watch_interval_least)
    is_new = article.current_revision is not None and article.current_revision.text != old.text
    changed: dict[str, Any] = {"changed_at": now} if is_new else {}
    Watch.objects.filter(article=article).update(
        seen=Seen.EDITED if is_new else Seen.SAME,
        looked_at=now,
        failures=0,
        error_code="",
        error_detail="",
        etag=validator_of(headers.get("etag", ""), 1000),
        last_modified=validator_of(headers.get("last-modified", ""), 200),
        body_sha256=item.blob_id or "",
        url=fetched.get("url", ""),
        next_look_at=Least("next_look_at", now + least),
        **changed,
    )


def _note_seen(article: Article, seen: Seen, code: str) -> None:
    Watch.objects.filter(article=article).update(
        seen=seen, looked_at=timezone.now(), error_code=code, error_detail=in_words(code)
    )


def _locked(article_id: UUID) -> Article:
    articles = Article.objects.select_for_update(of=("self",)).defer("search")
    return articles.select_related("current_revision__snapshot").get(pk=article_id)


def _fetched(item: Import) -> dict[str, Any]:
    fetched: dict[str, Any] = item.given.get("fetched", {})
    return {**fetched, "media_type": item.media_type} if fetched else {}
