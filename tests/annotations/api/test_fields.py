"""Answers with the fields that were asked for, and no others."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.models import Article
from tests.annotations.api.conftest import Caller
from tests.factories.claims import published_claim, rated_claim


def test_a_detail_and_a_list_give_what_was_named_and_keep_their_addresses(
    editor: Caller, article: Article
) -> None:
    claim = rated_claim(article, editor.user)
    one = editor.get_json(f"claims/{claim.pk}/?fields=id,state,verdict.slug,evidence.stance")
    assert set(one) == {"id", "state", "verdict", "evidence"}
    assert set(one["verdict"]) == {"slug"}
    assert [set(entry) for entry in one["evidence"]] == [{"stance"}]
    page = editor.get_json("claims/?fields=id&limit=1")
    assert set(page) == {"next", "previous", "results"}
    assert page["results"] == [{"id": str(claim.pk)}]


def test_the_whole_and_a_part_of_the_same_field_give_the_whole(
    editor: Caller, article: Article
) -> None:
    claim = rated_claim(article, editor.user)
    for order in ("verdict,verdict.slug", "verdict.slug,verdict"):
        told = editor.get_json(f"claims/{claim.pk}/?fields={order}")
        assert set(told["verdict"]) > {"slug"}, order


def test_what_postgresql_writes_is_thinned_too_and_a_page_keeps_it_to_the_next(
    editor: Caller, article: Article
) -> None:
    made = [rated_claim(article, editor.user) for _ in range(2)]
    told = editor.get_json(f"articles/{article.pk}/claims/?fields=id,anchor.start")["results"]
    assert [set(claim) for claim in told] == [{"id", "anchor"}] * 2
    assert {claim["id"] for claim in told} == {str(claim.pk) for claim in made}
    assert all(set(claim["anchor"]) == {"start"} for claim in told)
    following = editor.get_json("claims/?fields=id&limit=1")["next"]
    assert "fields=id" in following


@pytest.mark.parametrize(
    ("fields", "named"),
    [("colour", "statement"), ("id,", "statement"), ("verdict.colour", "slug"), ("id.x", "id")],
)
def test_a_name_that_is_none_is_refused_with_those_that_are(
    editor: Caller, article: Article, fields: str, named: str
) -> None:
    claim = rated_claim(article, editor.user)
    for path in (f"claims/{claim.pk}/", "claims/", f"articles/{article.pk}/claims/"):
        response = editor.call("GET", f"{path}?fields={fields}")
        problem = response.json()
        assert (response.status_code, problem["code"]) == (400, "unknown_field"), path
        assert named in problem["detail"]


def test_the_etag_stays_that_of_the_whole_so_that_it_can_be_sent_as_if_match(
    editor: Caller, article: Article
) -> None:
    claim = rated_claim(article, editor.user)
    etag = editor.call("GET", f"claims/{claim.pk}/?fields=id")["ETag"]
    assert etag == editor.call("GET", f"claims/{claim.pk}/")["ETag"]
    amended = editor.call("PATCH", f"claims/{claim.pk}/", {"statement": "Less."}, match=etag)
    assert amended.status_code == 200


def test_a_brief_list_has_no_fields_to_choose(editor: Caller, article: Article) -> None:
    response = editor.call("GET", f"articles/{article.pk}/claims/?view=brief&fields=id")
    assert (response.status_code, response.json()["field"]) == (400, "fields")


def test_fields_without_evidence_ask_the_database_for_none(
    editor: Caller, article: Article
) -> None:
    rated_claim(article, editor.user)
    with CaptureQueriesContext(connection) as asked:
        editor.get_json(f"articles/{article.pk}/claims/?fields=id,state")
    (sql,) = [q["sql"] for q in asked.captured_queries if "json_agg" in q["sql"]]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sql}")
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "annotations_claim" in plan
    for table in ("evidence", "secondverdict", "publication", "user", "rating", "reviewdecision"):
        assert f"annotations_{table}" not in plan, table


def test_every_field_alone_is_as_in_the_whole(
    editor: Caller, reviewer: Caller, article: Article
) -> None:
    published_claim(article, editor.user, reviewer.user)
    (whole,) = editor.get_json(f"articles/{article.pk}/claims/")["results"]
    for name, value in whole.items():
        told = editor.get_json(f"articles/{article.pk}/claims/?fields={name}")["results"]
        assert told == [{name: value}], name
        listed = editor.get_json(f"claims/?fields={name}")["results"]
        assert listed == [{name: value}], name
