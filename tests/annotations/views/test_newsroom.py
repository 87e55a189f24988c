"""The page on which administrators write the public pages, and the one of what readers see of an article."""

from collections.abc import Callable

from django.test import Client

from annotations.models import Article, HistoryEntry, Newsroom, User
from annotations.publishing import about_etag, about_told
from tests.annotations.views.conftest import text
from tests.factories.articles import make_article
from tests.factories.users import make_admin

SignIn = Callable[[User], Client]
PATH = "/settings/public/"


def sent(**changed: str) -> dict[str, str]:
    newsroom = Newsroom.current()
    return {**about_told(newsroom), "etag": about_etag(newsroom), **changed}


def test_only_administrators_come_in(as_user: SignIn, reviewer: User) -> None:
    assert as_user(reviewer).get(PATH).status_code == 403
    assert as_user(reviewer).post(PATH, sent(funding="Me.")).status_code == 403
    assert as_user(make_admin()).get(PATH).status_code == 200
    assert Newsroom.current().funding != "Me."


def test_the_texts_are_saved_and_readers_see_them(as_user: SignIn, db: None) -> None:
    client = as_user(make_admin())
    words = {"sources_policy": "# Two *independent* ones", "contact": "desk@news.example"}
    assert client.post(PATH, sent(**words, funding="", ownership="A trust.")).status_code == 302
    assert '<h2 dir="auto">Two <em>independent</em> ones</h2>' in text(
        Client().get("/methodology/sources/")
    )
    assert "desk@news.example" in text(Client().get("/corrections/"))
    funding = text(Client().get("/methodology/funding/"))
    assert "A trust." in funding
    assert funding.count("has not written this yet") == 1


def test_a_look_shows_the_texts_and_saves_nothing(as_user: SignIn, db: None) -> None:
    client, before = as_user(make_admin()), Newsroom.current().funding
    page = text(client.post(PATH, sent(funding="Readers *pay*.", look="1")))
    assert "Readers <em>pay</em>." in page
    assert "Readers *pay*.</textarea>" in page
    assert Newsroom.current().funding == before
    assert not HistoryEntry.objects.filter(verb="newsroom_changed").exists()


def test_what_is_wrong_keeps_what_was_typed(as_user: SignIn, db: None) -> None:
    refused = as_user(make_admin()).post(PATH, sent(name="", funding="Readers pay."))
    assert refused.status_code == 400
    assert "Readers pay.</textarea>" in text(refused)
    assert "This may not be empty" in text(refused)


def test_what_was_saved_meanwhile_is_shown_and_saving_once_more_decides(
    as_user: SignIn, db: None
) -> None:
    client, mine = as_user(make_admin()), sent(funding="Mine.")
    client.post(PATH, sent(funding="Theirs."))
    refused = client.post(PATH, mine)
    assert refused.status_code == 412
    assert "Mine.</textarea>" in text(refused)
    assert "Theirs." in text(refused)
    newest = refused.context["etag"]
    assert client.post(PATH, {**mine, "etag": newest}).status_code == 302
    assert Newsroom.current().funding == "Mine."


def test_an_editor_says_what_readers_see_of_an_article(
    as_user: SignIn, editor: User, viewer: User, article: Article
) -> None:
    client, path = as_user(editor), f"/articles/{article.pk}/public/"
    assert "settings say (only the passages that are checked)" in text(client.get(path))
    assert client.post(path, {"publicly": "nothing"}).status_code == 302
    article.refresh_from_db()
    assert article.publicly == "nothing"
    assert as_user(viewer).post(path, {"publicly": ""}).status_code == 403
    assert client.post(path, {"publicly": "all"}).status_code == 400
    assert path in text(client.get(f"/articles/{article.pk}/"))


def test_our_own_copy_says_that_nothing_of_it_is_public(as_user: SignIn, editor: User) -> None:
    own = make_article(by=editor, purpose="own")
    client, path = as_user(editor), f"/articles/{own.pk}/public/"
    assert "nothing of it is made public" in text(client.get(path))
    assert client.post(path, {"publicly": "text"}).status_code == 409
