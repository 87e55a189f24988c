"""Where a text may be cut: between extended grapheme clusters (Unicode UAX #29).

Offsets are Unicode code points. Only a bounded window around an offset is read, so that asking costs
the same in a text of two million code points as in a short one.
"""

import regex

LOOK_BACK = 256
"""How far back a cluster's beginning is sought (even, for flags come in pairs)."""

_cluster = regex.compile(r"\X")
_ordinary = regex.compile(r"\p{GCB=Other}")
# After one of these a following ordinary character may still belong to the same cluster (GB9b, GB9c, GB11).
_holds_on = regex.compile(r"[\p{GCB=Prepend}\p{GCB=ZWJ}\p{GCB=Extend}]")
_control = regex.compile(r"[\p{GCB=Control}\p{GCB=CR}\p{GCB=LF}]")


def is_boundary(text: str, offset: int) -> bool:
    """Say whether `text` may be cut before the code point at `offset` without splitting a grapheme.

    Both ends of the text are boundaries. An offset outside the text is none.
    """
    if offset in (0, len(text)):
        return True
    if not 0 < offset < len(text):
        return False
    if _is_certain_break(text, offset):
        return True
    return _cuts_at(text, _certain_break_before(text, offset), offset)


def boundary_before(text: str, offset: int) -> int:
    """Return the last boundary at or before `offset` (code points)."""
    offset = max(0, min(offset, len(text)))
    while not is_boundary(text, offset):
        offset -= 1
    return offset


def boundary_after(text: str, offset: int) -> int:
    """Return the first boundary at or after `offset` (code points)."""
    offset = max(0, min(offset, len(text)))
    while not is_boundary(text, offset):
        offset += 1
    return offset


def _is_certain_break(text: str, offset: int) -> bool:
    """Say whether the two neighbours alone prove a boundary, whatever stands further away."""
    before, after = text[offset - 1], text[offset]
    if before < "\x7f" and after < "\x7f":
        return not (before == "\r" and after == "\n")
    if _control.match(before) or _control.match(after):
        return not (before == "\r" and after == "\n")
    return bool(_ordinary.match(after)) and not _holds_on.match(before)


def _certain_break_before(text: str, offset: int) -> int:
    lowest = max(0, offset - LOOK_BACK)
    for place in range(offset - 1, lowest, -1):
        if _is_certain_break(text, place):
            return place
    return lowest


def _cuts_at(text: str, begin: int, offset: int) -> bool:
    # A slice, because the pattern itself would look back to the text's beginning for the parity of flags.
    # One code point behind the cut is all that the rules ask for.
    window = text[begin : offset + 1]
    return any(cluster.end() == offset - begin for cluster in _cluster.finditer(window))
