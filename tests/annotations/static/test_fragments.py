"""Links to words on another page (WICG Scroll to Text Fragment)."""

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]
PAGE = "https://news.example/a"


def link(run: Run, address: str, **passage: str) -> str:
    made: str = run(
        "workspace/fragments.js", "return m.linkToWords(given[0], given[1])", [address, passage]
    )
    return made


@pytest.mark.parametrize(
    ("exact", "terms"),
    [
        ("4,000 kits & more-or-less", "4%2C000%20kits%20%26%20more%2Dor%2Dless"),
        ("больше 4 000", "%D0%B1%D0%BE%D0%BB%D1%8C%D1%88%D0%B5%204%20000"),
        ("one two\nthree four", "one%20two,three%20four"),
        ("w " * 200, "w%20w%20w%20w%20w,w%20w%20w%20w%20w"),
    ],
)
def test_what_has_a_meaning_in_the_directive_is_encoded(run: Run, exact: str, terms: str) -> None:
    assert link(run, PAGE, exact=exact) == f"{PAGE}#:~:text={terms}"


def test_what_stands_around_words_that_stand_several_times_tells_them_apart(run: Run) -> None:
    made = link(run, PAGE, exact="kits", before="a b c d e f-g ", after=", and so on it goes ever")
    assert made == f"{PAGE}#:~:text=b%20c%20d%20e%20f%2Dg-,kits,-%2C%20and%20so%20on%20it"


def test_an_address_with_a_fragment_keeps_it(run: Run) -> None:
    assert link(run, f"{PAGE}#top", exact="kits") == f"{PAGE}#top:~:text=kits"


@pytest.mark.parametrize(
    "address", ["", "javascript:alert(1)", "mailto:a@b.example", "https://", "/a"]
)
def test_only_pages_of_the_web_are_linked(run: Run, address: str) -> None:
    assert link(run, address, exact="kits") == ""
