"""From lines in reading order to paragraphs."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from annotations.imports.readers.pdf.breaks import goes_on, is_centred, is_full, is_short
from annotations.imports.readers.pdf.hyphens import Hyphens
from annotations.imports.readers.pdf.lines import Line
from annotations.imports.readers.pdf.setting import LARGE, Setting


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together.

    Attributes:
        text: what they say, words put together that a line end divided.
        is_note: a footnote at the foot of its page.
    """

    lines: list[Line]
    text: str = ""
    is_note: bool = False

    @property
    def first(self) -> Line:
        """Where it begins."""
        return self.lines[0]

    @property
    def last(self) -> Line:
        """Where it ends."""
        return self.lines[-1]

    @property
    def size(self) -> float:
        """The size of its first line's font."""
        return self.first.size

    @property
    def is_bold(self) -> bool:
        """Whether all of it is."""
        return all(line.is_bold for line in self.lines)


def grouped(lines: Sequence[Line], setting: Setting, hyphens: Hyphens) -> list[Paragraph]:
    """The paragraphs of lines in reading order; those that run over a column or page are whole."""
    found: list[Paragraph] = []
    for line, following in zip_longest(lines, lines[1:]):
        if found and goes_on(found[-1].lines, line, following, setting):
            found[-1].lines.append(line)
        else:
            found.append(Paragraph([line]))
    for paragraph in found:
        paragraph.text = _text(paragraph, setting, hyphens)
    return found


def _text(paragraph: Paragraph, setting: Setting, hyphens: Hyphens) -> str:
    text = paragraph.first.text
    for last, line in pairwise(paragraph.lines):
        is_break = (
            last.column == line.column
            and last.size <= LARGE * setting.size
            and not is_centred(last, line)
            and not is_full(last)
            and is_short(last, line)
            and not text.endswith("-")
        )
        text = f"{text}\n{line.text}" if is_break else hyphens.joined(text, line.text)
    return text
