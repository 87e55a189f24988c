"""Agency files, feeds and fact-checks, and the bad kinds, through a real reader process."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.imports.readers import ReaderError, read, read_checks, read_feed
from annotations.imports.reading_pool import (
    ReaderPool,
    pool,
    read_checks_in_process,
    read_feed_in_process,
    read_in_process,
)
from tests.annotations.imports.readers.wire_fixtures import (
    ATOM,
    CHECK_FEED,
    CHECK_PAGE,
    DEEP,
    DEEP_JSON,
    EXTERNAL,
    LAUGHS,
    MESSAGE,
    NINJS_1,
    QUADRATIC,
    RDF,
    RSS,
    STORIES,
    attributes,
    content,
)

ROOT = Path(__file__).parents[3]
URL = "https://e.example/feed"


@pytest.fixture(scope="module", autouse=True)
def readers() -> Iterator[ReaderPool]:
    yield pool()
    pool().close()


@pytest.mark.parametrize("name", STORIES)
def test_a_story_comes_back_as_the_reader_makes_it(name: str) -> None:
    assert read_in_process(content(name), url=URL) == read(content(name), url=URL)


@pytest.mark.parametrize("name", [MESSAGE, RSS, ATOM])
def test_a_part_can_be_asked_for(name: str) -> None:
    key = read(content(name)).parts[1].key
    assert read_in_process(content(name), part=key) == read(content(name), part=key)


@pytest.mark.parametrize("name", [RSS, ATOM, RDF])
def test_a_feed_comes_back_with_its_entries(name: str) -> None:
    assert read_feed_in_process(content(name), url=URL) == read_feed(content(name), url=URL)


@pytest.mark.parametrize("name", [CHECK_PAGE, CHECK_FEED, RSS])
def test_checks_come_back_with_their_days(name: str) -> None:
    found = read_checks_in_process(content(name), url=URL, media_type=None, charset=None)
    assert found == read_checks(content(name), url=URL)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (LAUGHS, "xml_entities"),
        (EXTERNAL, "xml_entities"),
        (QUADRATIC, "xml_entities"),
        (DEEP, "too_deep"),
        (DEEP_JSON, "too_deep"),
        (content(NINJS_1)[:-100], "broken_json"),
        (attributes(30_000_000), "xml_too_large"),
        (b"<nitf><body><body.content>" + b"<p>x</p>" * 249_000, "broken_xml"),
        (b'<?xml version="1.0"?><svg/>', "unknown_xml"),
    ],
)
def test_each_bad_kind_is_refused_in_time_and_the_reader_lives(body: bytes, code: str) -> None:
    started = time.monotonic()
    with pytest.raises(ReaderError) as caught:
        read_in_process(body)
    assert caught.value.code == code
    assert time.monotonic() - started < 10
    assert [reader.process.poll() for reader in pool().idle] == [None]


def test_a_reader_of_a_large_worker_stays_warm() -> None:
    """A process takes over the memory record of the one that started it."""
    code = """
held = bytearray(600 * 1024 * 1024)
held[::4096] = b"x" * len(held[::4096])
from annotations.imports.reading_pool import pool, read_feed_in_process
read_feed_in_process(b"<rss><channel/></rss>")
assert len(pool().idle) == 1, "it was thrown away"
pool().close()
"""
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True, cwd=ROOT, timeout=60)


def test_what_is_no_feed_and_holds_no_checks_is_told_as_such() -> None:
    with pytest.raises(ReaderError) as caught:
        read_feed_in_process(b"words")
    assert caught.value.code == "not_a_feed"
    with pytest.raises(ReaderError) as caught:
        read_checks_in_process(b"words")
    assert caught.value.code == "no_checks_found"
