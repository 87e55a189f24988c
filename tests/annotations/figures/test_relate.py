"""How two figures stand to each other: values, scopes, reasons, cautions."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from annotations.figures.relate import Pair, pair_of, side_of
from annotations.figures.relate_spans import Span, half_digit, span_of
from annotations.figures.scope_words import covered, days_said, number, stated
from annotations.models import Claim, Figure, SourceOrigin

JANUARY, QUARTER = ("2024-01-01", "2024-01-31"), ("2024-01-01", "2024-03-31")


def figure(
    low: Any = 987,
    qualifier: str = "exact",
    *,
    period: tuple[str, str] | None = QUARTER,
    place: str = "Belarus",
    unit: str = "people",
    origin: SourceOrigin | None = None,
    **more: Any,
) -> Figure:
    value = None if low is None else Decimal(str(low))
    high = Decimal(str(more.pop("high"))) if "high" in more else value
    first, last = (date.fromisoformat(day) for day in period) if period else (None, None)
    return Figure(
        claim=Claim(origin=origin),
        low=value,
        high=high,
        qualifier=qualifier,
        unit=unit,
        period_from=first,
        period_to=last,
        place=place,
        confirmed=True,
        **more,
    )


def pair(first: Figure, second: Figure) -> Pair:
    return pair_of(side_of(first), side_of(second))


def codes(found: Pair) -> list[str]:
    return [caution.code for caution in found.cautions]


@pytest.mark.parametrize(
    ("low", "qualifier", "unit", "expected"),
    [
        (3000, "about", "people", (2700, 3300)),
        (1000, "almost", "people", (900, 1000)),
        (10, "barely", "%", (9, 11)),
        (80, "none", "%", ("79.5", "80.5")),
        ("9.5", "none", "%", ("9.45", "9.55")),
        (80, "exact", "%", (80, 80)),
        (987, "none", "people", (987, 987)),
        (-50, "about", "", (-55, -45)),
        (0, "about", "", (0, 0)),
        (10**20, "about", "", (9 * 10**19, 11 * 10**19)),
    ],
)
def test_what_a_value_covers(low: Any, qualifier: str, unit: str, expected: Any) -> None:
    value = Decimal(str(low))
    assert span_of(value, value, qualifier, unit) == Span(*(Decimal(str(end)) for end in expected))


def test_bounds_are_open_to_one_side() -> None:
    four = Decimal(4)
    assert span_of(four, four, "more than") == Span(four, None, is_open_below=True)
    assert span_of(four, four, "at least") == Span(four, None)
    assert span_of(four, four, "less than") == Span(None, four, is_open_above=True)
    assert span_of(four, four, "at most") == Span(None, four)
    assert span_of(None, None, "vague") is None
    assert span_of(four, four, "vague") is None
    assert span_of(four, None, "none") == Span(four, four)
    assert not Span(four, None, is_open_below=True).meets(Span(four, four))
    assert Span(four, None).meets(Span(four, four))
    assert half_digit(Decimal("80.000000000")) == Decimal("0.5")


@pytest.mark.parametrize(
    ("first", "second", "relation"),
    [
        (figure(1000, "almost"), figure(987), "agree"),
        (figure(1000, "almost"), figure(899), "conflict"),
        (figure(987), figure(988), "conflict"),
        (figure(80, "more than", unit="%"), figure(80, "none", unit="%"), "agree"),
        (figure(80, "more than", unit="%"), figure(80, "exact", unit="%"), "conflict"),
        (figure(671, "at least"), figure(1602, "at least"), "agree"),
        (figure(671, "at least"), figure(600, "at most"), "conflict"),
        (figure(100, high=200), figure(200, high=300), "agree"),
        (figure(0), figure(0, "about"), "agree"),
        (figure(-5), figure(5), "conflict"),
        (figure(10**20), figure(10**20 + 1), "conflict"),
        (figure(406, period=JANUARY), figure(987), "different_scope"),
        (figure(987, place="Minsk, Belarus"), figure(987), "different_scope"),
        (figure(329, population="women"), figure(987), "different_scope"),
        (figure(987, place=""), figure(987), "agree"),
        (figure(987, period=None), figure(400), "conflict"),
        (figure(None, "vague", period=JANUARY), figure(987), "different_scope"),
        (figure(None, "vague"), figure(987), ""),
        (figure(12, unit="%"), figure(987), ""),
        (figure(1200, period=JANUARY), figure(987), "conflict"),
        (figure(1200, "at least", place="Minsk, Belarus"), figure(987), "conflict"),
        (figure(1000, "at least", period=JANUARY), figure(987, "at least"), "different_scope"),
        (figure(90, unit="%", place="Minsk, Belarus"), figure(80, unit="%"), "different_scope"),
        (figure(1200, period=JANUARY, place="Poland"), figure(987), "different_scope"),
    ],
)
def test_the_rules(first: Figure, second: Figure, relation: str) -> None:
    assert pair(first, second).relation == relation
    assert pair(second, first).relation == relation
    assert pair(first, second).reason
    assert isinstance(codes(pair(first, second)), list)


def test_another_authority_is_no_other_scope() -> None:
    found = pair(figure(987, authority="Viasna"), figure(400, authority="Interior Ministry"))
    assert found.relation == "conflict"
    assert found.reason == (
        "“987 people” (987) and “400 people” (400) cannot both be right: no value fits both. "
        "Both are of 1 Jan–31 Mar 2024, Belarus. "
        "Another authority is no other scope: Viasna and Interior Ministry disagree."
    )
    assert "one_origin" not in codes(found)


def test_a_part_that_exceeds_its_whole_says_which_is_the_part() -> None:
    found = pair(figure(987), figure(1200, period=JANUARY))
    assert found.reason == (
        "“1,200 people” is of a part of what “987 people” is of, and yet it is more: a part cannot "
        "exceed its whole. In time, January 2024 lies within 1 Jan–31 Mar 2024."
    )


def test_different_scope_names_values_and_scopes() -> None:
    found = pair(figure(119, "at least", place="Zhodino, Belarus"), figure(1000, "about"))
    assert found.reason == (
        "“at least 119 people” and “about 1,000 people” do not count the same thing. "
        "In place, Zhodino lies within Belarus."
    )


def test_what_is_not_stated_is_taken_as_the_same_and_said() -> None:
    found = pair(figure(987, period=None, place=""), figure(400))
    assert found.relation == "conflict"
    assert codes(found) == ["period_unknown", "place_unknown"]
    bare = pair(figure(1, period=None, place=""), figure(1, period=None, place=""))
    assert codes(bare) == ["scope_unknown"]


def test_units_origins_and_inferred_scopes_are_cautions() -> None:
    viasna = SourceOrigin(name="Viasna")
    found = pair(
        figure(987, unit="detentions", origin=viasna, inferred=["period"]),
        figure(1000, "almost", origin=viasna),
    )
    assert [caution.words for caution in found.cautions] == [
        "One counts detentions, the other people: these need not be the same number.",
        "Both go back to Viasna: one origin, not two confirmations.",
        "Inferred, not stated in so many words: the period.",
    ]
    same = pair(figure(1, authority="The Ministry"), figure(2, authority="the  ministry"))
    assert same.cautions[0].words == "Both go back to The Ministry: one origin, told in two ways."


def test_values_in_words() -> None:
    assert stated(figure(10**20, "more than")) == "more than 100,000,000,000,000,000,000 people"
    assert stated(figure("-0.5", "about", unit="%")) == "about −0.5%"
    assert stated(figure(100, high=200)) == "100–200 people"
    assert stated(figure(None, "vague")) == "no number stated (people)"
    assert number(Decimal("1234.500000000")) == "1,234.5"
    assert covered(Span(None, Decimal(5), is_open_above=True)) == "below 5"
    assert days_said(date(2020, 8, 9), date(2020, 8, 13)) == "9–13 Aug 2020"
    assert days_said(date(2023, 12, 31), date(2024, 1, 1)) == "31 Dec 2023–1 Jan 2024"
    assert days_said(None, date(2020, 8, 14)) == "until 14 Aug 2020"
    assert days_said(date(2020, 8, 14), None) == "since 14 Aug 2020"
    assert days_said(None, None) == ""
