"""Two figures go back to one authority where both name it, in whatever words."""

import pytest

from annotations.figures.authorities import is_same_authority


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Viasna", "viasna"),
        ("official results", "election results"),
        ("the official election results", "preliminary results"),
        ("official statistics", "official data"),
        ("официальные результаты", "итоги выборов"),
    ],
)
def test_one_authority_is_known_by_any_of_its_names(one: str, other: str) -> None:
    assert is_same_authority(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("official results", "official statistics"),
        ("results of an exit poll", "official results"),
        ("Interior Ministry", "official statistics"),
        ("", ""),
    ],
)
def test_others_are_not_taken_for_one(one: str, other: str) -> None:
    assert not is_same_authority(one, other)
