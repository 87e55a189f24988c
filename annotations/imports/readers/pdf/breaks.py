"""Where a paragraph ends: by room, indents, short lines, and what lines begin with."""

from collections.abc import Sequence

from annotations.imports.readers.drafts import SENTENCE_STOP
from annotations.imports.readers.pdf.lines import Line
from annotations.imports.readers.pdf.marks import BULLET, CAPTION, ITEM, SENTENCE_END
from annotations.imports.readers.pdf.setting import INDENT, LARGE, Setting, is_same_size, is_tight

SPACE = 0.45  # ems; what a word needs before it, with a little tolerance
SPARE = 0.5  # ems; a line that leaves no more reaches the edge
FULL = 0.8  # of the column: a line that long has been filled


def goes_on(
    paragraph: Sequence[Line], line: Line, following: Line | None, setting: Setting
) -> bool:
    """Whether a line belongs to the paragraph before it.

    Args:
        paragraph: its lines so far.
        line: the next in reading order.
        following: the one after that, or None.
        setting: of the document.
    """
    last = paragraph[-1]
    if not _is_alike(last, line):
        return False
    if last.column != line.column:
        return not ITEM.match(line.text) and _runs_over(paragraph, line, setting)
    if not is_tight(last, line, setting) or _is_indented(paragraph, line, following, setting):
        return False
    if is_centred(last, line) or last.size > LARGE * setting.size:
        return True
    is_spare = is_short(last, line)
    if ITEM.match(line.text) and (is_spare or _may_begin_item(last)):
        return False
    return not is_spare or _is_list_of_lines(last, line, setting)


def _is_alike(last: Line, line: Line) -> bool:
    """Whether two lines are set alike, and the second begins nothing of its own."""
    return (
        is_same_size(last, line)
        and last.is_bold == line.is_bold
        and not (last.is_row or line.is_row)
        and not (CAPTION.match(line.text) or BULLET.match(line.text))
    )


def _is_list_of_lines(last: Line, line: Line, setting: Setting) -> bool:
    """A short line that ends no sentence, and another: an address, a list of names."""
    return (
        not setting.is_indented
        and not SENTENCE_STOP.search(last.text)
        and not is_full(last)
        and not is_full(line)
    )


def _may_begin_item(last: Line) -> bool:
    """Whether what begins with a number may be an item: the sentence before it has ended."""
    return (
        bool(SENTENCE_END.search(last.text))
        or bool(ITEM.match(last.text))
        or last.text.endswith((",", "and", "or"))
    )


def _runs_over(paragraph: Sequence[Line], line: Line, setting: Setting) -> bool:
    """Whether a paragraph goes on in the next column or on the next page."""
    last = paragraph[-1]
    if last.page == line.page and line.y > last.y and line.left <= last.left and line.x0 < last.x1:
        return False
    if line.size > LARGE * setting.size:
        return False
    if last.text[-1:] in "-\u00ad\u2010" and line.text[:1].islower():
        return True
    if SENTENCE_END.search(last.text):
        is_flush = line.x0 - line.left < INDENT * line.size
        return setting.is_indented and is_flush and _is_justified_end(last)
    return line.text[:1].islower() or (is_full(last) and not line.is_bold)


def _is_indented(
    paragraph: Sequence[Line], line: Line, following: Line | None, setting: Setting
) -> bool:
    """Whether a line begins further in than the one before it, or ends what was set further in."""
    last = paragraph[-1]
    step = (line.x0 - last.x0) / last.size
    is_first = len(paragraph) == 1
    if setting.is_indented and is_first and abs(step) <= INDENT and following is not None:
        # Two first lines in a row: the first paragraph has only one.
        goes_back = (line.x0 - following.x0) / last.size > INDENT
        return goes_back and following.column == line.column and is_tight(line, following, setting)
    if step > INDENT:
        hangs = is_first and (
            BULLET.match(last.text)
            or ITEM.match(last.text)
            or (not setting.is_indented and not is_short(last, line))
        )
        return not hangs and not is_centred(last, line)
    return step < -INDENT and not is_first and not is_centred(last, line)


def is_centred(a: Line, b: Line) -> bool:
    """Whether two lines of different length have their middle at the same place."""
    is_same_middle = abs((a.x0 + a.x1) - (b.x0 + b.x1)) < 4  # noqa: PLR2004 (two points off)
    return is_same_middle and abs(a.x0 - b.x0) > INDENT * a.size


def is_full(line: Line) -> bool:
    """Whether a line takes most of its column."""
    return line.x1 >= line.left + FULL * (line.right - line.left)


def is_short(last: Line, line: Line) -> bool:
    """Whether the first word of a line would have had room at the end of the one before it."""
    return last.right - last.x1 > line.word + SPACE * last.size


def _is_justified_end(line: Line) -> bool:
    """Whether a line reaches the very edge of its column, as a last line hardly does."""
    return line.right - line.x1 < SPARE * line.size
