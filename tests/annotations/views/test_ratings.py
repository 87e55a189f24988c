"""The page of the ratings' words in further languages, and what readers of a language see of them."""

from collections.abc import Callable

from django.test import Client

from annotations.models import Article, Rating, User
from tests.annotations.views.conftest import text
from tests.factories.claims import rated_claim
from tests.factories.users import make_admin

SignIn = Callable[[User], Client]
PATH = "/settings/ratings/"


def test_only_administrators_come_in(as_user: SignIn, reviewer: User) -> None:
    client = as_user(reviewer)
    assert client.get(PATH).status_code == 403
    assert client.post(f"{PATH}others/true/", {"labels-ru": "Верно"}).status_code == 403


def test_an_administrator_adds_words_and_sees_what_is_missing(as_user: SignIn, db: None) -> None:
    client = as_user(make_admin())
    Rating.objects.filter(slug="true", purpose="others").update(labels={})
    assert "missing: Русский, Беларуская" in text(client.get(PATH))
    sent = {"labels-ru": "Верно", "labels-be": "Слушна"}
    answer = client.post(f"{PATH}others/true/", sent)
    assert answer.headers["Location"] == f"{PATH}#others-true"
    assert Rating.objects.get(slug="true").labels == {"ru": "Верно", "be": "Слушна"}
    page = text(client.get(PATH))
    assert 'value="Слушна"' in page
    assert "missing:" not in page


def test_what_was_typed_stays_where_it_is_refused(as_user: SignIn, db: None) -> None:
    client = as_user(make_admin())
    refused = client.post(f"{PATH}others/true/", {"labels-ru": "я" * 81, "labels-be": "Слушна"})
    assert refused.status_code == 400
    assert "я" * 81 in text(refused)
    assert 'value="Слушна"' in text(refused)
    assert client.post(f"{PATH}others/none/", {"labels-ru": "Верно"}).status_code == 404


def test_a_reader_sees_a_verdict_in_their_language_and_else_its_label(
    as_user: SignIn, editor: User, article: Article
) -> None:
    claim = rated_claim(article, editor)
    client = as_user(editor)
    pages = [f"/claims/{claim.pk}/", "/claims/", f"/articles/{article.pk}/"]
    for path in pages:
        assert "Правда" in text(client.get(path, headers={"Accept-Language": "ru"})), path
        assert "Праўда" in text(client.get(path, headers={"Accept-Language": "be"})), path
        assert "Правда" not in text(client.get(path)), path


def test_programs_read_and_write_the_words_of_a_rating(as_user: SignIn, db: None) -> None:
    client = as_user(make_admin())
    listed = client.get("/api/v1/ratings/?purpose=own").json()
    assert listed[0]["labels"]["ru"]
    path = "/api/v1/ratings/confirmed/translations/?purpose=own"
    answer = client.put(path, {"labels": {"ru": "Верно"}}, content_type="application/json")
    assert (answer.status_code, answer.json()["labels"]["ru"]) == (200, "Верно")
    wrong = client.put(path, {"labels": {"xx": "?"}}, content_type="application/json")
    assert (wrong.status_code, wrong.json()["field"]) == (400, "labels")


def test_the_page_takes_as_many_queries_however_many_languages(
    as_user: SignIn, queries_of: Callable[..., int], db: None
) -> None:
    client = as_user(make_admin())
    before = queries_of(client, PATH)
    Rating.objects.filter(purpose="others").update(retired_at="2026-01-01T00:00:00Z")
    assert queries_of(client, PATH) == before
