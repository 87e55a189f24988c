"""The reader of PDFs: text in reading order, with the page on which each block begins.

Only what the file draws as text is read. Images of pages hold none; they need text recognition first.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from annotations.imports.readers.document import Document, Kind, ReadBlock, ReaderError
from annotations.imports.readers.drafts import Draft, fit, on_one_line, with_head_kinds
from annotations.imports.readers.facts import plausible_author, plausible_title
from annotations.imports.readers.pdf.bidi import is_right_to_left, paired
from annotations.imports.readers.pdf.columns import Order
from annotations.imports.readers.pdf.hyphens import Hyphens, plain
from annotations.imports.readers.pdf.kinds import Kinds, without_bullet
from annotations.imports.readers.pdf.lines import Line, settle
from annotations.imports.readers.pdf.margins import Margin, take_margins
from annotations.imports.readers.pdf.notes import parted
from annotations.imports.readers.pdf.pages import Opened, opened
from annotations.imports.readers.pdf.paragraphs import Paragraph, grouped
from annotations.imports.readers.pdf.pieces import Page
from annotations.imports.readers.pdf.setting import Setting, setting_of
from annotations.imports.readers.pdf.stamps import moment_of
from annotations.imports.readers.source import Source

RECIPE = "pdf-1"
SNIFFED = 1024
SIGN = re.compile(rb"(?:^|[\r\n])\s*%PDF-\d")
LEAST_TEXT = 30  # letters; scans with fewer have none worth reading
MOST_UNKNOWN = 0.3  # of the letters
MOST_NUMBERS = 60  # page numbers that are shown set aside
MOST_GUTTERS = 12
DIGITS = re.compile(r"\d+")
CONTENTS = re.compile(r"(?:\.\s?){5,}\s*[\divxlc]{1,5}$")  # a heading, dots, a page number


def is_pdf(source: Source) -> bool:
    """Whether the bytes are a PDF; a few may stand before its mark."""
    return bool(SIGN.search(source.body[:SNIFFED]))


def read_pdf(source: Source) -> Document:
    """Read a PDF.

    Raises:
        ReaderError: `scanned_pdf`, `encrypted_pdf`, `damaged_file`, `too_many_pages`,
            `pdf_too_complex`, `pdf_without_letters`, `empty_text`, `text_too_long`.
    """
    found = opened(source.body)
    _refuse_unread(found)
    for page in found.pages:
        page.pieces = settle(page.pieces)
    margins = take_margins(found.pages)
    paragraphs, setting = _paragraphs(_lines(found.pages))
    declared = plausible_title(found.info["Title"])
    kinds = Kinds(paragraphs, setting, declared)
    story = [_block(paragraph, kinds.of(n)) for n, paragraph in enumerate(paragraphs)]
    kept = with_head_kinds([block for block in story if block.text])
    draft = Draft(RECIPE, _merged(kept, _aside(found, margins)))
    _titled(draft, paragraphs, kinds, declared)
    _credited(draft, found.info)
    return draft.document(language=found.language, canonical_url=source.url or "")


def _refuse_unread(found: Opened) -> None:
    letters = sum(page.letters for page in found.pages)
    unknown = sum(page.unknown for page in found.pages)
    apart = sum(page.letters for page in found.pages if page.number not in found.scans)
    if found.scans and apart < LEAST_TEXT:
        raise ReaderError("scanned_pdf")
    if letters == 0:
        raise ReaderError("empty_text")
    if unknown > MOST_UNKNOWN * letters:
        raise ReaderError("pdf_without_letters")


def _lines(pages: Sequence[Page]) -> list[Line]:
    """All lines in reading order; where columns begin on one page tells of the others."""
    lines, known = _ordered(pages, ())
    common = [x for x, _ in Counter(round(x / 2) * 2.0 for x in known).most_common(MOST_GUTTERS)]
    return _ordered(pages, common)[0] if common else lines


def _ordered(pages: Sequence[Page], known: Sequence[float]) -> tuple[list[Line], list[float]]:
    """All lines in reading order, and where columns begin."""
    lines: list[Line] = []
    found: list[float] = []
    for page in pages:
        order = Order(page.number, known, lines[-1].column if lines else 0)
        lines += order.lines(page.pieces)
        found += order.found
    return lines, found


def _paragraphs(lines: Sequence[Line]) -> tuple[list[Paragraph], Setting]:
    """The paragraphs, each footnote after the text of its page."""
    setting = setting_of(lines)
    hyphens = Hyphens(line.text for line in lines)
    text, notes = parted(lines, setting)
    paragraphs = grouped(text, setting, hyphens)
    for note in grouped(notes, setting, hyphens):
        note.is_note = True
        after = bisect_right([p.first.page for p in paragraphs], note.first.page)
        paragraphs.insert(after, note)
    return paragraphs, setting


def _block(paragraph: Paragraph, kind: Kind) -> ReadBlock:
    text = plain(fit(paragraph.text))
    if is_right_to_left(text):
        text = paired(text)
    if kind == "list_item":
        text = without_bullet(text)
    is_contents = bool(CONTENTS.search(text))
    return ReadBlock(
        kind,
        text.strip(),
        furniture=is_contents,
        reason="contents" if is_contents else None,
        page=paragraph.first.page,
    )


def _aside(found: Opened, margins: Sequence[Margin]) -> list[ReadBlock]:
    """What is set aside: each running head once, all page numbers as one, stamps, pages without text."""
    blocks: list[ReadBlock] = []
    heads = {DIGITS.sub("#", m.text): m for m in reversed(margins) if m.reason == "running_head"}
    blocks += [_furniture(m.text, "running_head", m.page) for m in heads.values()]
    numbers = [m for m in margins if m.reason == "page_number"]
    if numbers:
        said = " · ".join(m.text for m in numbers[:MOST_NUMBERS])
        blocks.append(_furniture(said, "page_number", numbers[0].page))
    stamps = {
        " ".join(dict.fromkeys(page.turned)): page for page in reversed(found.pages) if page.turned
    }
    blocks += [_furniture(text, "turned_text", page.number) for text, page in stamps.items()]
    blocks += [_furniture(f"Page {n}: image without text", "scanned_page", n) for n in found.scans]
    return blocks


def _furniture(text: str, reason: str, page: int) -> ReadBlock:
    return ReadBlock("paragraph", fit(text), furniture=True, reason=reason, page=page)


def _merged(blocks: Sequence[ReadBlock], aside: Sequence[ReadBlock]) -> list[ReadBlock]:
    """The story, with what was set aside before the first block of its page."""
    numbered = [(block.page or 0, 1, block) for block in blocks]
    # A page that begins within a paragraph has its first block later.
    found = numbered + [(block.page or 0, 0, block) for block in aside]
    return [block for _, _, block in sorted(found, key=lambda one: one[:2])]


def _titled(draft: Draft, paragraphs: Sequence[Paragraph], kinds: Kinds, declared: str) -> None:
    if kinds.title is not None:
        title = plain(on_one_line(paragraphs[kinds.title].text))
        draft.declare(
            "title", title, kinds.title_origin, "high" if kinds.is_sure_of_title else "low"
        )
    draft.declare("title", declared, "document-info", "low")


def _credited(draft: Draft, info: dict[str, str]) -> None:
    """Author and date of the file, where the text names none: who typed it, and when it was saved."""
    draft.look_at_head()
    draft.declare("byline", plausible_author(info["Author"]), "document-info", "low")
    draft.declare("published_at", moment_of(info["CreationDate"]), "document-info", "low")
