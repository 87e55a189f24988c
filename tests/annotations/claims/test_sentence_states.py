"""How far each sentence is: what counts, what covers it, what a person said of it."""

import time
from typing import Any

import pytest

from annotations.claims.sentence_states import Mark, SentenceStates, sentence_states
from annotations.reading.sentences import flat_sentences

TEXT = "Ann spoke. Bob, 41, left early; he sold 3 cars. Was it so?"


def blocks_of(text: str, **kinds: str) -> list[dict[str, Any]]:
    blocks, start = [], 0
    for number, words in enumerate(text.split("\n\n")):
        kind = kinds.get(f"b{number}", "paragraph")
        block = {"id": f"b{number}", "kind": kind, "start": start, "end": start + len(words)}
        blocks.append({**block, "furniture": False, "repeat_of": None})
        start += len(words) + 2
    return blocks


def read(
    text: str,
    claims: tuple[str, ...] = (),
    left: tuple[str, ...] = (),
    nothing: tuple[str, ...] = (),
    blocks: list[dict[str, Any]] | None = None,
) -> SentenceStates:
    blocks = blocks_of(text) if blocks is None else blocks
    at = [(text.index(words), text.index(words) + len(words)) for words in claims]
    marks = [
        Mark(text.index(words), text.index(words) + len(words), is_left)
        for said, is_left in ((left, True), (nothing, False))
        for words in said
    ]
    return sentence_states(text, flat_sentences(text, blocks, "en"), blocks, at, marks)


def test_a_sentence_is_unread_claimed_in_part_or_claimed_whole() -> None:
    assert read(TEXT).states == "uuu"
    assert read(TEXT, ("sold 3 cars",)).states == "upu"
    assert read(TEXT, ("Ann spoke",)).states == "cuu"
    found = read(TEXT, ("Bob, 41, left early", "he sold 3 cars"))
    assert found.states == "ucu", "the semicolon between two claims is no word"
    assert (found.sentences, found.unread) == (3, 2)


def test_a_passage_that_only_touches_the_stop_before_touches_no_words() -> None:
    assert read(TEXT, (". Bob, 41",)).states == "upu"


def test_overlapping_passages_cover_together() -> None:
    assert read(TEXT, ("Bob, 41, left early; he", "left early; he sold 3 cars.")).states == "ucu"


def test_nothing_left_counts_only_beside_a_claim() -> None:
    whole = "Bob, 41, left early; he sold 3 cars."
    assert read(TEXT, ("sold 3 cars",), left=(whole,)).states == "udu"
    gone = read(TEXT, left=(whole,))
    assert (gone.states, gone.standing) == ("uuu", [])


def test_nothing_to_check_counts_only_without_a_claim() -> None:
    assert read(TEXT, nothing=("Was it so?",)).states == "uun"
    found = read(TEXT, ("it",), nothing=("Was it so?",))
    assert (found.states, found.standing) == ("uup", [])


def test_a_mark_that_covers_part_of_a_sentence_says_nothing_of_it() -> None:
    assert read(TEXT, nothing=("Was it",)).states == "uuu"
    assert read(TEXT, nothing=("Ann spoke. Bob, 41, left",)).states == "nuu"


def test_a_sentence_that_was_split_is_covered_in_both_halves() -> None:
    found = read("One is here. Two is there.", nothing=("One is here. Two is there.",))
    assert (found.states, found.standing) == ("nn", [0])


@pytest.mark.parametrize("kind", ["byline", "dateline", "preformatted"])
def test_what_no_editor_reads_is_not_counted(kind: str) -> None:
    text = "By Ann\n\nBob left."
    assert read(text, blocks=blocks_of(text, b0=kind)).states == "-u"


def test_furniture_and_lines_without_words_are_not_counted() -> None:
    text = "* * *\n\nBob left.\n\nSubscribe now."
    blocks = blocks_of(text)
    blocks[2]["furniture"] = True
    found = read(text, blocks=blocks)
    assert (found.states, found.sentences) == ("-u-", 1)


LEDE = "More than 4,000 kits were brought to the “city” this week."
AGAIN = 'More than 4,000 kits\nwere brought to the "city" this week'


def test_a_repeat_is_counted_once_and_shares_what_is_said_of_either() -> None:
    text = f"{LEDE} Yes. Ann left.\n\nYes. {AGAIN}"
    assert read(text).states == "uuuur", "two words may well stand twice without repeating"
    assert read(text, (AGAIN,)).states == "cuuur"
    assert read(text, nothing=(AGAIN,)).states == "nuuur"
    assert read(text, (LEDE[:20],), left=(AGAIN,)).states == "duuur"
    assert read(text).counted_as == [0, 1, 2, 3, 0]


def test_a_repeated_paragraph_is_counted_once_although_a_dateline_stands_before_it() -> None:
    text = f"{LEDE} So it was.\n\nGENOA (Sputnik) - {LEDE} So it was.\n\nThe end."
    blocks = blocks_of(text)
    blocks[1]["repeat_of"] = "b0"
    found = read(text, ("So it was",), blocks=blocks)
    assert (found.states, found.counted_as) == ("ucrru", [0, 1, 0, 1, 4])


def test_a_repeat_of_what_is_not_counted_is_counted_itself() -> None:
    text = f"{LEDE}\n\n{LEDE}"
    blocks = blocks_of(text, b0="byline")
    blocks[1]["repeat_of"] = "b0"
    assert read(text, blocks=blocks).states == "-u"


def test_twenty_thousand_sentences_with_two_thousand_claims_take_no_time_to_speak_of() -> None:
    line = "The ministry of place {0} said on Monday that about {0} people came to the square. "
    text = "\n\n".join((line * 5).format(n, n) for n in range(4_000))
    blocks = blocks_of(text)
    flat = [edge for n in range(20_000) for edge in _nth(text, blocks, n)]
    claims = [(flat[2 * n] + 4, flat[2 * n] + 40) for n in range(0, 20_000, 10)]
    marks = [Mark(flat[2 * n], flat[2 * n + 1], n % 20 == 0) for n in range(0, 20_000, 4)]
    took = []
    for _time in range(3):
        before = time.process_time()
        found = sentence_states(text, flat, blocks, claims, marks)
        took.append(time.process_time() - before)
    assert len(found.states) == 20_000
    assert min(took) < 0.3, "0.1 s on a calm machine"


def _nth(text: str, blocks: list[dict[str, Any]], number: int) -> tuple[int, int]:
    block = blocks[number // 5]
    length = (block["end"] - block["start"]) // 5
    start = block["start"] + number % 5 * length
    return start, start + length - 1
