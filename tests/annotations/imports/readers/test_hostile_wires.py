"""Files of agencies and feeds, bent and broken at random: read or refused, and nothing else."""

import json
import random
from collections.abc import Callable, Iterator

import pytest

from annotations.imports.readers import Document, ReaderError, read, read_checks, read_feed
from annotations.imports.readers.wire import answer
from tests.annotations.imports.readers.wire_fixtures import (
    ALL,
    ATOM,
    CHECK_FEED,
    CHECK_PAGE,
    RDF,
    RSS,
    content,
)

ROUNDS = 60
VERBS: dict[str, tuple[Callable[..., Document], ...]] = {
    **dict.fromkeys(ALL, (read,)),
    **dict.fromkeys((RSS, ATOM, RDF), (read, read_feed)),
    **dict.fromkeys((CHECK_PAGE, CHECK_FEED), (read_checks,)),
}
PIECES = (
    b"<", b">", b"&", b"&#0;", b"&#xD800;", b"&a;", b"]]>", b"<![CDATA[", b"<!--", b"\x00", b"\xff\xfe", b"\xed\xa0\x80",
    b'"', b"\\ud800", b"\\u0000", b"{", b"]", b"null", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"</p>", b"<nitf>", b"99999999999",
)  # fmt: skip


def bent(body: bytes, chance: random.Random) -> bytes:
    """The bytes with a few changes: bits flipped, cut off, pieces put in, moved or doubled."""
    made = bytearray(body)
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(made)) if made else 0
        match chance.randrange(5):
            case 0 if made:
                made[place] ^= 1 << chance.randrange(8)
            case 1:
                del made[place:]
            case 2:
                made[place:place] = chance.choice(PIECES)
            case 3:
                end = min(len(made), place + chance.randrange(200))
                made[place:place] = made[place:end]
            case _:
                del made[place : place + chance.randrange(60)]
    return bytes(made)


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from strings(key)
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


def refuse_unstorable(document: Document) -> None:
    """What cannot be stored is nowhere in the answer of a reader."""
    found = json.loads(answer(document, memory=0)[4:])["document"]
    for text in strings({**found, "verbatim_text": ""}):
        assert "\x00" not in text
        assert not any("\ud800" <= character <= "\udfff" for character in text)


@pytest.mark.parametrize("name", ALL)
def test_only_a_document_or_a_refusal_comes_of_it(name: str) -> None:
    chance = random.Random(f"{name} 1")  # noqa: S311 (the same files at every run)
    read_as_something = 0
    for _ in range(ROUNDS):
        body = bent(content(name), chance)
        for verb in VERBS[name]:
            try:
                found = verb(body, url="https://e.example/feed")
            except ReaderError:
                continue  # with a code that has a sentence, or it would not have been raised
            refuse_unstorable(found)
            read_as_something += 1
    assert read_as_something
