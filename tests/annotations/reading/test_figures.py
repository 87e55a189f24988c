"""Figures in digits and words, and what they are equal to."""

from fractions import Fraction

import pytest

from annotations.reading.figures import Figure, figures

SAME = [
    ("4,000", "4 000"), ("4,000", "4\u202f000"), ("4,000", "4.000"), ("4,000", "4’000"), ("4,000", "four thousand"),
    ("4,000", "4 thousand"), ("4,000", "4 тыс."), ("4,000", "четыре тысячи"), ("4,000", "чатыры тысячы"),
    ("1.602", "1,602"), ("80%", "80 percent"), ("80%", "80 процентов"), ("80%", "80 працэнтаў"), ("0.5%", "0,5 %"),
    ("$4 million", "4,000,000"), ("a thousand people", "1,000"), ("около тысячи человек", "1000"), ("two-thirds", "2/3"),
    ("one third", "треть"), ("half of the voters", "палова"), ("twenty-one", "21"), ("a hundred and fifty", "150"),
    ("сорок две тысячи", "42 000"), ("сямі тысяч", "7000"), ("hundreds of people", "сотни людей"),
    ("tens of thousands", "десятки тысяч"), ("a dozen", "12"), ("half a million", "500,000"),
]  # fmt: skip
OTHER = [
    ("4,000", "40,000"), ("4,000", "4"), ("80%", "80"), ("hundreds", "100"), ("thousands", "hundreds"), ("0.125", "125"),
    ("1/3", "one quarter"), ("2020", "2021"), ("5 million", "5"), ("тысячи людей", "1000"),
]  # fmt: skip
KINDS = [
    ("24/7 Live", "label"), ("center No. 1 in Minsk", "label"), ("Article 24.15 of the Code", "label"),
    ("in 2020", "date"), ("August 14", "date"), ("18th August", "date"), ("14 августа", "date"), ("9:30", "date"),
    ("2024-04-26", "date"), ("2020 people", "quantity"), ("26-year term", "quantity"), ("dozens", "vague"),
    ("https://a.example/12345", "label"), ("в 2020 году", "date"), ("у 2020 годзе", "date"),
]  # fmt: skip


def only(text: str) -> Figure:
    (found,) = figures(text)
    return found


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_figure_however_it_is_written(one: str, other: str) -> None:
    assert only(one).is_same_as(only(other))


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_another_figure_is_another(one: str, other: str) -> None:
    assert not only(one).is_same_as(only(other))


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_not_every_number_counts_something(text: str, kind: str) -> None:
    assert figures(text)[0].kind == kind


@pytest.mark.parametrize(
    "text", ["one of them", "the first half", "a third man", "no one", "COVID-19", "thousand-year", "в первой половине", ""]
)  # fmt: skip
def test_words_that_count_nothing(text: str) -> None:
    assert figures(text) == []


def test_figures_stand_where_they_are_and_a_range_shares_its_percent() -> None:
    text = "from 5 to 10 percent of two hundred"
    assert [text[one.start : one.end] for one in figures(text)] == [
        "5",
        "10 percent",
        "two hundred",
    ]
    assert [one.is_percent for one in figures(text)] == [True, True, False]
    assert only("1.602").values == {Fraction(1602), Fraction("1.602")}
