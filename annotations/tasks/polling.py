"""The conductor of a poll: ask for leave, fetch what changed, read it, note what is new."""

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from annotations import feeds
from annotations.feeds import KIND, Look
from annotations.fetching import Fetched, FetchError, fetch
from annotations.fetching.client import NOT_MODIFIED
from annotations.fetching.robots import RobotsError, ask_leave
from annotations.imports.readers.document import Document, ReaderError
from annotations.imports.reading_pool import read_checks_in_process, read_feed_in_process
from annotations.models import Feed, FeedKind, Work
from annotations.refusals import Refused
from annotations.tasks import leases

__all__ = ["KIND", "run"]
_log = logging.getLogger(__name__)

FORMATS = (
    "application/atom+xml,application/rss+xml,application/xml;q=0.9,text/xml;q=0.9,"
    "application/json;q=0.8,text/html;q=0.5,*/*;q=0.1"
)


def run(work: Work) -> None:
    """Do one poll; safe to run again after being killed at any point: nothing is kept before its end."""
    feed = _begin(work)
    if feed is None:
        return
    try:
        _look(work, feed)
    except leases.LostLeaseError:
        _log.info("the poll of feed %s goes on elsewhere", feed.pk)
    except (FetchError, RobotsError) as error:
        _fail(work, error.code, error.detail, retry_after=error.retry_after or 0)
    except ReaderError as error:
        _fail(work, error.code, _(error.detail))
    except Refused as error:
        _fail(work, error.code, error.detail)
    except Exception:
        if work.attempts < leases.MOST_ATTEMPTS:
            raise
        _log.exception("the poll of feed %s failed for good", feed.pk)
        _fail(work, "internal", "")


@transaction.atomic
def _begin(work: Work) -> Feed | None:
    """The feed to ask; None where nobody wants it asked any more."""
    if not leases.is_held(work):
        return None
    feed = Feed.objects.subscribed().filter(pk=work.subject, is_paused=False).first()
    if feed is None:
        leases.finish(work)
        return None
    if work.attempts > leases.MOST_ATTEMPTS:
        _fail(work, "internal", "")
        return None
    return feed


def _look(work: Work, feed: Feed) -> None:
    """Ask the site and settle what it answered."""
    leases.renew(work)
    leave = ask_leave(feed.url)
    if leave.wait:
        _settle(work, lambda locked: feeds.wait_turn(locked, leave.wait))
        return
    leases.renew(work)
    fetched = fetch(feed.url, accept=FORMATS, headers=_validators(feed))
    look = Look(document=None, headers=fetched.headers, delay=leave.delay)
    look = replace(look, moved_to=_moved_to(fetched))
    if fetched.status != NOT_MODIFIED:
        leases.renew(work)
        document = _read(work, feed, fetched)
        if document.moved_to:
            _follow(work, document)
            return
        look = replace(look, document=document, content=fetched.body, media_type=fetched.media_type)
    _settle(work, lambda locked: feeds.succeed(locked, look))


def _validators(feed: Feed) -> dict[str, str]:
    """What the site said of its last answer, word for word, so that it need not send it again."""
    known = {"If-None-Match": feed.etag, "If-Modified-Since": feed.last_modified}
    return {name: value for name, value in known.items() if value}


def _moved_to(fetched: Fetched) -> str:
    """Where the feed has moved for good, or nothing."""
    if not fetched.redirects or fetched.lasting_url == fetched.redirects[0]:
        return ""
    return fetched.lasting_url


def _read(work: Work, feed: Feed, fetched: Fetched) -> Document:
    """The entries of a feed; or, for a feed of fact-checks, the checks that the address itself gives."""
    said: dict[str, Any] = {
        "media_type": fetched.media_type or None,
        "charset": fetched.charset,
        "url": fetched.url,
    }
    try:
        return read_feed_in_process(fetched.body, **said)
    except ReaderError as error:
        if feed.kind != FeedKind.EARLIER_CHECKS or error.code != "not_a_feed":
            raise
    leases.renew(work)
    return read_checks_in_process(fetched.body, **said)


def _follow(work: Work, document: Document) -> None:
    """A page that announces its feed: ask there next. Of two pages in a row the second is no feed."""
    if work.payload.get("moved"):
        raise ReaderError("not_a_feed")
    _settle(work, lambda locked: feeds.follow(locked, document.moved_to))


@transaction.atomic
def _settle(work: Work, end: Callable[[Feed], None]) -> None:
    """End the poll in one transaction with what came of it, unless somebody else has the work now."""
    if not leases.is_held(work):
        return
    wanted = Feed.objects.subscribed().select_for_update(no_key=True)
    feed = wanted.filter(pk=work.subject, is_paused=False).first()
    leases.finish(work)
    if feed is not None:
        end(feed)


def _fail(work: Work, code: str, detail: object, *, retry_after: int = 0) -> None:
    _settle(work, lambda locked: feeds.fail(locked, code, detail, retry_after=retry_after))
