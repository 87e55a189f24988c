"""Lets an outside evaluation call the page reader: ``for_evaluation(html, url) -> dict``.

``for_evaluation`` gives what the product gives (headline and captions are part of the text);
``story_only`` leaves the headline out, as gold standards that keep it apart do.
"""

from typing import Any

from annotations.imports.readers.document import Document, ReaderError
from annotations.imports.readers.source import Source
from annotations.imports.readers.web_page import read_page


def for_evaluation(html: bytes, url: str | None) -> dict[str, Any]:
    return _answer(html, url, without=frozenset())


def story_only(html: bytes, url: str | None) -> dict[str, Any]:
    return _answer(html, url, without=frozenset({"title", "caption"}))


def _answer(html: bytes, url: str | None, *, without: frozenset[str]) -> dict[str, Any]:
    try:
        found = read_page(Source(html, url=url))
    except ReaderError as error:
        return {"text": "", "refused": error.code}
    return {
        "text": "\n\n".join(
            block.text
            for block in found.blocks
            if not block.furniture and block.kind not in without
        ),
        "title": found.title,
        "byline": found.byline,
        "published_at": found.published_at.isoformat() if found.published_at else None,
        "language": found.language,
        "canonical": found.canonical_url,
        "blocks": blocks_of(found),
    }


def blocks_of(found: Document) -> list[list[str]]:
    return [[block.kind, block.reason or "", block.text] for block in found.blocks]
