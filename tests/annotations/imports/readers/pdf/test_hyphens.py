"""Words that a line end divides."""

import pytest

from annotations.imports.readers.pdf.hyphens import Hyphens, plain

DIVIDING = ["the infor-", "mation was con-", "firmed by the com-", "mittee in a well-known way"]


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("the infor-", "mation was", "the information was"),
        ("a well-", "known fact", "a well-known fact"),
        ("the Anglo-", "Saxon world", "the Anglo-Saxon world"),
        ("in 2019-", "2020 it grew", "in 2019-2020 it grew"),
        ("an AI-", "driven tool", "an AI-driven tool"),
        ("a state-of-", "the-art tool", "a state-of-the-art tool"),
        ("he said -", "and left", "he said - and left"),
        ("he left", "and said", "he left and said"),
        ("вице-", "премьер сказал", "вице-премьер сказал"),
        ("инфор-", "мация", "информация"),
    ],
)
def test_only_a_hyphen_of_the_line_end_goes(before: str, after: str, joined: str) -> None:
    assert Hyphens(DIVIDING).joined(before, after) == joined


def test_the_document_tells_how_it_writes_a_word() -> None:
    said = Hyphens([*DIVIDING, "a co-operative once", "and the reelection then"])
    assert said.joined("the co-", "operative") == "the co-operative"
    assert said.joined("the re-", "election") == "the reelection"


def test_a_text_that_divides_no_words_keeps_its_hyphens() -> None:
    lines = ["a friendly student", *["a line without any"] * 98, "it is student-"]
    assert Hyphens(lines).joined("it is student-", "friendly") == "it is student-friendly"


def test_a_hyphen_that_stands_at_line_ends_only_was_put_there() -> None:
    said = Hyphens(["a self-made man", "a self\u2010", "portrait of him"])
    assert said.joined("a sel\u2010", "fish man") == "a selfish man"
    assert said.joined("a self-", "portrait") == "a self-portrait"


def test_soft_hyphens_are_resolved() -> None:
    assert Hyphens(["infor\u00ad"]).joined("infor\u00ad", "mation") == "information"
    assert plain("well\u2010known and non\u2011stop") == "well-known and non-stop"
