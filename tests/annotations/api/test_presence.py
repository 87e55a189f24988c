"""Who has an article open, at the API's door."""

from typing import Any
from uuid import uuid4

from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.models import Article
from tests.annotations.api.conftest import Caller
from tests.factories.claims import make_claim
from tests.factories.users import make_editor


def here(caller: Caller, article: Article, **said: Any) -> list[dict[str, Any]]:
    response = caller.call("POST", f"articles/{article.pk}/presence/", said)
    assert response.status_code == 200, response.content
    people: list[dict[str, Any]] = response.json()["people"]
    return people


def test_two_people_see_each_other_and_nobody_sees_themselves(
    editor: Caller, viewer: Caller, article: Article
) -> None:
    claim = make_claim(article, editor.user)  # type: ignore[arg-type]
    assert here(editor, article, claim=str(claim.pk), typing=True) == []
    (seen,) = here(viewer, article)
    assert seen.pop("seen_at")
    assert seen == {
        "id": str(editor.user.pk),
        "name": editor.user.name,
        "initials": editor.user.initials,
        "claim": str(claim.pk),
        "typing": True,
    }
    assert editor.call("DELETE", f"articles/{article.pk}/presence/").status_code == 204
    assert here(viewer, article) == []
    assert [seen["claim"] for seen in here(editor, article)] == [None]


def test_its_queries_do_not_grow_with_the_people(
    editor: Caller, viewer: Caller, article: Article
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            here(viewer, article)
        return len(captured)

    here(editor, article)
    few = queries()
    for number in range(9):
        here(Caller(make_editor(f"more{number}")), article)
    assert queries() == few
    assert len(here(viewer, article)) == 10


def test_nobody_is_seen_where_there_is_no_article(editor: Caller, anonymous: Caller) -> None:
    assert editor.call("POST", f"articles/{uuid4()}/presence/", {}).status_code == 404
    assert anonymous.call("POST", f"articles/{uuid4()}/presence/", {}).status_code == 401


def test_what_makes_no_sense_is_refused_by_name(editor: Caller, article: Article) -> None:
    for said, field in (({"claim": "x"}, "claim"), ({"typing": 3}, "typing")):
        refused = editor.call("POST", f"articles/{article.pk}/presence/", said)
        assert (refused.status_code, refused.json()["field"]) == (400, field)
