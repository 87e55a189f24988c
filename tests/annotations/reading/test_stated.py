"""What a passage states in figures: the eighteen figures of the demo articles, and other news text."""

import time
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
import regex

from annotations.reading.sentences import sentences
from annotations.reading.stated import Stated, merged, stated
from annotations.reading.stated_context import Context, context_of

SEEDS = Path(__file__).parents[3] / "factcheck" / "demo" / "seeds"
TODAY = date(2024, 4, 26)
ARTICLES = {
    "RC": ("red-cross-hygiene-kits", date(2020, 8, 18)),
    "BF": ("belarus-frees-detainees", date(2020, 8, 14)),
    "VI": ("viasna-first-quarter-2024", TODAY),
}
FIRST_NIGHT, FIVE_DAYS = "2020-08-09/2020-08-10", "2020-08-09/2020-08-13"
DELIVERED, QUARTER = "2020-08-14/2020-08-17", "2024-01-01/2024-03-31"
UNTIL = "/2020-08-14"
PRESS = "press officer of the Belarusian Red Cross Society"
# id, passages, value, qualifier, unit, period, place, authority, what is inferred
DEMO = [
    ("RC1", [(45, 73), (427, 455), (1057, 1085)], 4000, "more than", "kits", DELIVERED, "Belarus", PRESS, ""),
    ("RC2", [(85, 118), (467, 500), (868, 888)], 3, "exact", "deliveries", DELIVERED, "Belarus", PRESS, ""),
    ("RC3", [(1888, 1976)], 3000, "about", "people", FIRST_NIGHT, "Belarus", "official statistics", "period"),
    ("RC4", [(2099, 2176)], 44, "exact", "people", "2020-08-18/2020-08-18", "Belarus", "Interior Ministry", "period place"),
    ("RC5", [(2423, 2465)], 80, "more than", "%", "2020-08-09/2020-08-09", "Belarus", "election results", "period"),
    ("BF1", [(311, 337)], 1000, "about", "people", UNTIL, "Belarus", "", "period"),
    ("BF2", [(619, 673)], 119, "at least", "people", "2020-08-14/2020-08-14", "Zhodino", "volunteers", "period"),
    ("BF3", [(1834, 1866), (1671, 1700)], 7000, "about", "people", FIVE_DAYS, "Belarus", "", "period place"),
    ("BF4", [(1871, 1892)], None, "vague", "hundreds", FIVE_DAYS, "Belarus", "", "period place"),
    # The day of the election stands nowhere in the second article: only "by its date" can be said.
    ("BF5", [(1921, 1964)], 80, "none", "%", UNTIL, "Belarus", "official results", "period place"),
    ("BF6", [(1970, 1995)], 10, "barely", "%", UNTIL, "Belarus", "official results", "period place"),
    ("VI1", [(19, 102)], 1000, "almost", "people", QUARTER, "Belarus", "Viasna", "authority"),
    ("VI2", [(784, 853)], 987, "exact", "detentions", QUARTER, "Belarus", "Viasna", "period"),
    ("VI3", [(864, 898)], Fraction(1, 3), "none", "", QUARTER, "Belarus", "Viasna", "period"),
    ("VI4", [(948, 962)], 406, "exact", "detentions", "2024-01-01/2024-01-31", "Belarus", "Viasna", "period place"),
    # January or the quarter: the text leaves it open, and so does the proposal.
    ("VI5", [(1085, 1117)], 65, "exact", "people", "/", "Belarus", "Viasna", "place"),
    ("VI6", [(1523, 1559)], 1602, "at least", "trials", QUARTER, "Belarus", "human rights defenders", "period place"),
    ("VI7", [(1578, 1645)], 671, "at least", "cases", "2024-02-01/2024-02-29", "Belarus", "human rights defenders", "period authority"),
]  # fmt: skip
# text, then for each figure: low, high, qualifier, unit, period
OTHER = [
    ("Почти тысяча человек были задержаны в Беларуси с 1 января по 31 марта.", [(1000, 1000, "almost", "человек", QUARTER)]),
    ("В первом квартале 2024 года, по данным МВД, задержаны 987 человек.", [(987, 987, "exact", "человек", QUARTER)]),
    ("Более 4 тысяч наборов передано в Минске с 14 по 17 августа 2020 года.", [(4000, 4000, "more than", "наборов", DELIVERED)]),
    ("Не менее 20–25 процентов жителей уехали в 2020 году.", [(20, 25, "at least", "%", "2020-01-01/2020-12-31")]),
    ("Каля 7000 чалавек былі затрыманыя за пяць дзён.", [(7000, 7000, "about", "чалавек", "2024-04-21/2024-04-25")]),
    ("Between 80 and 85 people were injured on Tuesday.", [(80, 85, "none", "people", "2024-04-23/2024-04-23")]),
    ("An estimated 2-3 million refugees have fled since February 2022.", [(2 * 10**6, 3 * 10**6, "about", "people", "2022-02-01/2024-04-26")]),
    ("Turnout was 80-85% as of August 18.", [(80, 85, "none", "%", "2023-08-18/2023-08-18")]),
    ("Prices rose from 5 to 10 percent last year.", [(5, 5, "none", "%", "2023-01-01/2023-12-31"), (10, 10, "none", "%", "2023-01-01/2023-12-31")]),
    ("Up to 500 homes burned in the first half of 2023.", [(500, 500, "at most", "homes", "2023-01-01/2023-06-30")]),
    ("Fewer than 60 tents were left on 3 March 2024.", [(60, 60, "less than", "tents", "2024-03-03/2024-03-03")]),
    ("He got a 26-year term in 2019-2021.", [(26, 26, "exact", "years", "2019-01-01/2021-12-31")]),
    ("The minister, 54, said 12 people died in 2023.", [(12, 12, "exact", "people", "2023-01-01/2023-12-31")]),
]  # fmt: skip


@cache
def article(name: str) -> Context:
    slug, today = ARTICLES[name]
    text = (SEEDS / f"{slug}.txt").read_text(encoding="utf-8")
    blocks = [found.span() for found in regex.finditer(r"\S(?:.|\n(?!\s*\n))*", text)]
    return context_of(text, [s for block in blocks for s in sentences(text, *block)], blocks, today)


def read(text: str, today: date | None = TODAY) -> list[Stated]:
    spans = [(0, len(text))]
    return stated(context_of(text, sentences(text, 0, len(text)), spans, today), 0, len(text))


def days_of(one: Stated) -> str:
    return "/".join(day.isoformat() if day else "" for day in one.period.value)


@pytest.mark.parametrize(("name", "passages", *"vquwpai"), DEMO, ids=[row[0] for row in DEMO])
def test_the_demo_figures(name: str, passages: list[tuple[int, int]], v: Fraction | None, q: str, u: str, w: str, p: str, a: str, i: str) -> None:  # fmt: skip
    (one,) = merged([stated(article(name[:2]), *passage) for passage in passages])
    assert (one.low, one.high, one.qualifier, one.unit) == (v, v, q, u)
    assert (days_of(one), one.place.value, one.authority.value) == (w, p, a)
    assert " ".join(one.inferred) == i


def test_a_share_tells_what_it_is_a_share_of_and_among_whom() -> None:
    (third,) = stated(article("VI"), 864, 898)
    assert (third.part_of, third.population) == (("987 detentions", Fraction(987)), "women")


@pytest.mark.parametrize(
    ("span", "label"),
    [((784, 853), "Detentions"), ((19, 102), "Detentions"), ((864, 898), "Detentions: share of women")],
)  # fmt: skip
def test_quantities_are_named_alike_and_a_share_of_them_is_another(
    span: tuple[int, int], label: str
) -> None:
    assert [one.quantity for one in stated(article("VI"), *span)] == [label]


def test_each_candidates_share_of_the_vote_is_a_quantity_of_its_own() -> None:
    both = stated(article("BF"), 1921, 1995)
    assert [one.quantity for one in both] == [
        "Lukashenko: share of the vote",
        "Tsikhanouskaya: share of the vote",
    ]


@pytest.mark.parametrize(("text", "expected"), OTHER, ids=[row[0] for row in OTHER])
def test_other_news_text(text: str, expected: list[tuple[object, ...]]) -> None:
    found = [(one.low, one.high, one.qualifier, one.unit, days_of(one)) for one in read(text)]
    assert found == expected


@pytest.mark.parametrize(
    "text",
    [
        "It is open 24/7 at pretrial detention center No. 1.",
        "They were tried under Article 24.15 of the Code.",
        "It happened on August 9, 2020, at 9:30.",
        "Protests went on for three days.",
        "В 2020 году, по статье 24.15.",
        "",
    ],
)
def test_what_is_no_figure(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "place", "authority"),
    [
        ("По данным МВД, 12 человек ранены по всей Беларуси.", "Беларусь", "МВД"),
        ("Polish police counted 300 people.", "Poland", "Polish police"),
        ("В Беларуси, сообщила «Вясна», задержаны 987 человек.", "Беларусь", "Вясна"),
        ("More than 200 people took to the streets of Paris.", "Paris", ""),
    ],
)
def test_where_and_by_whose_account(text: str, place: str, authority: str) -> None:
    (one,) = read(text)
    assert (one.place.value, one.authority.value) == (place, authority)


def test_without_a_date_nothing_is_made_up() -> None:
    (one,) = read("About 200 people were held last year.", today=None)
    assert one.period.value == (None, None)
    (one,) = read("About 200 people were held in March.", today=None)
    assert one.period.value == (None, None)


@pytest.mark.parametrize(
    "text",
    ["1,000 people " * 3000, "about " * 6000, "one third of 987 " * 2000, "(" * 30_000, "между 1 и " * 4000, "said Aa Bb " * 4000, "1-2-3-4-" * 5000,
     "in the first " * 4000, "in 2020-" * 5000, "January " * 5000, "9" * 40_000],
    ids=lambda text: text[:12],
)  # fmt: skip
def test_hostile_text_costs_little(text: str) -> None:
    context = context_of(text, [(0, len(text))], [(0, len(text))], TODAY)
    begun = time.process_time()
    stated(context, 0, len(text))
    assert time.process_time() - begun < 1.5


def test_a_claims_figures_are_read_in_a_few_milliseconds() -> None:
    contexts = {name: article(name) for name in ARTICLES}
    begun = time.process_time()
    for name, passages, *_rest in DEMO:
        contexts[name[:2]].known.clear()
        merged([stated(contexts[name[:2]], *passage) for passage in passages])
    assert (time.process_time() - begun) / len(DEMO) < 0.02
