"""Passages elsewhere on a claim's card: shown with reasons, linked with a stance that a person gives."""

from collections.abc import Callable

import pytest
from django.test import Client

from annotations.models import Article, Claim, Evidence, User
from tests.factories.articles import add_revision, make_article
from tests.factories.claims import make_claim

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
HTMX = {"HX-Request": "true"}
SAYS = "The ministry counted more than 4,000 hygiene kits in Brest - and paid for them."


@pytest.fixture
def claim(article: Article, editor: User) -> Claim:
    return make_claim(article, editor)


@pytest.fixture
def other(editor: User) -> Article:
    return make_article(f"It rained.\n\n{SAYS}", by=editor, title="Kits counted")


def shown(claim: Claim, person: User, as_user: SignIn, query: str = "") -> str:
    path = f"/claims/{claim.pk}/bearing/{query}"
    return as_user(person).get(path, headers=HTMX).content.decode()


def test_a_passage_stands_with_its_reasons_and_a_link_to_its_place(
    claim: Claim, other: Article, editor: User, as_user: SignIn
) -> None:
    html = shown(claim, editor, as_user)
    assert SAYS in html
    assert "numbers: 4,000 · similar wording" in html
    place = "The%20ministry%20counted%20more%20than%204%2C000,in%20Brest%20%2D%20and%20paid%20for"
    assert f"/articles/{other.pk}/#:~:text=" in html
    assert "%2C000" in html
    assert place.split(",", maxsplit=1)[0] in html
    assert html.count('name="stance"') == 3
    assert "checked" not in html


def test_a_viewer_sees_passages_and_no_stances(
    claim: Claim, other: Article, viewer: User, as_user: SignIn
) -> None:
    html = shown(claim, viewer, as_user)
    assert SAYS in html
    assert str(other.pk) in html
    assert 'name="stance"' not in html


def test_own_words_get_the_list_alone(
    claim: Claim, other: Article, editor: User, as_user: SignIn
) -> None:
    assert other.title in shown(claim, editor, as_user)
    html = shown(claim, editor, as_user, "?search=zebra")
    assert "has these words" in html
    assert "Look for other words" not in html


def _body(other: Article, **more: object) -> dict[str, object]:
    start = f"It rained.\n\n{SAYS}".index(SAYS)
    place = {"article": other.pk, "revision": other.current_revision_id}
    return {**place, "start": start, "end": start + len(SAYS), "stance": "contradicts", **more}


def test_a_stance_links_it_and_the_part_stays_open(
    claim: Claim, other: Article, editor: User, as_user: SignIn
) -> None:
    path = f"/claims/{claim.pk}/bearing/link/"
    answer = as_user(editor).post(path, _body(other), headers=HTMX)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert 'data-part="passages" open' in html
    entry = Evidence.objects.get(claim=claim)
    assert (entry.stance, entry.quote) == ("contradicts", SAYS)
    assert "linked already" in shown(claim, editor, as_user)


@pytest.mark.parametrize(
    ("more", "status"), [({"stance": "maybe"}, 400), ({"end": 99_999}, 400), ({"start": "x"}, 400)]
)
def test_what_cannot_be_linked_leaves_the_card_with_a_reason(
    claim: Claim,
    other: Article,
    editor: User,
    as_user: SignIn,
    more: dict[str, object],
    status: int,
) -> None:
    path = f"/claims/{claim.pk}/bearing/link/"
    answer = as_user(editor).post(path, _body(other, **more), headers=HTMX)
    assert answer.status_code == status
    assert not Evidence.objects.exists()


def test_a_newer_text_is_not_linked_to_unseen(
    claim: Claim, other: Article, editor: User, as_user: SignIn
) -> None:
    body = _body(other)
    add_revision(other, "All of it is new.")
    answer = as_user(editor).post(f"/claims/{claim.pk}/bearing/link/", body, headers=HTMX)
    assert answer.status_code == 409
    assert not Evidence.objects.exists()


def test_a_viewer_may_not_link(claim: Claim, other: Article, viewer: User, as_user: SignIn) -> None:
    answer = as_user(viewer).post(f"/claims/{claim.pk}/bearing/link/", _body(other), headers=HTMX)
    assert answer.status_code == 403
    assert not Evidence.objects.exists()
