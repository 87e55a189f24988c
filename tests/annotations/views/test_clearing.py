"""The page on which our own copy is cleared, what header and list say, and who wrote it."""

from collections.abc import Callable

import pytest
from django.test import Client

from annotations.models import Newsroom, SignOff, User
from tests.annotations.views.conftest import text
from tests.factories.articles import add_revision, make_article
from tests.factories.own_copy import COPY, Desk, found, make_copy, make_desk, ready_copy

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def test_it_is_cleared_by_a_button_and_header_and_list_say_so_until_the_text_is_newer(
    desk: Desk, as_user: SignIn
) -> None:
    article, _claim = ready_copy(desk)
    client = as_user(desk.chief)
    url = f"/articles/{article.pk}/clear/"
    assert "Nothing is missing" in text(client.get(url))
    form = {"revision": article.current_revision_id, "comment": "Ready."}
    assert client.post(url, form).status_code == 302
    assert "Cleared by Nina at revision 1" in text(client.get(url))
    for page in (f"/articles/{article.pk}/", "/articles/"):
        assert "Cleared by Nina at revision 1" in text(client.get(page))
    add_revision(article, COPY + " Never.")
    assert "Cleared revision 1; the text is newer" in text(client.get("/articles/"))
    assert "revision 1 was, the text is newer" in text(client.get(f"/articles/{article.pk}/"))
    assert "a newer text came" in text(client.get(url))


def test_what_is_missing_stands_with_links_and_no_button(desk: Desk, as_user: SignIn) -> None:
    article = make_copy(desk)
    claim = found(article, desk)
    url = f"/articles/{article.pk}/clear/"
    page = text(as_user(desk.chief).get(url))
    assert "things to do first" in page
    assert f"/articles/{article.pk}/#claim-{claim.pk}" in page
    assert "Clear revision" not in page
    refused = as_user(desk.chief).post(
        url, {"revision": article.current_revision_id, "comment": "Anyway"}
    )
    assert refused.status_code == 409
    assert 'data-refusal="not_ready"' in text(refused)


@pytest.mark.parametrize(("who", "says"), [("writer", "must clear it"), ("checker", "reviewer")])
def test_who_may_not_is_told_why(who: str, says: str, desk: Desk, as_user: SignIn) -> None:
    article, _claim = ready_copy(desk)
    page = text(as_user(getattr(desk, who)).get(f"/articles/{article.pk}/clear/"))
    assert "Clear revision" not in page
    assert says in page or "A reviewer who neither wrote nor checked it clears it" in page


def test_a_text_that_came_meanwhile_is_refused_and_the_comment_kept(
    desk: Desk, as_user: SignIn
) -> None:
    article, _claim = ready_copy(desk)
    old = article.current_revision_id
    add_revision(article, COPY + " Never.")
    url = f"/articles/{article.pk}/clear/"
    refused = as_user(desk.chief).post(url, {"revision": old, "comment": "My words"})
    assert refused.status_code == 409
    assert "newer text" in text(refused)
    assert not SignOff.objects.exists()


def test_it_is_taken_back_with_a_reason(desk: Desk, as_user: SignIn) -> None:
    article, _claim = ready_copy(desk)
    client, url = as_user(desk.chief), f"/articles/{article.pk}/clear/"
    client.post(url, {"revision": article.current_revision_id})
    empty = as_user(desk.checker).post(f"/articles/{article.pk}/reopen/", {"reason": ""})
    assert empty.status_code == 400
    as_user(desk.checker).post(f"/articles/{article.pk}/reopen/", {"reason": "A call."})
    assert SignOff.objects.get().ended_why == "reopened"
    assert "somebody took it back" in text(client.get(url))


def test_others_articles_have_a_sign_off_only_where_the_newsroom_wants_it(
    desk: Desk, as_user: SignIn
) -> None:
    article = make_article(by=desk.checker)
    client = as_user(desk.chief)
    assert client.get(f"/articles/{article.pk}/clear/").headers["Location"].endswith("/sign-off/")
    assert "does not sign articles off" in text(client.get(f"/articles/{article.pk}/sign-off/"))
    assert "sign-off-line" not in text(client.get(f"/articles/{article.pk}/"))
    Newsroom.objects.update(wants_sign_off=True)
    assert "Not signed off" in text(client.get(f"/articles/{article.pk}/"))
    assert "sentences are unread" in text(client.get(f"/articles/{article.pk}/sign-off/"))


def test_who_wrote_it_is_said_on_the_articles_page(desk: Desk, as_user: SignIn) -> None:
    article = make_copy(desk)
    client = as_user(desk.checker)
    assert "Who wrote it" in text(client.get(f"/articles/{article.pk}/"))
    form = {"writers": [str(desk.chief.pk)], "writer_names": "Jo Free\n\n"}
    assert client.post(f"/articles/{article.pk}/writers/", form).status_code == 302
    article.refresh_from_db()
    assert list(article.writers.all()) == [desk.chief]
    assert article.writer_names == ["Jo Free"]
    long = {"writers": [], "writer_names": "x" * 300}
    refused = client.post(f"/articles/{article.pk}/writers/", long)
    assert refused.status_code == 400
    assert "x" * 300 in text(refused)


def test_queries_of_page_and_list_do_not_grow_with_claims_and_articles(
    desk: Desk, as_user: SignIn, queries_of: Callable[..., int]
) -> None:
    article = make_copy(desk)
    found(article, desk, "change")
    client, url = as_user(desk.chief), f"/articles/{article.pk}/clear/"
    counts = queries_of(client, url), queries_of(client, "/articles/")
    for words in ("The ministry", "did not comment", "in May"):
        found(article, desk, "change", words)
        make_copy(desk)
    assert (queries_of(client, url), queries_of(client, "/articles/")) == counts
