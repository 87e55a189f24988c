"""A plain body as blocks: paragraphs, and why a part is not the sender's own text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from annotations.imports.readers.document import Kind
from annotations.imports.readers.drafts import fit
from annotations.imports.readers.emails import history
from annotations.imports.readers.emails.parts import Text
from annotations.imports.readers.text_blocks import cut, labelled

QUOTE = re.compile(r"^(?:[ \t]?>)+ ?")
LIST_FOOTER = re.compile(r"^_{20,}\s*$")
BULLET = re.compile(r"^[-*•–]\s+(?=\S)")
RULE = re.compile(r"^[\W_]+$")
SIGNATURE_LINES = 20
WROTE_LINES = 3  # "On ..., somebody wrote:" may take so many lines


@dataclass(slots=True)
class Piece:
    """A block of a body.

    Attributes:
        reason: why it is set aside; None for the sender's own text.
        head: of a forwarded mail that begins here: `from`, `date`, `subject`.
    """

    kind: Kind
    text: str
    reason: str | None = None
    head: dict[str, str] = field(default_factory=dict)


def pieces_of(body: Text) -> list[Piece]:
    """The blocks of a plain body."""
    text = fit(body.decoded())
    lines = text.split("\n")
    if body.is_flowed:
        lines = list(unflowed(lines, deletes_space=body.deletes_space))
    return list(_pieces(list(_marked(lines))))


def unflowed(lines: Sequence[str], *, deletes_space: bool) -> Iterator[str]:
    """Lines that end with a space go on in the next, at the same depth of quoting (RFC 3676)."""
    held: list[str] = []
    held_depth = 0
    for line in lines:
        mark = QUOTE.match(line)
        depth = mark[0].count(">") if mark else 0
        content = line[mark.end() :] if mark else line.removeprefix(" ")
        is_rule = content.rstrip(" ") == "--"  # the signature begins: never part of a paragraph
        if held and (depth != held_depth or is_rule):
            yield _quoted("".join(held), held_depth)
            held = []
        goes_on = content.endswith(" ") and not content.isspace() and not is_rule
        held.append(content[:-1] if goes_on and deletes_space else content)
        held_depth = depth
        if not goes_on:
            yield _quoted("".join(held), depth)
            held = []
    if held:
        yield _quoted("".join(held), held_depth)


def _quoted(text: str, depth: int) -> str:
    return f"{'>' * depth} {text}" if depth else text


@dataclass(slots=True)
class _Line:
    text: str
    reason: str | None
    head: dict[str, str] = field(default_factory=dict)


def _marked(lines: list[str]) -> Iterator[_Line]:
    """Each line with the reason that it is set aside for."""
    reason: str | None = None
    for number, line in enumerate(lines):
        head: dict[str, str] = {}
        if QUOTE.match(line):
            yield _Line(QUOTE.sub("", line), "quoted_history")
            continue
        if reason != "quoted_history":
            reason, head = _next_reason(lines, number, reason)
        if line.startswith(history.SEALED) or (
            number and lines[number - 1].startswith(history.SEALED)
        ):
            yield _Line(line, "signature")
            continue
        wrote = reason or ("quoted_history" if _announces_quote(lines, number) else None)
        yield _Line(line, wrote, head)


def _next_reason(
    lines: list[str], number: int, reason: str | None
) -> tuple[str | None, dict[str, str]]:
    line = lines[number]
    if head := history.head_of(lines[number : number + 14]):
        return "quoted_history", head
    if (history.SIGNATURE.match(line) or history.DEVICE.match(line)) and _is_near_end(
        lines, number
    ):
        return "signature", {}
    if line.startswith(history.SEAL):
        return "signature", {}
    if LIST_FOOTER.match(line) and number > len(lines) - 12:
        return "mailing_list", {}
    return reason, {}


def _is_near_end(lines: list[str], number: int) -> bool:
    """Whether few lines of the sender's own follow; more are a text with a rule in it."""
    own = [line for line in lines[number + 1 :] if line.strip() and not QUOTE.match(line)]
    ends = [
        n for n, line in enumerate(own) if history.ORIGINAL.match(line) or history.FROM.match(line)
    ]
    return min([*ends, len(own)]) <= SIGNATURE_LINES


def _announces_quote(lines: list[str], number: int) -> bool:
    """Whether quoted lines follow on a line that says who wrote them."""
    if not lines[number].strip():
        return False
    for length in range(1, WROTE_LINES + 1):
        for start in range(max(0, number - length + 1), number + 1):
            said = " ".join(lines[start : start + length])
            if start + length > number and history.is_wrote(said):
                after = next((line for line in lines[start + length :][:3] if line.strip()), "")
                return bool(QUOTE.match(after))
    return False


def _pieces(lines: list[_Line]) -> Iterator[Piece]:
    """Blocks of lines that are kept, or set aside, for the same reason."""
    group: list[_Line] = []
    for line in lines:
        is_blank = not line.text.strip()
        if group and not is_blank and (line.reason != group[-1].reason or line.head):
            yield from _blocks(group)
            group = []
        if is_blank and group:
            line.reason = group[-1].reason
        group.append(line)
    yield from _blocks(group)


def _blocks(group: list[_Line]) -> Iterator[Piece]:
    head = group[0].head if group else {}
    for block in labelled(cut("\n".join(line.text for line in group))):
        if RULE.match(block.text):
            continue
        reason = next((line.reason for line in group), None)
        if reason is None and history.is_mailing(block.text):
            reason = "mailing_list"
        text = " ".join(block.text.split("\n"))
        if block.kind == "list_item":
            text = BULLET.sub("", text)
        yield Piece(block.kind, text, reason, head)
        head = {}
