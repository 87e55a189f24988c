"""Sentences worth checking, ranked with reasons: in English, Russian and Belarusian, on the demo articles and on what is none."""

from pathlib import Path

import pytest

from annotations.claims.sentence_states import counted_of
from annotations.imports.blocks import lay_out
from annotations.imports.readers.plain_text import read_text
from annotations.reading.worth import Worth, ranked, read_worth
from annotations.reading.worth_features import features_of
from annotations.reading.worth_weights import AGAINST, REASONS

SEEDS = Path(__file__).parents[3] / "factcheck" / "demo" / "seeds"
# What a good editor marks in each demo article: words of its sentences.
RIGHT = {
    "belarus-frees-detainees": [
        "released some 1,000 people", "at least 119 released", "I take responsibility", "About 7,000 people",
        "80% of the votes", "26-year term", "brutal beatings", "apologized", "stun grenades", "dozens of detainees",
    ],
    "red-cross-hygiene-kits": [
        "over 80 percent", "three humanitarian aid deliveries", "around 3,000 people", "44 people", "In total, more than 4,000",
        "three aid deliveries", "provides humanitarian aid", "own count", "more days",
    ],
    "viasna-first-quarter-2024": [
        "987 detentions", "406 detentions", "Almost a thousand", "671 cases", "1,602", "65 detainees", "Article 24.15",
        "KGB initiated", "recorded facts", "not been used",
    ],
}  # fmt: skip


def _ranked(text: str, bends: dict[str, float] | None = None) -> tuple[str, list[Worth]]:
    laid = lay_out(read_text(text, title="A title"), {})
    counted = counted_of(laid.text, laid.sentences, laid.blocks)
    return laid.text, ranked(read_worth(laid.text, laid.sentences, laid.blocks, counted), bends)


def _order(text: str, bends: dict[str, float] | None = None) -> list[str]:
    whole, found = _ranked(text, bends)
    return [whole[one.start : one.end] for one in found]


@pytest.mark.parametrize("name", RIGHT)
def test_eight_of_the_first_ten_are_right_in_each_demo_article(name: str) -> None:
    first = _order((SEEDS / f"{name}.txt").read_text(encoding="utf-8"))[:10]
    right = [one for one in first if any(words in one for words in RIGHT[name])]
    assert len(right) >= 8, first


@pytest.mark.parametrize(
    ("sentence", "reasons"),
    [
        ("About 7,000 people were arrested in May.", {"figure", "act", "date", "qualified"}),
        ("According to the ministry, 80% of voters took part.", {"share", "attributed", "body"}),
        ("The mayor Ivan Petrov was accused of fraud.", {"accusation", "person"}),
        ("Prices rose twice as fast because of the war.", {"comparison", "cause"}),
        ("“We closed nine schools in the north,” she said.", {"quote", "attributed", "figure"}),
        ("По данным МЧС, сгорело 2,4 тысячи домов, втрое больше, чем в мае.", {"figure", "attributed", "comparison", "date"}),
        ("Следователи задержали директора завода Сергея Ковалёва.", {"act", "person"}),
        ("Паводле звестак міністэрства, пацярпелі 14 чалавек.", {"figure", "attributed", "act", "body"}),
        ("Сотни людей погибли из-за наводнения.", {"vague_figure", "act", "cause"}),
    ],
)  # fmt: skip
def test_each_reason_is_read(sentence: str, reasons: set[str]) -> None:
    assert reasons <= set(features_of(sentence, 0, len(sentence), "paragraph"))


@pytest.mark.parametrize(
    ("sentence", "kind", "against"),
    [
        ("Who paid for 14 buses?", "paragraph", "question"),
        ("A new line will open next year.", "paragraph", "future"),
        ("Prices may rise.", "paragraph", "maybe"),
        ("Such camps should be closed.", "paragraph", "opinion"),
        ("Make sure you bring 2 litres of water.", "paragraph", "address"),
        ("I bought 3 of them.", "paragraph", "first_person"),
        ("Subscribe to our newsletter today.", "paragraph", "site"),
        ("Protest in Minsk, May 2020 (AP Photo)", "caption", "credit"),
        ("The ministry declined to comment on it.", "paragraph", "no_comment"),
        ("Five things to know", "heading", "heading"),
        ("Пожар на складе", "heading", "fragment"),
        ("Читайте также: как выбрать респиратор.", "paragraph", "site"),
        ("Улады плануюць пабудаваць склад.", "paragraph", "future"),
        ("На мой взгляд, это надо закрыть.", "paragraph", "opinion"),
    ],
)
def test_what_speaks_against_it_is_read(sentence: str, kind: str, against: str) -> None:
    found = features_of(sentence, 0, len(sentence), kind)
    assert against in found
    assert against in AGAINST
    assert against not in REASONS


def test_what_somebody_foresaw_counts_against_it_less_than_what_the_text_foresees() -> None:
    said = "The company said it would close 14 plants next year."
    told = "The company would close 14 plants next year."
    assert features_of(said, 0, len(said), "p")["future"] < features_of(told, 0, len(told), "p")["future"]  # fmt: skip


@pytest.mark.parametrize("language", ["ru", "be"])
def test_questions_opinions_and_site_words_end_last_in_russian_and_belarusian(
    language: str,
) -> None:
    text = {
        "ru": "Кто ответит за 12 погибших?\n\nПо данным МЧС, сгорело 40 домов. На мой взгляд, это ужасно. Читайте также: 5 советов.",
        "be": "Хто адкажа за 12 загінулых?\n\nПаводле звестак МНС, згарэла 40 дамоў. На маю думку, гэта жахліва. Чытайце таксама: 5 парад.",
    }[language]
    assert "40" in _order(text)[0]


def test_all_sentences_are_ranked_and_furniture_is_none_of_them() -> None:
    text, found = _ranked("It rained.\n\nAbout 40 people died.\n\nIt was sad.")
    assert sorted(text[one.start : one.end] for one in found) == [
        "About 40 people died.", "It rained.", "It was sad.",
    ]  # fmt: skip
    assert found[0].reasons[0] == "figure"
    blocks = [{"start": 0, "end": 10, "kind": "paragraph", "furniture": True, "id": "a"}]
    assert counted_of("It rained.", [0, 10], blocks) == [None]
    assert read_worth("It rained.", [0, 10], blocks, [None]) == []


def test_of_a_very_long_text_the_rest_is_ranked_last_in_its_order() -> None:
    text = "Nothing is here. " * 3 + "About 40 people died."
    flat = [0, 16, 17, 33, 34, 50, 51, 72]
    blocks = [{"start": 0, "end": 72, "kind": "paragraph", "id": "a"}]
    found = ranked(read_worth(text, flat, blocks, [0, 1, 2, 3], most=2))
    assert [one.number for one in found] == [0, 1, 2, 3]


def test_bends_shift_the_order_and_never_hide_a_sentence() -> None:
    text = "About 40 people died in it.\n\nThe mayor was accused of fraud in May by Ivan Petrov."
    whole, usual = _ranked(text)
    _whole, bent = _ranked(text, {"figure": 0.5, "accusation": 1.5})
    assert len(usual) == len(bent) == 2
    scores = {whole[one.start : one.end][:5]: one.score for one in usual}
    shifted = {whole[one.start : one.end][:5]: one.score for one in bent}
    assert shifted["About"] < scores["About"]
    assert shifted["The m"] > scores["The m"]
