from annotations.reading.repeats import occurrences, repeats

STANDFIRST = "The Society has brought more than 4,000 hygiene kits to the centers"


def test_a_lede_behind_its_dateline_repeats_the_standfirst() -> None:
    lede = f"GENOA (UrduPoint News / Sputnik - 18th August, 2020) {STANDFIRST}."
    assert repeats([STANDFIRST, lede, "Another paragraph of six words here."]) == [None, 0, None]
    assert repeats([lede, STANDFIRST]) == [None, 0]


def test_datelines_of_agencies_do_not_hide_a_repeat() -> None:
    assert repeats([STANDFIRST, f"MINSK, August 18 (Reuters) — {STANDFIRST}"]) == [None, 0]
    assert repeats([STANDFIRST, f"MINSK — {STANDFIRST}…"]) == [None, 0]


def test_another_number_is_no_repeat() -> None:
    assert repeats([STANDFIRST, STANDFIRST.replace("4,000", "3,000")]) == [None, None]


def test_a_third_time_repeats_the_first() -> None:
    assert repeats([STANDFIRST, STANDFIRST, STANDFIRST]) == [None, 0, 0]


def test_short_paragraphs_repeat_nothing() -> None:
    assert repeats(["Yes.", "Yes.", "", ""]) == [None, None, None, None]


def test_quotes_of_another_shape_and_spaces_do_not_hide_a_repeat() -> None:
    assert repeats(["He said “we won the whole thing”", 'He  said "we won the whole thing".']) == [
        None,
        0,
    ]


def test_it_finds_every_place_of_the_words() -> None:
    assert occurrences("banana", "ana") == [1, 3]
    assert occurrences("banana", "x") == []
    assert occurrences("banana", "") == []
    assert occurrences("😀a😀a", "a") == [1, 3]
