"""Lists by cursor."""

import base64
import json
from itertools import chain

import pytest

from annotations.models import Article, Source
from tests.annotations.api.conftest import Caller
from tests.factories.sources import make_source


def rest(url: str) -> str:
    return url.partition("/api/v1/")[2]


def walk(caller: Caller, path: str, way: str = "next") -> list[list[str]]:
    pages = []
    while path:
        page = caller.get_json(path)
        pages.append([row["id"] for row in page["results"]])
        path = rest(page[way] or "")
    return pages


@pytest.fixture
def sources(editor: Caller) -> list[str]:
    """Seven, newest first; three of them made at the same moment."""
    made = [make_source(editor.user) for _number in range(7)]
    Source.objects.filter(pk__in=[s.pk for s in made[2:5]]).update(created_at=made[2].created_at)
    return [str(s.pk) for s in reversed(made)]


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 100])
def test_forward_and_back_every_row_comes_once_in_one_order(
    editor: Caller, sources: list[str], limit: int
) -> None:
    pages = walk(editor, f"sources/?limit={limit}")
    assert list(chain.from_iterable(pages)) == sources
    assert max(len(page) for page in pages) <= limit
    last = f"sources/?limit={limit}"
    while following := editor.get_json(last)["next"]:
        last = rest(following)
    assert walk(editor, last, "previous")[::-1] == pages


def test_a_page_has_no_neighbours_where_there_are_none(editor: Caller, sources: list[str]) -> None:
    page = editor.get_json("sources/?limit=7")
    assert (page["next"], page["previous"], set(page)) == (
        None,
        None,
        {"next", "previous", "results"},
    )


def test_rows_that_arrive_meanwhile_shift_nothing(editor: Caller, sources: list[str]) -> None:
    first = editor.get_json("sources/?limit=3")
    make_source(editor.user)
    second = editor.get_json(rest(first["next"]))
    assert [row["id"] for row in second["results"]] == sources[3:6]


def test_filters_stay_in_the_addresses(editor: Caller, sources: list[str]) -> None:
    page = editor.get_json("sources/?limit=2&search=source.example")
    assert "search=source.example" in page["next"]
    assert "limit=2" in page["next"]


def test_twenty_five_rows_are_the_default(editor: Caller) -> None:
    for _number in range(26):
        make_source(editor.user)
    assert len(editor.get_json("sources/")["results"]) == 25


def packed(*parts: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode()


@pytest.mark.parametrize(
    "cursor",
    [
        "", "x", "é", "%00", "====", "bnVsbA==", packed(), packed("newest", "next", "x", "x"),
        packed("newest", "next", "2024-01-01", "00000000-0000-7000-8000-000000000000"),
        packed("newest", "next", 5, "00000000-0000-7000-8000-000000000000"),
        packed("newest", "next", "2024-01-01T00:00:00+00:00", 5),
        packed("newest", "sideways", "2024-01-01T00:00:00+00:00", "00000000-0000-7000-8000-000000000000"),
        packed("title", "next", "A", "00000000-0000-7000-8000-000000000000"),
        packed("newest", "next", {"a": 1}, []),
        base64.urlsafe_b64encode(b"[" * 5000).decode(),
    ],
)  # fmt: skip
def test_a_made_up_cursor_is_refused(editor: Caller, cursor: str) -> None:
    response = editor.call("GET", f"sources/?cursor={cursor}")
    told = response.json()
    assert (response.status_code, told["code"]) in {
        (400, "invalid_cursor"),
        (400, "bad_characters"),
    }


def test_a_cursor_of_another_order_is_refused(editor: Caller, article: Article) -> None:
    from tests.factories.articles import make_article

    make_article(by=editor.user, title="\x7f 100% ‘title’")
    cursor = (
        editor.get_json("articles/?ordering=title&limit=1")["next"]
        .partition("cursor=")[2]
        .partition("&")[0]
    )
    assert editor.call("GET", f"articles/?ordering=title&cursor={cursor}").status_code == 200
    assert editor.call("GET", f"articles/?cursor={cursor}").json()["code"] == "invalid_cursor"


@pytest.mark.parametrize("limit", ["0", "101", "-1", "x", "1.5", "9" * 5000, "", "٣", "+5"])
def test_a_limit_is_a_number_from_1_to_100(editor: Caller, limit: str) -> None:
    response = editor.call("GET", f"sources/?limit={limit}")
    assert (response.status_code, response.json()["code"]) == (400, "invalid_limit")
