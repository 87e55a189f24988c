"""Shares, majorities, percentages and sums between figures."""

from typing import Any

import pytest

from annotations.figures.arithmetic_notes import notes_of, notes_of_claim
from annotations.figures.arithmetic_words import share_word
from annotations.figures.board import standing
from annotations.models import Claim, User
from tests.factories.articles import make_article
from tests.factories.claims import make_claim
from tests.factories.figures import make_figure, make_quantity

JANUARY, FEBRUARY = ("2024-01-01", "2024-01-31"), ("2024-02-01", "2024-02-29")
QUARTER = ("2024-01-01", "2024-03-31")
NO_MAJORITY = "406 of 987 is 41.1%: that is no majority."


def words(user: User) -> list[tuple[str, bool]]:
    return [(note.words, note.is_wrong) for note in notes_of(user, list(standing(user)))]


@pytest.mark.django_db
def test_the_demo_articles_arithmetic_is_checked(demo: dict[str, Claim], editor: User) -> None:
    notes = notes_of(editor, list(standing(editor)))
    assert [(note.words, note.is_wrong) for note in notes] == [
        (NO_MAJORITY, True),
        ("A third of 987 is 329.", False),
    ]
    assert {note.claim.pk for note in notes} == {demo["VI8"].pk, demo["VI3"].pk}


@pytest.mark.django_db
def test_a_wrong_majority_is_told_on_every_card_that_it_concerns(
    demo: dict[str, Claim], editor: User
) -> None:
    def told(key: str) -> list[str]:
        claim = demo[key]
        return [note.words for note in notes_of_claim(editor, claim.pk, claim.article_id)]

    assert NO_MAJORITY in told("VI8")
    assert NO_MAJORITY in told("VI4")
    assert told("VI3") == ["A third of 987 is 329."]
    assert told("VI6") == told("RC3") == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("statement", "part", "expected"),
    [
        ("A third of them came in January.", 329, ("329 of 987 is 33.3%: about a third.", False)),
        ("Half of them came in January.", 406, ("406 of 987 is 41.1%: that is not half.", True)),
        ("The majority came in January.", 500, ("500 of 987 is 50.7%: a majority.", False)),
        ("Большинство пришлось на январь.", 406, (NO_MAJORITY, True)),
        ("Большасць прыйшлася на студзень.", 406, (NO_MAJORITY, True)),
    ],
)
def test_words_of_share_are_held_against_the_figures(
    statement: str, part: int, expected: tuple[str, bool], editor: User
) -> None:
    claim = make_claim(make_article(by=editor), editor, statement=statement)
    quantity = make_quantity(editor)
    make_figure(claim, editor, part, "exact", quantity=quantity, period=JANUARY)
    make_figure(claim, editor, 987, "exact", quantity=quantity, period=QUARTER)
    assert words(editor) == [expected]


@pytest.mark.django_db
def test_parts_that_add_up_to_more_than_the_whole(editor: User) -> None:
    claim = make_claim(make_article(by=editor), editor)
    quantity = make_quantity(editor)
    make_figure(claim, editor, 987, "exact", quantity=quantity, period=QUARTER)
    make_figure(claim, editor, 600, "exact", quantity=quantity, period=JANUARY)
    february = make_figure(claim, editor, 387, "exact", quantity=quantity, period=FEBRUARY)
    assert words(editor) == []
    february.low = february.high = 388
    february.save(update_fields=["low", "high"])
    assert words(editor) == [
        (
            "“600 people”, “388 people” make at least 988 together, more than “987 people” of which they are parts.",
            True,
        )
    ]


@pytest.mark.django_db
def test_percentages_of_one_whole_over_a_hundred(editor: User) -> None:
    claim = make_claim(make_article(by=editor), editor)
    votes: dict[str, Any] = {"quantity": make_quantity(editor, "Votes"), "period": QUARTER}
    make_figure(claim, editor, 80, "none", "%", population="for Lukashenko", **votes)
    make_figure(claim, editor, 15, "at least", "%", population="for Tsikhanouskaya", **votes)
    assert words(editor) == []
    make_figure(claim, editor, 10, "none", "%", population="for others", **votes)
    ((said, is_wrong),) = words(editor)
    assert said.endswith("add up to more than 100% of one whole.")
    assert is_wrong


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("low", "unit", "expected"),
    [
        (50, "%", ["Half of 987 is about 494."]),
        (12, "%", ["12% of 987 is about 118."]),
        (120, "%", []),
        (0, "", []),
        (None, "", []),
    ],
)
def test_what_a_share_comes_to(low: Any, unit: str, expected: list[str], editor: User) -> None:
    claim = make_claim(make_article(by=editor), editor)
    whole = make_figure(claim, editor, 987, "exact", quantity=make_quantity(editor))
    qualifier = "vague" if low is None else "none"
    share = make_quantity(editor, "Share of women")
    make_figure(claim, editor, low, qualifier, unit, quantity=share, share_of=whole)
    assert [said for said, _wrong in words(editor)] == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The majority of detentions occurred in January", "majority"),
        ("more than half of them", "majority"),
        ("half of them", "half"),
        ("one third were women", "third"),
        ("two-thirds of them", "two_thirds"),
        ("a quarter of them", "quarter"),
        ("in the first quarter of 2024", None),
        ("on the third day", None),
        ("половина задержанных", "half"),
        ("Almost a thousand people", None),
    ],
)
def test_words_of_share(text: str, code: str | None) -> None:
    found = share_word(text)
    assert (found.code if found else None) == code
