"""Cutting plain text into blocks, and telling its headline and its furniture from the story."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from annotations.imports.readers.document import Kind

LONG = 120  # code points; a longer line is a paragraph, not a label or a headline
TITLE_LENGTH = (8, 250)
HEAD_BLOCKS = 6
WRAPPED = (45, 100)  # line lengths of text that was broken to fit a width
BLANK = re.compile(r"\n[^\S\n]*\n\s*")
STAMP = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?")
BYLINE = re.compile(r"^(?:by|von|par|por|автор:?|аўтар:?)\s+\S.{2,80}$", re.IGNORECASE)
CAPTION = re.compile(
    r"\((?:AP|AFP|Reuters|EPA|Getty|TASS|photo|foto|фото|фота)\b[^()]*\)\s*$|"
    r"\b(?:photo|foto|фото|фота|image|credit)\s*[:/]\s*\S+\s*$",
    re.IGNORECASE,
)
LABEL = re.compile(
    r"^(?:latest news|related( articles| stories)?|read (more|also)|share( this)?|subscribe|sign (in|up)|"
    r"log ?in|menu|home|search|contact( us)?|about( us)?|privacy policy|terms of use|cookies?|"
    r"advertisement|comments?|follow us|newsletter|partnership|membership|donate|print|facebook|"
    r"twitter|telegram|whatsapp|youtube|instagram|tags?:.*|©.*|copyright.*|\S+ on (patreon|facebook|"
    r"twitter|telegram|youtube|instagram))$",
    re.IGNORECASE,
)
SENTENCE_END = re.compile(r"""[.!?…:;]["”’»)\]]*$""")
LIST_ITEM = re.compile(r"^(?:[-*•–]|\d{1,3}[.)])\s+\S")


@dataclass(frozen=True, slots=True)
class Line:
    """A block under way: its range in the text."""

    start: int
    end: int
    text: str
    kind: Kind = "paragraph"
    reason: str | None = None

    @property
    def is_story(self) -> bool:
        """Whether it is not furniture."""
        return self.reason is None


def cut(text: str) -> list[Line]:
    """Blocks: parts between blank lines, or single lines where a part is not wrapped text."""
    found: list[Line] = []
    position = 0
    for gap in [*BLANK.finditer(text), None]:
        end = gap.start() if gap else len(text)
        found += _part(text, position, end)
        position = gap.end() if gap else end
    return found


def _part(text: str, start: int, end: int) -> list[Line]:
    lines = text[start:end].split("\n")
    if _is_wrapped(lines):
        return _line(text, start, end)
    found: list[Line] = []
    for line in lines:
        found += _line(text, start, start + len(line))
        start += len(line) + 1
    return found


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Whether line breaks only make the text fit a width."""
    shortest, longest = WRAPPED
    if len(lines) < 2 or any(LIST_ITEM.match(n) or CAPTION.search(n) for n in lines):  # noqa: PLR2004 (one has no break)
        return False
    full = lines[:-1]
    return all(shortest <= len(line) <= longest for line in full) and (
        sum(1 for line in full if SENTENCE_END.search(line.rstrip())) <= len(full) // 2
    )


def _line(text: str, start: int, end: int) -> list[Line]:
    raw = text[start:end]
    stripped = raw.strip()
    if not stripped:
        return []
    start += len(raw) - len(raw.lstrip())
    return [Line(start, start + len(stripped), stripped)]


def labelled(lines: Sequence[Line]) -> list[Line]:
    """The same blocks with their kinds: caption, byline, list item or paragraph."""
    return [replace(line, kind=_kind(line.text)) for line in lines]


def _kind(text: str) -> Kind:
    if len(text) <= 4 * LONG and CAPTION.search(text):
        return "caption"
    if BYLINE.match(text):
        return "byline"
    if LIST_ITEM.match(text):
        return "list_item"
    return "paragraph"


def furnished(lines: list[Line], *, has_title: bool) -> list[Line]:
    """Mark the headline, and what stands around the story without being part of it."""
    is_long = [len(line.text) > LONG and not STAMP.search(line.text) for line in lines]
    if not any(is_long):
        return _headed(lines, 0 if len(lines) > 1 and not has_title else None)
    first, last = is_long.index(True), len(lines) - 1 - is_long[::-1].index(True)
    heads = [n for n in range(min(first, HEAD_BLOCKS)) if not has_title and _may_be_title(lines[n])]
    top = max(heads, key=lambda n: len(lines[n].text), default=None)
    marked = [
        replace(line, reason=_reason(line, number, top=top, first=first, last=last))
        for number, line in enumerate(lines)
    ]
    for number, (above, line) in enumerate(pairwise(marked), start=1):
        if above.reason == "metadata" and len(line.text) > 2 and line.text in above.text:  # noqa: PLR2004 (a name)
            marked[number] = replace(line, reason="metadata", kind="byline")
    return _headed(marked, top)


def _headed(lines: list[Line], top: int | None) -> list[Line]:
    if top is None or not _may_be_title(lines[top]):
        return lines
    return [replace(line, kind="title") if n == top else line for n, line in enumerate(lines)]


def _may_be_title(line: Line) -> bool:
    shortest, longest = TITLE_LENGTH
    return (
        line.kind == "paragraph"
        and shortest <= len(line.text) <= longest
        and not line.text.endswith(".")
        and not STAMP.search(line.text)
        and not LABEL.match(line.text)
        and "\n" not in line.text
    )


def _reason(line: Line, number: int, *, top: int | None, first: int, last: int) -> str | None:
    if STAMP.search(line.text) and len(line.text.split()) < 40:  # noqa: PLR2004 (a line, not a story)
        return "metadata"
    is_label = bool(LABEL.match(line.text))
    is_short = len(line.text) <= LONG // 2 and not SENTENCE_END.search(line.text)
    if top is not None and number < top and is_short:
        return "site_header"
    if number > last and is_short and line.kind != "caption":
        return "after_story"
    if is_label and (number < first or number > last):
        return "navigation"
    return None
