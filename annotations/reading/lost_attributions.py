"""Attributions of a passage that a statement drops, or lays in another mouth."""

from collections.abc import Sequence

from annotations.reading.attributions import Attribution, attributions
from annotations.reading.qualifier_words import STOP_WORDS
from annotations.reading.stems import stems

# "official statistics" and "government figures" may be the same: such words name nobody in particular.
_generic = frozenset(
    [
        "official",
        "officials",
        "authority",
        "authorities",
        "government",
        "state",
        "statistics",
        "data",
        "figures",
        "results",
        "result",
        "report",
        "reports",
        "number",
        "numbers",
        "count",
        "counts",
        "according",
        "данным",
        "данные",
        "статистика",
        "статистике",
        "официальным",
        "результаты",
        "власти",
        "звестках",
        "даныя",
        "вынікі",
        "статыстыка",
        "афіцыйныя",
        "афіцыйных",
        "улады",
        "he",
        "she",
        "they",
        "it",
        "он",
        "она",
        "они",
        "ён",
        "яна",
        "яны",
    ]
)
_generic_stems = frozenset(stem for word in _generic for stem in stems(word))
_head = 160  # code points before a colon


def lost_attributions(passage: str, statement: str) -> list[Attribution]:
    """Return the attributions in `passage` that `statement` has not got; "reportedly" is a qualifier, and none of them."""
    found = [one for one in attributions(passage) if one.kind != "hedged"]
    told = attributions(statement) if found else []
    return [one for one in found if not _is_told(one.authority or "", told, statement)]


def loses_authority(statement: str, authority: str) -> bool:
    """Whether `statement` lays itself in nobody's mouth, or in that of somebody else than `authority`."""
    return bool(statement.strip()) and not _is_told(authority, attributions(statement), statement)


def _is_told(authority: str, told: Sequence[Attribution], statement: str) -> bool:
    particular = stems(authority, STOP_WORDS) - _generic_stems
    if not particular or not told:
        return bool(told) or _is_head(particular, statement)
    names = frozenset(stem for other in told for stem in stems(other.authority or ""))
    return not particular.isdisjoint(names) or names <= _generic_stems


def _is_head(names: frozenset[str], statement: str) -> bool:
    """Whether the statement begins with who says so: "Red Cross: 4,000 kits"."""
    head, colon, _rest = statement[:_head].partition(":")
    return bool(colon) and not names.isdisjoint(stems(head))
