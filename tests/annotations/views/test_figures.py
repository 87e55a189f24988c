"""The figure board's page, its table, and the line on a claim's card."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from annotations.models import Claim, Figure, FigureRelation, User
from tests.annotations.figures.conftest import make_demo
from tests.annotations.views.conftest import HTMX
from tests.factories.claims import make_claim
from tests.factories.figures import make_figure, make_quantity

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


@pytest.fixture
def demo(editor: User) -> dict[str, Claim]:
    return make_demo(editor)


def plain(html: bytes) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.decode()).split())


def ids(claim: Claim) -> str:
    return str(claim.figures.get().pk)


def test_the_board_of_the_demo_articles(
    demo: dict[str, Claim], viewer: User, as_user: SignIn
) -> None:
    answer = as_user(viewer).get("/figures/")
    page = plain(answer.content)
    assert answer.context["totals"] == {"pairs": 13, "conflicts": 0, "agree": 2, "different": 11}
    assert answer.context["sections"][0]["label"] == "Detentions in Belarus"
    assert (
        "“almost 1,000 people” (900 to 1,000) and “987 detentions” (987) can both be right." in page
    )
    assert "406 of 987 is 41.1%: that is no majority." in page
    assert len(answer.context["alone"]) == 7
    assert "See it otherwise?" not in page


def test_an_empty_board_says_what_to_do(viewer: User, as_user: SignIn) -> None:
    page = plain(as_user(viewer).get("/figures/").content)
    assert "No figures yet" in page
    assert "Go to the articles" in page


def test_unconfirmed_figures_are_listed_quietly(
    demo: dict[str, Claim], editor: User, as_user: SignIn
) -> None:
    make_figure(demo["RC4"], editor, 45, confirmed=False)
    answer = as_user(editor).get("/figures/")
    assert [row["stated"] for row in answer.context["waiting"]] == ["45 people"]


def test_filters(demo: dict[str, Claim], viewer: User, as_user: SignIn) -> None:
    client = as_user(viewer)
    for query, labels in (
        ("conflicts=1", []),
        ("place=Zhodino%2C+Belarus", ["Detained protesters released in Belarus"]),
        ("verdict=true", []),
        ("quantity=x&verdict=nonsense", []),
    ):
        answer = client.get(f"/figures/?{query}")
        assert [section["label"] for section in answer.context["sections"]] == labels


def test_saying_otherwise_shows_both_and_can_be_taken_back(
    demo: dict[str, Claim], editor: User, as_user: SignIn
) -> None:
    client = as_user(editor)
    form = {"a": ids(demo["VI1"]), "b": ids(demo["VI2"]), "relation": "conflict"}
    answer = client.post(
        "/figures/relations/", {**form, "reason": "One counts people.", "next": "/figures/#pair-x"}
    )
    assert answer.headers["Location"] == "/figures/#pair-x"
    page = client.get("/figures/?conflicts=1")
    assert page.context["totals"]["conflicts"] == 1
    assert "One counts people. says Nina" in plain(page.content)
    assert "Computed: agree. “almost 1,000 people” (900 to 1,000)" in plain(page.content)
    client.post("/figures/relations/", {**form, "relation": ""})
    assert not FigureRelation.objects.filter(superseded_at__isnull=True).exists()


def test_a_refused_word_keeps_what_was_typed(
    demo: dict[str, Claim], editor: User, as_user: SignIn
) -> None:
    a, b = ids(demo["VI1"]), ids(demo["VI2"])
    quantity = demo["VI1"].figures.get().quantity_id
    form = {"a": a, "b": b, "pair": f"pair-{a}-{b}", "quantity": str(quantity)}
    answer = as_user(editor).post(
        "/figures/relations/", {**form, "relation": "sideways", "reason": "My long reason"}
    )
    assert answer.status_code == 400
    assert "My long reason</textarea>" in answer.content.decode()
    assert 'data-refusal="unknown_choice"' in answer.content.decode()
    assert [section["id"] for section in answer.context["sections"]] == [str(quantity)]


def test_a_viewer_gets_no_form_and_is_refused(
    demo: dict[str, Claim], viewer: User, as_user: SignIn
) -> None:
    form = {"a": ids(demo["VI1"]), "b": ids(demo["VI2"]), "relation": "agree", "reason": "r"}
    assert as_user(viewer).post("/figures/relations/", form).status_code == 403


def test_a_quantity_as_a_table(demo: dict[str, Claim], viewer: User, as_user: SignIn) -> None:
    client = as_user(viewer)
    answer = client.get(f"/figures/{demo['VI6'].figures.get().quantity_id}/table/")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "administrative-trials-in-belarus.csv" in answer.headers["Content-Disposition"]
    assert len(answer.content.decode().splitlines()) == 3
    assert client.get(f"/figures/{demo['VI6'].pk}/table/").status_code == 404


def test_words_of_strangers_stay_words(
    demo: dict[str, Claim], editor: User, as_user: SignIn
) -> None:
    evil = "<script>alert(1)</script>"
    quantity = make_quantity(editor, evil)
    for low in (1, 2):
        make_figure(
            demo["RC4"], editor, low, unit=evil, quantity=quantity, place=evil, authority=evil
        )
    page = as_user(editor).get("/figures/").content.decode()
    assert evil not in page
    assert "&lt;script&gt;" in page


def test_the_card_says_it_in_a_line(demo: dict[str, Claim], viewer: User, as_user: SignIn) -> None:
    card = as_user(viewer).get(f"/claims/{demo['VI2'].pk}/card/", headers=HTMX)
    assert "agrees with 1, conflicts with 0, other scope than 3" in plain(card.content)
    quiet = as_user(viewer).get(f"/claims/{demo['BF8'].pk}/card/", headers=HTMX)
    assert "agrees with" not in plain(quiet.content)
    majority = as_user(viewer).get(f"/claims/{demo['VI8'].pk}/card/", headers=HTMX)
    assert "406 of 987 is 41.1%: that is no majority." in plain(majority.content)


def test_queries_do_not_grow_with_quantities_and_figures(
    demo: dict[str, Claim], editor: User, as_user: SignIn, queries_of: Callable[..., int]
) -> None:
    client = as_user(editor)
    board, card = (
        queries_of(client, "/figures/"),
        queries_of(client, f"/claims/{demo['VI2'].pk}/card/"),
    )
    detentions = Figure.objects.get(claim=demo["VI2"]).quantity
    for n in range(5):
        other = make_claim(demo["RC1"].article, editor, "health camps", statement=f"Claim {n}")
        make_figure(other, editor, n, quantity=detentions)
        make_figure(other, editor, n, quantity=make_quantity(editor, f"Other {n % 2}"))
    assert queries_of(client, "/figures/") == board
    assert queries_of(client, f"/claims/{demo['VI2'].pk}/card/") == card
