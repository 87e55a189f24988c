"""Selections that hold several statements, in three languages; more that hold one."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.reading.graphemes import is_boundary
from annotations.reading.splits import MOST, splits

SEVERAL = [
    ("About 7,000 people were arrested and hundreds were injured", "About 7,000 people were arrested|hundreds were injured"),
    ("Lukashenko the winner with 80% of the votes, and Tsikhanouskaya barely 10%", "Lukashenko the winner with 80% of the votes|Tsikhanouskaya barely 10%"),
    ("The official results give Lukashenko the winner with 80% of the votes, and Tsikhanouskaya barely 10%.", "The official results give Lukashenko the winner with 80% of the votes|Tsikhanouskaya barely 10%"),
    ("from January 1 to March 31, 987 detentions were documented in Belarus, of which one third were detentions of women", "from January 1 to March 31, 987 detentions were documented in Belarus|one third were detentions of women"),
    ("The majority of detentions occurred in January: 406 detentions", "The majority of detentions occurred in January|406 detentions"),
    ("The Belarusian Red Cross Society has brought more than 4,000 hygiene kits and has managed to build a stockpile to meet further needs", "The Belarusian Red Cross Society has brought more than 4,000 hygiene kits|has managed to build a stockpile to meet further needs"),
    ("The ministry said that 44 people remained in custody and 12 were freed.", "The ministry said that 44 people remained in custody|12 were freed"),
    ("Police detained 500 people and killed 5.", "Police detained 500 people|killed 5"),
    ("Police detained 12 people in Minsk, 7 in Brest and 3 in Hrodna", "Police detained 12 people in Minsk|7 in Brest|3 in Hrodna"),
    ("It rained all day. The police used tear gas.", "It rained all day|The police used tear gas"),
    ("The first was closed; the second was opened.", "The first was closed|the second was opened"),
    ("Unemployment rose to 5%, while inflation fell to 3%", "Unemployment rose to 5%|inflation fell to 3%"),
    ("Around 3,000 people were detained, but only 44 remained in custody", "Around 3,000 people were detained|only 44 remained in custody"),
    ("Many of those released spoke of brutal beatings and other abuses by the police, and some showed their bruises", "Many of those released spoke of brutal beatings and other abuses by the police|some showed their bruises"),
    ("Около 7000 человек были задержаны, а сотни получили ранения", "Около 7000 человек были задержаны|сотни получили ранения"),
    ("Задержаны 7000 человек и ранены сотни", "Задержаны 7000 человек|ранены сотни"),
    ("Лукашенко набрал 80% голосов, а Тихановская — 10%", "Лукашенко набрал 80% голосов|Тихановская — 10%"),
    ("Каля 7000 чалавек былі затрыманыя, а сотні атрымалі раненні", "Каля 7000 чалавек былі затрыманыя|сотні атрымалі раненні"),
    ("Лукашэнка набраў 80% галасоў, а Ціханоўская — 10%", "Лукашэнка набраў 80% галасоў|Ціханоўская — 10%"),
    ("Было зафиксировано 987 задержаний, из них 406 были в январе", "Было зафиксировано 987 задержаний|406 были в январе"),
    ("Зафіксавана 987 затрыманняў, з іх 406 былі ў студзені", "Зафіксавана 987 затрыманняў|406 былі ў студзені"),
    ("Он подписал указ. Она покинула страну.", "Он подписал указ|Она покинула страну"),
    ("The president signed the law and the parliament was dissolved", "The president signed the law|the parliament was dissolved"),
    ("80% voted for Lukashenko and 10% for Tsikhanouskaya", "80% voted for Lukashenko|10% for Tsikhanouskaya"),
    ("Three people died and 14 were injured", "Three people died|14 were injured"),
    ("The government raised the minimum wage to 12 euros and cut the tax by 2%", "The government raised the minimum wage to 12 euros|cut the tax by 2%"),
    ("Exports grew by 5%, but imports fell by 3%", "Exports grew by 5%|imports fell by 3%"),
    ("He resigned in May. His party lost the election. A new cabinet was formed.", "He resigned in May|His party lost the election|A new cabinet was formed"),
    ("Germany took 1.1 million refugees; France took 80,000", "Germany took 1.1 million refugees|France took 80,000"),
    ("Labour won 412 seats and the Conservatives 121", "Labour won 412 seats|the Conservatives 121"),
    ("The factory has 400 workers, of whom 120 are women", "The factory has 400 workers|120 are women"),
    ("The dam broke, and the villagers were not warned", "The dam broke|the villagers were not warned"),
    ("The ministry reported 12 deaths, while hospitals counted 40", "The ministry reported 12 deaths|hospitals counted 40"),
    ("Экспорт вырос на 5%, а импорт упал на 3%", "Экспорт вырос на 5%|импорт упал на 3%"),
    ("Мэр был арестован в июне. Его отпустили под залог.", "Мэр был арестован в июне|Его отпустили под залог"),
    ("На заводе работают 400 человек, из них 120 — женщины", "На заводе работают 400 человек|120 — женщины"),
    ("Экспарт вырас на 5%, а імпарт упаў на 3%", "Экспарт вырас на 5%|імпарт упаў на 3%"),
    ("Мэр быў арыштаваны ў чэрвені. Яго выпусцілі пад заклад.", "Мэр быў арыштаваны ў чэрвені|Яго выпусцілі пад заклад"),
    ("Загінулі 3 чалавекі і 14 былі параненыя", "Загінулі 3 чалавекі|14 былі параненыя"),
    ("Погибли 3 человека и 14 были ранены", "Погибли 3 человека|14 были ранены"),
]  # fmt: skip
ONE = [
    "in Minsk and Zhodino",
    "People detained in Minsk and Zhodino were beaten",
    "The clash between police and protesters was bloody",
    "He said clashes between police and protesters were bloody",
    "Wound closure materials, water, food, warm clothes and blankets were also sent to the detention facilities",
    "Some cried while hugging their relatives",
    "from 5 to 10 people were hurt",
    "The police said the president and the minister had lied",
    "“It rained. The police came and hundreds were injured,” he said",
    "44 people remained in custody over participating in the unauthorized protests",
    "12 people arrested in Minsk and 5 detained in Brest were released",
    "After protesters were beaten and hundreds were injured, the EU met",
    "more than 4,000 hygiene kits as part of three humanitarian aid deliveries",
    "the U.S. sent 500 troops to Mr. Smith",
    "The rallies and strikes are ongoing",
    "4,000 kits and 500 blankets were sent",
    "the Minsk Center and the pretrial detention center No. 1",
    "between 5 and 10 people",
    "was arrested and beaten by the police",
    "stun grenades, tear gas, rubber bullets and beatings",
    "Detentions and violence subsequently continued for several more days",
    "Sviatlana Tsikhanouskaya posted a video questioning the results of the vote and demanding that the government initiate a dialogue with the protesters",
    "protesters filled the streets to dispute the results of the vote and demand the end of the authoritarian Lukashenko’s 26-year term",
    "В Минске и Жодино",
    "Задержанные в Минске и Жодино были избиты",
    "Президент и министр заявили о победе",
    "вода, еда и одеяла были отправлены",
    "столкновения между милицией и протестующими были кровавыми",
    "Прэзідэнт і міністр заявілі пра перамогу",
    "Затрыманыя ў Мінску і Жодзіне былі збітыя",
    "вада, ежа і коўдры былі адпраўленыя",
    "«Всё хорошо. Мы победили», — сказал он",
    "Latest news",
    "5 and a half million people voted",
    "those who were detained and were beaten in Okrestina",
    "about 7,000 people",
    "he was tried and convicted in 2020 and 2021",
    "The court sentenced Ivanov to five years and Petrov to three years in prison",
    "Two men and three women were detained",
    "The Red Cross and two other groups were there and in Minsk",
    "at least 119 released detainees in the city of Zhodino, just northeast of the capital",
    "Belarus plunged into protests after August 9 election results showed incumbent President Alexander Lukashenko win over 80 percent of the vote",
    "The president and his wife were in Paris",
    "France, Germany and Italy signed the treaty",
    "The talks between Kyiv and Moscow were stopped",
    "He bought two apples and three pears",
    "The bill, which was passed in 2019 and was amended in 2021, is void",
    "Between 10 and 15 people were hurt",
    "“We came, we saw. We won,” said the captain",
    "Mr. Brown and Mrs. Green were elected",
    "Workers employed by Ford and General Motors were on strike",
    "He said the bank and its owner had lied",
    "The U.S. and the U.K. are allies",
    "In June and July 300 flights were cancelled",
    "Children aged 5 and 6 were vaccinated",
    "When the dam broke and the water rose, people fled",
    "The law bans smoking and drinking in parks",
    "more than 80% of women and 60% of men",
    "The 27 member states and three candidates are invited",
    "He was born in 1954 and raised in Minsk",
    "Oil and gas make up 40% of exports",
    "Женщины и дети были эвакуированы",
    "Переговоры между Киевом и Москвой были прерваны",
    "Он родился в 1954 году и вырос в Минске",
    "От 10 до 15 человек пострадали",
    "Рабочие, занятые на заводах и стройках, бастовали",
    "Министр и его заместитель подали в отставку",
    "более 80% женщин и 60% мужчин",
    "Жанчыны і дзеці былі эвакуяваныя",
    "Перамовы паміж Кіевам і Масквой былі перарваныя",
    "Міністр і яго намеснік падалі ў адстаўку",
    "Ад 10 да 15 чалавек пацярпелі",
    "больш за 80% жанчын і 60% мужчын",
    "Нафта і газ складаюць 40% экспарту",
    # Silent although two were meant: rather that than a wrong offer.
    "The mayor was arrested in June and has been released on bail",
    "Polls opened at eight and voters were turned away",
    "Погибли 3 человека, ещё 14 были ранены",
    "A fan verified the results of the NFL season and Super Bowl were rigged",
    "Planned Parenthood and the Satanic Temple have worked together",
    "He said: 'Our deepest fear is this. Our deepest fear is that'",
    "The fire that killed 134 sailors and injured 161 was caused by a pilot",
    "People get $197 in benefits, but only if they show that power was lost",
    "",
    " ",
]  # fmt: skip


def parted(text: str) -> str:
    return "|".join(text[start:end] for start, end in splits(text, 0, len(text)))


@pytest.mark.parametrize(("text", "statements"), SEVERAL)
def test_each_statement_is_offered_apart(text: str, statements: str) -> None:
    assert parted(text) == statements


@pytest.mark.parametrize("text", ONE)
def test_one_statement_stays_whole(text: str) -> None:
    assert parted(text) == ""


def test_offsets_count_in_the_whole_text_and_only_the_selection_is_read() -> None:
    text = "It began. About 7,000 people were arrested and hundreds were injured. It ended."
    start, end = text.index("About"), text.index(" It ended")
    first, second = splits(text, start, end)
    assert text[slice(*first)] == "About 7,000 people were arrested"
    assert text[slice(*second)] == "hundreds were injured"
    assert splits(text, start, text.index(" and")) == []


def test_a_chapter_is_no_selection() -> None:
    text = "It rained all day. " * (MOST + 1)
    assert splits(text, 0, len(text)) == []


@pytest.mark.parametrize(
    "bit",
    ["a and ", "was, ", "5 and ", "and was 5 ", "“", '"a ', "A 5, ", ": 5 ", ". A", "5 in A, ", "that ", "said ", "'a "],
)  # fmt: skip
def test_hostile_selections_cost_little(bit: str) -> None:
    text = bit * (20_000 // len(bit))
    began = time.process_time()
    splits(text, 0, len(text))
    assert time.process_time() - began < 2


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(["5 ", "were ", "and ", ", ", ". ", "A", "e\u0301", "👩‍👩‍👧 ", "“", "” ", "\n\n", "Minsk ", "были ", "і "]),
        max_size=16,
    ).map("".join)
)  # fmt: skip
def test_statements_are_apart_in_order_and_cut_no_grapheme(text: str) -> None:
    found = splits(text, 0, len(text))
    assert len(found) != 1
    offsets = [offset for span in found for offset in span]
    assert offsets == sorted(offsets)
    assert all(is_boundary(text, offset) for offset in offsets)
    assert all(text[start:end].strip() for start, end in found)
