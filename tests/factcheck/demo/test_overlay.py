"""Silent edits of the demo articles."""

from pathlib import Path

import pytest

from factcheck.demo.overlay import (
    NoSuchPassageError,
    article_text,
    edit_article,
    is_gone,
    remove_article,
)

KITS = "red-cross-hygiene-kits"


def test_an_edit_changes_every_occurrence_and_stays(tmp_path: Path) -> None:
    assert edit_article(KITS, "4,000", "5,000", data_folder=tmp_path) == 3
    assert "4,000" not in article_text(KITS, tmp_path)


def test_one_occurrence_can_be_edited_alone(tmp_path: Path) -> None:
    edit_article(KITS, "4,000", "5,000", data_folder=tmp_path, occurrence=2)
    text = article_text(KITS, tmp_path)
    assert text.count("4,000") == 2
    assert text.index("4,000") < text.index("5,000") < text.rindex("4,000")


@pytest.mark.parametrize(("old", "occurrence"), [("", None), ("9,999", None), ("4,000", 4)])
def test_words_that_do_not_stand_there_are_refused(
    tmp_path: Path, old: str, occurrence: int | None
) -> None:
    with pytest.raises(NoSuchPassageError):
        edit_article(KITS, old, "x", data_folder=tmp_path, occurrence=occurrence)


def test_an_unknown_article_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        edit_article("../secrets", "a", "b", data_folder=tmp_path)


def test_a_removed_article_is_gone(tmp_path: Path) -> None:
    remove_article(KITS, data_folder=tmp_path)
    assert is_gone(KITS, tmp_path)
