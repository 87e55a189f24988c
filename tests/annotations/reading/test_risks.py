"""What makes a statement dear to get wrong, in three languages."""

import time

import pytest

from annotations.models import Risk
from annotations.reading.risks import ORDER, risks

A, P, F, Q = ORDER
STATEMENTS = {
    "more than 4,000 hygiene kits": [F],
    "around 3,000 people were detained in Belarus during just the first night of the protests": [F],
    "44 people remained in custody over participating in the unauthorized protests": [F],
    "Lukashenko win over 80 percent of the vote": [P, F],
    "released some 1,000 people": [F],
    "at least 119 released detainees in the city of Zhodino": [F],
    "About 7,000 people were arrested": [F],
    "hundreds were injured": [F],
    "Lukashenko the winner with 80% of the votes": [P, F],
    "Tsikhanouskaya barely 10%": [P, F],
    "Almost a thousand people were detained in the first three months of 2024 in Belarus": [F],
    "one third were detentions of women": [F],
    "The majority of detentions occurred in January": [],
    "65 detainees have minor children": [F],
    "In February alone, the Belarusian courts handled at least 671 cases": [F],
    "Many of those released spoke of brutal beatings and other abuses by the police": [A],
    "The KGB initiated a massive crackdown on those who received food aid from the INeedHelpBY": [A],
    "The Belarusian Red Cross Society does not have its own count of detainees": [],
    "This article has not been used in Belarus before": [],
    "Interior Minister Yuri Karayev apologized on state television for the indiscriminate use of force by the police": [A, P],
    "“I take responsibility for what they say was violence against those people,” Interior Minister Yuri Karayev said": [A, P, Q],
    "Svetlana Tikhanovskaya challenged the outcome": [P],
    "Pavel Sapelka has commented on the KGB crackdown": [A, P],
    "The mayor took a bribe": [A],
    "John Smith lied to Congress": [A, P],
    "Mr. Brown resigned": [P],
    "President Biden signed the law": [P],
    "The Red Cross opened in New York": [],
    "The Human Rights Center Viasna published a report": [],
    "The article 24.15 of the Administrative Code": [],
    "The program will include free psychological help": [],
    "The release came on the same day that the European Union’s foreign ministers are scheduled to meet": [],
    "Warm clothes and blankets were also sent to the detention facilities": [],
    "Minsk is the capital of Belarus": [],
    "The team beat expectations": [],
    "The prime minister opened the bridge": [],
    "Marina Bay is in Singapore": [],
    "Victoria Street was closed": [],
    "Milk was sold in Saint Petersburg": [],
    "Unity March, Minsk, September 6, 2020": [],
    "In 2020 Belarus held an election": [],
    "It was then that it began": [],
    "Лукашенко набрал 80% голосов": [P, F],
    "Министр внутренних дел Юрий Караев извинился": [P],
    "Задержаны около 7000 человек": [F],
    "Милиция жестоко избила протестующих": [A],
    "Он украл миллион рублей": [A, F],
    "«Мы не признаём результаты выборов», — сказала Тихановская": [P, Q],
    "Красный Крест передал наборы": [],
    "В Минске прошёл марш": [],
    "Совет министров принял решение": [],
    "Директор школы подписал приказ": [],
    "Суд признал Сергея Тихановского виновным в мошенничестве": [A, P],
    "Министерство здравоохранения опубликовало отчёт": [],
    "Цены на хлеб выросли": [],
    "В Новой Зеландии открыли музей": [],
    "Владимир Путин подписал указ": [P],
    "Лукашэнка набраў 80% галасоў": [P, F],
    "Затрымана каля сямі тысяч чалавек": [F],
    "Міліцыя збіла пратэстоўцаў": [A],
    "Чырвоны Крыж перадаў наборы": [],
    "Святлана Ціханоўская выехала ў Літву": [P],
    "Чыноўнік узяў хабар": [A],
    "У Мінску адбыўся марш": [],
    "Міністэрства не каментавала": [],
    "«Я бяру на сябе адказнасць за тое, што адбылося», — сказаў міністр Юрый Караеў": [P, Q],
    "Цэны на хлеб выраслі ўдвая": [],
    "Міхаіл Іваноў не прызнаў віну": [P],
    "Рада рэспублікі прыняла закон": [],
    "Палова школ зачыненая": [F],
    "The central bank kept rates at 5%": [F],
    "Governor Ron DeSantis signed the bill": [P],
    "The company bribed officials in three countries": [A, F],
    "Rishi Sunak cut taxes": [P],
    "The storm killed 12 people": [A, F],
    "Greenland is an island": [],
    "Paris will host the games": [],
    "Elizabeth Warren accused Wells Fargo of fraud": [A, P],
    "Police tortured prisoners in Okrestina": [A],
    "The Supreme Court upheld the law": [],
    "“The economy is stronger than ever before,” the president said": [Q],
    "The treaty was signed by Poland and Lithuania": [],
    "Ukrainian President Volodymyr Zelensky visited London": [P],
    "Maria Ressa won the Nobel Peace Prize": [P],
    "The vaccine is safe": [],
    "The film “Parasite” won an award": [],
    "Half of the pupils passed": [F],
    "Smoking is banned in parks": [],
    "The minister plagiarised his thesis": [A],
    "Apple opened a store in Berlin": [],
    "Tsikhanouski was sentenced to 18 years": [P, F],
    "Dr. Anna Kowalska resigned": [P],
    "Amnesty International published a report": [],
    "The North Sea is warming": [],
    "Turnout was high": [],
    "The Times reported it": [],
    "Hundreds of thousands marched": [F],
    "Dozens were arrested": [F],
    "The army raped women": [A],
    "He was fired for lying about his degree": [A],
    "Алексей Навальный был отравлен": [P],
    "Чиновники получали взятки": [A],
    "Уровень воды поднялся на 3 метра": [F],
    "Польша закрыла границу": [],
    "Госдума приняла закон": [],
    "Сотрудники ОМОНа пытали задержанных": [A],
    "Мария Колесникова находится в колонии": [P],
    "«Это ложь от начала до конца», — заявил министр": [A, Q],
    "В Киеве открылся музей": [],
    "Нобелевская премия вручена в Осло": [],
    "Верховный суд отменил приговор": [],
    "Александр Лукашенко подписал указ № 5": [P],
    "Урожай вырос вдвое": [],
    "Марыя Калеснікава знаходзіцца ў калоніі": [P],
    "Чыноўнікі бралі хабар": [A],
    "Узровень вады падняўся на 3 метры": [F],
    "Польшча закрыла мяжу": [],
    "АМАП катаваў затрыманых": [A],
    "Вярхоўны суд адмяніў прысуд": [],
    "«Гэта хлусня ад пачатку да канца», — заявіў міністр": [A, Q],
    "Нобелеўская прэмія ўручана ў Осла": [],
    "Алесь Бяляцкі атрымаў прэмію": [P],
    "Сяргей Ціханоўскі выйшаў на волю": [P],
    "Дзясяткі людзей затрыманыя": [F],
    "Ураджай вырас удвая": [],
    "Princess Cruises has ceased making stops in Israel": [],
    "The “Cash for Clunkers” program saved gasoline": [],
    "In 2017 the U.S. Centers for Disease Control warned the public": [],
}  # fmt: skip


@pytest.mark.parametrize(("statement", "found"), STATEMENTS.items())
def test_it_tells_what_a_statement_holds(statement: str, found: list[str]) -> None:
    assert risks(statement) == found


def test_the_order_is_that_of_the_model() -> None:
    assert list(ORDER) == Risk.values


def test_words_out_of_a_quotation_are_somebodys_though_they_carry_no_marks() -> None:
    sentence = "“I take responsibility for what they say was so,” the minister said. He left the room then."
    words = "I take responsibility for what they say"
    assert risks(words, words, sentence) == [Q]
    assert risks("He left the room", "He left the room then", sentence) == []
    assert risks("The minister took responsibility", words, sentence) == []


def test_a_quotation_that_began_sentences_ago_still_holds_its_words() -> None:
    sentence = 'In total, more than 4,000 kits were delivered," the press officer said.'
    words = "In total, more than 4,000 kits were delivered"
    assert risks(words, words, sentence) == [F, Q]


@pytest.mark.parametrize(
    "bit", ["Ab ", "kill ", "President ", "A. ", "“", "1 ", "Mr. Ab Cd ", "'a "]
)
def test_hostile_statements_cost_little(bit: str) -> None:
    statement = bit * (40_000 // len(bit))
    began = time.process_time()
    risks(statement, statement, statement)
    assert time.process_time() - began < 2
