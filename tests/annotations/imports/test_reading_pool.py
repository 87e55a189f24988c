"""Reading in processes that may hang or die."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.imports.readers import ReaderError, read
from annotations.imports.reading_pool import ReaderPool

ROOT = Path(__file__).parents[3]
STORY = (
    "The committee met on Monday evening and decided to postpone the vote until the end of June."
)
PAGE = (
    f"<html><body><article><h1>Vote is postponed</h1>{f'<p>{STORY} 👋</p>' * 4}</article></body></html>"
).encode()
BAD = "tests.annotations.imports.bad_reader"


@pytest.fixture(scope="module")
def pool() -> Iterator[ReaderPool]:
    found = ReaderPool()
    yield found
    found.close()


@pytest.fixture(scope="module")
def bad() -> Iterator[ReaderPool]:
    found = ReaderPool(BAD)
    yield found
    found.close()


def refusal(pool: ReaderPool, what: str, seconds: float = 5) -> str:
    with pytest.raises(ReaderError) as caught:
        pool.read("read", {}, what.encode(), seconds)
    return caught.value.code


def test_it_reads_as_the_reader_itself_reads(pool: ReaderPool) -> None:
    options = {"url": "https://example.org/a", "media_type": "text/html"}
    assert pool.read("read", options, PAGE, 20) == read(PAGE, **options)
    text = pool.read("read_text", {"title": "Mine"}, "a\r\nb 👋".encode(), 20)
    assert (text.verbatim_text, text.title) == ("a\nb 👋", "Mine")


def test_one_process_reads_many_documents(pool: ReaderPool) -> None:
    pool.read("read", {}, PAGE, 20)
    first = pool.idle[0].process.pid
    for _ in range(5):
        pool.read("read", {}, PAGE, 20)
    assert [reader.process.pid for reader in pool.idle] == [first]


def test_a_refusal_comes_back_with_its_code(pool: ReaderPool) -> None:
    assert refusal(pool, "{\\rtf1 hello}") == "unsupported_format"
    with pytest.raises(ReaderError) as caught:
        pool.read("read_text", {}, "a\ud800".encode("utf-8", "surrogatepass"), 5)
    assert caught.value.code == "lone_surrogates"


def test_a_reader_holds_no_handle_and_no_secret_of_the_worker(
    pool: ReaderPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    pool.close()
    pool.read("read", {}, PAGE, 20)
    pid = pool.idle[0].process.pid
    targets = [str(fd.readlink()) for fd in Path(f"/proc/{pid}/fd").iterdir()]
    assert not any("socket" in target for target in targets)
    assert len(targets) <= 5
    assert b"secret" not in Path(f"/proc/{pid}/environ").read_bytes()


def test_a_reader_that_hangs_is_killed_and_the_next_document_is_read(bad: ReaderPool) -> None:
    started = time.monotonic()
    assert refusal(bad, "sleep", seconds=0.5) == "reader_timeout"
    assert time.monotonic() - started < 5
    assert refusal(bad, "refuse") == "no_article_found"


def test_a_reader_that_computes_for_ever_is_ended_by_the_kernel(bad: ReaderPool) -> None:
    assert refusal(bad, "spin", seconds=1) == "reader_timeout"


@pytest.mark.parametrize("way", ["exit", "memory", "kill", "garbage"])
def test_a_reader_that_dies_is_told_as_such(bad: ReaderPool, way: str) -> None:
    assert refusal(bad, way) == "reader_died"
    assert refusal(bad, "refuse") == "no_article_found"


@pytest.mark.parametrize("way", ["connect", "program", "raise", "fork", "write"])
def test_a_reader_cannot_reach_out(bad: ReaderPool, way: str) -> None:
    assert refusal(bad, way) == "reader_failed"


def test_a_print_of_a_library_does_not_get_into_the_answer(bad: ReaderPool) -> None:
    assert refusal(bad, "print") == "no_article_found"


def test_a_fork_starts_a_reader_of_its_own() -> None:
    """As Celery's children do after their parent has read something."""
    code = f"""
import os
from annotations.imports.reading_pool import pool, read_in_process
page = {PAGE!r}
read_in_process(page)
mine = pool().idle[0].process.pid
child = os.fork()
if child == 0:
    read_in_process(page)
    other = pool().idle[0].process.pid
    pool().close()
    os._exit(0 if other != mine else 1)
assert os.waitpid(child, 0)[1] == 0
read_in_process(page)
assert pool().idle[0].process.pid == mine
pool().close()
"""
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True, cwd=ROOT, timeout=60)
