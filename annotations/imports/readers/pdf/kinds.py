"""What each paragraph of a PDF is: title, heading, list item, caption or text."""

import re
from collections.abc import Sequence

from annotations.imports.readers.document import Kind
from annotations.imports.readers.drafts import SENTENCE_STOP
from annotations.imports.readers.facts import LABEL
from annotations.imports.readers.pages.headlines import key, overlap
from annotations.imports.readers.pdf.marks import BULLET, CAPTION, ITEM
from annotations.imports.readers.pdf.paragraphs import Paragraph
from annotations.imports.readers.pdf.setting import Setting

HEADING_SIZE = 1.1  # times the usual size
TITLE_SIZE = 1.2
SURE_SIZE = 1.3
HEADING_LENGTH = 300
BOLD_LENGTH = 160
CAPS_LENGTH = 100
CAPTION_LENGTH = 600
SUBTITLE_LENGTH = (20, 500)
TITLE_LETTERS = 6
HEAD = 12  # paragraphs among which the title is sought
LIKE = 0.8


class Kinds:
    """Tells what the paragraphs of one document are.

    Args:
        paragraphs: all of them, in order.
        setting: how the text is set.
        declared: the title that the file declares, or "".
    """

    def __init__(
        self, paragraphs: Sequence[Paragraph], setting: Setting, declared: str = ""
    ) -> None:
        self.paragraphs, self.setting = paragraphs, setting
        self.is_bold_text = sum(len(p.text) for p in paragraphs if p.is_bold) > 0.5 * sum(
            len(p.text) for p in paragraphs
        )
        self.title, self.title_origin = self._title(declared)

    def of(self, number: int) -> Kind:
        """The kind of the paragraph at this place."""
        paragraph = self.paragraphs[number]
        if number == self.title:
            return "title"
        if paragraph.is_note or paragraph.first.is_row:
            return "paragraph"
        if self._is_item(number):
            return "list_item"
        if CAPTION.match(paragraph.text) and len(paragraph.text) <= CAPTION_LENGTH:
            return "caption"
        if self._is_subtitle(number):
            return "subtitle"
        return "heading" if self._is_heading(paragraph) else "paragraph"

    @property
    def is_sure_of_title(self) -> bool:
        """Whether the title is declared too, or far larger than the text."""
        if self.title is None:
            return False
        size = self.paragraphs[self.title].size
        return self.title_origin == "document-info" or size >= SURE_SIZE * self.setting.size

    def _title(self, declared: str) -> tuple[int | None, str]:
        """Where the title is: what the file declares, the largest text at the top, or a bold line."""
        first = self.paragraphs[0].first.page if self.paragraphs else 0
        head = [
            n
            for n, p in enumerate(self.paragraphs[:HEAD])
            if p.first.page == first and _may_be_title(p)
        ]
        for number in head if declared else ():
            if overlap(key(self.paragraphs[number].text), key(declared)) >= LIKE:
                return number, "document-info"
        large = [n for n in head if self.paragraphs[n].size >= TITLE_SIZE * self.setting.size]
        if large:
            return max(large, key=lambda n: (round(self.paragraphs[n].size), -n)), "largest-text"
        bold = [n for n in head if self.paragraphs[n].is_bold and not self.is_bold_text]
        return (bold[0], "bold-line") if bold and bold[0] < HEAD // 2 else (None, "")

    def _is_subtitle(self, number: int) -> bool:
        if self.title is None or number != self.title + 1:
            return False
        paragraph = self.paragraphs[number]
        shortest, longest = SUBTITLE_LENGTH
        is_between = (
            self.setting.size * HEADING_SIZE <= paragraph.size < self.paragraphs[self.title].size
        )
        return (
            is_between and shortest <= len(paragraph.text) <= longest and paragraph.first.page == 1
        )

    def _is_heading(self, paragraph: Paragraph) -> bool:
        text = paragraph.text
        if len(text) > HEADING_LENGTH or not any(map(str.isalpha, text)):
            return False
        if paragraph.size >= HEADING_SIZE * self.setting.size:
            return True
        if SENTENCE_STOP.search(text) or text.endswith((",", ";")):
            return False
        if paragraph.is_bold and not self.is_bold_text and len(text) <= BOLD_LENGTH:
            return True
        return (
            text.isupper()
            and len(text) <= CAPS_LENGTH
            and len(text.split()) > 1
            and "\n" not in text
        )

    def _is_item(self, number: int) -> bool:
        """A bullet, or a number that is not alone."""
        paragraph = self.paragraphs[number]
        if BULLET.match(paragraph.text):
            return True
        if not ITEM.match(paragraph.text) or paragraph.size >= HEADING_SIZE * self.setting.size:
            return False
        near = [
            self.paragraphs[n] for n in (number - 1, number + 1) if 0 <= n < len(self.paragraphs)
        ]
        is_hanging = len(paragraph.lines) > 1 and paragraph.lines[1].x0 > paragraph.first.x0 + 2
        return is_hanging or any(
            ITEM.match(other.text) and other.is_bold == paragraph.is_bold for other in near
        )


def _may_be_title(paragraph: Paragraph) -> bool:
    text = paragraph.text
    letters = sum(map(str.isalpha, text))
    return (
        letters >= TITLE_LETTERS
        and len(text) <= HEADING_LENGTH
        and not paragraph.first.is_row
        and not LABEL.match(text)
        and not CAPTION.match(text)
        and not BULLET.match(text)
    )


def without_bullet(text: str) -> str:
    """An item without the sign that it begins with; its number, if it has one, is kept."""
    text = BULLET.sub("", text)
    return re.sub(r"^[-–—*o]\s+", "", text)
