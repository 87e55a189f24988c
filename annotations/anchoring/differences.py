"""What became of a text from one revision to another, paragraph by paragraph, for people to read.

Whole blocks first: the same ones, wherever they stand, then edited ones; words inside pairs last. What does not keep its
order has moved. Offsets are Unicode code points, end exclusive.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal, NamedTuple

from annotations.anchoring.align import common_pairs, heaviest_chain
from annotations.anchoring.edited_blocks import Group, edited_elsewhere, edited_in_place
from annotations.anchoring.sentence_pairs import Side as Words
from annotations.anchoring.stretches import Side, Span
from annotations.anchoring.tokens import Vocabulary
from annotations.anchoring.word_changes import Piece, pieces

Kind = Literal["same", "changed", "added", "removed", "moved", "left"]
_fewest_moved = 3  # words of an equal block that may have moved; shorter ones went and came


class Difference(NamedTuple):
    """A block of either text, or several, and what happened to them.

    `same`: nothing, to all blocks of a run. `changed`: `pieces` say what; several blocks where one was parted or some were
    joined. `added`, `removed`: all of it. `moved`: it stands elsewhere now, with `pieces` where it was edited too; `left`
    stands where it was moved from. `old` and `new` are its place in each text, None where it has none; `old_blocks` and
    `new_blocks` the blocks that lie in it (none for text outside all blocks).
    """

    kind: Kind
    old: Span | None
    new: Span | None
    old_blocks: range
    new_blocks: range
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class _Text:
    """One of the two texts in parts: its blocks, and what stands between them if anything does."""

    side: Side
    words: Words
    spans: list[Span]
    blocks: list[range]  # in each part: its own, or none

    def place(self, parts: range) -> tuple[Span | None, range]:
        """Return where some parts lie, and the blocks in them."""
        if not parts:
            return None, range(0)
        first, last = parts[0], parts[-1]
        if first == last:
            return self.spans[first], self.blocks[first]
        within = [block for part in parts for block in self.blocks[part]]
        blocks = range(within[0], within[-1] + 1) if within else range(0)
        return (self.spans[first][0], self.spans[last][1]), blocks


def differences(
    old_text: str,
    old_blocks: Sequence[Mapping[str, Any]],
    new_text: str,
    new_blocks: Sequence[Mapping[str, Any]],
) -> list[Difference]:
    """Compare two texts.

    Args:
        old_text: the one.
        old_blocks: its blocks in order, each with `start` and `end`.
        new_text: the other.
        new_blocks: its blocks.

    Returns:
        In reading order of the new text; what was removed or left stands where it stood. Blank text between blocks is in
        none of them. About linear in the texts, whatever repeats.
    """
    vocabulary = Vocabulary()
    old, new = _parts(old_text, old_blocks, vocabulary), _parts(new_text, new_blocks, vocabulary)
    groups = _matched(old, new)
    kept = _in_order(groups, old)
    return list(_told(old, new, kept, sorted(set(groups).difference(kept))))


def _parts(text: str, blocks: Sequence[Mapping[str, Any]], vocabulary: Vocabulary) -> _Text:
    spans: list[Span] = []
    numbers: list[range] = []
    behind = 0
    for number, block in enumerate([*blocks, {"start": len(text), "end": len(text)}]):
        start, end = block["start"], block["end"]
        if between := text[behind:start].strip():
            begin = text.index(between, behind)
            spans.append((begin, begin + len(between)))
            numbers.append(range(0))
        if start < end:
            spans.append((start, end))
            numbers.append(range(number, number + 1))
            behind = end
    side = Side(text, vocabulary.tokenize(text))
    return _Text(side, Words(side.tokens, [side.within(span) for span in spans]), spans, numbers)


def _matched(old: _Text, new: _Text) -> list[Group]:
    """Pair what is the same and what is edited, each part of either text at most once."""
    kinds: dict[str, int] = {}
    was, now = (
        [kinds.setdefault(text.side.cut(span), len(kinds)) for span in text.spans]
        for text in (old, new)
    )
    anchors = common_pairs(was, now, [float(end - start) for start, end in old.spans])
    groups = [Group.of(a, b) for a, b in anchors]
    open_old = set(range(len(was))).difference(a for a, _ in anchors)
    open_new = set(range(len(now))).difference(b for _, b in anchors)
    _take(_equal_elsewhere(old, was, now, open_old, open_new), groups, open_old, open_new)
    edited = edited_in_place(old.words, new.words, anchors, open_old, open_new)
    _take(edited, groups, open_old, open_new)
    elsewhere = edited_elsewhere(old.words, new.words, open_old, open_new)
    _take(elsewhere, groups, open_old, open_new)
    return groups


def _take(
    found: Sequence[Group], groups: list[Group], open_old: set[int], open_new: set[int]
) -> None:
    for group in found:
        open_old.difference_update(group.old)
        open_new.difference_update(group.new)
    groups.extend(found)


def _equal_elsewhere(
    old: _Text, was: list[int], now: list[int], open_old: set[int], open_new: set[int]
) -> list[Group]:
    """Return equal parts that changed places: as many there as here, and long enough to be told apart."""
    left: dict[int, list[int]] = defaultdict(list)
    fresh: dict[int, list[int]] = defaultdict(list)
    for a in sorted(open_old):
        left[was[a]].append(a)
    for b in sorted(open_new):
        fresh[now[b]].append(b)
    found: list[Group] = []
    for kind, places in left.items():
        low, high = old.words.bounds[places[0]]
        if high - low >= _fewest_moved and len(fresh.get(kind, ())) == len(places):
            found.extend(map(Group.of, places, fresh[kind]))
    return found


def _in_order(groups: list[Group], old: _Text) -> list[Group]:
    """Return the groups that keep their order, with as much text as can be."""
    ordered = sorted(groups)
    if all(one.new_low < other.new_low for one, other in pairwise(ordered)):
        return ordered
    by_place = {(group.old_low, group.new_low): group for group in ordered}
    weighed = [(*place, _weight(group, old)) for place, group in by_place.items()]
    return [by_place[pair] for pair in heaviest_chain(weighed)]


def _weight(group: Group, old: _Text) -> float:
    return 1.0 + old.spans[group.old_high - 1][1] - old.spans[group.old_low][0]


def _told(old: _Text, new: _Text, kept: list[Group], moved: list[Group]) -> Iterator[Difference]:
    left = {part for group in moved for part in group.old}
    came = {group.new_low: group for group in moved}
    at_old = at_new = 0
    run: list[Group] = []
    for group in [*kept, Group(len(old.spans), len(old.spans), len(new.spans), len(new.spans))]:
        is_next = (group.old_low, group.new_low) == (at_old, at_new)
        is_same = bool(group.old) and _is_same(old, new, group)
        if run and not (is_next and is_same):
            yield _run(old, new, run)
            run = []
        for part in range(at_old, group.old_low):
            span, blocks = old.spans[part], old.blocks[part]
            yield Difference("left" if part in left else "removed", span, None, blocks, range(0))
        part = at_new
        while part < group.new_low:
            if part in came:
                yield _compared("moved", old, new, came[part])
                part = came[part].new_high
            else:
                yield Difference("added", None, new.spans[part], range(0), new.blocks[part])
                part += 1
        if is_same:
            run.append(group)
        elif group.old:
            yield _compared("changed", old, new, group)
        at_old, at_new = group.old_high, group.new_high


def _is_same(old: _Text, new: _Text, group: Group) -> bool:
    was, now = old.place(group.old)[0], new.place(group.new)[0]
    return was is not None and now is not None and old.side.cut(was) == new.side.cut(now)


def _run(old: _Text, new: _Text, run: list[Group]) -> Difference:
    first, last = run[0], run[-1]
    whole = Group(first.old_low, last.old_high, first.new_low, last.new_high)
    (was, old_blocks), (now, new_blocks) = old.place(whole.old), new.place(whole.new)
    return Difference("same", was, now, old_blocks, new_blocks)


def _compared(
    kind: Literal["changed", "moved"], old: _Text, new: _Text, group: Group
) -> Difference:
    (was, old_blocks), (now, new_blocks) = old.place(group.old), new.place(group.new)
    found: tuple[Piece, ...] = ()
    if was and now and old.side.cut(was) != new.side.cut(now):
        found = tuple(pieces(old.side, was, new.side, now))
    return Difference(kind, was, now, old_blocks, new_blocks, found)
