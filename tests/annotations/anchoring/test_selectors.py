import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.anchoring.selectors import (
    EmptySelection,
    InsideGrapheme,
    OffsetOutside,
    SelectorError,
    check_span,
    check_window,
    describe,
    resolve,
)
from annotations.reading.graphemes import is_boundary

FAMILY = "👩‍👩‍👧"


@pytest.mark.parametrize(
    ("start", "end", "error", "code"),
    [
        (-1, 2, OffsetOutside, "offset_outside"),
        (0, 99, OffsetOutside, "offset_outside"),
        (3, 2, OffsetOutside, "offset_outside"),
        (2, 2, EmptySelection, "empty_selection"),
        (6, 7, EmptySelection, "empty_selection"),
        (1, 3, InsideGrapheme, "inside_grapheme"),
        (0, 2, InsideGrapheme, "inside_grapheme"),
    ],
)
def test_what_is_no_passage_is_refused(
    start: int, end: int, error: type[SelectorError], code: str
) -> None:
    with pytest.raises(error) as refused:
        check_span(f"a{FAMILY} b", start, end)
    assert refused.value.code == code


def test_a_line_break_of_windows_is_one_character() -> None:
    with pytest.raises(InsideGrapheme):
        check_span("one\r\ntwo", 0, 4)
    check_span("one\r\ntwo", 0, 5)


def test_a_window_of_a_long_text_is_judged_like_the_whole() -> None:
    text = "x" * 1000 + f" He said {FAMILY} so. " + "y" * 1000
    window = text[950:1100]
    check_window(window, 950, 1001, 1008, len(text))
    with pytest.raises(InsideGrapheme):
        check_window(window, 950, 1001, 1010, len(text))
    with pytest.raises(OffsetOutside):
        check_window(window, 950, 1001, len(text) + 1, len(text))
    with pytest.raises(ValueError, match="window"):
        check_window(window, 950, 10, 20, len(text))


def test_a_description_has_the_words_and_what_stands_around_them() -> None:
    text = "About 7,000 people were arrested and hundreds were injured in Minsk."
    selector = describe(text, 12, 32)
    assert (selector.start, selector.end, selector.exact) == (12, 32, "people were arrested")
    assert (selector.prefix, selector.suffix) == (
        "About 7,000 ",
        " and hundreds were injured in Mi",
    )


def test_its_context_never_cuts_a_grapheme() -> None:
    selector = describe(f"{FAMILY} hello e\u0301{FAMILY}", 6, 11, context=3)
    assert (selector.prefix, selector.suffix) == (" ", " e\u0301")


def test_several_matches_mean_all_of_them() -> None:
    assert resolve("a kit, a kit", exact="kit") == [(2, 5), (9, 12)]


def test_context_narrows_them() -> None:
    assert resolve("one kit, two kit", exact="kit", prefix="two ") == [(13, 16)]
    assert resolve("one kit, two kit", exact="kit", suffix=",") == [(4, 7)]
    assert resolve("one kit", exact="kit", prefix="three ") == []


def test_a_position_that_agrees_decides() -> None:
    assert resolve("a kit, a kit", exact="kit", start=9, end=12) == [(9, 12)]
    assert resolve("a kit, a kit", exact="kit", start=9) == [(9, 12)]


def test_a_position_that_disagrees_is_passed_over() -> None:
    assert resolve("a kit, a kit", exact="kit", start=0, end=3) == [(2, 5), (9, 12)]
    assert resolve("a kit, a kit", exact="kit", start=-7, end=3) == [(2, 5), (9, 12)]
    assert resolve("one kit, two kit", exact="kit", prefix="one ", start=13, end=16) == [(4, 7)]


def test_a_position_alone_is_that_passage() -> None:
    assert resolve("a kit", start=2, end=5) == [(2, 5)]
    with pytest.raises(OffsetOutside):
        resolve("a kit", start=2, end=50)
    with pytest.raises(EmptySelection):
        resolve("a kit", start=2)


def test_blank_words_are_refused() -> None:
    with pytest.raises(EmptySelection):
        resolve("a kit", exact=" \n")


def test_a_quote_does_not_match_half_a_character() -> None:
    assert resolve("cafe\u0301 cafe", exact="cafe") == [(6, 10)]


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ab \r\n\u0301😀\u200d👩🇧🇾шא", min_size=1, max_size=20), st.data())
def test_what_is_described_is_found_again(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    try:
        selector = describe(text, start, end, context=4)
    except SelectorError:
        return
    assert text[start - len(selector.prefix) : end + len(selector.suffix)] == (
        selector.prefix + selector.exact + selector.suffix
    )
    assert is_boundary(text, start - len(selector.prefix))
    assert is_boundary(text, end + len(selector.suffix))
    quote = {"exact": selector.exact, "prefix": selector.prefix, "suffix": selector.suffix}
    assert resolve(text, **quote, start=start, end=end) == [(start, end)]
    assert (start, end) in resolve(text, **quote)
