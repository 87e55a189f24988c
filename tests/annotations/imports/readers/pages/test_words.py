"""Appeals to readers and pointers to other stories, told from sentences of a story."""

import pytest

from annotations.imports.readers.pages.words import Boilerplate, count_words, is_appeal


@pytest.mark.parametrize(
    "text",
    [
        "Read more: Bridge opens late", "Sign up for our newsletter", "CLICK HERE TO GET THE APP", "Related: The pool",
        "Lesen Sie auch: Radweg wird asphaltiert", "Mehr zum Thema", "Abonnieren Sie unseren Newsletter",
        "Lire aussi : Amiante, trente ans", "À lire aussi", "Abonnez-vous pour lire la suite",
        "Te puede interesar", "Lee también: La lluvia", "Suscríbete a nuestro boletín",
        "Leia também: Posto amplia horário", "Saiba mais", "Leggi anche", "Iscriviti alla newsletter",
        "Lees ook: De brug", "Czytaj także: Remont", "Zobacz też", "Читайте также: Новый парк",
        "Подписывайтесь на наш канал", "Нашли ошибку? Выделите её", "Чытайце таксама: Бабры",
        "Падпісвайцеся на нас", "Читайте також: Міст", "İlginizi çekebilir", "関連記事", "相关阅读", "责任编辑：陈红",
        "اقرأ أيضا: أزمة المياه", "관련기사", "👉 Read more about it", "© 2024 The Gazette",
    ],
)  # fmt: skip
def test_it_knows_appeals_and_pointers_of_many_languages(text: str) -> None:
    assert is_appeal(text, count_words(text))


@pytest.mark.parametrize(
    "text",
    [
        "Reading figures rose by 4 per cent in the schools of the county.",
        "More than 300 people signed up for the course, the school said on Monday.",
        "Related costs were not included in the estimate that the ministry gave.",
        "Mehr als 300 Menschen kamen zu der Versammlung im Rathaus.",
        "Lire est un plaisir que les enfants découvrent à l’école.",
        "Leer libros es un placer que muchos descubren tarde.",
        "По темпам роста область занимает третье место.",
        "Подробнее об этом министр рассказал на пресс-конференции в понедельник.",
        "Sources in the ministry said that the plan was not final.",
        "Seen from above, the harbour looks like a hand.",
    ],
)
def test_sentences_are_no_appeals(text: str) -> None:
    assert not is_appeal(text, count_words(text))


def test_a_long_paragraph_about_newsletters_is_no_boilerplate() -> None:
    long = "The newsletter is read by many people in the town. " * 10
    found = Boilerplate([long, "Subscribe to our newsletter"])
    assert not found.is_in(long, count_words(long))
    assert found.is_in("Subscribe to our newsletter", 4)


def test_words_are_counted_in_scripts_without_spaces_too() -> None:
    assert count_words("two words") == 2
    assert count_words("みなと市は図書館の開館時間を") == 8
