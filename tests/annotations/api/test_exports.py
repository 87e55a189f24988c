"""Exports at the JSON door."""

import csv
import io
import json

import pytest

from annotations.models import Article
from tests.annotations.api.conftest import Caller
from tests.factories.claims import make_claim, rated_claim

pytestmark = pytest.mark.django_db


def test_filters_are_those_of_the_list(article: Article, editor: Caller) -> None:
    assert editor.user is not None
    rated_claim(article, editor.user)
    made = make_claim(article, editor.user, "80% of voters took part")
    got = editor.call("GET", "exports/claims.csv?verdict=none", Accept="text/csv")
    assert got.status_code == 200, got.content
    rows = list(csv.DictReader(io.StringIO(got.getvalue().decode())))
    assert [row["id"] for row in rows] == [str(made.pk), "END OF EXPORT"]
    lines = editor.call("GET", f"exports/history.jsonl?claim={made.pk}").getvalue().splitlines()
    told = [json.loads(line) for line in lines]
    assert [one.get("verb") for one in told] == ["created", None]
    assert told[0]["details"]["statement"] == made.statement
    assert told[-1] == {"type": "end", "of": "history", "rows": 1}


def test_sources_by_kind(article: Article, editor: Caller) -> None:
    assert editor.user is not None
    rated_claim(article, editor.user)
    all_of_them = editor.call("GET", "exports/sources.jsonl").getvalue().splitlines()
    none = editor.call("GET", "exports/sources.jsonl?kind=data").getvalue().splitlines()
    assert [len(all_of_them), len(none)] == [2, 1]


@pytest.mark.parametrize(
    "path",
    ["exports/claims.csv?state=x", "exports/history.csv?since=soon", "exports/sources.csv?x=1"],
)
def test_what_is_not_understood_is_refused(path: str, editor: Caller) -> None:
    got = editor.call("GET", path)
    assert got.status_code == 400
    assert got.json()["code"]


def test_nobody_takes_one_unknown(anonymous: Caller) -> None:
    assert anonymous.call("GET", "exports/claims.csv").status_code == 401
