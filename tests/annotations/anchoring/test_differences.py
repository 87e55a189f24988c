"""What became of a text, as people read it."""

import random
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.anchoring.differences import Difference, differences
from annotations.anchoring.word_changes import Piece
from tests.bench.texts import article, edited

PARAGRAPH = regex.compile(r"\S(?:.|\n(?!\s*\n))*")
FIRST = "Volunteers gave out more than 4,000 hygiene kits in the city."
SECOND = "According to official statistics, 80% of voters took part."
THIRD = "The ministry did not comment on the arrests of last week."


def blocks_of(text: str) -> list[dict[str, int]]:
    spans = [(m.start(), m.start() + len(m[0].rstrip())) for m in PARAGRAPH.finditer(text)]
    return [{"start": start, "end": end} for start, end in spans]


def compare(old: str, new: str) -> list[Difference]:
    return differences(old, blocks_of(old), new, blocks_of(new))


def kinds(old: str, new: str) -> list[str]:
    return [found.kind for found in compare(old, new)]


def text_of(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs)


def words_of(pieces: Sequence[Piece], old: str, new: str) -> list[str]:
    """`-removed`, `+added`, ` kept`."""
    said = []
    for piece in pieces:
        sign = " " if piece.old and piece.new else "-" if piece.old else "+"
        text, span = (old, piece.old) if piece.old else (new, piece.new)
        assert span is not None
        said.append(sign + text[span[0] : span[1]])
    return said


def changed_words(old: str, new: str) -> list[str]:
    (found,) = compare(old, new)
    return words_of(found.pieces, old, new)


def test_an_unchanged_text_is_one_run_of_the_same() -> None:
    (found,) = compare(text_of(FIRST, SECOND), text_of(FIRST, SECOND))
    assert (found.kind, found.old_blocks, found.new_blocks) == ("same", range(2), range(2))


def test_words_of_a_changed_paragraph_are_told_and_figures_among_them() -> None:
    old, new = FIRST, FIRST.replace("more than 4,000", "about 3,500")
    (found,) = compare(old, new)
    assert found.kind == "changed"
    assert words_of(found.pieces, old, new) == [
        " Volunteers gave out ",
        "-more than 4,000",
        "+about 3,500",
        "  hygiene kits in the city.",
    ]
    removed, added = found.pieces[1], found.pieces[2]
    assert [old[s:e] for s, e in removed.figures] == ["4,000"]
    assert [new[s:e] for s, e in added.figures] == ["3,500"]


def test_what_was_added_and_removed_stands_where_it_was() -> None:
    old, new = text_of(FIRST, SECOND, THIRD), text_of(FIRST, "Entirely new words here.", THIRD)
    assert kinds(old, new) == ["same", "removed", "added", "same"]


def test_a_paragraph_that_changed_places_is_told_in_both() -> None:
    old = text_of("Short one.", FIRST, SECOND, THIRD)
    new = text_of("Short one.", FIRST, THIRD, SECOND)
    found = compare(old, new)
    assert [f.kind for f in found] == ["same", "moved", "same", "left"] or [
        f.kind for f in found
    ] == ["same", "left", "same", "moved"]
    moved = next(f for f in found if f.kind == "moved")
    left = next(f for f in found if f.kind == "left")
    assert (moved.old, moved.pieces) == (left.old, ())
    assert left.new is None


def test_a_paragraph_may_move_and_change_at_once() -> None:
    later = SECOND.replace("80%", "81.37%")
    old, new = (
        text_of(FIRST, SECOND, THIRD, FIRST + THIRD),
        text_of(FIRST, THIRD, FIRST + THIRD, later),
    )
    moved = next(f for f in compare(old, new) if f.kind == "moved")
    assert [w for w in words_of(moved.pieces, old, new) if w[0] != " "] == ["-80", "+81.37"]


def test_a_paragraph_that_was_parted_is_one_change() -> None:
    old, new = f"{FIRST} {SECOND} {THIRD}", text_of(f"{FIRST} {SECOND}", THIRD)
    (found,) = compare(old, new)
    assert (found.kind, found.old_blocks, found.new_blocks) == ("changed", range(1), range(2))
    assert words_of(found.pieces, old, new)[1:3] == ["- ", "+\n\n"]


def test_paragraphs_that_were_joined_are_one_change() -> None:
    old, new = text_of(f"{FIRST} {SECOND}", THIRD), f"{FIRST} {SECOND} {THIRD}"
    (found,) = compare(old, new)
    assert (found.old_blocks, found.new_blocks) == (range(2), range(1))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Больш за 4 000 чалавек.", "Больш за 3 500 чалавек.", ["-4 000", "+3 500"]),
        ("Больш за 4 000 чалавек.", "Больш за 4 500 чалавек.", ["-4 000", "+4 500"]),
        ("За 14\u00a0000 долараў", "За 15\u00a0000 долараў", ["-14\u00a0000", "+15\u00a0000"]),
        ("In 2020 300 people came", "In 2020 400 people came", ["-300", "+400"]),
        ("السلطات قالت إن 80٪ صوتوا", "السلطات قالت إن 81٪ صوتوا", ["-80", "+81"]),
        ("A family 👩‍👩‍👧‍👦 came", "A family 👩‍👩‍👧 came", ["-👩‍👩‍👧‍👦", "+👩‍👩‍👧"]),
        ("A cafe\u0301 there", "A cafe there", ["-cafe\u0301", "+cafe"]),
        ("Flags 🇧🇾🇵🇱 flew", "Flags 🇧🇾🇺🇦 flew", ["-🇵🇱", "+🇺🇦"]),
        ("He said “no” once", 'He said "no" once', ["-“", '+"', "-”", '+"']),
        ("The Minister spoke", "The minister spoke", ["-Minister", "+minister"]),
        ("She said yes.", "She said: yes!", ["+:", "-.", "+!"]),
        ("80% took part", "80 percent took part", ["-%", "+ percent"]),
    ],
)
def test_no_character_is_cut_and_no_change_of_signs_or_case_is_lost(
    old: str, new: str, said: list[str]
) -> None:
    assert [w for w in changed_words(old, new) if w[0] != " "] == said


def test_scattered_small_words_do_not_break_a_rewritten_sentence_but_a_kept_figure_stays() -> None:
    old = "The council met on Monday in the town hall and rejected in anger the second proposal in 2020 after debate."
    new = "The council met on Monday in the town hall and accepted in silence the compromise in 2020 without debate."
    said = changed_words(old, new)
    assert any("2020" in words and words[0] == " " for words in said)
    assert said[1:3] == [
        "-rejected in anger the second proposal",
        "+accepted in silence the compromise",
    ]


def test_text_between_blocks_is_compared_too() -> None:
    old, new = "Headline\nIntro words here.\n\nStory.", "Headline\nIntro words there.\n\nStory."
    blocks = [{"start": 0, "end": 8}]
    found = differences(old, blocks, new, blocks)
    assert [f.kind for f in found] == ["same", "changed"]
    assert found[1].old_blocks == range(0)


def test_a_repeated_line_that_went_once_is_one_removal() -> None:
    assert Counter(kinds(text_of(*["Advertisement"] * 5), text_of(*["Advertisement"] * 4))) == {
        "same": 1,
        "removed": 1,
    }


def test_an_empty_text_has_only_additions() -> None:
    assert differences("", [], "New.", [{"start": 0, "end": 4}])[0].kind == "added"
    assert differences("", [], "", []) == []


def assert_whole(found: list[Difference], old: str, new: str) -> None:
    """Every block of either text is told once, and pieces are exactly the two texts."""
    told_old = sorted(i for f in found if f.kind != "left" for i in f.old_blocks)
    told_new = [i for f in found for i in f.new_blocks]
    assert told_old == list(range(len(blocks_of(old))))
    assert told_new == list(range(len(blocks_of(new))))
    for difference in found:
        if difference.pieces:
            assert joined(difference.pieces, old, 0) == cut(old, difference.old)
            assert joined(difference.pieces, new, 1) == cut(new, difference.new)
            assert all(
                cut(old, p.old) == cut(new, p.new) for p in difference.pieces if p.old and p.new
            )
        elif difference.old and difference.new and difference.kind != "same":
            assert cut(old, difference.old) == cut(new, difference.new)


def joined(pieces: Sequence[Piece], text: str, side: int) -> str:
    return "".join(cut(text, piece[side]) for piece in pieces if piece[side])


def cut(text: str, span: tuple[int, int] | None) -> str:
    assert span is not None
    return text[span[0] : span[1]]


lines = st.lists(
    st.text(alphabet=st.sampled_from("ab c.1,é👩\u200d👧🇧🇾'’\n"), max_size=30), max_size=8
)


@settings(max_examples=300, deadline=None)
@given(lines, lines)
def test_all_of_both_texts_is_told_once(old: list[str], new: list[str]) -> None:
    before, after = text_of(*old, *new[:2]), text_of(*new, *old[:2])
    assert_whole(compare(before, after), before, after)


def test_a_long_article_with_the_usual_edits_is_told_whole_and_soon() -> None:
    chance = random.Random(7)  # noqa: S311 - the same texts each time, no secret
    sentences = article(1_000_000, chance)
    old, new = "".join(sentences), "".join(edited(sentences, chance))
    found = timed(old, blocks_of(old), new, blocks_of(new), most=3)
    assert_whole(found, old, new)
    assert Counter(f.kind for f in found)["changed"] > 500


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("word " * 40_000, "word " * 39_000 + "other"),
        ("a" * 250_000, "a" * 249_000),
        ("a\n\n" * 30_000, "b\n\n" * 30_000),
        ("The same line stands here.\n\n" * 6_000, "The same line stood here.\n\n" * 6_000),
        (
            "".join(f"Row {n} holds {n * 7} units.\n\n" for n in range(6_000)),
            "".join(f"Row {n} holds {n * 7 + 1} units.\n\n" for n in range(6_000)),
        ),
    ],
    ids=["one sentence", "one word", "one letter a line", "one line", "a table"],
)
def test_repetitive_text_is_no_worst_case(old: str, new: str) -> None:
    timed(old, blocks_of(old), new, blocks_of(new), most=3)


def test_equal_rows_that_all_changed_alike_are_paired_in_order() -> None:
    old, new = "Row a b c.\n\n" * 600, "Row a b d.\n\n" * 600
    assert Counter(kinds(old, new)) == {"changed": 600}


def timed(
    old: str,
    old_blocks: Sequence[Mapping[str, Any]],
    new: str,
    new_blocks: Sequence[Mapping[str, Any]],
    *,
    most: float,
) -> list[Difference]:
    began = time.process_time()
    found = differences(old, old_blocks, new, new_blocks)
    assert time.process_time() - began < most
    return found
