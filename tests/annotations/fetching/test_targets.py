"""Addresses as people and redirects write them."""

import pytest

from annotations.fetching.errors import FetchError
from annotations.fetching.targets import follow, read_target

NOBODY: frozenset[str] = frozenset()


def refusal(url: str) -> str:
    with pytest.raises(FetchError) as caught:
        read_target(url, allow=NOBODY)
    return caught.value.code


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("http://Example.ORG", "http://example.org/"),
        ("  https://example.org:443/a?b=1#part ", "https://example.org/a?b=1"),
        ("http://example.org:8080/ü ü".replace(" ", "%20"), "http://example.org:8080/%C3%BC%20%C3%BC"),
        ("https://пример.испытание/новости", "https://xn--e1afmkfd.xn--80akhbyknj4f/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8"),
        ("https://straße.de/", "https://xn--strae-oqa.de/"),
        ("https://a_b.example.org/x%2Fy", "https://a_b.example.org/x%2Fy"),
        ("http://0x7f.1/", "http://127.0.0.1/"),
        ("http://127。0。0。1/", "http://127.0.0.1/"),
        ("http://⑫7.0.0.1/", "http://127.0.0.1/"),
        ("http://[2606:4700::1111]/", "http://[2606:4700::1111]/"),
        ("http://example.org./", "http://example.org/"),
    ],
)  # fmt: skip
def test_it_brings_an_address_into_canonical_form(url: str, canonical: str) -> None:
    assert read_target(url, allow=NOBODY).url == canonical


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("", "url_invalid"),
        ("example.org/page", "url_invalid"),
        ("//example.org/", "url_invalid"),
        ("http://", "url_invalid"),
        ("http:///path", "url_invalid"),
        ("http://exa mple.org/", "url_invalid"),
        ("http://example.org/a\nb", "url_invalid"),
        ("http://example.org\\@evil.example/", "url_invalid"),
        ("http://example.org:0/", "url_invalid"),
        ("http://example.org:99999/", "url_invalid"),
        ("http://example.org:x/", "url_invalid"),
        ("http://[::1/", "url_invalid"),
        ("http://[fe80::1%25eth0]/", "url_invalid"),
        ("http://256.256.256.256/", "url_invalid"),
        ("http://a..b/", "url_invalid"),
        ("http://\ud800.org/", "url_invalid"),
        ("http://example.org/" + "a" * 4000, "url_invalid"),
        ("ftp://example.org/", "scheme_refused"),
        ("file:///etc/passwd", "scheme_refused"),
        ("javascript:alert(1)", "scheme_refused"),
        ("data:text/html,hello", "scheme_refused"),
        ("gopher://127.0.0.1:6379/_x", "scheme_refused"),
        ("http://user@example.org/", "userinfo_refused"),
        ("http://a:b@example.org/", "userinfo_refused"),
        ("http://example.org@127.0.0.1/", "userinfo_refused"),
        ("http://example.org:22/", "port_refused"),
        ("http://example.org:6379/", "port_refused"),
    ],
)
def test_it_refuses_each_bad_address_with_its_own_code(url: str, code: str) -> None:
    assert refusal(url) == code


def test_the_operator_may_allow_one_host_with_one_port() -> None:
    allow = frozenset({"127.0.0.1:5000", "[::1]:5001"})
    assert read_target("http://127.0.0.1:5000/", allow=allow).is_allowed
    assert read_target("http://127.1:5000/", allow=allow).is_allowed
    assert read_target("http://[::1]:5001/", allow=allow).is_allowed
    assert not read_target("http://127.0.0.1/", allow=allow).is_allowed
    with pytest.raises(FetchError) as caught:
        read_target("http://localhost:5000/", allow=allow)
    assert caught.value.code == "port_refused"


def test_a_redirect_is_read_relative_to_where_it_stands() -> None:
    start = read_target("https://example.org/a/b", allow=NOBODY)
    assert follow(start, "../c?d", allow=NOBODY).url == "https://example.org/c?d"
    assert follow(start, "//other.example/", allow=NOBODY).url == "https://other.example/"


@pytest.mark.parametrize(
    ("location", "code"),
    [
        ("", "redirect_refused"),
        ("http://exam ple.org/", "redirect_refused"),
        ("http://[::1", "redirect_refused"),
        ("ftp://example.org/", "scheme_refused"),
        ("http://x@example.org/", "userinfo_refused"),
        ("http://example.org:25/", "port_refused"),
    ],
)
def test_a_redirect_is_checked_like_the_first_address(location: str, code: str) -> None:
    start = read_target("https://example.org/a/b", allow=NOBODY)
    with pytest.raises(FetchError) as caught:
        follow(start, location, allow=NOBODY)
    assert caught.value.code == code
