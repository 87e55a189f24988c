"""Sentences worth checking as the workspace asks for them, and as a page of its own."""

from collections.abc import Callable

import pytest
from django.test import Client

from annotations.models import Article, HintChoice, User
from tests.factories.articles import TEXT, make_article

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
SAID = "According to official statistics, 80% of voters took part."
LONG = "\n\n".join(f"About {n},000 people were detained in town {n}." for n in range(10, 25))


def shown(article: Article, person: User, as_user: SignIn, query: str = "") -> str:
    path = f"/articles/{article.pk}/hints/{query}"
    answer = as_user(person).get(path, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    return answer.content.decode()


def test_each_hint_stands_with_its_reasons_the_best_first(
    article: Article, editor: User, as_user: SignIn
) -> None:
    html = shown(article, editor, as_user)
    assert html.index(SAID) < html.index("The ministry did not comment.")
    assert "a share, somebody says so" in html
    assert 'data-act="hint-mark"' in html


def test_ten_are_shown_and_all_on_demand(editor: User, as_user: SignIn) -> None:
    article = make_article(LONG)
    html = shown(article, editor, as_user)
    assert (html.count("<li>"), "Show all 15" in html) == (10, True)
    html = shown(article, editor, as_user, "?all=1")
    assert (html.count("<li>"), "Show all" in html) == (15, False)


def test_a_viewer_gets_no_acts_and_may_not_dismiss(
    article: Article, viewer: User, as_user: SignIn
) -> None:
    assert "hint-mark" not in shown(article, viewer, as_user)
    answer = as_user(viewer).post(f"/articles/{article.pk}/hints/dismiss/", {"start": 0, "end": 5})
    assert answer.status_code == 403
    assert not HintChoice.objects.exists()


def test_without_a_script_a_form_dismisses_and_the_list_comes_again(
    article: Article, editor: User, as_user: SignIn
) -> None:
    start = TEXT.index(SAID)
    body = {"start": start, "end": start + len(SAID), "revision": article.current_revision_id}
    answer = as_user(editor).post(f"/articles/{article.pk}/hints/dismiss/", body)
    assert answer.headers["Location"] == f"/articles/{article.pk}/hints/"
    page = as_user(editor).get(answer.headers["Location"]).content.decode()
    assert "<html" in page
    assert SAID not in page
    assert 'data-act="hint-mark"' not in page
