"""What the public pages say, and the switches beside them, for programs."""

import pytest

from annotations.models import Article, Newsroom, Source
from tests.annotations.api.conftest import Caller
from tests.factories.articles import make_article
from tests.factories.sources import make_source
from tests.factories.users import make_admin, make_editor

pytestmark = pytest.mark.django_db


def test_what_the_public_pages_say_is_read_and_changed_with_its_version() -> None:
    admin = Caller(make_admin())
    read = admin.call("GET", "newsroom/about/")
    assert read.status_code == 200
    assert set(read.json()) == {
        *("name", "methodology", "sources_policy", "ownership", "funding"),
        *("corrections_policy", "contact", "language", "shows_articles"),
    }
    changed = admin.call("PUT", "newsroom/about/", {"contact": "Write."}, match=read["ETag"])
    assert (changed.status_code, changed.json()["contact"]) == (200, "Write.")
    late = admin.call("PUT", "newsroom/about/", {"contact": "Call."}, match=read["ETag"])
    assert (late.status_code, late.json()["code"]) == (412, "changed_meanwhile")
    assert Newsroom.current().contact == "Write."
    wrong = admin.call("PUT", "newsroom/about/", {"language": "xx"})
    assert (wrong.status_code, wrong.json()["field"]) == (400, "language")


def test_a_copy_is_opened_by_an_editor_and_never_that_of_a_confidential_source() -> None:
    nina = make_editor("nina")
    caller = Caller(nina)
    source = make_source(nina)
    path = f"sources/{source.pk}/"
    etag = caller.call("GET", path)["ETag"]
    opened = caller.call("PATCH", path, {"copy_is_public": True}, match=etag)
    assert (opened.status_code, opened.json()["copy_is_public"]) == (200, True)
    wrong = caller.call("PATCH", path, {"copy_is_public": "yes"}, match=opened["ETag"])
    assert (wrong.status_code, wrong.json()["code"]) == (400, "not_a_boolean")
    secret = make_source(nina, visibility="hidden")
    etag = caller.call("GET", f"sources/{secret.pk}/")["ETag"]
    refused = caller.call("PATCH", f"sources/{secret.pk}/", {"copy_is_public": True}, match=etag)
    assert (refused.status_code, refused.json()["code"]) == (409, "confidential")
    assert not Source.objects.get(pk=secret.pk).copy_is_public


def test_what_readers_see_of_an_article_is_patched_and_never_of_our_own_copy() -> None:
    nina = make_editor("nina")
    caller, article = Caller(nina), make_article(by=nina)
    answer = caller.call("PATCH", f"articles/{article.pk}/", {"publicly": "text"})
    assert (answer.status_code, answer.json()["publicly"]) == (200, "text")
    own = make_article(by=nina, purpose="own")
    refused = caller.call(
        "PATCH", f"articles/{own.pk}/", {"publicly": "text", "title": "Kept as it was"}
    )
    assert (refused.status_code, refused.json()["code"]) == (409, "own_copy")
    assert Article.objects.get(pk=own.pk).title != "Kept as it was"
