"""What a sentence shares with a claim: names, numbers by value, dates, words. Never what it says of it."""

import pytest

from annotations.matching.passages_alike import Alike, alike, rarity_of, stems_in, traits_of

CLAIM = "Lukashenko won 80% of the votes on 9 August 2020"


def _alike(claim: str, sentence: str, *others: str) -> Alike:
    rarity = rarity_of([stems_in(sentence), *(stems_in(one) for one in others)])
    return alike(traits_of(claim), traits_of(sentence), rarity)


def test_the_reasons_are_told_as_the_sentence_writes_them() -> None:
    found = _alike(CLAIM, "In August 9 elections, Lukashenko’s share was 80 percent of votes.")
    assert found.names == ["Lukashenko’s"]
    assert found.numbers == ["80 percent"]
    assert found.dates == ["August 9"]
    assert found.is_worded_alike


@pytest.mark.parametrize(
    ("claim", "sentence", "numbers"),
    [
        ("more than 4,000 kits came", "4 000 kits were brought", ["4 000"]),
        ("задержали 3 тысячи человек", "около 3000 человек задержаны", ["3000"]),
        ("80% voted", "80 people voted there", []),
    ],
)
def test_numbers_are_compared_by_value(claim: str, sentence: str, numbers: list[str]) -> None:
    assert _alike(claim, sentence).numbers == numbers


def test_russian_and_belarusian_words_are_compared_in_any_form() -> None:
    found = _alike(
        "Красный Крест раздал наборы задержанным", "Наборов Красного Креста ждут задержанные"
    )
    assert found.is_worded_alike
    assert found.names == ["Красного", "Креста"]
    assert _alike(
        "Пратэстоўцаў затрымалі ў Мінску", "Затрымалі пратэстоўца з Мінска"
    ).is_worded_alike


def test_what_shares_nothing_telling_scores_nothing() -> None:
    assert _alike(CLAIM, "The votes of the council were late.").score == 0
    assert _alike(CLAIM, "Trains run on Monday.").score == 0


def test_more_in_common_scores_more() -> None:
    near = "Official results say that Lukashenko won 80% of the votes."
    far = "Lukashenko spoke of the votes."
    assert _alike(CLAIM, near, far).score > _alike(CLAIM, far, near).score > 0
