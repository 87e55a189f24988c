"""Submitting all that is rated, at the pages' door."""

from collections.abc import Callable

import pytest
from django.test import Client

from annotations.models import Article, State, User
from tests.annotations.views.conftest import HTMX, text
from tests.factories.claims import make_claim, rate, rated_claim

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def test_a_look_says_what_goes_what_stays_and_why(
    article: Article, editor: User, as_user: SignIn
) -> None:
    ready = rated_claim(article, editor)
    rate(make_claim(article, editor), editor)
    answer = as_user(editor).get(f"/articles/{article.pk}/submit-rated/", headers=HTMX)
    words = " ".join(text(answer).split())
    assert "1 claim will be submitted.</b> 1 stays with you:" in words
    assert "needs a source that corroborates the claim" in words
    ready.refresh_from_db()
    assert ready.state == State.DRAFT


def test_submitting_tells_the_page_and_says_it_in_a_sentence(
    article: Article, editor: User, as_user: SignIn
) -> None:
    claims = [rated_claim(article, editor), rated_claim(article, editor)]
    make_claim(article, editor)
    answer = as_user(editor).post(f"/articles/{article.pk}/submit-rated/", headers=HTMX)
    assert "claims-changed" in answer.headers["HX-Trigger"]
    assert "2 claims are submitted. 1 stays with you." in answer.headers["HX-Trigger"]
    for claim in claims:
        claim.refresh_from_db()
    assert {claim.state for claim in claims} == {State.IN_REVIEW}


def test_without_scripts_it_is_a_page_and_leads_back(
    article: Article, editor: User, as_user: SignIn
) -> None:
    rated_claim(article, editor)
    client = as_user(editor)
    assert "<html" in text(client.get(f"/articles/{article.pk}/submit-rated/"))
    answer = client.post(f"/articles/{article.pk}/submit-rated/", follow=True)
    assert answer.redirect_chain == [(f"/articles/{article.pk}/", 302)]
    assert "1 claim is submitted." in text(answer)


def test_viewers_are_refused_and_unknown_articles_are_not_found(
    article: Article, editor: User, viewer: User, as_user: SignIn
) -> None:
    path = f"/articles/{article.pk}/submit-rated/"
    assert as_user(viewer).get(path).status_code == 403
    assert as_user(viewer).post(path).status_code == 403
    assert as_user(editor).get(f"/articles/{editor.pk}/submit-rated/").status_code == 404


def test_a_look_takes_the_same_queries_however_many(
    article: Article, editor: User, as_user: SignIn, queries_of: Callable[..., int]
) -> None:
    client, path = as_user(editor), f"/articles/{article.pk}/submit-rated/"
    rated_claim(article, editor)
    rate(make_claim(article, editor), editor)
    few = queries_of(client, path, headers=HTMX)
    for _time in range(4):
        rated_claim(article, editor)
        rate(make_claim(article, editor), editor)
    assert queries_of(client, path, headers=HTMX) == few
