"""Telling an edited story from a login, a paywall, another page, or its mere beginning."""

import pytest

from annotations.reading.stand_ins import stand_in

# No word comes twice: what is left of a story is told by its sequences of words.
STORY = "\n\n".join(
    "People said " + " ".join(f"word{number}" for number in range(at, at + 30)) + "."
    for at in range(0, 360, 30)
)
OTHER = "\n\n".join(
    f"The council of town {number} voted on budget line {number * 3}; {number * 5} members were for it."
    for number in range(1, 30)
)
ASKING = [
    "Subscribe now to continue reading. Already a subscriber? Log in",
    "This article is for subscribers only.",
    "Чтобы читать дальше, оформите подписку. Уже подписаны? Войдите",
    "Каб чытаць далей, падпішыцеся.",
    "Jetzt abonnieren, um weiterzulesen.",
    "Pour lire la suite, abonnez-vous. Déjà abonné ? Connectez-vous",
    "Suscríbete para seguir leyendo.",
    "Assine para continuar lendo. Já é assinante? Faça login",
]
LOGINS = [
    "Log in\nEmail\nPassword\nForgot your password?",
    "Войдите на сайт\nЛогин\nПароль\nЗабыли пароль?",
    "Увайдзіце на сайт\nЛагін\nПароль\nЗарэгіструйцеся",
    "Anmelden\nE-Mail-Adresse\nPasswort vergessen?",
    "Connectez-vous\nAdresse e-mail\nMot de passe oublié ?",
    "Iniciar sesión\nCorreo electrónico\n¿Olvidaste tu contraseña?",
    "Faça login\nEndereço de e-mail\nEsqueceu a senha?",
]


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7])
@pytest.mark.parametrize("line", ASKING)
def test_the_beginning_of_a_story_before_a_paywall_is_none(share: float, line: str) -> None:
    assert stand_in(STORY, f"{STORY[: int(len(STORY) * share)]}\n\n{line}") == "paywall"


@pytest.mark.parametrize("page", LOGINS)
def test_a_login_in_its_place_is_told(page: str) -> None:
    assert stand_in(STORY, page) == "sign_in"


@pytest.mark.parametrize(
    "page",
    [
        OTHER,
        "Page not found. Go to the home page, or search for what you were looking for.",
        "We and our partners store cookies on your device. Accept all. Manage preferences.",
        "Please complete the captcha to prove that you are human before you go on.",
    ],
)
def test_another_page_in_its_place_is_told(page: str) -> None:
    assert stand_in(STORY, page) == "other_page"


@pytest.mark.parametrize("page", ["", " \n", "…", "Loading"])
def test_hardly_any_words_are_no_story(page: str) -> None:
    assert stand_in(STORY, page) == "empty"


def test_less_than_half_of_a_story_from_its_beginning_is_cut_short() -> None:
    assert stand_in(STORY, STORY[: len(STORY) // 3]) == "cut_short"


def test_an_edited_story_is_the_story() -> None:
    paragraphs = STORY.split("\n\n")
    for new in (
        STORY,
        STORY.replace("People", "Witnesses"),
        "\n\n".join(paragraphs[::-1]),
        "\n\n".join(paragraphs[:2] + paragraphs[6:]),
        "\n\n".join(paragraphs[4:]),
        "\n\n".join(paragraphs[:7]),
        "\n\n".join([*paragraphs, OTHER]),
        "\n\n".join(["Subscribe to our newsletter.", *paragraphs[:5], *paragraphs[7:]]),
    ):
        assert stand_in(STORY, new) == ""


def test_a_line_that_the_page_had_before_asks_for_nothing_new() -> None:
    line = "Subscribe now to continue reading."
    paragraphs = STORY.split("\n\n")
    new = "\n\n".join([*paragraphs[:9], line])
    assert stand_in(f"{STORY}\n\n{line}", new) == ""
    assert stand_in(STORY, new) == "paywall"


def test_a_paywall_that_was_put_aside_as_furniture_counts_where_it_is_clear_and_new() -> None:
    new = "\n\n".join(STORY.split("\n\n")[:8])
    assert stand_in(STORY, new, new_aside=["Already a subscriber? Log in"]) == "paywall"
    assert stand_in(STORY, new, new_aside=["Subscribe to our newsletter"]) == ""
    same = ["Already a subscriber? Log in"]
    assert stand_in(STORY, new, old_aside=same, new_aside=same) == ""


def test_the_name_of_the_place_that_readers_are_sent_to_counts_only_without_the_story() -> None:
    assert stand_in(STORY, OTHER, door="sign_in") == "sign_in"
    assert stand_in(STORY, STORY, door="sign_in") == ""


def test_long_texts_take_time_in_proportion() -> None:
    long = " ".join(f"word{number % 977}" for number in range(40_000))
    assert stand_in(long, long[: len(long) // 2 + 10]) == ""
