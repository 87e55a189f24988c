"""Why two figures agree, conflict or are of different scope, in sentences that name values and scopes."""

from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext as _

from annotations.figures import scope_words as words
from annotations.figures.authorities import is_same_authority
from annotations.figures.relate_outcome import Outcome, Side
from annotations.figures.relate_spans import are_comparable, is_percentage
from annotations.models import Figure, FigureRelationKind
from annotations.reading.scopes import DIFFERENT, Meet, folded

_SCOPE_FIELDS = ("period", "place", "population")


class Pair(Protocol):
    """Two figures and what the rules say of them (`relate.Pair`)."""

    @property
    def a(self) -> Figure:
        """The one with the smaller id."""

    @property
    def b(self) -> Figure:
        """The other one."""

    @property
    def sides(self) -> tuple[Side, Side]:
        """Both, ready to be compared."""

    @property
    def outcome(self) -> Outcome:
        """What is computed."""

    @property
    def relation(self) -> str:
        """What is in force; empty where nothing is."""


@dataclass(frozen=True, slots=True)
class Caution:
    """What to keep in mind: a stable code and a sentence."""

    code: str
    words: str


def reason(pair: Pair) -> str:
    """The sentence behind what is computed."""
    if pair.outcome.exceeding >= 0:
        return " ".join([_exceeds(pair), *_differences(pair)])
    if pair.outcome.relation == FigureRelationKind.DIFFERENT_SCOPE:
        return " ".join([_not_the_same(pair), *_differences(pair)])
    if pair.outcome.relation is None:
        return _not_comparable(pair)
    says = _fits if pair.outcome.relation == FigureRelationKind.AGREE else _clashes
    return " ".join(filter(None, [says(pair), _shared(pair), _authorities(pair)]))


def cautions(pair: Pair) -> list[Caution]:
    """Units that differ, one origin, what is not stated, what is inferred, a value that is no number."""
    found = [_units(pair), _one_origin(pair), *_unknown(pair), _inferred(pair), _no_number(pair)]
    return [caution for caution in found if caution is not None]


def _said(pair: Pair) -> dict[str, str]:
    return {"a": words.stated(pair.a), "b": words.stated(pair.b)}


def _covering(pair: Pair) -> dict[str, str]:
    spans = [side.span for side in pair.sides]
    figures = (pair.a, pair.b)
    told = [
        words.covered(span, figure.unit) if span else ""
        for span, figure in zip(spans, figures, strict=True)
    ]
    return {**_said(pair), "a_span": told[0], "b_span": told[1]}


def _not_the_same(pair: Pair) -> str:
    return _("“%(a)s” and “%(b)s” do not count the same thing.") % _said(pair)


def _exceeds(pair: Pair) -> str:
    part, whole = (pair.a, pair.b) if pair.outcome.exceeding == 0 else (pair.b, pair.a)
    return _(
        "“%(part)s” is of a part of what “%(whole)s” is of, and yet it is more: a part cannot exceed its whole."
    ) % {"part": words.stated(part), "whole": words.stated(whole)}


def _fits(pair: Pair) -> str:
    said = _covering(pair)
    return _("“%(a)s” (%(a_span)s) and “%(b)s” (%(b_span)s) can both be right.") % said


def _clashes(pair: Pair) -> str:
    return _(
        "“%(a)s” (%(a_span)s) and “%(b)s” (%(b_span)s) cannot both be right: no value fits both."
    ) % _covering(pair)


def _not_comparable(pair: Pair) -> str:
    if are_comparable(pair.a.unit, pair.b.unit):
        return _(
            "“%(a)s” and “%(b)s”: one of them states no number, so they cannot be compared."
        ) % _said(pair)
    return _("“%(a)s” and “%(b)s” are of different measures, so they cannot be compared.") % _said(
        pair
    )


def _shared(pair: Pair) -> str:
    """The scope of both; what only one of them states is taken from it."""
    told = []
    meets = pair.outcome.meeting
    for name, meet in zip(
        _SCOPE_FIELDS, (meets.period, meets.place, meets.population), strict=True
    ):
        if meet == Meet.SAME:
            told.append(_field(pair.a, name))
    if not told:
        return ""
    return _("Both are of %(scope)s.") % {"scope": ", ".join(told)}


def _authorities(pair: Pair) -> str:
    is_conflict = pair.outcome.relation == FigureRelationKind.CONFLICT
    a, b = pair.a.authority, pair.b.authority
    if not (is_conflict and a and b) or folded(a) == folded(b):
        return ""
    return _("Another authority is no other scope: %(a)s and %(b)s disagree.") % {"a": a, "b": b}


def _differences(pair: Pair) -> list[str]:
    meets = pair.outcome.meeting
    told = [
        _difference(pair, name, meet)
        for name, meet in zip(
            _SCOPE_FIELDS, (meets.period, meets.place, meets.population), strict=True
        )
        if meet in DIFFERENT
    ]
    return [sentence for sentence in told if sentence]


def _difference(pair: Pair, name: str, meet: Meet) -> str:
    first, second = (pair.b, pair.a) if meet == Meet.AROUND else (pair.a, pair.b)
    said = {"a": _field(first, name), "b": _field(second, name)}
    if name == "place" and meet in {Meet.WITHIN, Meet.AROUND}:
        said["a"] = said["a"].rpartition(",")[0].strip() or said["a"]
    is_part = meet in {Meet.WITHIN, Meet.AROUND}
    if name == "population":
        if is_part:
            return _("One counts only %(a)s.") % said
        return _("One counts %(a)s, the other %(b)s.") % said
    if is_part:
        sentence = (
            _("In time, %(a)s lies within %(b)s.")
            if name == "period"
            else _("In place, %(a)s lies within %(b)s.")
        )
    elif meet == Meet.OVERLAPS:
        sentence = _("In time, %(a)s and %(b)s share only some days.")
    else:
        sentence = (
            _("In time, %(a)s and %(b)s are apart.")
            if name == "period"
            else _("In place, %(a)s and %(b)s differ.")
        )
    return sentence % said


def _field(figure: Figure, name: str) -> str:
    return words.period(figure) if name == "period" else str(getattr(figure, name))


def _units(pair: Pair) -> Caution | None:
    a, b = pair.a.unit, pair.b.unit
    if not a or not b or folded(a) == folded(b) or (is_percentage(a) and is_percentage(b)):
        return None
    sentence = _("One counts %(a)s, the other %(b)s: these need not be the same number.")
    return Caution("units_differ", sentence % {"a": a, "b": b})


def _one_origin(pair: Pair) -> Caution | None:
    """Two carriers of one result are no two confirmations (and no two opinions)."""
    name = _shared_origin(pair.a, pair.b)
    if not name or pair.relation in {FigureRelationKind.DIFFERENT_SCOPE, ""}:
        return None
    if pair.relation == FigureRelationKind.CONFLICT:
        sentence = _("Both go back to %(origin)s: one origin, told in two ways.")
    else:
        sentence = _("Both go back to %(origin)s: one origin, not two confirmations.")
    return Caution("one_origin", sentence % {"origin": name})


def _shared_origin(a: Figure, b: Figure) -> str:
    if a.claim.origin_id and a.claim.origin_id == b.claim.origin_id and a.claim.origin:
        return str(a.claim.origin)
    return a.authority if is_same_authority(a.authority, b.authority) else ""


def _unknown(pair: Pair) -> list[Caution | None]:
    if pair.outcome.relation == FigureRelationKind.DIFFERENT_SCOPE:
        return []
    meets = pair.outcome.meeting
    found: list[Caution | None] = []
    if meets.period == Meet.UNKNOWN:
        found.append(
            Caution(
                "period_unknown", _("One of the two does not state its days; taken as the same.")
            )
        )
    if meets.place == Meet.UNKNOWN:
        found.append(
            Caution(
                "place_unknown", _("One of the two does not state its place; taken as the same.")
            )
        )
    if meets.period == Meet.NEITHER and meets.place == Meet.NEITHER:
        found.append(Caution("scope_unknown", _("Neither states a period or a place.")))
    return found


def _inferred(pair: Pair) -> Caution | None:
    """Named where the relation rests on it."""
    named = {name.partition("_")[0] for figure in (pair.a, pair.b) for name in figure.inferred}
    labels = {"period": _("the period"), "place": _("the place"), "population": _("who is counted")}
    told = [labels[name] for name in _SCOPE_FIELDS if name in named]
    if not told:
        return None
    sentence = _("Inferred, not stated in so many words: %(what)s.")
    return Caution("inferred_scope", sentence % {"what": ", ".join(told)})


def _no_number(pair: Pair) -> Caution | None:
    if all(side.span is not None for side in pair.sides):
        return None
    return Caution("no_number", _("One of the two states no number (“hundreds”)."))
