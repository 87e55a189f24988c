"""Beginning to watch a page: what is known of it from the fetch that brought its text."""

import random
from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.models import Article, Newsroom, Snapshot, User, Watch
from annotations.refusals import Conflict, Missing
from annotations.watch.resting import why_not

_HEAVY = ("text", "blocks", "set_aside", "sentences", "document", "choices")


def begin_all(article_ids: Collection[UUID]) -> int:
    """Watch these articles' pages from now on; whoever does so at the same moment does no harm.

    Returns:
        How many.
    """
    if not article_ids:
        return 0
    least = timedelta(minutes=Newsroom.current().watch_interval_least)
    snapshots = Snapshot.objects.filter(
        pk__in=Article.objects.filter(pk__in=article_ids).values("current_revision__snapshot")
    )
    Watch.objects.bulk_create(
        [_begun(snapshot, least) for snapshot in snapshots], ignore_conflicts=True
    )
    return len(article_ids)


def watch_of(article: Article) -> Watch:
    """The watch on an article's page, locked; begun where there is none.

    Args:
        article: visible to whoever asks, with `current_revision__snapshot` loaded.

    Raises:
        Conflict: `nothing_to_watch`.
    """
    locked = Watch.objects.select_for_update(no_key=True).filter(article=article)
    if (known := locked.first()) is not None:
        return known
    if why_not(article):
        raise Conflict(
            "nothing_to_watch",
            _(
                "The text of this article did not come from its address, so its page is not watched."
            ),
        )
    begin_all([article.pk])
    return locked.get()


def visible_article(person: User, article_id: UUID) -> Article:
    """An article with its newest text's snapshot, without the text.

    Raises:
        Missing: `not_found`.
    """
    light = [f"current_revision__{name}" for name in _HEAVY]
    seen = Article.objects.visible_to(person).select_related("current_revision__snapshot")
    article = seen.defer("search", *light).filter(pk=article_id).first()
    if article is None:
        raise Missing("not_found", _("There is no such article."))
    return article


def validator_of(value: str, limit: int) -> str:
    """A header's value as it can be sent back word for word; nothing where it cannot be."""
    is_plain = value.isascii() and value.isprintable() and len(value) <= limit
    return value if is_plain else ""


def _begun(snapshot: Snapshot, least: timedelta) -> Watch:
    """Spread over an interval where many begin at once; a fresh text is not asked for again at once."""
    # The same bytes need not come again, but only from the address that they came from.
    headers = snapshot.headers if snapshot.requested_url == snapshot.url else {}
    spread = least * random.random()  # noqa: S311 - spreads load, guards nothing
    fresh_until = snapshot.fetched_at + least
    return Watch(
        article_id=snapshot.article_id,
        next_look_at=max(fresh_until, timezone.now()) + spread,
        body_sha256=snapshot.blob_id,
        etag=validator_of(headers.get("etag", ""), 1000),
        last_modified=validator_of(headers.get("last-modified", ""), 200),
        url=snapshot.url,
    )
