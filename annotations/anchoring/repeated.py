"""Sentences that stand in a text more than once, told apart by what stands beside them."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable

_edge = -1  # beside the first sentence and the last


def tell_apart(old: list[int], new: list[int], free: int) -> None:
    """Give repeated sentences whose neighbours tell which is which a number of their own, the same in both texts.

    `old` and `new` are the numbers of the sentences, equal for equal ones, and are changed; numbers from `free` on are not
    in use. Both neighbours tell more than one; where they tell nothing, the sentences stay alike.
    """
    repeated = _repeated(old) | _repeated(new)
    if not repeated:
        return
    for sides in ((-1, 1), (-1,), (1,)):
        signed_old = _signed(old, repeated, sides)
        signed_new = _signed(new, repeated, sides)
        for signature, places in signed_old.items():
            others = signed_new.get(signature, ())
            if len(places) == len(others) == 1:
                old[places[0]] = new[others[0]] = free
                free += 1


def _repeated(numbers: Iterable[int]) -> set[int]:
    return {number for number, count in Counter(numbers).items() if count > 1}


def _signed(
    numbers: list[int], repeated: set[int], sides: tuple[int, ...]
) -> dict[Hashable, list[int]]:
    found: dict[Hashable, list[int]] = defaultdict(list)
    for place, number in enumerate(numbers):
        if number not in repeated:
            continue
        beside = [_at(numbers, place + side) for side in sides]
        if len(sides) > 1 or (beside[0] != _edge and beside[0] not in repeated):
            found[number, *beside].append(place)
    return found


def _at(numbers: list[int], place: int) -> int:
    return numbers[place] if 0 <= place < len(numbers) else _edge
