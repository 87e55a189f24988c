import pytest

from annotations.reading.attributions import asks_for_choice, attributions
from annotations.reading.sentences import sentences


@pytest.mark.parametrize(
    ("text", "authority", "kind"),
    [
        (
            "According to official statistics, around 3,000 were held.",
            "official statistics",
            "named",
        ),
        (
            "987 were held, according to the U.S. State Department.",
            "the U.S. State Department",
            "named",
        ),
        ("The official results give Lukashenko 80%.", "The official results", "finding"),
        (
            "Protests began after August 9 election results showed a win.",
            "August 9 election results",
            "finding",
        ),
        ("Its representative told Sputnik.", "Its representative", "said"),
        ("The Interior Ministry said earlier that 44 remained.", "The Interior Ministry", "said"),
        ("Viasna reports that 987 were held.", "Viasna", "said"),
        (
            "Human rights defenders are also aware of 1,602 trials.",
            "Human rights defenders",
            "said",
        ),
        ("At dawn, volunteers also spotted 119 detainees.", "volunteers", "said"),
        ("Pavel Sapelka, a lawyer, said Monday that it was so.", "a lawyer", "said"),
        ("“It rained,” said Jane Doe, the mayor.", "Jane Doe", "said"),
        ('"It rained," the press officer added.', "the press officer", "said"),
        ("Police reportedly fired.", None, "hedged"),
        ("По данным МВД, задержаны 3000 человек.", "МВД", "named"),
        ("Согласно отчёту, задержаны 3000 человек.", "отчёту", "named"),
        ("Как сообщает БелТА, явка составила 80%.", "БелТА", "named"),
        ("Об этом сообщил представитель МВД.", "представитель МВД", "said"),
        ("«Всё хорошо», — сказала она.", "она", "said"),
        ("Паводле Вясны, затрымана 987 чалавек.", "Вясны", "named"),
        ("Вясна паведамляе, што затрымана 987 чалавек.", "Вясна", "said"),
        ("Афіцыйныя вынікі паказалі 80%.", "Афіцыйныя вынікі", "finding"),
    ],
)
def test_it_hears_who_says_so(text: str, authority: str | None, kind: str) -> None:
    found = attributions(text)
    assert [(one.authority, one.kind) for one in found] == [(authority, kind)]
    assert authority is None or authority in text[found[0].start : found[0].end]


@pytest.mark.parametrize(
    "text",
    [
        "About 7,000 people were arrested and hundreds were injured.",
        "The United States sent troops.",
        "News reports of arrests grew.",
        "He was told to leave.",
        "She added salt to the soup.",
        "The society does not have its own count and follows the official statistics.",
        "Каля сямі тысяч чалавек былі затрыманы.",
        "",
    ],
)
def test_it_hears_nobody(text: str) -> None:
    assert attributions(text) == []


def choice(text: str, passage: str) -> str | None:
    start = text.index(passage)
    end = start + len(passage)
    touched = [span for span in sentences(text, 0, len(text)) if span[0] < end and span[1] > start]
    found = asks_for_choice(text, start, end, touched)
    return found and text[found.start : found.end]


def test_an_attribution_in_the_sentence_asks_for_the_choice() -> None:
    text = "It began. According to Viasna, 987 people were held. It ended."
    assert choice(text, "987 people were held") == "According to Viasna"
    assert choice(text, "It began") is None


def test_an_attribution_inside_the_passage_asks_too() -> None:
    assert choice("The official results give him 80%.", "The official results give him 80%")


def test_one_that_closes_a_quotation_of_several_sentences_asks() -> None:
    text = '"We made three deliveries. In total, 4,000 kits," the press officer said. It rained.'
    assert choice(text, "three deliveries") == "the press officer said"
    assert choice(text, "It rained") is None


def test_one_that_opens_a_quotation_asks() -> None:
    assert choice("He said: “We won. They lost.” It rained.", "They lost") == "He said"


def test_bounds_may_be_one_sentence() -> None:
    text = "Viasna said 987 were held."
    found = asks_for_choice(text, 12, 25, (0, 26))
    assert found is not None
    assert found.authority == "Viasna"
