"""Every format is read in the real reader process, within its limits; libraries load there late."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.imports.readers import read
from annotations.imports.reading_pool import ReaderPool

FILES = Path(__file__).parent / "fixtures" / "files"
MOST_MEMORY = 400 * 1024  # KiB
LATE = ("pypdfium2", "markdown_it")


@pytest.fixture(scope="module")
def pool() -> Iterator[ReaderPool]:
    found = ReaderPool()
    yield found
    found.close()


@pytest.mark.parametrize(
    ("name", "recipe"),
    [
        ("press-release.pdf", "pdf-1"),
        ("arabic-statement.pdf", "pdf-1"),
        ("council-letter.docx", "docx-1"),
        ("field-notes.md", "markdown-1"),
        ("press-mail.eml", "email-1"),
    ],
)
def test_a_file_is_read_in_the_reader_process(pool: ReaderPool, name: str, recipe: str) -> None:
    body = (FILES / name).read_bytes()
    found = pool.read("read", {"filename": name}, body, 20)
    assert found == read(body, filename=name)
    assert found.recipe == recipe
    assert pool.idle[0].memory < MOST_MEMORY


def test_a_reader_of_pages_alone_does_not_load_them() -> None:
    import subprocess

    code = f"""
import sys
from annotations.imports.readers import read
read(b"<html><body><p>" + b"The first page is our own. " * 9 + b"</p></body></html>")
assert not [name for name in {LATE!r} if name in sys.modules]
"""
    subprocess.run([sys.executable, "-c", code], check=True, cwd=FILES.parents[5], timeout=60)
