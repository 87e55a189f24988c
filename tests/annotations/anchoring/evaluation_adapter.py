"""The re-anchoring in the form that an evaluation script asks for: f(old, start, end, new) and f.prepare(old, new)."""

from collections.abc import Callable

from annotations.anchoring.reanchor import Mapper

Answer = tuple[int, int, str] | None


def reanchor_for_evaluation(old: str, start: int, end: int, new: str) -> Answer:
    return prepare(old, new)(start, end)


def prepare(old: str, new: str) -> Callable[[int, int], Answer]:
    mapper = Mapper(old, new)

    def place(start: int, end: int) -> Answer:
        placement = mapper.place(start, end)
        if placement.start is None or placement.end is None:
            return None
        return placement.start, placement.end, placement.state

    return place


reanchor_for_evaluation.prepare = prepare
