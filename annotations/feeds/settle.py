"""The end of a poll: what it found is written in one transaction with when to ask next."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from annotations import typed
from annotations.evidence import url_key
from annotations.feeds.bring import import_waiting
from annotations.feeds.due import poll_later
from annotations.feeds.entries import note_checks, note_entries
from annotations.feeds.troubles import in_words
from annotations.fetching.timing import after_failure, after_success, ttl_of
from annotations.history import record
from annotations.imports.readers.document import Document
from annotations.imports.said import storable
from annotations.models import Feed, Newsroom
from annotations.permissions import SYSTEM
from annotations.refusals import Conflict, Invalid

# After these nothing comes any more: the feed is paused until a person decides.
FINAL = frozenset({"http_410", "already_subscribed"})


@dataclass(frozen=True, slots=True)
class Look:
    """What a poll got from the site.

    Attributes:
        document: what the reader made of it; None where nothing changed (304).
        content: the bytes.
        media_type: as declared.
        headers: of the answer, names in lower case.
        moved_to: where the feed has moved for good, or "".
        delay: seconds that the site's robots.txt wants between two visits.
    """

    document: Document | None
    content: bytes = b""
    media_type: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    moved_to: str = ""
    delay: float = 0.0


@transaction.atomic
def succeed(feed: Feed, look: Look) -> None:
    """Note what is new, import it, and plan the next poll.

    Args:
        feed: locked by the caller.
        look: what the site answered.

    Raises:
        Conflict: `already_subscribed` where the feed has moved to an address that another one has.
    """
    now, was = timezone.now(), feed.url
    if look.moved_to:
        _move(feed, look.moved_to)
    if look.document is not None:
        _note(feed, look, look.document)
        feed.etag = _word_for_word(look.headers.get("etag", ""), 1000)
        feed.last_modified = _word_for_word(look.headers.get("last-modified", ""), 200)
        feed.backlog = None
    wait = after_success(
        feed.interval, look.headers, ttl_minutes=ttl_of(look.content), delay=look.delay
    )
    feed.polled_at = feed.succeeded_at = now
    feed.next_poll_at = now + wait
    feed.failures, feed.error_code, feed.error_detail = 0, "", ""
    feed.save()
    import_waiting(feed, most=Newsroom.current().feed_entries_most)
    if feed.url != was:
        record(SYSTEM, "feed_moved", feed, before=was, after=feed.url, why="redirect")


@transaction.atomic
def fail(feed: Feed, code: str, detail: object, *, retry_after: int = 0) -> None:
    """Note why a poll gave nothing, and ask again later: later each time.

    Args:
        feed: locked by the caller.
        code: stable name of the reason.
        detail: its sentence, where this room has none of its own.
        retry_after: seconds that the site asked for.
    """
    now = timezone.now()
    is_news = feed.error_code != code
    feed.failures += 1
    feed.polled_at = now
    feed.error_code, feed.error_detail = code, in_words(code, detail)
    feed.next_poll_at = now + after_failure(feed.interval, feed.failures, retry_after=retry_after)
    feed.is_paused = feed.is_paused or code in FINAL
    feed.save()
    import_waiting(feed, most=Newsroom.current().feed_entries_most)
    if is_news:
        record(SYSTEM, "feed_failed", feed, code=code, is_paused=feed.is_paused)


@transaction.atomic
def follow(feed: Feed, address: str) -> None:
    """Take the address that a page announces as its feed, and ask there next.

    Args:
        feed: locked by the caller; its address gave a page.
        address: the announced one.

    Raises:
        Invalid: the address cannot be opened. Conflict: `already_subscribed`.
    """
    was, now = feed.url, timezone.now()
    _move(feed, address)
    feed.polled_at = feed.next_poll_at = now
    feed.save()
    poll_later(feed, moved=True)
    record(SYSTEM, "feed_moved", feed, before=was, after=feed.url, why="announced")


def wait_turn(feed: Feed, seconds: float) -> None:
    """Come again when the site wants to be visited; nothing failed."""
    feed.next_poll_at = timezone.now() + timedelta(seconds=seconds)
    feed.save(update_fields=["next_poll_at"])


def _move(feed: Feed, address: str) -> None:
    url = typed.url_of(address, "url", required=True)
    key = url_key(url)
    # Against somebody who subscribes to that address just now.
    Newsroom.objects.select_for_update(no_key=True).get(pk=1)
    if Feed.objects.subscribed().filter(url_key=key).exclude(pk=feed.pk).exists():
        raise Conflict("already_subscribed", in_words("already_subscribed", ""))
    feed.url, feed.url_key = url, key
    feed.etag = feed.last_modified = ""


def _note(feed: Feed, look: Look, document: Document) -> None:
    feed.title = storable(document.title, 500) or feed.title
    feed.site_url = _openable(document.canonical_url) or feed.site_url
    if document.checks:
        note_checks(feed, content=look.content, media_type=look.media_type)
    else:
        note_entries(feed, document.parts, content=look.content, media_type=look.media_type)


def _word_for_word(validator: str, limit: int) -> str:
    """A header's value as it can be sent back; nothing where it cannot be."""
    is_plain = validator.isascii() and validator.isprintable() and len(validator) <= limit
    return validator if is_plain else ""


def _openable(address: str) -> str:
    try:
        return typed.url_of(address, "url")
    except Invalid:
        return ""
