"""The tray as the workspace asks for it, and as a page of its own."""

import json
from collections.abc import Callable

import pytest
import regex
from django.test import Client

from annotations.models import Article, User
from tests.factories.articles import TEXT, add_revision
from tests.factories.claims import approved_claim, make_claim
from tests.factories.users import make_reviewer, make_viewer

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
WORDS = "more than 4,000 hygiene kits"


def shown(article: Article, person: User, as_user: SignIn, query: str = "") -> str:
    path = f"/articles/{article.pk}/tray/{query}"
    answer = as_user(person).get(path, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_entry_shows_both_sentences_with_the_figure_that_changed(
    article: Article, editor: User, as_user: SignIn
) -> None:
    claim = approved_claim(article, editor, make_reviewer())
    add_revision(article, TEXT.replace("4,000", "5,500"))
    html = shown(article, editor, as_user)
    assert "Words changed" in html
    assert "<del><b>4,000</b></del>" in html
    assert "<ins><b>5,500</b></ins>" in html
    assert '<span class="own">more than </span>' in html
    assert "Approval out of date" in html
    assert f"/articles/{article.pk}/revisions/1/differences/2/" in html or "revisions" in html
    claim.refresh_from_db()
    assert f'data-etag="&quot;{claim.version}&quot;"' in html
    places = regex.search(r'id="tray-places" type="application/json">(.*?)</script>', html)
    assert places is not None
    ((_highlight, of, is_lost, near, end),) = json.loads(places[1])
    assert (of, is_lost) == (str(claim.pk), False)
    assert (near, end) == (TEXT.index(WORDS), TEXT.index(WORDS) + len(WORDS))


def test_a_viewer_and_a_page_without_scripts_get_no_acts(
    article: Article, editor: User, as_user: SignIn
) -> None:
    make_claim(article, editor)
    add_revision(article, TEXT.replace("4,000", "5,500"))
    act = 'data-act="tray-confirm"'
    assert act in shown(article, editor, as_user)
    assert act not in shown(article, make_viewer(), as_user)
    page = as_user(editor).get(f"/articles/{article.pk}/tray/").content.decode()
    assert act not in page
    assert "<ins><b>5,500</b></ins>" in page
    assert "hidden" not in page.partition('class="tray-body"')[2].partition(">")[0]


def test_only_so_many_are_told_in_full_and_more_on_request(
    article: Article, editor: User, as_user: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotations.views.tray.PAGE", 1)
    make_claim(article, editor)
    make_claim(article, editor, "3,000 people")
    add_revision(article, TEXT.replace("4,000", "5,500").replace("3,000", "2,000"))
    html = shown(article, editor, as_user)
    assert (html.count('class="tray-entry"'), 'data-all="2"' in html) == (1, True)
    assert 'data-shown="2"' in html
    assert shown(article, editor, as_user, "?shown=2").count('class="tray-entry"') == 2


def test_nothing_waits(article: Article, editor: User, as_user: SignIn) -> None:
    assert "No passage waits" in shown(article, editor, as_user)


def test_a_size_that_is_no_number_is_refused(
    article: Article, editor: User, as_user: SignIn
) -> None:
    answer = as_user(editor).get(f"/articles/{article.pk}/tray/?shown=x")
    assert answer.status_code == 400
