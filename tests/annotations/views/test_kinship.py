"""The offer on the pages."""

from collections.abc import Callable

import pytest
from django.test import Client

from annotations import kinship
from annotations.models import Article, Kinship, User
from tests.annotations.views.conftest import HTMX
from tests.factories.articles import make_article
from tests.factories.claims import make_claim

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


@pytest.fixture
def pair(article: Article) -> Kinship:
    later = make_article(title="The copy", url="https://copy.example/kits", site_name="Copy")
    assert later.current_revision is not None
    (made,) = kinship.recognise(later, later.current_revision)
    return made


def test_the_answer_is_the_offer_with_what_was_decided(
    pair: Kinship, editor: User, as_user: SignIn
) -> None:
    data = {"decision": "also_published", "from": str(pair.article_id)}
    answer = as_user(editor).post(f"/kinships/{pair.pk}/", data, headers=HTMX)
    assert answer.status_code == 200
    words = answer.content.decode()
    assert "Also published:" in words
    assert f"/articles/{pair.other_id}/" in words
    assert "<form" not in words
    assert "toast" in answer["HX-Trigger"]


def test_without_scripts_the_person_lands_on_the_article_that_stays(
    pair: Kinship, editor: User, as_user: SignIn
) -> None:
    answer = as_user(editor).post(f"/kinships/{pair.pk}/", {"decision": "new_version"})
    assert answer.status_code == 302
    assert answer["Location"] == f"/articles/{pair.other_id}/"


def test_a_refusal_shows_the_offer_again_with_the_reason(
    pair: Kinship, editor: User, as_user: SignIn
) -> None:
    make_claim(pair.article, editor)
    answer = as_user(editor).post(
        f"/kinships/{pair.pk}/", {"decision": "new_version"}, headers=HTMX
    )
    assert answer.status_code == 409
    words = answer.content.decode()
    assert "Passages are marked in this copy" in words
    assert 'value="also_published"' in words


def test_a_viewer_is_refused(pair: Kinship, viewer: User, as_user: SignIn) -> None:
    answer = as_user(viewer).post(f"/kinships/{pair.pk}/", {"decision": "apart"}, headers=HTMX)
    assert answer.status_code == 403
    assert "<form" not in answer.content.decode()
    pair.refresh_from_db()
    assert pair.decision == "open"


def test_the_workspace_asks_and_afterwards_names_the_other_place(
    pair: Kinship, editor: User, as_user: SignIn
) -> None:
    client = as_user(editor)
    page = client.get(f"/articles/{pair.article_id}/").content.decode()
    assert "The same text as" in page
    client.post(f"/kinships/{pair.pk}/", {"decision": "also_published"})
    merged = client.get(f"/articles/{pair.article_id}/")
    assert merged["Location"] == f"/articles/{pair.other_id}/"
    page = client.get(merged["Location"]).content.decode()
    assert "https://copy.example/kits" in page
    assert "The same text as" not in page
    assert "That copy is part of this article now." in page
