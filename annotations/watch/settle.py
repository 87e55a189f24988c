"""The end of a look: what it found is written in one transaction with when to look next."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from annotations.fetching import Fetched
from annotations.fetching.timing import after_failure, after_success
from annotations.imports.found import facts_of, import_look
from annotations.imports.queued import kept
from annotations.models import Article, ArticleRevision, Import, Newsroom, Origin, Seen, Watch
from annotations.watch.begin import validator_of
from annotations.watch.notice import GONE, notice_gone, notice_place, notice_stand_in
from annotations.watch.raising import Tidings
from annotations.watch.troubles import in_words

# A text that has stood for so many intervals is looked at after one more of them.
_SHARE = 10
_LONGEST = timedelta(days=7)
_REFUSALS = frozenset({"http_blocked", "robots_refused"})


@dataclass(frozen=True, slots=True)
class Look:
    """What a look got from the site.

    Attributes:
        url: the address that answered.
        fetched: the answer; None where there was none that counts (a paywall's 402).
        delay: seconds that the site's robots.txt wants between two visits.
        code: what stands there instead of the article (see `annotations.watch.guard`), or nothing.
        is_other: whether it is the article in other words.
    """

    url: str
    fetched: Fetched | None = None
    delay: float = 0.0
    code: str = ""
    is_other: bool = False

    @property
    def headers(self) -> Mapping[str, str]:
        """Of the answer, names in lower case."""
        return self.fetched.headers if self.fetched else {}


def settle(watch: Watch, article: Article, standing: ArticleRevision, look: Look) -> None:
    """Write that the article stands there, as it was or in other words.

    Args:
        watch: locked by the caller.
        article: locked before it.
        standing: the text that the page was compared with, with its snapshot.
        look: what was found.
    """
    _answered(watch, look.url)
    watch.failures = 0
    watch.next_look_at = timezone.now() + _wait(watch, standing, look)
    # What a changed page says of itself is kept when its text has arrived: till then it counts as not read.
    if not look.is_other:
        keep_validators(watch, look.fetched)
    watch.seen = Seen.EDITED if look.is_other else Seen.SAME
    watch.save()
    if look.is_other and look.fetched and not _is_on_its_way(article):
        import_look(article=article, fetched=look.fetched)
    tidings = Tidings()
    if notice_place(tidings, article, standing, look.url):
        watch.seen = Seen.REDIRECTED
        watch.save(update_fields=["seen"])
    tidings.tell()


def settle_stand_in(watch: Watch, article: Article, standing: ArticleRevision, look: Look) -> None:
    """Write that something else stands in the article's place; its bytes are kept with the alert.

    Args:
        watch: locked by the caller.
        article: locked before it.
        standing: the article's text, with its snapshot.
        look: what was found, with a `code`.
    """
    _answered(watch, look.url)
    _fail(watch, Seen.STAND_IN, look.code, in_words(look.code))
    facts: dict[str, Any] = {}
    if look.fetched is not None:
        facts = {"blob": kept(look.fetched.body), "fetched": facts_of(look.fetched)}
    tidings = Tidings()
    notice_stand_in(tidings, article, standing, look.code, look.url, **facts)
    tidings.tell()


def settle_failure(
    watch: Watch, article: Article, code: str, detail: object, *, retry_after: int = 0
) -> None:
    """Write why a look gave nothing. A page that is gone is told at once, all else may pass by itself.

    Args:
        watch: locked by the caller.
        article: locked before it.
        code: stable name of the reason.
        detail: its sentence, where this room has none of its own.
        retry_after: seconds that the site asked for.
    """
    seen = Seen.REFUSED if code in _REFUSALS else Seen.UNREACHABLE
    watch.looked_at = timezone.now()
    _fail(watch, Seen.REMOVED if code in GONE else seen, code, in_words(code, detail), retry_after)
    if code in GONE:
        tidings = Tidings()
        notice_gone(tidings, article, code)
        tidings.tell()


def wait_turn(watch: Watch, seconds: float) -> None:
    """Come again when the site wants to be visited; nothing failed."""
    watch.next_look_at = timezone.now() + timedelta(seconds=seconds)
    watch.save(update_fields=["next_look_at"])


def keep_validators(watch: Watch, fetched: Fetched | None) -> None:
    """Keep what the site says of the bytes that hold the article's words; an answer without bytes says nothing new."""
    if fetched is None or not fetched.body:
        return
    watch.etag = validator_of(fetched.headers.get("etag", ""), 1000)
    watch.last_modified = validator_of(fetched.headers.get("last-modified", ""), 200)
    watch.body_sha256 = hashlib.sha256(fetched.body).hexdigest()


def _answered(watch: Watch, url: str) -> None:
    watch.looked_at = timezone.now()
    watch.url = url or watch.url
    watch.error_code = watch.error_detail = ""


def _fail(watch: Watch, seen: Seen, code: str, detail: str, retry_after: int = 0) -> None:
    least = timedelta(minutes=Newsroom.current().watch_interval_least)
    watch.seen = seen
    watch.failures += 1
    watch.error_code, watch.error_detail = code, detail
    watch.next_look_at = timezone.now() + after_failure(
        least, watch.failures, retry_after=retry_after, longest=_LONGEST
    )
    watch.save()


def _wait(watch: Watch, standing: ArticleRevision, look: Look) -> timedelta:
    """A share of the time that the text has stood, within what the newsroom likes and the site asks."""
    newsroom = Newsroom.current()
    least = timedelta(minutes=newsroom.watch_interval_least)
    most = timedelta(minutes=newsroom.watch_interval_most)
    stood = timezone.now() - (watch.changed_at or standing.created_at)
    interval = least if look.is_other else min(max(stood / _SHARE, least), most)
    return after_success(interval, look.headers, delay=look.delay)


def _is_on_its_way(article: Article) -> bool:
    """Whether an import fetches, or has fetched, this page just now."""
    return Import.objects.unfinished().filter(article=article, origin=Origin.FETCH).exists()
