"""The entries of a feed: each is noted once, with what is to become of it."""

import hashlib
from collections.abc import Sequence

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import typed
from annotations.evidence import url_key
from annotations.imports import accept
from annotations.imports.readers.document import Part
from annotations.imports.readers.stories import key_of as reader_key_of
from annotations.imports.said import storable
from annotations.models import Blob, EntryState, Feed, FeedEntry, FeedKind, ImportKind
from annotations.refusals import Invalid

MOST_PLACES = 5_000


def note_entries(
    feed: Feed, parts: Sequence[Part], *, content: bytes, media_type: str
) -> list[FeedEntry]:
    """Note the entries of a feed that were not seen before, oldest first; nothing is imported yet.

    At the first poll of a subscription only the newest `feed.backlog` of them will be imported, the
    others are passed over. An entry whose address cannot be opened is refused, and kept as such. Two
    entries with one address are one: importing the page again would bring nothing new.

    Args:
        feed: locked by the caller.
        parts: the entries, as the reader found them.
        content: the feed's bytes, kept where an entry has no address of its own.
        media_type: the feed's.

    Returns:
        Those that are new.
    """
    nameless = _nameless(parts)
    found = [_entry(feed, part, is_nameless=part.key in nameless) for part in oldest_first(parts)]
    new = _unseen(feed, found)
    wanted = [entry for entry in new if entry.state == EntryState.WAITING]
    if feed.backlog is not None:
        for entry in wanted[: max(0, len(wanted) - feed.backlog)]:
            entry.state = EntryState.PASSED_OVER
    _keep_bytes(new, content, media_type)
    return FeedEntry.objects.bulk_create(new)


def note_checks(feed: Feed, *, content: bytes, media_type: str) -> None:
    """Import a list of fact-checks as a whole, unless it is the same as at the last poll.

    Args:
        feed: locked by the caller; its address gives ClaimReview objects themselves.
        content: the list's bytes.
        media_type: the list's.
    """
    key = hashlib.sha256(content).hexdigest()
    last = FeedEntry.objects.filter(feed=feed).order_by("-seen_at", "-pk").first()
    if last is not None and last.key == key:
        return
    item = accept.import_part(
        feed=feed,
        content=content,
        media_type=media_type,
        part="",
        url=feed.url,
        title=feed.title,
        kind=ImportKind.EARLIER_CHECKS,
    )
    FeedEntry.objects.update_or_create(
        feed=feed,
        key=key,
        defaults={
            "state": EntryState.IMPORTED,
            "imported_as": item,
            "url": feed.url,
            "title": feed.title,
            "seen_at": timezone.now(),
        },
    )


def oldest_first(parts: Sequence[Part]) -> list[Part]:
    """By their own dates where all have one, else from the last to the first, as feeds are written."""
    backwards = list(reversed(parts))
    dated = [(part.published_at, part) for part in backwards if part.published_at]
    if len(dated) < len(backwards):
        return backwards
    return [part for _moment, part in sorted(dated, key=lambda pair: pair[0])]


def _unseen(feed: Feed, entries: Sequence[FeedEntry]) -> list[FeedEntry]:
    """Those whose id and address were not seen before, here or in the feed until now."""
    keys, addresses = {e.key for e in entries}, {e.url_key for e in entries if e.url_key}
    seen = FeedEntry.objects.filter(Q(key__in=keys) | Q(url_key__in=addresses), feed=feed)
    known = {name for pair in seen.values_list("key", "url_key") for name in pair}
    new = []
    for entry in entries:
        if entry.key in known or (entry.url_key and entry.url_key in known):
            continue
        known |= {entry.key, entry.url_key}
        new.append(entry)
    return new


def _nameless(parts: Sequence[Part]) -> frozenset[str]:
    """The keys of entries with neither id nor address, which the reader tells apart by their place only."""
    if all(part.url for part in parts):
        return frozenset()
    return frozenset(reader_key_of("", position=place) for place in range(MOST_PLACES))


def _entry(feed: Feed, part: Part, *, is_nameless: bool) -> FeedEntry:
    # At the next poll the place will be another one's: headline and date stay.
    name = f"{part.title}\n{part.published_at}" if is_nameless else part.key
    entry = FeedEntry(
        feed=feed,
        key=hashlib.sha256(name.encode("utf-8", "replace")).hexdigest(),
        part=storable(part.key, 200),
        title=storable(part.title, 1000),
        published_at=part.published_at,
    )
    try:
        url = typed.url_of(part.url, "url")
    except Invalid as refusal:
        refuse(entry, refusal)
        url = ""
    # Some feeds give the site's front page as every entry's address: the story stands in the feed only.
    if url and url_key(url) != url_key(feed.site_url):
        entry.url, entry.url_key = url, url_key(url)
    if not entry.url and feed.kind == FeedKind.EARLIER_CHECKS and not entry.error_code:
        words = _("This entry has no address, so there is no page with a fact-check to read.")
        refuse(entry, Invalid("no_address", words))
    return entry


def refuse(entry: FeedEntry, refusal: Invalid) -> None:
    """Say of an entry why it is not imported."""
    entry.state = EntryState.REFUSED
    entry.error_code, entry.error_detail = refusal.code, refusal.detail


def _keep_bytes(entries: Sequence[FeedEntry], content: bytes, media_type: str) -> None:
    """Keep the feed itself, once, for the entries that stand nowhere else."""
    homeless = [e for e in entries if not e.url and e.state != EntryState.REFUSED]
    if not homeless:
        return
    blob = Blob.keep(content)
    for entry in homeless:
        entry.blob, entry.media_type = blob, storable(media_type, 200)
