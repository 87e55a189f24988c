"""When a feed is asked next."""

from datetime import timedelta

import pytest

from annotations.fetching.timing import after_failure, after_success, fresh_for, ttl_of

HALF = timedelta(minutes=30)


def minutes(wait: timedelta) -> float:
    return wait.total_seconds() / 60


def test_after_success_the_newsrooms_interval_holds_and_is_spread_a_little() -> None:
    waits = {minutes(after_success(HALF, {})) for _ in range(50)}
    assert all(30 <= wait <= 33 for wait in waits)
    assert len(waits) > 1


@pytest.mark.parametrize(
    ("headers", "most"),
    [
        ({"cache-control": "max-age=7200"}, 120),
        ({"cache-control": "public, MAX-AGE=7200, must-revalidate"}, 120),
        ({"cache-control": "max-age=7200", "age": "3600"}, 60),
        ({"cache-control": "max-age=60"}, 30),
        ({"cache-control": "max-age=999999999"}, 6 * 60),
        ({"cache-control": "no-cache, max-age=7200"}, 30),
        ({"cache-control": "no-store, max-age=7200"}, 30),
        ({"cache-control": "s-maxage=7200"}, 30),
        ({"cache-control": "max-age=soon"}, 30),
        ({"cache-control": "max-age=-5"}, 30),
        ({"cache-control": "max-age=7200", "age": "nonsense"}, 120),
        ({"cache-control": "max-age=7200", "age": "99999999"}, 30),
    ],
)
def test_a_site_that_says_how_long_its_answer_lasts_is_left_alone_so_long(
    headers: dict[str, str], most: float
) -> None:
    assert most <= minutes(after_success(HALF, headers)) <= most * 1.1


def test_a_feeds_own_time_to_live_counts_within_reason() -> None:
    assert 60 <= minutes(after_success(HALF, {}, ttl_minutes=60)) <= 66
    assert 360 <= minutes(after_success(HALF, {}, ttl_minutes=10**9)) <= 396


def test_a_crawl_delay_is_respected_in_full() -> None:
    assert minutes(after_success(HALF, {}, delay=12 * 3600)) >= 12 * 60


def test_failures_wait_twice_as_long_each_time_up_to_a_day() -> None:
    for failures, least in ((1, 30), (2, 60), (3, 120), (5, 480)):
        assert least <= minutes(after_failure(HALF, failures)) <= least * 1.25
    for failures in (7, 20, 10_000):
        assert minutes(after_failure(HALF, failures)) == 24 * 60


def test_a_site_that_asks_for_patience_gets_it_up_to_a_day() -> None:
    assert minutes(after_failure(HALF, 1, retry_after=7200)) == 120
    assert minutes(after_failure(HALF, 1, retry_after=10**6)) == 24 * 60
    assert minutes(after_failure(HALF, 1, retry_after=1)) >= 30


def test_an_interval_above_a_day_is_never_shortened_by_a_failure() -> None:
    assert after_failure(timedelta(days=7), 3) == timedelta(days=7)


def test_nothing_said_is_nothing() -> None:
    assert fresh_for({}) == timedelta(0)


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"<rss><channel><title>T</title><ttl> 60 </ttl><item/></channel></rss>", 60),
        (b"<rss><channel><item><ttl>60</ttl></item></channel></rss>", 0),
        (b"<rss><channel><ttl>soon</ttl></channel></rss>", 0),
        (b"<rss><channel><ttl>99999999999</ttl></channel></rss>", 0),
        (b"", 0),
    ],
)
def test_the_time_to_live_stands_in_the_head_of_the_feed(content: bytes, found: int) -> None:
    assert ttl_of(content) == found
