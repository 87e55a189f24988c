"""The reader of Markdown (CommonMark with tables): the text as a reader of the page would see it.

Markup is taken away, words are kept: a link keeps its words, a picture its description. The lines
above the text that name title and author are set aside.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import unescape
from typing import Any

import nh3

from annotations.imports.readers import front_matter
from annotations.imports.readers.charsets import decode
from annotations.imports.readers.document import Document, Kind, ReadBlock, ReaderError
from annotations.imports.readers.drafts import Draft, fit, on_one_line, with_head_kinds
from annotations.imports.readers.markdown_signs import FRONT_MATTER, KEY
from annotations.imports.readers.plain_text import refuse_bad
from annotations.imports.readers.source import Source

RECIPE = "markdown-1"
MAX_DEPTH = 100  # lists in lists, quotes in quotes
UNSEEN = {"script", "style", "template", "svg", "math", "iframe", "noscript"}
CELL = " | "


def read_markdown(source: Source) -> Document:
    """Read a Markdown text.

    Raises:
        ReaderError: `too_deep`, `empty_text`, `text_too_long`, `nul_in_text`, `lone_surrogates`,
            `not_text`.
    """
    text, charset = decode(source.body, source.charset)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    refuse_bad(text)
    front = FRONT_MATTER.match(text)
    inside = front["inside"] if front and KEY.search(front["inside"]) else ""
    blocks = list(_Blocks(_tokens(text[front.end() :] if front and inside else text)).read())
    draft = Draft(RECIPE, with_head_kinds(_titled(blocks)))
    language = ""
    if inside.strip():
        language = front_matter.declare(draft, inside)
        note = ReadBlock("preformatted", inside.strip(), furniture=True, reason="metadata")
        draft.blocks.insert(0, note)
    shown = next((block.text for block in draft.story if block.kind == "title"), "")
    draft.declare("title", on_one_line(shown), "heading")
    draft.values.setdefault("canonical_url", source.url or "")
    return draft.document(language=language, charset=charset)


def _tokens(text: str) -> list[Any]:
    # Imported at the first Markdown text: few processes ever see one.
    from markdown_it import MarkdownIt  # noqa: PLC0415 (see above)

    parser = MarkdownIt("commonmark", {"maxNesting": MAX_DEPTH}).enable(["table", "strikethrough"])
    try:
        tokens = parser.parse(text)
    except RecursionError:
        raise ReaderError("too_deep") from None
    if any(token.level >= MAX_DEPTH - 1 for token in tokens):
        raise ReaderError("too_deep")  # the parser has dropped what lay deeper
    return tokens


class _Blocks:
    """Blocks of a list of tokens."""

    def __init__(self, tokens: Sequence[Any]) -> None:
        self.tokens = tokens
        self.around: list[str] = []
        self.cells: list[str] = []

    def read(self) -> Iterator[ReadBlock]:
        for token in self.tokens:
            if token.nesting > 0:
                self.around.append(token.type.removesuffix("_open"))
            elif token.nesting < 0:
                self.around.pop()
                if token.type == "tr_close":
                    yield from self._made("paragraph", CELL.join(self.cells))
                    self.cells = []
            else:
                yield from self._leaf(token)

    def _leaf(self, token: Any) -> Iterator[ReadBlock]:
        if token.type == "inline":
            text = _words(token.children or [])
            if {"td", "th"} & set(self.around):
                self.cells.append(" ".join(text.split()))
            elif _is_picture(token.children or []):
                yield from self._made("caption", text)
            else:
                yield from self._made(self._kind(), text)
        elif token.type in {"fence", "code_block"}:
            yield from self._made("preformatted", token.content.strip("\n").rstrip())
        elif token.type == "html_block":
            for part in _seen(token.content).split("\n\n"):
                yield from self._made(self._kind(), " ".join(part.split()))

    def _kind(self) -> Kind:
        for name in reversed(self.around):
            if name == "heading":
                return "heading"
            if name == "list_item":
                return "list_item"
            if name == "blockquote":
                return "quote"
        return "paragraph"

    @staticmethod
    def _made(kind: Kind, text: str) -> Iterator[ReadBlock]:
        text = fit(text) if kind == "preformatted" else fit(text).strip()
        if text.strip(" |\n"):
            yield ReadBlock(kind, text)


def _words(tokens: Sequence[Any]) -> str:
    """What inline tokens show."""
    found = ""
    for token in tokens:
        if token.type in {"text", "code_inline"}:
            found += token.content
        elif token.type == "softbreak":
            found += " "
        elif token.type == "hardbreak":
            found += "\n"
        elif token.type == "image":
            found += _words(token.children or [])
        elif token.type == "html_inline" and token.content.lower().startswith("<br"):
            found += "\n"
    lines = (" ".join(line.split(" ")) for line in found.split("\n"))
    return "\n".join(line.strip() for line in lines)


def _is_picture(tokens: Sequence[Any]) -> bool:
    """Whether there is nothing but pictures, perhaps within links."""
    seen = [
        t for t in tokens if t.type not in {"softbreak", "hardbreak", "link_open", "link_close"}
    ]
    return bool(seen) and all(
        token.type == "image" or (token.type == "text" and not token.content.strip())
        for token in seen
    )


def _seen(html: str) -> str:
    """The words of raw HTML, paragraphs parted by blank lines."""
    spaced = html.replace("</p>", "</p>\n\n").replace("<br", "\n<br").replace("</tr>", "</tr>\n\n")
    return unescape(nh3.clean(spaced, tags=set(), clean_content_tags=UNSEEN))


def _titled(blocks: list[ReadBlock]) -> list[ReadBlock]:
    """The first heading is the title, if nothing but a picture stands above it."""
    first = next((n for n, block in enumerate(blocks) if block.kind != "caption"), None)
    if first is None or blocks[first].kind != "heading":
        return blocks
    return [replace(b, kind="title") if n == first else b for n, b in enumerate(blocks)]
