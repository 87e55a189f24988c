from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client

from annotations.models import Article, Import, User
from tests.annotations.views.conftest import HTMX
from tests.factories.articles import make_article
from tests.factories.claims import make_claim

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
AWKWARD = "Ünïcode 👩‍👩‍👧 says “привет”.\n\n<b>Not a tag</b> &amp; so on.\n\nשלום עולם."


def test_the_text_stands_there_block_by_block_exactly_as_it_is(
    editor: User, as_user: SignIn
) -> None:
    article = make_article(AWKWARD, by=editor)
    answer = as_user(editor).get(f"/articles/{article.pk}/")
    text = article.current_revision.text
    blocks = [item["block"] for item in answer.context["items"] if "block" in item]
    assert [block["text"] for block in blocks] == text.split("\n\n")
    assert all(text[b["start"] : b["end"]] == b["text"] for b in blocks)
    assert "&lt;b&gt;Not a tag&lt;/b&gt; &amp;amp; so on." in answer.content.decode()


def test_a_viewer_reads_and_gets_no_tools(article: Article, viewer: User, as_user: SignIn) -> None:
    answer = as_user(viewer).get(f"/articles/{article.pk}/")
    assert answer.status_code == 200
    assert answer.context["may"] == {"edit": False, "review": False}
    assert 'data-can-edit="false"' in answer.content.decode()


def test_an_article_whose_text_has_not_arrived_says_so(editor: User, as_user: SignIn) -> None:
    article = Article.objects.create(title="On its way", created_by=editor)
    answer = as_user(editor).get(f"/articles/{article.pk}/")
    assert answer.status_code == 409
    assert "/imports/" in answer.content.decode()


def test_thirty_claims_take_as_many_queries_as_one(
    article: Article, editor: User, as_user: SignIn, queries_of: Callable[..., int]
) -> None:
    client, path = as_user(editor), f"/articles/{article.pk}/"
    make_claim(article, editor)
    one, one_line = queries_of(client, path), queries_of(client, f"{path}cards/")
    for _ in range(29):
        make_claim(article, editor)
    assert queries_of(client, path) == one
    assert queries_of(client, f"{path}cards/") == one_line


def test_the_numbers_above_the_text_follow_the_claims(
    article: Article, editor: User, as_user: SignIn
) -> None:
    client = as_user(editor)
    before = client.get(f"/articles/{article.pk}/progress/", headers=HTMX).context["progress"]
    make_claim(article, editor)
    after = client.get(f"/articles/{article.pk}/progress/", headers=HTMX).context["progress"]
    assert (before.claims, after.claims) == (0, 1)
    assert after.unread == before.unread - 1


def test_a_proposed_date_says_where_it_is_from_and_can_be_confirmed(
    editor: User, as_user: SignIn
) -> None:
    day = datetime(2020, 8, 14, 9, 30, tzinfo=UTC)
    notes = {"published_at": {"origin": "caption", "confidence": "low"}}
    article = make_article(by=editor, published_at=day, field_notes=notes)
    client = as_user(editor)
    page = client.get(f"/articles/{article.pk}/").content.decode()
    assert "photo caption" in page
    data = {"published_at": "2020-08-14", "title": article.title, "confirm": "published_at"}
    answer = client.post(f"/articles/{article.pk}/about/", data, headers=HTMX)
    assert answer.status_code == 200
    article.refresh_from_db()
    assert article.published_at == day
    assert article.note_of("published_at")["origin"] == "person"
    assert article.note_of("title") == {}


def test_saving_other_details_does_not_confirm_a_proposal(editor: User, as_user: SignIn) -> None:
    day = datetime(2020, 8, 14, 9, 30, tzinfo=UTC)
    notes = {"published_at": {"origin": "caption", "confidence": "low"}}
    article = make_article(by=editor, published_at=day, field_notes=notes)
    data = {"published_at": "2020-08-14", "title": "A better title"}
    as_user(editor).post(f"/articles/{article.pk}/about/", data)
    article.refresh_from_db()
    assert article.title == "A better title"
    assert article.published_at == day
    assert article.note_of("published_at")["confidence"] == "low"


def test_a_wrong_detail_keeps_what_was_typed(
    article: Article, editor: User, as_user: SignIn
) -> None:
    data = {"title": "", "byline": "Typed name", "canonical_url": "nonsense"}
    answer = as_user(editor).post(f"/articles/{article.pk}/about/", data, headers=HTMX)
    assert answer.status_code == 400
    assert answer.context["about_form"].values["byline"] == "Typed name"


def test_fetching_again_is_an_import(article: Article, editor: User, as_user: SignIn) -> None:
    answer = as_user(editor).post(f"/articles/{article.pk}/again/")
    assert answer.headers["Location"] == "/imports/"
    assert Import.objects.get().article == article


def test_a_block_is_set_aside_and_put_back(article: Article, editor: User, as_user: SignIn) -> None:
    client = as_user(editor)

    def choose(choice: str) -> None:
        article.refresh_from_db()
        revision = article.current_revision
        last = revision.blocks[-1]["id"]
        data = {"block": last, "choice": choice, "revision": str(revision.pk)}
        answer = client.post(f"/articles/{article.pk}/blocks/", data)
        assert answer.headers["Location"] == f"/articles/{article.pk}/"
        article.refresh_from_db()

    choose("aside")
    assert article.current_revision.blocks[-1]["furniture"]
    choose("story")
    assert not article.current_revision.blocks[-1]["furniture"]


def test_a_choice_about_an_older_text_is_refused(
    article: Article, editor: User, as_user: SignIn
) -> None:
    data = {"block": "b1", "choice": "aside", "revision": "older"}
    answer = as_user(editor).post(f"/articles/{article.pk}/blocks/", data)
    assert answer.status_code in {404, 409}
