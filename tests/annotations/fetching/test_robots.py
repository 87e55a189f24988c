"""What a site's robots.txt says of being polled (RFC 9309)."""

import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from annotations.fetching import FetchError
from annotations.fetching.robots import RobotsError, ask_leave
from annotations.models import SiteRules
from tests.annotations.feeds.publisher import Publisher

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(settings: Settings) -> Iterator[Publisher]:
    with Publisher() as publisher:
        settings.FETCH_ALLOW = frozenset({publisher.netloc})
        yield publisher


def refusal(url: str) -> str:
    with pytest.raises(RobotsError) as caught:
        ask_leave(url)
    assert str(caught.value.detail)
    return caught.value.code


@pytest.mark.parametrize(
    ("rules", "is_allowed"),
    [
        ("", True),
        ("User-agent: *\nDisallow: /private/", True),
        ("User-agent: *\nDisallow: /", False),
        ("User-agent: *\nDisallow: /*.xml$\nDisallow: /feed", False),
        ("User-agent: *\nDisallow: /\nAllow: /feed", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Factcheck\nDisallow:", True),
        ("User-agent: Factcheck/0.1\nDisallow: /\n\nUser-agent: *\nDisallow:", False),
        ("User-agent: otherbot\nUser-agent: FACTCHECK\nDisallow: /feed # not this", False),
        ("User-agent: otherbot\nDisallow: /\n\nUser-agent: *\nDisallow: /x", True),
        ("User-agent: fact\nDisallow: /", True),
        ("<!doctype html><title>Not found</title><p>User-agent is missing", True),
        ("\ufeffUser-agent: *\r\nDisallow: /\x00feed\r\nDisallow: /feed", False),
    ],
)
def test_the_rules_for_us_are_kept_and_those_for_other_robots_are_not_ours(
    site: Publisher, rules: str, *, is_allowed: bool
) -> None:
    site.robots(rules)
    if is_allowed:
        assert ask_leave(site.url("/feed")).wait == 0
    else:
        assert refusal(site.url("/feed")) == "robots_refused"


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_a_site_without_the_file_allows_everything(site: Publisher, status: int) -> None:
    site.robots("User-agent: *\nDisallow: /", status=status)
    assert ask_leave(site.url("/feed")).wait == 0


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_file_that_cannot_be_reached_allows_nothing_until_it_answers(
    site: Publisher, status: int
) -> None:
    site.robots("", status=status)
    assert refusal(site.url("/feed")) == "robots_unreachable"
    assert refusal(site.url("/feed")) == "robots_unreachable"
    assert site.paths() == ["/robots.txt"] * 2
    site.robots("User-agent: *\nDisallow: /private")
    assert ask_leave(site.url("/feed")).wait == 0


def test_after_a_month_of_failures_the_file_counts_as_none(site: Publisher) -> None:
    site.robots("", status=500)
    assert refusal(site.url("/feed")) == "robots_unreachable"
    SiteRules.objects.update(failing_since=timezone.now() - timedelta(days=31))
    assert ask_leave(site.url("/feed")).wait == 0


def test_a_site_that_is_down_is_named_as_that(site: Publisher, settings: Settings) -> None:
    with Publisher() as gone:
        settings.FETCH_ALLOW = frozenset({gone.netloc})
    with pytest.raises(FetchError) as caught:
        ask_leave(gone.url("/feed"))
    assert caught.value.code == "connect_failed"


def test_the_file_is_asked_for_once_a_day_for_all_feeds_of_a_site(site: Publisher) -> None:
    site.robots("User-agent: *\nDisallow: /private")
    for path in ("/feed", "/other", "/feed"):
        ask_leave(site.url(path))
    assert site.paths() == ["/robots.txt"]
    SiteRules.objects.update(read_at=timezone.now() - timedelta(hours=25))
    site.robots("User-agent: *\nDisallow: /feed")
    assert refusal(site.url("/feed")) == "robots_refused"


def test_visits_keep_the_distance_that_the_site_asks_for(site: Publisher) -> None:
    site.robots("User-agent: *\nCrawl-delay: 120")
    first, second = ask_leave(site.url("/feed")), ask_leave(site.url("/other"))
    assert (first.delay, first.wait) == (120, 0)
    assert 110 < second.wait <= 120
    SiteRules.objects.update(visited_at=timezone.now() - timedelta(seconds=121))
    assert ask_leave(site.url("/other")).wait == 0


@pytest.mark.parametrize("delay", ["-5", "soon", "nan", "1e400", ""])
def test_a_delay_that_is_none_is_none(site: Publisher, delay: str) -> None:
    site.robots(f"User-agent: *\nCrawl-delay: {delay}")
    assert ask_leave(site.url("/feed")).delay == 0


def test_an_endless_delay_is_a_day(site: Publisher) -> None:
    site.robots("User-agent: *\nCrawl-delay: 99999999")
    assert ask_leave(site.url("/feed")).delay == 24 * 3600


def test_a_file_made_to_keep_us_busy_does_not(site: Publisher) -> None:
    robots = "\n".join(f"User-agent: bot{number}" for number in range(20_000))
    rules = "\n".join("Disallow: /" + "*a" * 20 + str(number) for number in range(10_000))
    site.robots(f"{robots}\n{rules}")
    began = time.monotonic()
    ask_leave(site.url("/" + "a" * 3000))
    assert time.monotonic() - began < 3


def test_a_private_address_stays_forbidden(settings: Settings) -> None:
    settings.FETCH_ALLOW = frozenset()
    with pytest.raises(FetchError) as caught:
        ask_leave("http://127.0.0.1/feed")
    assert caught.value.code == "address_forbidden"
