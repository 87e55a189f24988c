"""Lines that run from right to left."""

from annotations.imports.readers.pdf.bidi import is_right_to_left, logical, paired


def drawn(visual: str) -> list[tuple[str, float, float]]:
    """Letters as they stand from left to right, each ten points wide."""
    return [(letter, 10.0 * n, 10.0 * n + 10) for n, letter in enumerate(visual)]


def test_letters_are_read_from_the_right() -> None:
    assert logical(drawn("אבג דה"), 10) == "הד גבא"


def test_numbers_and_latin_words_keep_their_order() -> None:
    assert logical(drawn("1,250 אב"), 10) == "בא 1,250"
    assert logical(drawn("COVID-19 אב"), 10) == "בא COVID-19"
    assert logical(drawn("New York אב"), 10) == "בא New York"


def test_letters_may_come_in_any_order() -> None:
    letters = drawn("אבג דה")
    assert logical(letters[3:] + letters[:3], 10) == logical(letters, 10)


def test_a_gap_is_a_space_where_none_is_drawn() -> None:
    assert logical([("א", 0, 10), ("ב", 14, 24)], 10) == "ב א"


def test_brackets_open_before_they_close() -> None:
    assert paired("א )COVID) ב") == "א (COVID) ב"


def test_a_line_with_one_foreign_word_is_not_turned() -> None:
    assert not is_right_to_left("He said שלום to all of us")
    assert is_right_to_left("אמר hello לכולם")
