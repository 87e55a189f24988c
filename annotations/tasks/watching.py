"""The conductor of a look: ask for leave, fetch what changed, compare it, tell what happened."""

import hashlib
import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from annotations.fetching import Fetched, FetchError, fetch
from annotations.fetching.client import NOT_MODIFIED
from annotations.fetching.robots import RobotsError, ask_leave
from annotations.imports.readers.document import Document, ReaderError
from annotations.imports.reading_pool import read_in_process
from annotations.models import Article, ArticleRevision, Newsroom, Watch, Work
from annotations.tasks import leases
from annotations.watch import KIND
from annotations.watch.guard import in_place_of, is_same_text, unreadable
from annotations.watch.resting import why_not
from annotations.watch.settle import Look, settle, settle_failure, settle_stand_in, wait_turn

__all__ = ["KIND", "run"]
_log = logging.getLogger(__name__)
_PAYMENT_REQUIRED = 402
End = Callable[[Watch, Article, ArticleRevision], None]


class _WaitError(Exception):
    """The site wants to be visited later."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


def run(work: Work) -> None:
    """Do one look; safe to run again after being killed at any point: nothing is kept before its end."""
    watch = _begin(work)
    if watch is None:
        return
    try:
        _look(work, watch)
    except leases.LostLeaseError:
        _log.info("the look of watch %s goes on elsewhere", watch.pk)
    except _WaitError as wait:
        seconds = wait.seconds
        _settle(work, watch, lambda locked, _article, _text: wait_turn(locked, seconds))
    except (FetchError, RobotsError) as error:
        _fail(work, watch, error.code, error.detail, retry_after=error.retry_after or 0)
    except ReaderError as error:
        _fail(work, watch, error.code, _(error.detail))
    except Exception:
        if work.attempts < leases.MOST_ATTEMPTS:
            raise
        _log.exception("the look of watch %s failed for good", watch.pk)
        _fail(work, watch, "internal", "")


@transaction.atomic
def _begin(work: Work) -> Watch | None:
    """The page to look at, with its article's text; None where nobody wants it looked at any more."""
    if not leases.is_held(work):
        return None
    related = Watch.objects.select_related("article__current_revision__snapshot")
    watch = related.defer("article__search").filter(pk=work.subject, is_paused=False).first()
    is_wanted = work.payload.get("asked") or Newsroom.current().watch_is_on
    if watch is None or not is_wanted or watch.article.deleted_at or why_not(watch.article):
        leases.finish(work)
        return None
    if work.attempts > leases.MOST_ATTEMPTS:
        _fail(work, watch, "internal", "")
        return None
    return watch


def _look(work: Work, watch: Watch) -> None:
    """Ask the site and settle what it answered."""
    delay = _leave(work, watch.article.url)
    try:
        fetched = fetch(watch.article.url, headers=_validators(watch))
    except FetchError as error:
        if error.status != _PAYMENT_REQUIRED:
            raise
        _end(work, watch, Look(watch.article.url, code="paywall"))
        return
    look = Look(fetched.url, fetched, delay)
    if not _has_same_bytes(watch, fetched):
        look = _compared(work, watch, look)
    _end(work, watch, look)


def _leave(work: Work, url: str) -> float:
    """The site's leave to visit an address now, and the seconds that it wants between two visits."""
    leases.renew(work)
    leave = ask_leave(url)
    if leave.wait:
        raise _WaitError(leave.wait)
    leases.renew(work)
    return leave.delay


def _validators(watch: Watch) -> dict[str, str]:
    """What the site said of the article's bytes, word for word, so that it need not send them again."""
    known = {"If-None-Match": watch.etag, "If-Modified-Since": watch.last_modified}
    return {name: value for name, value in known.items() if value}


def _has_same_bytes(watch: Watch, fetched: Fetched) -> bool:
    if fetched.status == NOT_MODIFIED:
        return True
    return hashlib.sha256(fetched.body).hexdigest() == watch.body_sha256


def _compared(work: Work, watch: Watch, look: Look) -> Look:
    """What the bytes hold: the article's own words, others, or something else in its place."""
    article, standing = watch.article, watch.article.current_revision
    assert look.fetched is not None  # noqa: S101 - bytes were fetched
    assert standing is not None  # noqa: S101 - `why_not` refuses otherwise
    try:
        document = _read(work, look.fetched)
        if document.moved_to not in {"", look.fetched.url}:
            look, document = _followed(work, look, document.moved_to)
    except ReaderError as error:
        body = look.fetched.body if look.fetched else b""
        code = unreadable(article, standing, error.code, look.url, body)
        if not code:
            raise
        return replace(look, code=code)
    if is_same_text(standing, document):
        return look
    code = in_place_of(article, standing, document, look.url)
    return replace(look, code=code, is_other=not code)


def _read(work: Work, fetched: Fetched) -> Document:
    leases.renew(work)
    said: dict[str, Any] = {"charset": fetched.charset, "url": fetched.url}
    return read_in_process(fetched.body, media_type=fetched.media_type or None, **said)


def _followed(work: Work, look: Look, address: str) -> tuple[Look, Document]:
    """A page whose story stands elsewhere (meta refresh, AMP) is followed once, as an import does."""
    delay = _leave(work, address)
    fetched = fetch(address)
    if look.fetched is not None:  # how it came there is part of how the text was found
        fetched = replace(fetched, hops=[*look.fetched.hops, *fetched.hops])
    return Look(fetched.url, fetched, max(delay, look.delay)), _read(work, fetched)


def _end(work: Work, watch: Watch, look: Look) -> None:
    end = settle_stand_in if look.code else settle
    _settle(work, watch, lambda locked, article, standing: end(locked, article, standing, look))


def _fail(work: Work, watch: Watch, code: str, detail: object, *, retry_after: int = 0) -> None:
    _settle(
        work,
        watch,
        lambda locked, article, _text: settle_failure(
            locked, article, code, detail, retry_after=retry_after
        ),
    )


@transaction.atomic
def _settle(work: Work, watch: Watch, end: End) -> None:
    """End the look in one transaction with what came of it, unless somebody else has the work now.

    Where the article got another text meanwhile, what was found says nothing of that: look again soon.
    """
    if not leases.is_held(work):
        return
    articles = Article.objects.select_for_update(of=("self",)).defer("search")
    article = articles.select_related("current_revision__snapshot").get(pk=watch.article_id)
    locked = Watch.objects.select_for_update(no_key=True).get(pk=watch.pk)
    leases.finish(work)
    standing = article.current_revision
    if standing is None or standing.pk != watch.article.current_revision_id:
        wait_turn(locked, 60.0)
        return
    end(locked, article, standing)
