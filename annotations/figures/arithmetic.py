"""Arithmetic between figures: shares, majorities, percentages of one whole, parts that add up to more than it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from annotations.figures.arithmetic_words import ShareWord
from annotations.figures.relate import side_of
from annotations.figures.relate_outcome import Side
from annotations.figures.relate_spans import is_percentage, is_rate
from annotations.figures.scope_words import as_fraction, fraction_said, number, stated
from annotations.models import Claim, Figure
from annotations.reading.scopes import Meet, meeting

_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Note:
    """One finding. `is_wrong` where the figures contradict what is said, else it only helps reading.

    `figures` are those it rests on, `claim` the one whose words it checks.
    """

    code: str
    words: str
    is_wrong: bool
    figures: tuple[UUID, ...]
    claim: Claim

    @property
    def claim_key(self) -> str:
        """The claim's id as templates compare it."""
        return str(self.claim.pk)


@dataclass(frozen=True, slots=True)
class Saying:
    """A claim that states a share in a word, and the sentences that it stands in."""

    claim: Claim
    word: ShareWord
    sentences: frozenset[str]


def share_notes(figures: Iterable[Figure]) -> list[Note]:
    """What a share of another figure comes to: "A third of 987 is 329"."""
    return [note for figure in figures if (note := _share_note(figure)) is not None]


def word_notes(sayings: Iterable[Saying], sides: Sequence[tuple[Side, str]]) -> list[Note]:
    """A word of share beside a part of another figure: "406 of 987 is 41.1%: that is no majority".

    Args:
        sayings: claims with such a word.
        sides: confirmed figures, each with the sentence that states it.
    """
    return [note for saying in sayings for note in [_word_note(saying, sides)] if note is not None]


def sum_notes(sides: Sequence[Side]) -> list[Note]:
    """Parts apart in time or place that together are more than their whole. Figures of one quantity, no shares or rates."""
    found = []
    for whole in sides:
        if whole.span is None or whole.span.most is None or is_rate(whole.figure.unit):
            continue
        for field in ("period", "place"):
            parts = _parts(whole, sides, field)
            total = sum(
                (part.span.least for part in parts if part.span and part.span.least), Decimal(0)
            )
            if len(parts) > 1 and total > whole.span.most:
                found.append(_sum_note(whole, parts, total))
    return found


def percent_notes(sides: Sequence[Side]) -> list[Note]:
    """Percentages of one whole, each among other people, that add up to more than 100."""
    groups: dict[object, list[Side]] = defaultdict(list)
    for side in sides:
        if is_percentage(side.figure.unit) and side.scope.population and side.span:
            of = (side.figure.quantity_id, side.figure.share_of_id, side.figure.claim.article_id)
            groups[(*of, side.scope.period, side.scope.place)].append(side)
    return [
        note for group in groups.values() for note in [_percent_note(group)] if note is not None
    ]


def _share_note(figure: Figure) -> Note | None:
    whole, share = figure.share_of, figure.low
    if whole is None or share is None or share != figure.high or whole.removed_at is not None:
        return None
    value = whole.low if whole.low is not None and whole.low == whole.high else None
    part = as_fraction(share / _HUNDRED if is_percentage(figure.unit) else share)
    if value is None or not 0 < part <= 1:
        return None
    implied = part * Fraction(value)
    amount = number(Decimal(round(implied)))
    said = {
        "share": fraction_said(part) or stated(figure),
        "whole": number(value),
        "part": amount,
    }
    sentence = (
        _("%(share)s of %(whole)s is %(part)s.")
        if implied.denominator == 1
        else _("%(share)s of %(whole)s is about %(part)s.")
    )
    words = sentence % said
    return Note("share", words[:1].upper() + words[1:], False, (figure.pk, whole.pk), figure.claim)


def _word_note(saying: Saying, sides: Sequence[tuple[Side, str]]) -> Note | None:
    article = saying.claim.article_id
    near = [
        side
        for side, sentence in sides
        if side.figure.claim_id == saying.claim.pk
        or (side.figure.claim.article_id == article and sentence in saying.sentences)
    ]
    for part in near:
        whole = _whole_of(part, [side for side, _sentence in sides])
        if whole is not None and (note := _checked(saying, part, whole)) is not None:
            return note
    return None


def _whole_of(part: Side, sides: Sequence[Side]) -> Side | None:
    """The figure of the same article and quantity that this one is a part of; an exact one before others."""
    found = [
        side
        for side in sides
        if side.figure.quantity_id == part.figure.quantity_id
        and side.figure.claim.article_id == part.figure.claim.article_id
        and side.span is not None
        and meeting(part.scope, side.scope).part == 0
    ]
    return min(found, key=lambda side: not (side.span and side.span.is_one), default=None)


def _checked(saying: Saying, part: Side, whole: Side) -> Note | None:
    if part.span is None or whole.span is None or is_rate(part.figure.unit):
        return None
    ends = (part.span.least, part.span.most, whole.span.least, whole.span.most)
    least, most, whole_least, whole_most = ends
    if least is None or most is None or whole_least is None or whole_most is None:
        return None
    if whole_least <= 0:
        return None
    low, high = least / whole_most, most / whole_least
    fits = high >= saying.word.least and low <= saying.word.most
    said = {
        "part": _plainly(part.figure),
        "whole": _plainly(whole.figure),
        "percent": _percent(low, high),
    }
    figures = (part.figure.pk, whole.figure.pk)
    return Note(
        "share_word",
        _judgement(saying.word.code, fits=fits) % said,
        not fits,
        figures,
        saying.claim,
    )


def _judgement(code: str, *, fits: bool) -> str:
    """The sentence for a word that fits or does not."""
    fitting = {
        "majority": _("%(part)s of %(whole)s is %(percent)s: a majority."),
        "half": _("%(part)s of %(whole)s is %(percent)s: about half."),
        "third": _("%(part)s of %(whole)s is %(percent)s: about a third."),
        "quarter": _("%(part)s of %(whole)s is %(percent)s: about a quarter."),
        "two_thirds": _("%(part)s of %(whole)s is %(percent)s: about two thirds."),
        "three_quarters": _("%(part)s of %(whole)s is %(percent)s: about three quarters."),
    }
    wrong = {
        "majority": _("%(part)s of %(whole)s is %(percent)s: that is no majority."),
        "half": _("%(part)s of %(whole)s is %(percent)s: that is not half."),
        "third": _("%(part)s of %(whole)s is %(percent)s: that is not a third."),
        "quarter": _("%(part)s of %(whole)s is %(percent)s: that is not a quarter."),
        "two_thirds": _("%(part)s of %(whole)s is %(percent)s: that is not two thirds."),
        "three_quarters": _("%(part)s of %(whole)s is %(percent)s: that is not three quarters."),
    }
    return (fitting if fits else wrong)[code]


def _plainly(figure: Figure) -> str:
    is_one = figure.low is not None and figure.low == figure.high
    is_bare = figure.qualifier in {"none", "exact"}
    return number(figure.low) if is_one and is_bare and figure.low is not None else stated(figure)


def _percent(low: Decimal, high: Decimal) -> str:
    ends = [number_format(f"{100 * end:.1f}".removesuffix(".0")) for end in (low, high)]
    if ends[0] == ends[1]:
        return f"{ends[0]}%"
    return _("%(low)s%% to %(high)s%%") % {"low": ends[0], "high": ends[1]}


def _parts(whole: Side, sides: Sequence[Side], field: str) -> list[Side]:
    """Parts of it in time or in place that have nothing in common, the largest first."""
    chosen: list[Side] = []
    ordered = [side for side in sides if side.span and side.span.least]
    for side in sorted(
        ordered, key=lambda side: -(side.span.least if side.span and side.span.least else 0)
    ):
        meets = meeting(side.scope, whole.scope)
        if meets.part != 0 or getattr(meets, field) != Meet.WITHIN:
            continue
        if is_rate(side.figure.unit):
            continue
        if all(getattr(meeting(side.scope, other.scope), field) == Meet.APART for other in chosen):
            chosen.append(side)
    return chosen


def _sum_note(whole: Side, parts: Sequence[Side], total: Decimal) -> Note:
    words = _(
        "%(parts)s make at least %(total)s together, more than “%(whole)s” of which they are parts."
    )
    said = {
        "parts": ", ".join(f"“{stated(part.figure)}”" for part in parts),
        "total": number(total),
        "whole": stated(whole.figure),
    }
    ids = (whole.figure.pk, *(part.figure.pk for part in parts))
    return Note("parts_exceed", words % said, True, ids, whole.figure.claim)


def _percent_note(group: Sequence[Side]) -> Note | None:
    by_population = {side.scope.population: side for side in group}
    least = [side.span.least for side in by_population.values() if side.span and side.span.least]
    if len(by_population) < 2 or sum(least, Decimal(0)) <= _HUNDRED:  # noqa: PLR2004 - two parts
        return None
    words = _("%(parts)s add up to more than 100%% of one whole.")
    said = {
        "parts": ", ".join(
            f"“{stated(side.figure)}” ({side.figure.population})" for side in by_population.values()
        )
    }
    ids = tuple(side.figure.pk for side in by_population.values())
    return Note("over_hundred", words % said, True, ids, group[0].figure.claim)


def sides_of(figures: Iterable[Figure]) -> list[Side]:
    """Confirmed figures, ready to be compared."""
    return [side_of(figure) for figure in figures if figure.confirmed]
