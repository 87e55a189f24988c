"""No text makes re-anchoring slow: budgets are wide, for a busy machine; what they catch is a square."""

import random
import time

import pytest

from annotations.anchoring.reanchor import Mapper

SENTENCE = "The police detained 3,000 people in Minsk on Sunday. "


def article(code_points: int) -> str:
    chance = random.Random(5)  # noqa: S311 - words, not secrets
    stock = [
        "".join(chance.choices("abdeiklmnoprstu", k=chance.randint(2, 9))) for _ in range(4000)
    ]
    parts: list[str] = []
    length = 0
    while length < code_points:
        parts.append(" ".join(chance.choices(stock, k=chance.randint(6, 24))).capitalize() + ".")
        length += len(parts[-1]) + 1
    return " ".join(parts)


def seconds(old: str, new: str, highlights: int = 100) -> float:
    began = time.perf_counter()
    mapper = Mapper(old, new)
    for n in range(highlights):
        start = n * (len(old) - 60) // highlights
        mapper.place(start, start + 50)
    return time.perf_counter() - began


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (SENTENCE * 5_000, SENTENCE * 4_990),
        (SENTENCE * 5_000, (SENTENCE * 250 + "Something else entirely. ") * 19),
        ("word " * 50_000, "word " * 25_000 + "other " + "word " * 24_000),
        ("a" * 250_000, "a" * 249_000),
        ("a\n\n" * 50_000, "b\n\n" * 50_000),
        (
            "".join(f"Row {n} holds {n * 7} units.\n\n" for n in range(4_000)),
            "".join(f"Row {n} holds {n * 7 + 1} units.\n\n" for n in range(4_000)),
        ),
    ],
    ids=["one sentence", "with holes", "one word", "one letter", "one letter a line", "a table"],
)
def test_repetitive_text_is_no_worst_case(old: str, new: str) -> None:
    assert seconds(old, new) < 6


def test_the_cost_grows_about_linearly() -> None:
    long = article(400_000)
    short = long[:100_000]
    few = seconds(short, short.replace("a. ", "e. "))
    many = seconds(long, long.replace("a. ", "e. "))
    assert many < 10 * few + 0.5


def test_a_text_with_nothing_in_common_is_soon_given_up() -> None:
    assert seconds(article(150_000), article(150_000)[::-1], highlights=500) < 6


def _shuffled(parts: list[str]) -> str:
    return "".join(random.Random(7).sample(parts, len(parts)))  # noqa: S311 - an order, no secret


def _letters(stock: str, seed: int) -> str:
    return "".join(random.Random(seed).choices(stock, k=60_000))  # noqa: S311 - letters, no secret


_paragraph = "The police detained 3,000 people. Some cried. Others sang on the square.\n\n"
_rows = [f"Sentence {n} tells of {n * 7} people. " for n in range(8_000)]
_lines = [f"{word}\n" for word in article(60_000).split()]


@pytest.mark.long
@pytest.mark.parametrize(
    ("old", "new"),
    [
        (_paragraph * 1_000, _paragraph * 500 + "Some cried 4,000. " + _paragraph * 500),
        (_letters("abcdef", 1), _letters("abcdef", 2)),
        (
            _letters("的一是不了人我在有他这为之大来以", 1),
            _letters("的一是不了人我在有他这为之大来以", 2),
        ),
        ("".join(_lines), _shuffled(_lines)),
        (SENTENCE * 4_000, SENTENCE * 1_500),
        ("".join(_rows), _shuffled(_rows)),
    ],
    ids=[
        "one paragraph",
        "no spaces",
        "no full stops",
        "lines shuffled",
        "fewer of one",
        "shuffled",
    ],
)
def test_two_thousand_passages_of_a_hard_text_are_soon_placed(old: str, new: str) -> None:
    assert seconds(old, new, highlights=2_000) < 6
