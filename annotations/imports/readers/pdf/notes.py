"""Footnotes: small text at the foot of a column, apart from the text that runs on to the next page."""

import re
from collections.abc import Sequence
from itertools import groupby

from annotations.imports.readers.pdf.lines import Line
from annotations.imports.readers.pdf.setting import Setting

SMALL = 0.93  # of the usual size
BEGINNING = re.compile(r"^(?:[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\d{1,3}[.)]?|[*†‡§]+)\s*\S")


def parted(lines: Sequence[Line], setting: Setting) -> tuple[list[Line], list[Line]]:
    """The lines of the text, and the lines of footnotes."""
    text: list[Line] = []
    notes: list[Line] = []
    for _, column in groupby(lines, key=lambda line: (line.page, line.column)):
        of_column = list(column)
        start = _start(of_column, setting)
        text += of_column[:start]
        notes += of_column[start:]
    return text, notes


def _start(lines: Sequence[Line], setting: Setting) -> int:
    """Where the footnotes of one column begin; its length if there are none."""
    start = len(lines)
    while (
        start > 0 and lines[start - 1].size <= SMALL * setting.size and not lines[start - 1].is_row
    ):
        start -= 1
    while start < len(lines) and not BEGINNING.match(lines[start].text):
        start += 1
    return start
