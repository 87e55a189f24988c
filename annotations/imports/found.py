"""Imports that nobody asked for one by one: the entries of a feed, the further stories of a file."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from annotations import typed
from annotations.fetching import Fetched
from annotations.imports.exchanges import exchanges_of
from annotations.imports.queued import kept, queue
from annotations.imports.readers.document import Part
from annotations.imports.said import storable
from annotations.models import Article, Batch, Feed, Import, ImportKind, Origin
from annotations.permissions import SYSTEM
from annotations.refusals import Invalid, TooLarge

# Stories of one file, beside the first.
PARTS_MOST = 500
# What one person says of the whole file; a title or a byline is of its first story only.
_SHARED = ("site_name", "language", "fetched")


def import_entry(
    *,
    feed: Feed,
    url: str,
    kind: str = ImportKind.ARTICLE,
    title: str = "",
    published_at: datetime | None = None,
) -> Import:
    """Accept the page that an entry of a feed points to.

    Args:
        feed: the import counts as requested by whoever subscribed to it.
        url: the entry's address.
        kind: `ImportKind`: an article, or fact-checks of others.
        title: as the feed says, kept below ``given["feed"]``: no person said so.
        published_at: as `title`.

    Raises:
        Invalid: `url_invalid`, `url_scheme_refused`, `too_long`.
    """
    item = Import(
        kind=kind,
        feed=feed,
        origin=Origin.FETCH,
        url=typed.url_of(url, "url", required=True),
        given=_told(title, published_at),
        requested_by=feed.created_by,
    )
    queue(SYSTEM, [item])
    return item


@transaction.atomic
def import_part(
    *,
    feed: Feed,
    content: bytes,
    media_type: str,
    part: str,
    url: str = "",
    title: str = "",
    published_at: datetime | None = None,
    kind: str = ImportKind.ARTICLE,
) -> Import:
    """Accept an entry whose whole text stands in the feed itself.

    Args:
        feed: see `import_entry`.
        content: the feed's bytes; kept once, however many entries they hold.
        media_type: the feed's.
        part: which entry, by the key that the reader gives it (at most 200 characters).
        url: the entry's address, if it has one that can be opened.
        title: see `import_entry`.
        published_at: see `import_entry`.
        kind: see `import_entry`.
    """
    item = Import(
        kind=kind,
        feed=feed,
        part=part,
        origin=Origin.FEED,
        url=_openable(url),
        media_type=storable(media_type, 200),
        blob=kept(content),
        given=_told(title, published_at),
        requested_by=feed.created_by,
    )
    queue(SYSTEM, [item])
    return item


def import_look(*, article: Article, fetched: Fetched) -> Import:
    """Accept what a look at an article's page found there; its bytes are not fetched again.

    Args:
        article: locked by the caller.
        fetched: the answer, whose words are others than the article's.
    """
    item = Import(
        origin=Origin.FETCH,
        purpose=article.purpose,
        article_role=article.role,
        article=article,
        url=article.url,
        media_type=storable(fetched.media_type, 200),
        blob=kept(fetched.body),
        given={"watch": True, "fetched": facts_of(fetched)},
    )
    queue(SYSTEM, [item])
    return item


def facts_of(fetched: Fetched) -> dict[str, Any]:
    """What is kept of a fetch beside its bytes, as JSON."""
    return {
        "url": fetched.url,
        "status": fetched.status,
        "media_type": storable(fetched.media_type, 200),
        "charset": fetched.charset or "",
        "headers": {k: v[:1000] for k, v in list(fetched.headers.items())[:60]},
        "at": fetched.fetched_at.isoformat(),
        "exchanges": exchanges_of(fetched),
    }


@transaction.atomic
def siblings_of(item: Import, parts: Iterable[Part]) -> list[Import]:
    """Accept the further stories of the bytes that an import brought, once each.

    They read the same bytes and share the first one's batch; where it has none, one is made. The
    conductor calls this in its own transaction, as often as it likes.

    Args:
        item: locked by the caller; its `batch` is saved here where it had none.
        parts: the further stories, without the one that `item` itself brings.

    Returns:
        Those that are new.

    Raises:
        TooLarge: `too_many_stories`.
    """
    further = {part.key[:200]: part for part in parts if part.key[:200] != item.part}
    if not further:
        return []
    if len(further) > PARTS_MOST:
        raise TooLarge(
            "too_many_stories",
            _("This file holds %(count)s stories; at most %(most)s are possible.")
            % {"count": typed.grouped(len(further) + 1), "most": typed.grouped(PARTS_MOST + 1)},
        )
    batch = _batch_of(item)
    known = set(batch.imports.filter(blob_id=item.blob_id).values_list("part", flat=True))
    new = [_sibling(item, batch, part) for key, part in further.items() if key not in known]
    queue(SYSTEM, new)
    return new


def _batch_of(item: Import) -> Batch:
    """The import's batch, locked, so that two imports of one file cannot both list its stories."""
    if item.batch_id is not None:
        return Batch.objects.select_for_update(no_key=True).get(pk=item.batch_id)
    label = item.filename or item.url or _("Several stories")
    item.batch = Batch.objects.create(label=label[:200], requested_by=item.requested_by)
    item.save(update_fields=["batch"])
    return item.batch


def _sibling(item: Import, batch: Batch, part: Part) -> Import:
    shared = {name: item.given[name] for name in _SHARED if name in item.given}
    return Import(
        kind=item.kind,
        batch=batch,
        feed_id=item.feed_id,
        part=part.key[:200],
        origin=item.origin,
        purpose=item.purpose,
        url=_openable(part.url) or item.url,
        filename=item.filename,
        media_type=item.media_type,
        blob_id=item.blob_id,
        given={**shared, **_told(part.title, part.published_at)},
        requested_by=item.requested_by,
    )


def _told(title: str, published_at: datetime | None) -> dict[str, Any]:
    """What the feed or file says of a story; no person typed it."""
    moment = published_at.isoformat() if published_at else None
    return {"feed": {"title": storable(title, 1000), "published_at": moment}}


def _openable(url: str) -> str:
    """An address from outside, or nothing where it is not one that can be opened."""
    try:
        return typed.url_of(url, "url")
    except Invalid:
        return ""
