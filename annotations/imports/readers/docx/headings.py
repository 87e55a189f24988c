"""Titles and headings that were set by hand: bold or large lines of their own, without a style."""

from collections.abc import Sequence
from dataclasses import replace

from annotations.imports.readers.document import Kind
from annotations.imports.readers.docx.walk import Paragraph
from annotations.imports.readers.drafts import SENTENCE_STOP
from annotations.imports.readers.facts import LABEL
from annotations.imports.readers.pages.headlines import key, overlap

HEAD = 8  # paragraphs among which the title is sought
TITLE_LENGTH = (8, 300)
HEADING_LENGTH = 160
LARGER = 1.15
LIKE = 0.8


def headed(paragraphs: Sequence[Paragraph], declared: str) -> tuple[list[Paragraph], str]:
    """The same paragraphs with a title, if there is one, and where it came from.

    Args:
        paragraphs: of the document, in order.
        declared: the title that its properties name, or "".
    """
    found = list(paragraphs)
    letters = sum(len(p.block.text) for p in found)
    is_bold_text = sum(len(p.block.text) for p in found if p.is_bold) > 0.5 * letters
    usual = _usual_size(found)
    for number, paragraph in enumerate(found):
        if _is_heading(paragraph, usual, is_bold_text=is_bold_text):
            found[number] = _as(paragraph, "heading")
    titles = [n for n, p in enumerate(found) if p.block.kind == "title"]
    for number in titles[1:]:
        found[number] = _as(found[number], "heading")
    if titles:
        return found, "heading"
    place, origin = _title(found, declared)
    if place is not None:
        found[place] = _as(found[place], "title")
    return found, origin


def _title(paragraphs: Sequence[Paragraph], declared: str) -> tuple[int | None, str]:
    shortest, longest = TITLE_LENGTH
    story = [n for n, p in enumerate(paragraphs) if not p.block.furniture][:HEAD]
    fit = [
        n
        for n in story
        if shortest <= len(paragraphs[n].block.text) <= longest
        and not LABEL.match(paragraphs[n].block.text)
        and paragraphs[n].block.kind in {"heading", "paragraph"}
    ]
    for number in fit if declared else ():
        if overlap(key(paragraphs[number].block.text), key(declared)) >= LIKE:
            return number, "document-info"
    headings = [n for n in fit if paragraphs[n].block.kind == "heading"]
    if headings and headings[0] in story[: HEAD // 2]:
        return max(headings[:3], key=lambda n: (paragraphs[n].size, -n)), "heading"
    return None, ""


def _usual_size(paragraphs: Sequence[Paragraph]) -> int:
    sizes: dict[int, int] = {}
    for paragraph in paragraphs:
        sizes[paragraph.size] = sizes.get(paragraph.size, 0) + len(paragraph.block.text)
    return max(sizes, key=lambda size: sizes[size], default=0)


def _is_heading(paragraph: Paragraph, usual: int, *, is_bold_text: bool) -> bool:
    block = paragraph.block
    if block.kind != "paragraph" or block.furniture or len(block.text) > HEADING_LENGTH:
        return False
    if SENTENCE_STOP.search(block.text) or not any(map(str.isalpha, block.text)):
        return False
    is_large = usual > 0 and paragraph.size >= LARGER * usual
    return is_large or (paragraph.is_bold and not is_bold_text)


def _as(paragraph: Paragraph, kind: Kind) -> Paragraph:
    return replace(paragraph, block=replace(paragraph.block, kind=kind))
