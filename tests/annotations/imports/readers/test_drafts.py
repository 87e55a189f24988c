"""What the first lines of a file tell of it."""

from datetime import datetime

import pytest

from annotations.imports.readers.document import ReadBlock, ReaderError
from annotations.imports.readers.drafts import Draft, fit, on_one_line, raised, with_head_kinds

STORY = (
    "The committee met on Monday evening in the town hall and decided to postpone the vote. " * 2
)


def head(*lines: str) -> list[ReadBlock]:
    return [ReadBlock("paragraph", line) for line in (*lines, STORY)]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("By Ilse Brandauer", "byline"),
        ("Автор: Мария Иванова", "byline"),
        ("By the end of June", "paragraph"),
        ("By Monday all of it was gone.", "paragraph"),
        ("Ellworth, 24 February 2021", "dateline"),
        ("г. Минск, 17 июня 2022", "dateline"),
        ("On 24 February 2021 they met.", "paragraph"),
    ],
)
def test_short_lines_at_the_beginning_are_told_apart(line: str, kind: str) -> None:
    assert with_head_kinds(head(line))[0].kind == kind


def test_a_line_in_the_middle_is_no_byline() -> None:
    blocks = [*head(*["Some line or other"] * 12), ReadBlock("paragraph", "By Ilse Brandauer")]
    assert with_head_kinds(blocks)[-1].kind == "paragraph"


def test_what_is_declared_first_stands() -> None:
    draft = Draft("x-1", head("3 May 2021"))
    draft.declare("title", "One", "a", "high")
    draft.declare("title", "Two", "b", "low")
    found = draft.document()
    assert (found.title, found.fields["title"].origin) == ("One", "a")
    assert found.published_at == datetime.fromisoformat("2021-05-03T00:00:00+00:00")
    assert found.fields["published_at"].confidence == "low"


def test_a_dateline_within_the_text_gives_its_date() -> None:
    found = Draft("x-1", head(f"MINSK, 17 June 2022 – {STORY}")).document()
    assert found.fields["published_at"].origin == "dateline"


def test_a_draft_without_story_is_empty() -> None:
    with pytest.raises(ReaderError, match="empty_text"):
        Draft("x-1", [ReadBlock("paragraph", STORY, furniture=True)]).document()


def test_the_limit_counts_the_story() -> None:
    blocks = [ReadBlock("paragraph", "x" * 999_998)] * 2
    assert Draft("x-1", blocks).document().recipe == "x-1"
    with pytest.raises(ReaderError, match="text_too_long"):
        Draft("x-1", [*blocks, ReadBlock("paragraph", "abc")]).document()


def test_characters_that_cannot_be_stored_go() -> None:
    assert fit("a\x00b\ud800c\ufffed\x0ce\r\nf\x96") == "abcd\ne\nf"
    assert on_one_line(" a\n b\u00ad\u200bc ", 4) == "a bc"
    assert (raised("12"), raised("nd")) == ("¹²", "nd")
