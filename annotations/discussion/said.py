"""What a comment's plain text holds besides words: web addresses and calls of people."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

import regex

# A name as accounts have it (Django's UnicodeUsernameValidator). Marks are part of their letter, or a
# decomposed "й" would end the word before it.
_IN_NAME = r"\w\p{M}.@+\-"
# Not after a letter, or e-mail addresses would call people; not within a path either.
_CALL = regex.compile(rf"(?<![{_IN_NAME}/])@([{_IN_NAME}]{{1,200}})")
_ADDRESS = regex.compile(r"https?://[^\s<>\"“”«»]+", regex.IGNORECASE)
_ENDS_A_SENTENCE = ".,;:!?'’…"
_PAIRS = {")": "(", "]": "[", "}": "{"}


class Part(NamedTuple):
    """A run of a comment: plain words, a link (`url`), or the call of somebody (`username`)."""

    text: str
    url: str = ""
    username: str = ""


def key_of(name: str) -> str:
    """What makes two spellings the same name: canonical form, and case."""
    return unicodedata.normalize("NFKC", name).lower()


def names_in(text: str) -> list[str]:
    """Keys of the names that a text may call, in order, each once; none is looked up here."""
    found: dict[str, None] = {}
    for part in _without_calls(text):
        if part.url:
            continue
        for call in _CALL.finditer(part.text):
            found.update((key_of(name), None) for name in _spellings(call[1]))
    return list(found)


def parts_of(text: str, called: Mapping[str, str]) -> list[Part]:
    """A comment's text cut into words, links and calls; together they are the text again.

    Args:
        text: plain text.
        called: key of a name (see `key_of`) -> username, of the people whom the comment calls. A name that
            is not among them stays words.
    """
    return [part for run in _without_calls(text) for part in _with_calls(run, called)]


def _without_calls(text: str) -> Iterator[Part]:
    at = 0
    for found in _ADDRESS.finditer(text):
        url = _trimmed(found[0])
        if not _is_safe(url):
            continue
        if found.start() > at:
            yield Part(text[at : found.start()])
        at = found.start() + len(url)
        yield Part(url, url=url)
    if at < len(text):
        yield Part(text[at:])


def _with_calls(run: Part, called: Mapping[str, str]) -> Iterator[Part]:
    at = 0
    for found in () if run.url else _CALL.finditer(run.text):
        name = next((n for n in _spellings(found[1]) if key_of(n) in called), "")
        if not name:
            continue
        if found.start() > at:
            yield Part(run.text[at : found.start()])
        at = found.start() + 1 + len(name)
        yield Part(f"@{name}", username=called[key_of(name)])
    if at < len(run.text):
        yield Part(run.text[at:], url=run.url)


def _spellings(run: str) -> Iterable[str]:
    """The name as it stands, and without the full stop or dash that ends a sentence after it."""
    while run:
        yield run
        shorter = run[:-1] if run[-1] in ".@+-" else ""
        run = shorter


def _trimmed(url: str) -> str:
    """The address without the punctuation of the sentence around it; a bracket it opened stays."""
    while url:
        last = url[-1]
        is_unopened = last in _PAIRS and url.count(last) > url.count(_PAIRS[last])
        if last not in _ENDS_A_SENTENCE and not is_unopened:
            break
        url = url[:-1]
    return url


def _is_safe(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and not parts.username
    except ValueError:
        return False
