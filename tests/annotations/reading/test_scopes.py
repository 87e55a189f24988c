"""What one scope is to another."""

from datetime import date

import pytest

from annotations.reading.scopes import Meet, Period, meeting, periods, places, populations, scope


def days(start: str = "", end: str = "", words: str = "") -> Period:
    parsed = [date.fromisoformat(day) if day else None for day in (start, end)]
    return Period(parsed[0], parsed[1], words)


QUARTER, JANUARY = days("2024-01-01", "2024-03-31"), days("2024-01-01", "2024-01-31")


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (QUARTER, QUARTER, Meet.SAME),
        (JANUARY, QUARTER, Meet.WITHIN),
        (QUARTER, JANUARY, Meet.AROUND),
        (days("2020-08-09", "2020-08-13"), QUARTER, Meet.APART),
        (days("2024-03-15", "2024-04-15"), QUARTER, Meet.OVERLAPS),
        (days("", "2020-08-14"), days("2020-08-14", "2020-08-14"), Meet.AROUND),
        (days("2024-01-01", ""), JANUARY, Meet.AROUND),
        (days("", "2020-08-14"), days("", "2020-08-14"), Meet.SAME),
        (days(), QUARTER, Meet.UNKNOWN),
        (days(), days(), Meet.NEITHER),
        (days(words="The  first night"), days(words="the first night"), Meet.SAME),
        (days(words="the first night"), days(words="a week"), Meet.UNKNOWN),
        (days(words="the first night"), days(), Meet.UNKNOWN),
    ],
)
def test_periods(first: Period, second: Period, expected: Meet) -> None:
    assert periods(first, second) == expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("Zhodino, Belarus", "Belarus", Meet.WITHIN),
        ("Belarus", "the city of Zhodino, Belarus", Meet.AROUND),
        ("in  BELARUS", "the Republic of Belarus", Meet.SAME),
        ("Zhodino", "Belarus", Meet.APART),
        ("Minsk, Belarus", "Zhodino, Belarus", Meet.APART),
        ("", "Belarus", Meet.UNKNOWN),
        ("", " , ", Meet.NEITHER),
    ],
)
def test_places(first: str, second: str, expected: Meet) -> None:
    names = [scope(Period(), place, "").place for place in (first, second)]
    assert places(names[0], names[1]) == expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("women", "", Meet.WITHIN),
        ("", "women", Meet.AROUND),
        ("women", "men", Meet.APART),
        ("", "", Meet.NEITHER),
    ],
)
def test_populations(first: str, second: str, expected: Meet) -> None:
    assert populations(first, second) == expected


def test_a_part_lies_within_in_one_respect_and_differs_in_none() -> None:
    whole = scope(QUARTER, "Belarus", "")
    assert meeting(scope(JANUARY, "Belarus", "Everyone"), whole).part == 0
    assert meeting(whole, scope(JANUARY, "Minsk, Belarus", "women")).part == 1
    assert meeting(scope(JANUARY, "", ""), whole).part == -1
    assert meeting(scope(JANUARY, "Poland", ""), whole).part == -1
    assert meeting(scope(QUARTER, "Belarus", ""), whole).part == -1
    assert not meeting(scope(QUARTER, "", ""), whole).differs
