"""A text cut at its passages: every character stays, every passage has its line and its number."""

import random

from annotations.proofs.marked import DEEPEST, Place, pieces_of

TEXT = "Volunteers gave out 4,000 kits, они сказали 🎉."


def place(start: int, end: int, number: int = 1) -> Place:
    return Place(start, end, f"claim {number}", number, "true", "True")


def test_a_passage_is_one_piece_with_its_number_at_both_ends() -> None:
    before, words, after = pieces_of(TEXT, 0, len(TEXT), [place(20, 30)])
    assert (before.text, words.text) == ("Volunteers gave out ", "4,000 kits")
    assert words.marks == words.begins == words.ends == [place(20, 30)]
    assert after.marks == before.marks == []


def test_passages_that_overlap_lose_neither() -> None:
    one, two = place(0, 19, 1), place(11, 30, 2)
    pieces = pieces_of(TEXT, 0, len(TEXT), [two, one])
    assert [piece.text for piece in pieces][:3] == ["Volunteers ", "gave out", " 4,000 kits"]
    assert [piece.marks for piece in pieces][:3] == [[one], [one, two], [two]]
    assert [piece.ends for piece in pieces][:3] == [[], [one], [two]]


def test_of_two_that_begin_together_the_longer_is_outside() -> None:
    long, short = place(20, 30, 2), place(20, 25, 1)
    first = pieces_of(TEXT, 20, 30, [short, long])[0]
    assert first.marks == [long, short]
    assert first.begins == [long, short]


def test_one_over_several_blocks_is_numbered_once() -> None:
    whole = place(5, 40)
    (first,) = [piece for piece in pieces_of(TEXT, 0, 20, [whole]) if piece.marks]
    (second,) = [piece for piece in pieces_of(TEXT, 20, 45, [whole]) if piece.marks]
    assert (first.begins, first.ends) == ([whole], [])
    assert (second.begins, second.ends) == ([], [whole])


def test_whatever_the_passages_the_characters_stay_and_each_number_stands_twice() -> None:
    dice = random.Random(8)  # noqa: S311 - the same cases every time
    for _case in range(200):
        places = []
        for number in range(1, dice.randrange(1, 30)):
            start = dice.randrange(len(TEXT) - 1)
            places.append(place(start, dice.randrange(start + 1, len(TEXT) + 1), number))
        pieces = pieces_of(TEXT, 0, len(TEXT), places)
        assert "".join(piece.text for piece in pieces) == TEXT
        for side in ("begins", "ends"):
            found = [one.number for piece in pieces for one in getattr(piece, side)]
            assert sorted(found) == [one.number for one in places]
        assert max(len(piece.marks) for piece in pieces) <= DEEPEST


def test_an_empty_block_has_no_pieces_and_no_trouble() -> None:
    assert pieces_of(TEXT, 5, 5, [place(0, 10)]) == []
