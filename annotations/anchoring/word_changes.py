"""What changed inside a piece of text, word by word, for people to read.

Offsets are Unicode code points, end exclusive. Words are those of re-anchoring; where two words count as one but are not
written alike, the difference is told all the same.
"""

from collections.abc import Iterator
from typing import NamedTuple

import regex

from annotations.anchoring.stretches import Side, Span, Stretch, stretches

_parting = " \u00a0\u2009\u202f"  # spaces that part thousands
_figure_last = regex.compile(rf"(?<!\d)\d{{1,3}}(?:[{_parting}]\d{{3}})*[{_parting}]\Z")
_thousands_first = regex.compile(r"\d{3}(?!\d)")
_thousands_next = regex.compile(rf"(?:[{_parting}]\d{{3}}(?!\d))+")
_fewest_kept = 3  # words that stay visible between two changes whatever their size


class Piece(NamedTuple):
    """A run of characters: kept (`old` and `new`), removed (`old` alone) or added (`new` alone).

    `figures` are the figures in what was removed or added.
    """

    old: Span | None
    new: Span | None
    figures: tuple[Span, ...] = ()


def pieces(old: Side, old_span: Span, new: Side, new_span: Span) -> list[Piece]:
    """Compare two stretches of text; all pieces together are both of them, in order.

    Of a change what was removed comes first. Linear but for what `common_pairs` takes.
    """
    found: list[Piece] = []
    laid = _whole_figures(stretches(old, old_span, new, new_span), old, new)
    for one in _readable(laid, old):
        if one.is_kept:
            found.append(Piece(one.old, one.new))
            continue
        if one.old[0] < one.old[1]:
            found.append(Piece(one.old, None, tuple(_figures(old, one.old))))
        if one.new[0] < one.new[1]:
            found.append(Piece(None, one.new, tuple(_figures(new, one.new))))
    return found


def _whole_figures(found: list[Stretch], old: Side, new: Side) -> list[Stretch]:
    """Let a change take in the rest of a figure whose thousands are parted by spaces ("4 000" by "4 500")."""
    for before, one, after in zip([None, *found], found, [*found[1:], None], strict=False):
        if one.is_kept:
            continue
        texts = old.cut(one.old), new.cut(one.new)
        if before and any(_thousands_first.match(text) for text in texts):
            head = _figure_last.search(old.cut((max(before.old[0], one.old[0] - 24), one.old[0])))
            _shift(before, one, len(head[0]) if head else 0, at_end=True)
        if after and any(text[-1:].isnumeric() for text in texts):
            tail = _thousands_next.match(
                old.cut((after.old[0], min(after.old[1], one.old[1] + 24)))
            )
            _shift(after, one, len(tail[0]) if tail else 0, at_end=False)
    return [one for one in found if _length(one.old) or _length(one.new)]


def _shift(kept: Stretch, changed: Stretch, by: int, *, at_end: bool) -> None:
    if at_end:
        kept.old, kept.new = (kept.old[0], kept.old[1] - by), (kept.new[0], kept.new[1] - by)
        changed.old = (changed.old[0] - by, changed.old[1])
        changed.new = (changed.new[0] - by, changed.new[1])
    else:
        kept.old, kept.new = (kept.old[0] + by, kept.old[1]), (kept.new[0] + by, kept.new[1])
        changed.old = (changed.old[0], changed.old[1] + by)
        changed.new = (changed.new[0], changed.new[1] + by)


def _readable(found: list[Stretch], old: Side) -> list[Stretch]:
    """Join changes that only a word or two part, where these are shorter than what changed around them.

    A kept figure always stays visible as kept.
    """
    done: list[Stretch] = []
    for one in found:
        done.append(one)
        if len(done) > 2 and not one.is_kept and _is_scrap(done[-3], done[-2], one, old):  # noqa: PLR2004 - three in a row
            before = done[-3]
            before.old, before.new = (before.old[0], one.old[1]), (before.new[0], one.new[1])
            del done[-2:]
    return done


def _is_scrap(before: Stretch, kept: Stretch, after: Stretch, old: Side) -> bool:
    size = _length(kept.old)
    if any(size > max(_length(x.old), _length(x.new)) for x in (before, after)):
        return False
    words = old.cut(kept.old)
    return len(words.split()) < _fewest_kept and not any(glyph.isnumeric() for glyph in words)


def _length(span: Span) -> int:
    return span[1] - span[0]


def _figures(side: Side, span: Span) -> Iterator[Span]:
    last: Span | None = None
    for token in range(*side.within(span)):
        start, end = side.tokens.starts[token], side.tokens.ends[token]
        if not any(glyph.isnumeric() for glyph in side.text[start:end]):
            continue
        if last and _thousands_next.fullmatch(side.text, last[1], end):
            last = (last[0], end)
            continue
        if last:
            yield last
        last = (start, end)
    if last:
        yield last
