"""The text of a story that a page holds for machines only: in JSON-LD, or in its scripts' data."""

import html
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from annotations.imports.readers.pages.runs import tidy
from annotations.imports.readers.pages.structured import SelfDescription

LEAST = 500  # code points of a text that stands for a story
MAX_STATE = 3_000_000
MAX_DEPTH = 40
MAX_STRINGS = 20_000
SENTENCE = re.compile(r"\w\s+\w+\s+\w+.*[.!?…。！？]|[\u2e80-\uffef]{15,}", re.DOTALL)
SENTENCE_LENGTH = 40
ENDS = re.compile(r"</(?:p|div|h[1-6]|li|blockquote|figcaption|tr)\s*>|<br\s*/?>", re.IGNORECASE)
TAGS = re.compile(r"<[^<>]{1,500}>")
BLANK = re.compile(r"\s*(?:\r?\n|\r|\u2029|\s{3,})\s*")
# Where paragraphs were joined with nothing between them.
JOINED = re.compile(r"(?<=[^\W\d_A-ZА-ЯЁ]{2}[.!?…])(?=[«“\"„]?[A-ZÀ-ÞА-ЯЁІЎ][^\W\d_]+\s)")
LONG = 1000
Path = tuple[str, ...]


def declared_body(page: SelfDescription) -> list[str]:
    """The paragraphs of JSON-LD's `articleBody`; empty where there is none."""
    body = page.article.get("articleBody")
    if isinstance(body, list):
        body = "\n".join(part for part in body if isinstance(part, str))
    return paragraphs_of(body) if isinstance(body, str) else []


def paragraphs_of(text: str) -> list[str]:
    """Plain paragraphs of a text that may hold markup, or have lost its line breaks."""
    if "&" in text:
        text = html.unescape(text)
    if "<" in text:
        text = TAGS.sub(" ", ENDS.sub("\n", text))
    lines = BLANK.split(text)
    if len(lines) <= 2 and len(text) > LONG:  # noqa: PLR2004 (a title and the rest)
        lines = [part for line in lines for part in JOINED.split(line)]
    return [line for line in map(tidy, lines) if line]


def state_body(page: SelfDescription) -> list[str]:
    """The paragraphs in the data from which a page's scripts would build it; mostly none.

    Strings that are sentences are put together by where they stand in the data; the place that holds
    most is the story.
    """
    best: list[str] = []
    for text in page.states:
        if len(text) > MAX_STATE:
            continue
        try:
            state = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        found = _fullest(state)
        if sum(map(len, found)) > max(LEAST, sum(map(len, best))):
            best = found
    return best


def _fullest(state: Any) -> list[str]:
    places: dict[Path, list[str]] = defaultdict(list)
    for count, (path, text) in enumerate(_strings(state, ())):
        if count > MAX_STRINGS:
            break
        if len(text) >= SENTENCE_LENGTH and SENTENCE.search(text[:LONG]):
            places[path].append(text)
    fullest = max(places.values(), key=lambda texts: sum(map(len, texts)), default=[])
    lines = [line for text in fullest for line in paragraphs_of(text)]
    return list(dict.fromkeys(lines))


def _strings(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Strings with the names of the fields that lead to them; places in lists do not count."""
    if len(path) > MAX_DEPTH:
        return
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item, (*path, "") if isinstance(item, list) else path)
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _strings(inner, (*path, str(name)))
