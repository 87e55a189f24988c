import pytest

from annotations.reading.languages import SURE, language_of


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("According to official statistics, around 3,000 people were detained in Belarus", "en"),
        ("Паводле Вясны, затрымана амаль тысяча чалавек у Беларусі за першыя тры месяцы", "be"),
        (
            "По данным правозащитников, за первые три месяца было задержано около тысячи человек",
            "ru",
        ),
    ],
)
def test_the_text_tells(text: str, code: str) -> None:
    assert language_of(text)[0] == code
    assert language_of(text)[1] >= SURE


def test_a_wrong_declaration_does_not_override_a_clear_text() -> None:
    text = "Паводле Вясны, затрымана амаль тысяча чалавек у Беларусі за першыя тры месяцы"
    assert language_of(text, "en-US")[0] == "be"


def test_a_short_text_takes_what_the_page_declares() -> None:
    assert language_of("Viasna", "be-BY") == ("be", 0.5)
    assert language_of("Viasna")[1] < SURE
    assert language_of("Мінск", "be-BY") == ("be", SURE)


def test_nothing_tells_nothing() -> None:
    assert language_of("") == ("und", 0.0)
    assert language_of("2020, 80 %", "not a language") == ("und", 0.0)
    assert language_of("123", "ru") == ("ru", 0.5)
