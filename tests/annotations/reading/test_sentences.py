import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.reading.sentences import flat_sentences, sentence_at, sentences


def split(text: str, language: str | None = None) -> list[str]:
    return [text[start:end] for start, end in sentences(text, 0, len(text), language)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The pretrial detention center No. 1 in Minsk sent the kits.",
        "They used Article 24.15 of the Administrative Code.",
        "The U.S. Senate met at 5 p.m. Thursday.",
        "A. Lukashenko met Yu. V. Karayev and Dr. Smith of Acme Inc. today.",
        "On Aug. 18, 2020 it grew by 3.5 percent, i.e. not much.",
        '"Why now?" he asked.',
        "1. The first point.",
        "В г. Минске задержали А. Г. Иванова по ст. 24.15 КоАП.",
        "— Привет! — сказал он.",
        "У 2024 г. суды разгледзелі 5 тыс. спраў.",
        "A heading without a stop",
    ],
)
def test_it_is_one_sentence(sentence: str) -> None:
    assert split(sentence) == [sentence]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("He said no. Then he left.", ["He said no.", "Then he left."]),
        (
            '"We won." They lost. “So.” And (yes.) Or',
            ['"We won."', "They lost.", "“So.”", "And (yes.)", "Or"],
        ),
        (
            "That is the law in the U.S. The vote failed.",
            ["That is the law in the U.S.", "The vote failed."],
        ),
        ("Ушли и т. д. Потом вернулись.", ["Ушли и т. д.", "Потом вернулись."]),
        ("«Да». Он ушёл… Она нет!", ["«Да».", "Он ушёл…", "Она нет!"]),
        ("Паводле Вясны. Каля 3000.", ["Паводле Вясны.", "Каля 3000."]),
        ("שלום עולם. מה שלומך?", ["שלום עולם.", "מה שלומך?"]),
        ("كيف الحال؟ بخير.", ["كيف الحال؟", "بخير."]),
        ("今日は。元気です。", ["今日は。", "元気です。"]),
        ("Title\n\nBody goes\non.", ["Title", "Body goes\non."]),
        ("One. \u0301Two", ["One. \u0301Two"]),
    ],
)
def test_it_parts(text: str, parts: list[str]) -> None:
    assert split(text) == parts


def test_a_period_after_an_ordinal_holds_where_the_language_writes_one() -> None:
    text = "Es war der 9. August. Dann kam der Herbst."
    assert len(split(text, "de")) == 2
    assert len(split("They won 9. Everyone left.", "en")) == 2


def test_no_sentence_crosses_a_block_and_a_byline_is_one() -> None:
    text = "J. Doe. Minsk. Aug\n\nOne. Two."
    blocks = [
        {"kind": "byline", "start": 0, "end": 18},
        {"kind": "paragraph", "start": 20, "end": 29},
    ]
    assert flat_sentences(text, blocks) == [0, 18, 20, 24, 25, 29]


def test_it_finds_the_sentences_that_a_passage_touches() -> None:
    flat = [0, 5, 6, 9, 12, 15]
    assert sentence_at(flat, 4, 7) == [(0, 5), (6, 9)]
    assert sentence_at(flat, 6, 9) == [(6, 9)]
    assert sentence_at(flat, 9, 12) == []
    assert sentence_at(flat, 0, 15) == [(0, 5), (6, 9), (12, 15)]
    assert sentence_at([], 0, 3) == []


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet='Aa1 .!?"”\n\u0301。я', max_size=40))
def test_sentences_are_in_order_apart_and_leave_only_white_space(text: str) -> None:
    found = sentences(text, 0, len(text))
    rest, at = "", 0
    for start, end in found:
        assert at <= start < end
        rest += text[at:start]
        at = end
    assert not (rest + text[at:]).strip()


@pytest.mark.parametrize("piece", ["He said so. ", "A. ", "word ", ".", '"', "\n", ". \n"])
def test_time_is_linear(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    began = time.perf_counter()
    sentences(text, 0, len(text))
    assert time.perf_counter() - began < 3
