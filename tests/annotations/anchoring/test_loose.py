"""Words from a page, found again in the text: never by guessing."""

import pytest

from annotations.anchoring.loose import LooseText

TEXT = (
    "Первый абзац — «вступление».\n\nОкунь\u00a05 кг 👨‍👩‍👧 поймали. Цены выросли на 5%.\n"
    "Зарплаты упали. Цены выросли на 5%. Кафе\u0301 закрыли."
)


def words_at(places: list[tuple[int, int]]) -> list[str]:
    return [TEXT[start:end] for start, end in places]


@pytest.mark.parametrize(
    ("exact", "found"),
    [
        ("Окунь 5 кг", "Окунь\u00a05 кг"),
        ('"вступление"', "«вступление»"),
        ("«вступление».\n Окунь", "«вступление».\n\nОкунь"),
        ("👨‍👩‍👧 поймали", "👨‍👩‍👧 поймали"),
        ("Кафе\u0301 закрыли", "Кафе\u0301 закрыли"),
        ("Каф\u00e9 закрыли".replace("\u00e9", "е\u0301"), "Кафе\u0301 закрыли"),
        ("аб\u00adзац", "абзац"),
        ("упали. Цены", "упали. Цены"),
    ],
)
def test_white_space_quote_marks_and_invisible_characters_may_differ(
    exact: str, found: str
) -> None:
    assert words_at(LooseText(TEXT).places(exact)) == [found]


def test_what_stands_around_tells_which_of_two_places_is_meant() -> None:
    text = LooseText(TEXT)
    both = text.places("Цены выросли на 5%")
    assert len(both) == 2
    assert text.places("Цены выросли на 5%", prefix="Зарплаты  упали. ") == [both[1]]
    assert text.places("Цены выросли на 5%", prefix="нигде не стоит ") == both
    assert text.places("Цены выросли на 5%", prefix=". ") == both


def test_a_position_decides_only_where_exactly_these_words_stand() -> None:
    text = LooseText(TEXT)
    both = text.places("Цены выросли на 5%")
    assert text.places("Цены выросли на 5%", start=both[1][0], end=both[1][1]) == [both[1]]
    assert text.places("Цены выросли на 5%", start=3, end=21) == both


@pytest.mark.parametrize(
    "exact", ["", "  ", "не стоит здесь", "👨", "\u0301 закрыли", "Цены выросли на 6%"]
)
def test_what_does_not_stand_there_is_nowhere(exact: str) -> None:
    assert LooseText(TEXT).places(exact) == []
