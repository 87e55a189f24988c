"""Importing the entries of a feed: those that wait, in their turn, and those that a person picks."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from annotations.feeds.due import take
from annotations.feeds.entries import refuse
from annotations.history import record
from annotations.imports import accept
from annotations.models import Blob, EntryState, Feed, FeedEntry, FeedKind, ImportKind
from annotations.permissions import Actor, require_editor
from annotations.refusals import Conflict, Invalid, Missing


def import_waiting(feed: Feed, *, most: int) -> int:
    """Import the oldest entries that wait; what is left over waits for the next poll.

    Args:
        feed: locked by the caller.
        most: how many of them.

    Returns:
        How many were imported.
    """
    waiting = FeedEntry.objects.filter(feed=feed, state=EntryState.WAITING).order_by("pk")
    entries = list(waiting[:most])
    contents = _contents(entries)
    for entry in entries:
        _import(feed, entry, contents)
    names = ["state", "imported_as", "error_code", "error_detail"]
    FeedEntry.objects.bulk_update(entries, names)
    return len(entries)


@transaction.atomic
def bring_in(*, actor: Actor, feed_id: UUID, entry_id: UUID) -> FeedEntry:
    """Import an entry now that waits or was passed over.

    Raises:
        Conflict: `already_imported`; `entry_refused` where it has nothing that can be imported.
        Missing: `not_found`. Forbidden: `role_required`.
    """
    require_editor(actor)
    feed = take(feed_id)
    found = FeedEntry.objects.filter(feed=feed, pk=entry_id).first()
    if found is None:
        raise Missing("not_found", _("There is no such entry."))
    if found.state == EntryState.IMPORTED:
        raise Conflict("already_imported", _("This entry is imported already."))
    if found.state == EntryState.REFUSED:
        raise Conflict("entry_refused", found.error_detail)
    _import(feed, found, _contents([found]))
    found.save(update_fields=["state", "imported_as", "error_code", "error_detail"])
    record(actor, "entry_brought_in", found, feed=str(feed.pk), url=found.url)
    return found


def _contents(entries: Sequence[FeedEntry]) -> dict[str, bytes]:
    """The feeds' bytes that these entries stand in, by their sha256; each is unpacked once."""
    blobs = Blob.objects.filter(pk__in={e.blob_id for e in entries if e.blob_id})
    return {blob.pk: blob.content for blob in blobs}


def _import(feed: Feed, entry: FeedEntry, contents: dict[str, bytes]) -> None:
    """Accept the import of an entry, or refuse the entry."""
    is_check = feed.kind == FeedKind.EARLIER_CHECKS
    kind = ImportKind.EARLIER_CHECKS if is_check else ImportKind.ARTICLE
    try:
        if entry.url:
            item = accept.import_entry(
                feed=feed,
                url=entry.url,
                kind=kind,
                title=entry.title,
                published_at=entry.published_at,
            )
        else:
            item = accept.import_part(
                feed=feed,
                content=contents[str(entry.blob_id)],
                media_type=entry.media_type,
                part=entry.part,
                title=entry.title,
                published_at=entry.published_at,
            )
    except Invalid as refusal:
        refuse(entry, refusal)
        return
    entry.imported_as, entry.state = item, EntryState.IMPORTED
