"""Telling nearly equal texts from a few numbers."""

import pytest

from annotations.reading.sketches import (
    KEPT,
    digest_of,
    sequences_of,
    share_of,
    sketch_of,
    words_of,
)

STORY = " ".join(f"word{number} of the story" for number in range(200))


def shared(one: str, other: str) -> int:
    return len(set(sketch_of(words_of([one]))) & set(sketch_of(words_of([other]))))


def test_case_punctuation_and_white_space_do_not_count() -> None:
    assert words_of(["Больш за 4,000 — KITS!", "“in Minsk”"]) == [
        "больш",
        "за",
        "4",
        "000",
        "kits",
        "in",
        "minsk",
    ]
    assert digest_of(words_of(["One two.\n\nThree"])) == digest_of(words_of(["one TWO", "three"]))


def test_a_script_without_spaces_has_a_word_a_character() -> None:
    assert words_of(["東京で会議"]) == ["東", "京", "で", "会", "議"]


def test_a_combining_accent_belongs_to_its_word() -> None:
    assert words_of(["cafe\u0301 noir"]) == ["cafe\u0301", "noir"]


def test_an_edited_text_shares_most_of_its_sketch_and_another_none() -> None:
    edited = STORY.replace("word7 ", "figure7 ").replace("word90 ", "figure90 ")
    assert shared(STORY, edited) > KEPT * 0.8
    assert shared(STORY, " ".join(f"thing{n} in other lines" for n in range(200))) == 0


def test_a_text_within_a_longer_one_has_its_whole_share() -> None:
    longer = "An introduction that another outlet wrote before it. " + STORY + " And its own end."
    one, other = (sequences_of(words_of([text])) for text in (STORY, longer))
    assert share_of(one, other) == 1.0
    assert shared(STORY, longer) > KEPT * 0.8


@pytest.mark.parametrize("text", ["", "   ", "…!"])
def test_no_words_are_like_nothing(text: str) -> None:
    words = words_of([text])
    assert words == []
    assert sketch_of(words) == []
    assert share_of(sequences_of(words), sequences_of(words)) == 0.0


def test_a_sketch_is_the_same_in_every_process_and_fits_the_database() -> None:
    assert sketch_of(["one", "two"]) == [561697725256166493]
    many = sketch_of([str(number) for number in range(5000)])
    assert len(many) == KEPT
    assert many == sorted(many)
    assert all(-(2**63) <= number < 2**63 for number in many)
