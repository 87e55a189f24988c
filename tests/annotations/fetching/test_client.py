"""Fetching from a site that behaves, and from one that does not."""

import gzip
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from pytest_django import Settings

from annotations.fetching import FetchError, connecting, fetch
from annotations.fetching.connecting import tls_context
from annotations.fetching.errors import SENTENCES
from tests.annotations.fetching.conftest import Caller, Site

PAGE = "<p>Привет 👋</p>".encode()
HEAD = "HTTP/1.1 200 OK\r\n\r\n"
CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n"
CHUNKED = "Transfer-Encoding: chunked\r\n\r\n"


def refused(url: str, site: Site, **options: object) -> FetchError:
    options = {"allow": site.allow, "deadline_seconds": 3, **options}
    with pytest.raises(FetchError) as caught:
        fetch(url, **options)  # type: ignore[arg-type]
    return caught.value


def test_it_fetches_a_page_and_says_what_came(site: Site) -> None:
    url = site.on(
        "/page",
        lambda c: c.answer(
            PAGE, headers='Content-Type: Text/HTML; charset="KOI8-R"\r\nETag: "1"\r\n'
        ),
    )
    page = fetch(url + "#part", allow=site.allow)
    assert (page.status, page.body, page.url) == (200, PAGE, url)
    assert (page.media_type, page.charset) == ("text/html", "koi8-r")
    assert page.requested_url == url + "#part"
    assert page.headers["etag"] == '"1"'
    assert page.fetched_at.tzinfo is not None


def test_it_says_who_it_is_and_sends_nothing_about_the_reader(
    site: Site, settings: Settings
) -> None:
    settings.PUBLIC_URL = "https://newsroom.example"
    fetch(site.on("/", lambda c: c.answer(PAGE)) + "#secret", allow=site.allow)
    sent = site.requests[0]
    assert "User-Agent: Factcheck/0.1 (+https://newsroom.example)\r\n" in sent
    assert f"Host: 127.0.0.1:{site.port}\r\n" in sent
    assert not any(word in sent.lower() for word in ("cookie", "referer", "secret"))


def test_it_ignores_a_proxy_of_the_environment(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    assert fetch(site.on("/", lambda c: c.answer(PAGE)), allow=site.allow).body == PAGE


def test_it_does_not_reach_this_machine_unless_the_operator_allows_it(site: Site) -> None:
    url = site.on("/", lambda c: c.answer(PAGE))
    assert refused("http://127.0.0.1/", site, allow=()).code == "address_forbidden"
    assert refused(url, site, allow=()).code == "port_refused"
    assert refused("http://localhost:8080/", site).code == "address_forbidden"
    assert site.requests == []


def test_a_name_that_leads_inside_is_refused_however_often_it_changes_its_mind(site: Site) -> None:
    """Rebinding: public when it is checked, private when it is asked again."""
    asked: list[str] = []

    def two_faced(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) > 1 else ["192.0.2.1", "10.0.0.1"]

    assert (
        refused("http://two.faced.example/", site, resolver=two_faced).code == "address_forbidden"
    )
    assert asked == ["two.faced.example"]


def test_it_connects_to_the_address_that_it_checked(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialled: list[object] = []

    def dial(address: object, timeout: float) -> socket.socket:
        dialled.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", dial)
    error = refused("http://two.faced.example/", site, resolver=lambda *_: ["10.0.0.1", "1.2.3.4"])
    assert error.code == "connect_failed"
    assert dialled == [("1.2.3.4", 80)]  # not the name, and not the private one


def test_each_redirect_is_checked_again(site: Site) -> None:
    def to(location: str) -> Callable[[Caller], None]:
        return lambda c: c.answer(b"", status="302 Found", headers=f"Location: {location}\r\n")

    site.on("/metadata", to("http://169.254.169.254/latest/"))
    site.on("/file", to("file:///etc/passwd"))
    site.on("/port", to("http://127.0.0.1:22/"))
    site.on("/none", lambda c: c.answer(b"", status="301 Moved"))
    site.on("/loop", to("/loop"))
    codes = {path: refused(site.url(path), site).code for path in site.paths}
    assert codes == {
        "/metadata": "address_forbidden",
        "/file": "scheme_refused",
        "/port": "port_refused",
        "/none": "redirect_refused",
        "/loop": "too_many_redirects",
    }


def test_it_sends_bytes_with_post_to_that_address_alone(site: Site) -> None:
    asked = {"Content-Type": "application/timestamp-query"}
    url = site.on("/stamp", lambda c: c.answer(PAGE))
    assert fetch(url, allow=site.allow, headers=asked, sent=b"query").body == PAGE
    assert site.requests[-1].startswith("POST /stamp HTTP/1.1\r\n")
    assert "Content-Length: 5\r\n" in site.requests[-1]
    moved = site.on("/moved", lambda c: c.say("HTTP/1.1 307 x\r\nLocation: /stamp\r\n\r\n"))
    assert refused(moved, site, headers=asked, sent=b"query").code == "redirect_refused"


def test_it_follows_redirects_and_names_them(site: Site) -> None:
    site.on("/1", lambda c: c.answer(b"", status="301 Moved", headers="Location: /2?ü\r\n"))
    site.on("/2?%C3%BC", lambda c: c.answer(PAGE))
    page = fetch(site.url("/1"), allow=site.allow)
    assert page.redirects == [site.url("/1")]
    assert page.url == site.url("/2?%C3%BC")


def test_it_writes_down_each_hop_as_it_went_over_the_wire(site: Site) -> None:
    moved = "Location: /2\r\nX-Again: 1\r\nx-again: 2\r\n"
    first = site.on("/1", lambda c: c.answer(b"gone", status="301 Moved For Good", headers=moved))
    site.on("/2", lambda c: c.answer(PAGE, headers="X-Who: \xdc\r\n"))
    page = fetch(first, allow=site.allow, headers={"If-None-Match": '"1"'})
    one, two = page.hops
    assert [(hop.url, hop.status, hop.reason) for hop in page.hops] == [
        (first, 301, "Moved For Good"),
        (site.url("/2"), 200, "OK"),
    ]
    assert (one.address, one.http_version) == ("127.0.0.1", "HTTP/1.1")
    assert one.response_headers == [
        ("Content-Length", "4"),
        ("Location", "/2"),
        ("X-Again", "1"),
        ("x-again", "2"),
    ]
    sent = [f"{name}: {value}" for name, value in two.request_headers]
    assert "\r\n".join(["GET /2 HTTP/1.1", *sent, "", ""]) == site.requests[1]
    assert one.at <= two.at <= page.fetched_at


@pytest.mark.parametrize(
    ("coding", "pack"),
    [
        ("gzip", gzip.compress),
        ("x-gzip", lambda b: gzip.compress(b[:5]) + gzip.compress(b[5:])),
        ("deflate", zlib.compress),
        ("deflate", lambda b: zlib.compress(b)[2:-4]),
        ("gzip, deflate", lambda b: zlib.compress(gzip.compress(b))),
        ("identity", lambda b: b),
    ],
)
def test_it_unpacks_what_sites_send(
    site: Site, coding: str, pack: Callable[[bytes], bytes]
) -> None:
    url = site.on("/", lambda c: c.answer(pack(PAGE), headers=f"Content-Encoding: {coding}\r\n"))
    assert fetch(url, allow=site.allow).body == PAGE


def test_it_bounds_the_body_before_and_after_unpacking(site: Site) -> None:
    bomb = gzip.compress(bytes(5_000_000))
    twice = gzip.compress(gzip.compress(bytes(50_000_000)))
    site.on("/declared", lambda c: c.say("HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n"))
    site.on("/endless", lambda c: (c.say("HTTP/1.1 200 OK\r\n\r\n"), c.drip("x" * 50_000, 0)))
    site.on("/bomb", lambda c: c.answer(bomb, headers="Content-Encoding: gzip\r\n"))
    site.on("/twice", lambda c: c.answer(twice, headers="Content-Encoding: gzip, gzip\r\n"))
    for path in site.paths:
        assert refused(site.url(path), site, max_bytes=1_000_000).code == "too_large", path


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("br", b"x"),
        ("gzip", b"not packed at all"),
        ("gzip", gzip.compress(PAGE * 100, mtime=0)[:-20]),
        ("gzip, gzip, gzip", b"x"),
    ],
)
def test_it_refuses_what_it_cannot_unpack(site: Site, coding: str, body: bytes) -> None:
    url = site.on("/", lambda c: c.answer(body, headers=f"Content-Encoding: {coding}\r\n"))
    assert refused(url, site).code == "bad_encoding"


@pytest.mark.parametrize(
    ("path", "behaviour", "code"),
    [
        ("/silent", lambda _: time.sleep(3), "timeout"),
        ("/drip-head", lambda c: c.drip("H"), "timeout"),
        ("/drip-header", lambda c: (c.say(HEAD[:-2]), c.drip("X: 1\r\n")), "timeout"),
        ("/drip-body", lambda c: (c.say(HEAD), c.drip("x")), "timeout"),
        ("/continue", lambda c: c.drip(CONTINUE, 0.001), "headers_too_large"),
        ("/long", lambda c: (c.say(HEAD[:-2]), c.drip("X: y\r\n" * 99, 0)), "headers_too_large"),
        ("/ssh", lambda c: c.say("SSH-2.0-OpenSSH_9.2\r\n\r\n"), "not_http"),
        ("/nothing", lambda _: None, "connection_broken"),
        (
            "/half",
            lambda c: c.say(f"{HEAD[:-2]}Content-Length: 9\r\n\r\nhalf"),
            "connection_broken",
        ),
        ("/chunk", lambda c: c.say(f"{HEAD[:-2]}{CHUNKED}5\r\nab"), "connection_broken"),
    ],
)
def test_it_ends_in_time_with_a_code_whatever_the_site_does(
    site: Site, path: str, behaviour: Callable[[Caller], None], code: str
) -> None:
    started = time.monotonic()
    assert refused(site.on(path, behaviour), site, deadline_seconds=0.4).code == code
    assert time.monotonic() - started < 1


@pytest.mark.parametrize(
    ("status", "code", "is_temporary"),
    [
        ("404 Not Found", "http_404", False),
        ("410 Gone", "http_410", False),
        ("401 Unauthorized", "http_blocked", False),
        ("403 Forbidden", "http_blocked", False),
        ("451 Unavailable", "http_blocked", False),
        ("429 Too Many", "http_blocked", True),
        ("500 Oops", "http_error", True),
        ("503 Busy", "http_error", True),
        ("400 Bad", "http_error", False),
        ("304 Not Modified", "http_error", False),
    ],
)
def test_it_tells_error_answers_apart(
    site: Site, status: str, code: str, *, is_temporary: bool
) -> None:
    error = refused(site.on("/", lambda c: c.answer(b"", status=status)), site)
    assert (error.code, error.is_temporary) == (code, is_temporary)
    if code in {"http_blocked", "http_error"}:
        assert status[:3] in str(error.detail)


def test_it_says_how_long_a_site_asks_to_wait(site: Site) -> None:
    url = site.on("/", lambda c: c.answer(b"", status="429 Slow", headers="Retry-After: 120\r\n"))
    assert refused(url, site).retry_after == 120


def test_a_conditional_fetch_may_find_nothing_new(site: Site) -> None:
    url = site.on("/", lambda c: c.say('HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n'))
    page = fetch(url, allow=site.allow, headers={"If-None-Match": '"1"'})
    assert (page.status, page.body) == (304, b"")
    assert 'If-None-Match: "1"' in site.requests[0]


def test_a_look_up_that_hangs_or_fails_has_a_code(site: Site) -> None:
    def hang(host: str, port: int) -> list[str]:
        threading.Event().wait(2)
        return []

    def fail(number: int) -> Callable[[str, int], list[str]]:
        def resolver(host: str, port: int) -> list[str]:
            raise socket.gaierror(number, "no")

        return resolver

    url = "http://example.org/"
    assert refused(url, site, resolver=hang, deadline_seconds=0.2).code == "timeout"
    assert refused(url, site, resolver=fail(socket.EAI_NONAME)).code == "dns_failed"
    assert refused(url, site, resolver=fail(socket.EAI_AGAIN)).is_temporary
    assert refused(url, site, resolver=lambda *_: []).code == "dns_failed"


def test_plain_http_behind_an_https_address_fails_as_tls(site: Site) -> None:
    url = f"https://127.0.0.1:{site.port}/"
    site.on("/", lambda c: c.say("HTTP/1.1 400 Bad\r\n\r\n"))
    assert refused(url, site).code in {"tls_failed", "connection_broken"}


def test_certificates_are_checked_against_the_name_of_the_host(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = tls_context()
    assert context.check_hostname
    assert context.verify_mode is ssl.CERT_REQUIRED
    asked: list[str] = []

    def handshake(raw: socket.socket, *, server_hostname: str) -> None:
        asked.append(server_hostname)
        raise ssl.SSLCertVerificationError

    monkeypatch.setattr(connecting, "tls_context", lambda: SimpleNamespace(wrap_socket=handshake))
    url = f"https://news.example:{site.port}/"
    error = refused(
        url, site, allow={f"news.example:{site.port}"}, resolver=lambda *_: ["127.0.0.1"]
    )
    assert (error.code, asked) == ("tls_failed", ["news.example"])


def test_nobody_listens(site: Site) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    error = refused(f"http://127.0.0.1:{port}/", site, allow={f"127.0.0.1:{port}"})
    assert (error.code, error.is_temporary) == ("connect_failed", True)


def test_every_code_has_a_sentence_without_jargon() -> None:
    for code, sentence in SENTENCES.items():
        assert str(sentence).endswith("."), code
        assert not any(word in str(sentence).lower() for word in ("exception", "socket", "dns"))


@pytest.mark.parametrize(
    ("statuses", "lasting"),
    [
        ([], "/1"),
        ([301], "/2"),
        ([308, 301], "/3"),
        ([302], "/1"),
        ([301, 302], "/2"),
        ([302, 301], "/1"),
        ([307], "/1"),
    ],
)
def test_only_redirects_for_good_change_an_address(
    site: Site, statuses: list[int], lasting: str
) -> None:
    def to(place: int, status: int) -> Callable[[Caller], None]:
        return lambda c: c.answer(b"", status=f"{status} Moved", headers=f"Location: /{place}\r\n")

    for number, status in enumerate(statuses, 1):
        site.on(f"/{number}", to(number + 1, status))
    site.on(f"/{len(statuses) + 1}", lambda c: c.answer(PAGE))
    assert fetch(site.url("/1"), allow=site.allow).lasting_url == site.url(lasting)


@pytest.mark.parametrize(
    ("said", "least", "most"),
    [
        ("120", 120, 120),
        ("Fri, 01 Jan 2100 00:00:00 GMT", 999_999, 999_999),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0, 0),
    ],
)
def test_a_site_says_how_long_to_wait_in_seconds_or_by_a_date(
    site: Site, said: str, least: int, most: int
) -> None:
    headers = f"Retry-After: {said}\r\n"
    url = site.on("/", lambda c: c.answer(b"", status="503 Later", headers=headers))
    error = refused(url, site)
    assert error.is_temporary
    assert error.retry_after is not None
    assert least <= error.retry_after <= most


@pytest.mark.parametrize("said", ["soon", "", "-5", "99999999999", "31/12/2100"])
def test_a_wait_that_cannot_be_read_is_none(site: Site, said: str) -> None:
    headers = f"Retry-After: {said}\r\n"
    url = site.on("/", lambda c: c.answer(b"", status="429 Slow", headers=headers))
    assert refused(url, site).retry_after is None
