"""Files that are cut off or hurt: a document or a refusal with its code, never anything else."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.imports.readers import Document, ReaderError, read

FILES = Path(__file__).parent / "fixtures" / "files"
NAMES = sorted(path.name for path in FILES.iterdir() if path.suffix != ".html")
TIMES = 5


def hurt(body: bytes, seed: str) -> Iterator[bytes]:
    """The body cut off, with bits turned, and with a piece of it doubled elsewhere."""
    chance = random.Random(seed)  # noqa: S311 (the same each time is what is wanted)
    for _ in range(TIMES):
        yield body[: chance.randrange(len(body))]
        turned = bytearray(body)
        for _ in range(chance.choice([1, 5, 25])):
            turned[chance.randrange(len(turned))] ^= 1 << chance.randrange(8)
        yield bytes(turned)
        start, place = chance.randrange(len(body)), chance.randrange(len(body))
        yield body[:place] + body[start : start + 200] + body[place:]


def test_there_is_a_file_of_each_format() -> None:
    assert {Path(name).suffix for name in NAMES} >= {".pdf", ".docx", ".eml", ".md"}


@pytest.mark.parametrize("name", NAMES)
def test_a_file_that_was_hurt_gives_a_document_or_a_refusal(name: str) -> None:
    for body in hurt((FILES / name).read_bytes(), name):
        found = outcome(body, name)
        if isinstance(found, ReaderError):
            assert found.detail.endswith(".")
            continue
        text = "".join(block.text for block in found.blocks)
        assert any(not block.furniture for block in found.blocks)
        assert text.encode()  # no half characters
        assert "\x00" not in text


def outcome(body: bytes, name: str) -> Document | ReaderError:
    try:
        return read(body, filename=name)
    except ReaderError as error:
        return error
