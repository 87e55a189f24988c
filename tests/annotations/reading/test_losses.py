"""What a statement loses of its passage, in three languages; as many that lose nothing."""

import time

import pytest

from annotations.reading.losses import MOST, Loss, losses
from annotations.reading.lost_attributions import loses_authority

LOST = [
    ("about 7,000 people were arrested", "7,000 people were arrested", "about"),
    ("at least 119 detainees", "119 detainees", "at least"),
    ("more than 4,000 hygiene kits", "More than 40,000 kits", "4,000"),
    ("released some 1,000 people", "It released 1,000 people", "some"),
    ("Tsikhanouskaya barely 10%", "Tsikhanouskaya got 10 percent", "barely"),
    ("Almost a thousand people were detained", "1,000 people were detained", "Almost"),
    ("hundreds were injured", "people were injured", "hundreds"),
    ("The ministry did not comment.", "The ministry commented", "not"),
    ("The Belarusian Red Cross Society does not have its own count of detainees", "The Red Cross has its own count of detainees", "not"),
    ("This article has not been used in Belarus before", "This article has been used in Belarus before", "not"),
    ("He denied taking bribes", "He took bribes", "denied"),
    ("According to official statistics, around 3,000 people were detained", "Around 3,000 people were detained", "According to official statistics"),
    ("The majority of detentions occurred in January", "Detentions occurred in January", "The majority"),
    ("all the figures may be significantly higher", "all the figures are significantly higher", "may"),
    ("those who apparently could not walk", "those who could not walk", "apparently"),
    ("Не менее 119 человек освобождены", "119 человек освобождены", "Не менее"),
    ("Министерство не подтвердило задержания", "Министерство подтвердило задержания", "не"),
    ("По данным МВД, задержаны около 3000 человек", "Задержаны около 3 тысяч человек", "По данным МВД"),
    ("Каля сямі тысяч чалавек былі затрыманыя", "7000 чалавек былі затрыманыя", "Каля"),
    ("Міністэрства не каментавала", "Міністэрства каментавала", "не"),
    ("up to 500 people", "500 people", "up to"),
    ("до 500 человек", "500 человек", "до"),
    ("Police reportedly fired on the crowd", "Police fired on the crowd", "reportedly"),
    ("at least one person was killed", "one person was killed", "at least"),
    ("80% of the votes", "80 of the votes", "80%"),
    ("In February alone, the Belarusian courts handled at least 671 cases", "In February the courts handled 671 cases", "at least"),
    ("Nearly 200 journalists were expelled", "About 200 journalists were expelled", "Nearly"),
    ("The bank lost roughly $3 billion", "The bank lost $3 billion", "roughly"),
    ("No evidence of fraud was found", "Evidence of fraud was found", "No"),
    ("The company has never paid taxes in Ireland", "The company paid taxes in Ireland", "never"),
    ("The senator allegedly took cash", "The senator took cash", "allegedly"),
    ("Fewer than 50 beds are available", "50 beds are available", "Fewer than"),
    ("As many as 300 people died", "300 people died", "As many as"),
    ("Turnout was 62.5 percent", "Turnout was 65.2%", "62.5 percent"),
    ("Two thirds of the pupils failed", "One third of the pupils failed", "Two thirds"),
    ("Thousands of people marched", "People marched", "Thousands"),
    ("The minister denied that the army fired at civilians", "The army fired at civilians", "denied"),
    ("The law might be repealed next year", "The law will be repealed next year", "might"),
    ("The UN said that 40 villages were burned", "40 villages were burned", "The UN said"),
    ("The UN said that 40 villages were burned", "The government said that 40 villages were burned", "The UN said"),
    ("Most of the money came from abroad", "The money came from abroad", "Most of"),
    ("In 2019 exports fell by 7%", "In 2018 exports fell by 7%", "2019"),
    ("Only Germany voted against", "Germany voted against", "Only"),
    ("Более 500 домов разрушены", "Разрушены 500 домов", "Более"),
    ("Почти треть школ закрыта", "Треть школ закрыта", "Почти"),
    ("Суд не признал его виновным", "Суд признал его виновным", "не"),
    ("Никто не пострадал", "Все пострадали", "Никто"),
    ("Компания якобы платила взятки", "Компания платила взятки", "якобы"),
    ("По словам министра, запасов хватит на месяц", "Запасов хватит на месяц", "По словам министра"),
    ("Сотни людей вышли на улицы", "Люди вышли на улицы", "Сотни"),
    ("В городе живёт 15 тысяч человек", "В городе живёт 50 000 человек", "15 тысяч"),
    ("Больш за 500 дамоў разбураныя", "Разбураныя 500 дамоў", "Больш за"),
    ("Амаль траціна школ зачыненая", "Траціна школ зачыненая", "Амаль"),
    ("Суд не прызнаў яго вінаватым", "Суд прызнаў яго вінаватым", "не"),
    ("Грошай у фондзе няма", "Грошы ў фондзе ёсць", "няма"),
    ("Кампанія нібыта плаціла хабар", "Кампанія плаціла хабар", "нібыта"),
    ("Паводле міністра, запасаў хопіць на месяц", "Запасаў хопіць на месяц", "Паводле міністра"),
    ("Сотні людзей выйшлі на вуліцы", "Людзі выйшлі на вуліцы", "Сотні"),
    ("Прынамсі 20 працэнтаў бюджэту", "20% бюджэту", "Прынамсі"),
]  # fmt: skip
KEPT = [
    ("about 7,000 people were arrested", "around 7,000 people were arrested"),
    ("At least 119 released detainees", "Not fewer than 119 detainees were released"),
    ("more than 4,000 hygiene kits", "Over 4 000 kits"),
    ("Almost a thousand people were detained", "Nearly 1,000 people were detained"),
    ("The Belarusian Red Cross Society does not have its own count of detainees and follows the official statistics", "The Red Cross follows the official statistics"),
    ("This article has not been used in Belarus before", "The article was never used in Belarus before"),
    ("According to official statistics, around 3,000 people were detained", "Official statistics show that about 3,000 people were detained"),
    ("Не менее 119 человек освобождены", "По меньшей мере 119 человек были освобождены"),
    ("Каля сямі тысяч чалавек былі затрыманыя", "Прыблізна 7 000 чалавек былі затрыманыя"),
    ("from 5 to 10 people", "between 5 and 10 people"),
    ("80% of the votes", "80 percent of the vote"),
    ("1,602 administrative trials", "1602 trials"),
    ("The bank lost roughly $3 billion", "The bank lost around $3bn"),
    ("No evidence of fraud was found", "There was not any evidence of fraud"),
    ("The senator allegedly took cash", "The senator is said to have taken cash"),
    ("Fewer than 50 beds are available", "Less than 50 beds are available"),
    ("As many as 300 people died", "Up to 300 people died"),
    ("Turnout was 62.5 percent", "Turnout was 62.5%"),
    ("Twelve soldiers were wounded on Monday", "12 soldiers were wounded on Monday"),
    ("The UN said that 40 villages were burned", "According to the UN, 40 villages were burned"),
    ("Police did not use live ammunition, and the crowd dispersed", "The crowd dispersed"),
    ("Prices rose by just over 4% in March", "Prices rose by over 4% in March"),
    ("The river rose 3 metres", "The river rose by three metres"),
    ("Более 500 домов разрушены", "Разрушено свыше 500 домов"),
    ("По словам министра, запасов хватит на месяц", "Министр сказал, что запасов хватит на месяц"),
    ("В городе живёт 15 тысяч человек", "В городе живёт 15 000 человек"),
    ("Примерно 20 процентов бюджета", "Около 20% бюджета"),
    ("Больш за 500 дамоў разбураныя", "Разбурана звыш 500 дамоў"),
    ("У горадзе жыве 15 тысяч чалавек", "У горадзе жыве 15 000 чалавек"),
    ("Прынамсі 20 працэнтаў бюджэту", "Не менш за 20% бюджэту"),
    ("Any words at all, about 7 of them", ""),
    ("At the detention center No. 1 in Minsk, 65 people were held", "In Minsk 65 people were held"),
    ("a “quoted” word about 7,000", "A 'quoted' word: about 7000"),
]  # fmt: skip
KINDS = [
    ("more than 4,000 hygiene kits were sent", "More than 40,000 hygiene kits were sent", "figure"),
    ("about 7,000 people", "7,000 people", "qualifier"),
    ("hundreds were injured", "they were injured", "qualifier"),
    ("The ministry did not comment", "The ministry commented", "negation"),
    ("Viasna said that 987 were held", "987 were held", "attribution"),
]


@pytest.mark.parametrize(("passage", "statement", "words"), LOST)
def test_it_says_which_words_the_statement_loses(passage: str, statement: str, words: str) -> None:
    assert [loss.words for loss in losses(passage, statement)] == [words]


@pytest.mark.parametrize(("passage", "statement"), KEPT)
def test_a_paraphrase_and_a_clause_left_out_lose_nothing(passage: str, statement: str) -> None:
    assert losses(passage, statement) == []


@pytest.mark.parametrize("passage", [passage for passage, *_rest in LOST + KEPT])
def test_the_passage_itself_loses_nothing(passage: str) -> None:
    assert losses(passage, passage) == []
    assert losses(passage, f"  {passage.upper()}\n") == []


@pytest.mark.parametrize(("passage", "statement", "kind"), KINDS)
def test_each_loss_is_of_a_kind(passage: str, statement: str, kind: str) -> None:
    assert [loss.kind for loss in losses(passage, statement)] == [kind]


def test_losses_come_in_the_order_of_the_passage_and_each_once() -> None:
    passage = "Police reportedly held at least 5 men, at least 5 women and about 9 children"
    found = losses(passage, "Police held 5 men, 5 women and 9 children")
    assert [loss.words for loss in found] == ["reportedly", "at least", "about"]


def test_a_qualifier_belongs_to_its_own_figure() -> None:
    passage = "at least 119 men and about 7,000 women"
    assert losses(passage, "about 119 men and about 7,000 women") == [Loss("qualifier", "at least")]


SENTENCE = "The Interior Ministry said earlier that 44 people remained in custody."


def test_an_attribution_beside_the_passage_counts_only_where_its_sentence_is_given() -> None:
    words = "44 people remained in custody"
    assert losses(words, words) == []
    found = losses(words, words, SENTENCE, SENTENCE.index(words))
    assert found == [Loss("attribution", "The Interior Ministry said")]
    assert losses(words, f"The Interior Ministry says that {words}", SENTENCE) == []
    assert losses(words, f"Interior Ministry: {words}", SENTENCE) == []


def test_an_authority_is_kept_by_its_name_whatever_the_verb() -> None:
    assert loses_authority("44 people remained in custody", "The Interior Ministry")
    assert loses_authority("The Red Cross said 44 remained", "The Interior Ministry")
    assert not loses_authority(
        "According to the Interior Ministry, 44 remained", "The Interior Ministry"
    )
    assert not loses_authority("Official figures show 44", "official statistics")


@pytest.mark.parametrize(
    "bit",
    ["not ", "about 5 ", "reportedly ", "said ", "no, ", "according to ", "A", "“", "1 000 ", "a hundred ", "№ ", "\u0301"],
)  # fmt: skip
def test_hostile_passages_cost_little_and_tell_little(bit: str) -> None:
    passage = bit * (20_000 // len(bit))
    began = time.process_time()
    assert len(losses(passage, "x" + passage[:5_000], passage)) <= MOST
    assert time.process_time() - began < 2
