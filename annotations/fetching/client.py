"""The only HTTP client of the product: fetch one page for a person, and never anything else.

Resolve first, check every address against an explicit list, connect to the checked address. A
redirect is checked in the same way. No cookies, no proxies from the environment, no referrer.
"""

from collections.abc import Collection, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime

from django.conf import settings

from annotations.fetching.connecting import Deadline, Resolver, connect, look_up, resolve
from annotations.fetching.errors import FetchError
from annotations.fetching.exchange import REDIRECTS, Answer, Hop, exchange, is_wanted
from annotations.fetching.targets import Target, follow, read_target

MAX_BYTES = 25 * 1024 * 1024
MAX_REDIRECTS = 5
PAGES = "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.5"
NOT_MODIFIED = 304
FOR_GOOD = frozenset({301, 308})


@dataclass(frozen=True)
class Fetched:
    """What a site answered.

    Attributes:
        requested_url: the address as given.
        url: the canonical address that answered, after redirects; no fragment.
        media_type: lower case, without parameters, as declared ("" if it was not).
        charset: as declared in the header, lower case, or None.
        headers: names in lower case.
        body: unpacked bytes, not decoded.
        redirects: the addresses passed on the way, first one first, without `url`.
        lasting_url: where the address has moved for good: the last one that only lasting redirects
            (301, 308) lead to; the canonical form of the first where there is none.
        fetched_at: when the answer was complete, with zone.
        hops: every request and the head of its answer in their order; `body` is that of the last.
    """

    requested_url: str
    url: str
    status: int
    media_type: str
    charset: str | None
    headers: dict[str, str]
    body: bytes
    redirects: list[str] = field(default_factory=list)
    lasting_url: str = ""
    fetched_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    hops: list[Hop] = field(default_factory=list)


def fetch(
    url: str,
    *,
    accept: str = PAGES,
    allow: Collection[str] | None = None,
    max_bytes: int = MAX_BYTES,
    deadline_seconds: float = 30,
    headers: Mapping[str, str] | None = None,
    resolver: Resolver = resolve,
    sent: bytes | None = None,
) -> Fetched:
    """Fetch one page with GET, guarded. Blocks for at most `deadline_seconds`.

    Args:
        url: absolute http or https address.
        accept: the Accept header.
        allow: ``host:port`` strings that may be reached although private or on another port;
            None means the operator's own list (settings.FETCH_ALLOW).
        max_bytes: bound of the body, packed and unpacked alike.
        deadline_seconds: for everything together: look-up, redirects, head and body.
        headers: further headers, for example ``If-None-Match`` (an answer 304 is then returned).
        resolver: looks a name up; tests give their own.
        sent: bytes to send with POST instead; say their ``Content-Type`` in `headers`. No redirect is followed then:
            what was meant for one address is not carried to another.

    Raises:
        FetchError: see `annotations.fetching.errors.SENTENCES` for the codes.
    """
    allowed = settings.FETCH_ALLOW if allow is None else allow
    deadline = Deadline(deadline_seconds)
    asked = _request_headers(accept, headers or {})
    target = read_target(url, allow=allowed)
    passed: list[str] = []
    hops: list[Hop] = []
    lasting, is_lasting = target.url, True
    while True:
        answer = _once(target, asked, max_bytes, deadline, resolver, sent)
        hops.append(answer.hop)
        if answer.status not in REDIRECTS:
            break
        if sent is not None:
            raise FetchError("redirect_refused")
        passed.append(target.url)
        if len(passed) > MAX_REDIRECTS:
            raise FetchError("too_many_redirects")
        target = follow(target, _location(answer), allow=allowed)
        is_lasting = is_lasting and answer.status in FOR_GOOD
        lasting = target.url if is_lasting else lasting
    _refuse_errors(answer, is_conditional=bool(headers) and sent is None)
    return replace(_fetched(url, target, answer, passed), lasting_url=lasting, hops=hops)


def _request_headers(accept: str, more: Mapping[str, str]) -> dict[str, str]:
    return {
        "User-Agent": f"Factcheck/0.1 (+{settings.PUBLIC_URL})",
        "Accept": accept,
        "Accept-Encoding": "gzip, deflate",
        **more,
    }


def _once(
    target: Target,
    headers: dict[str, str],
    max_bytes: int,
    deadline: Deadline,
    resolver: Resolver,
    sent: bytes | None = None,
) -> Answer:
    addresses = look_up(target, deadline, resolver)
    with closing(connect(target, addresses, deadline)) as connection:
        return exchange(
            connection,
            target,
            headers=headers,
            max_bytes=max_bytes,
            deadline=deadline,
            sent=sent,
        )


def _location(answer: Answer) -> str:
    # Headers are read as latin-1; many sites send UTF-8 in Location.
    raw = answer.headers.get("location", "").encode("latin-1")
    return raw.decode("utf-8", "replace").strip()


def _refuse_errors(answer: Answer, *, is_conditional: bool) -> None:
    status = answer.status
    if is_wanted(status) or (status == NOT_MODIFIED and is_conditional):
        return
    if status in {404, 410}:
        raise FetchError(f"http_{status}")
    retry_after = seconds_of(answer.headers.get("retry-after", ""))
    if status in {401, 402, 403, 429, 451}:
        is_temporary = status == 429  # noqa: PLR2004 (too many requests)
        raise FetchError(
            "http_blocked", is_temporary=is_temporary, retry_after=retry_after, status=status
        )
    is_temporary = status >= 500 or status in {408, 425}  # noqa: PLR2004 (HTTP's classes)
    raise FetchError(
        "http_error", is_temporary=is_temporary, retry_after=retry_after, status=status
    )


def seconds_of(retry_after: str) -> int | None:
    """How long a site asks to wait: seconds or a date (RFC 9110, 10.2.3), or None where it does not say."""
    said = retry_after.strip()
    if said.isascii() and said.isdigit():
        return int(said) if len(said) <= 6 else None  # noqa: PLR2004 (under 12 days)
    try:
        moment = parsedate_to_datetime(said)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0, min(int((moment - datetime.now(UTC)).total_seconds()), 999_999))


def _fetched(url: str, target: Target, answer: Answer, passed: list[str]) -> Fetched:
    declared = Message()
    declared["content-type"] = answer.headers.get("content-type", "").replace("\n", " ")
    named = "content-type" in answer.headers
    return Fetched(
        requested_url=url,
        url=target.url,
        status=answer.status,
        media_type=declared.get_content_type() if named else "",
        charset=declared.get_content_charset() if named else None,
        headers=answer.headers,
        body=answer.body,
        redirects=passed,
    )
