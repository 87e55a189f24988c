"""What a token may do of what its person may do, at every door."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.urls import URLPattern

from annotations.api.door import Door
from annotations.api.scopes import scope_needed
from annotations.api.urls import urlpatterns
from annotations.models import Article, Claim, Scope
from tests.annotations.api.conftest import Caller
from tests.factories import users
from tests.factories.claims import make_claim

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
ANNOTATING = {
    "POST articles/{}/claims/",
    "POST articles/{}/claims/bulk/",
    "POST articles/{}/annotations/",
    "POST articles/{}/annotations/import/",
    "PUT annotations/{}/",
    "DELETE annotations/{}/",
    "POST articles/{}/proofs/",
    "PATCH claims/{}/",
    "DELETE claims/{}/",
    "POST claims/{}/restore/",
    "POST claims/{}/appearances/",
    "POST claims/{}/appearances/everywhere/",
    "POST claims/{}/evidence/",
    "PATCH evidence/{}/",
    "DELETE evidence/{}/",
    "POST evidence/{}/attachments/",
    "DELETE attachments/{}/",
    "POST claims/{}/figures/",
    "PATCH figures/{}/",
    "DELETE figures/{}/",
    "PATCH highlights/{}/",
    "POST sources/",
}
"""Calls that mark claims and link evidence. A new one is named here by whoever adds it."""
READING = {"POST matches/", "POST articles/{}/selection/", "DELETE auth/token/"}
"""Calls that change nothing of the newsroom's, though their method might."""


def calls() -> list[tuple[str, str, type[Any]]]:
    """Every method of every address: method, address with `{}` for each part, the door."""
    found = []
    for pattern in urlpatterns:
        view: Any = getattr(pattern.callback, "view_class", None) or pattern.callback.cls  # type: ignore[union-attr]
        path = _path(pattern)
        if pattern.name != "nothing":
            found += [(m, path, view) for m in METHODS if hasattr(view, m.lower())]
    return found


def _path(pattern: URLPattern) -> str:
    return re.sub(r"<[^>]+>", "{}", str(pattern.pattern))


CALLS = calls()


def filled(path: str) -> str:
    return path.replace("{}", str(uuid4()))


def test_every_address_is_a_door_or_reads_only() -> None:
    for method, path, view in CALLS:
        assert issubclass(view, Door) or method == "GET", path


def test_exactly_these_calls_need_less_than_their_method_says() -> None:
    said = {"read": set(), "annotate": set()}
    for method, path, view in CALLS:
        needed = scope_needed(view, method)
        if method == "GET":
            assert needed == Scope.READ, path
        elif needed != Scope.WRITE:
            said[needed].add(f"{method} {path}")
    assert said["annotate"] == ANNOTATING
    assert said["read"] == READING


@pytest.mark.parametrize("scope", ["read", "annotate"])
def test_beyond_its_scope_a_token_is_refused_at_every_door_whatever_its_person_may(
    admin: Caller, scope: str
) -> None:
    token = Caller(admin.user, scope=scope)
    for method, path, view in CALLS:
        if scope_needed(view, method) in {Scope.READ, Scope(scope)} or path == "auth/token/":
            continue
        response = token.call(method, filled(path), {} if method != "DELETE" else None)
        assert response.status_code == 403, (method, path, response.content)
        code = "scope_read_only" if scope == "read" else "scope_too_narrow"
        assert response.json()["code"] == code, (method, path)


def test_a_token_that_annotates_marks_and_links_and_does_not_decide(
    editor: Caller, article: Article
) -> None:
    token = Caller(editor.user, scope="annotate")
    made = token.call("POST", f"articles/{article.pk}/claims/", {"start": 0, "end": 10})
    assert made.status_code == 201, made.content
    claim = made.json()
    source = {"url": "https://a.example/x", "title": "X"}
    linked = token.call(
        "POST", f"claims/{claim['id']}/evidence/", {"source": source, "stance": "context"}
    )
    assert linked.status_code == 201, linked.content
    etag = token.call("GET", f"claims/{claim['id']}/")["ETag"]
    amended = token.call("PATCH", f"claims/{claim['id']}/", {"statement": "S."}, match=etag)
    assert amended.status_code == 200
    for path, body in (
        ("verdict/", {"verdict": "false", "explanation": "No."}),
        ("submit/", None),
        ("approve/", None),
    ):
        refused = token.call("POST", f"claims/{claim['id']}/{path}", body)
        assert (refused.status_code, refused.json()["code"]) == (403, "scope_too_narrow"), path


def test_to_time_a_publication_or_plan_a_review_is_no_annotating(article: Article) -> None:
    boss = users.make_reviewer("boss")
    claim = make_claim(article, boss)
    token = Caller(boss, scope="annotate")
    for field, value in (
        ("publish_at", "2099-01-01T00:00:00Z"),
        ("on_hold", True),
        ("reviewer", "boss"),
        ("priority", 2),
    ):
        etag = token.call("GET", f"claims/{claim.pk}/")["ETag"]
        refused = token.call("PATCH", f"claims/{claim.pk}/", {field: value}, match=etag)
        assert refused.status_code == 403, field
        assert refused.json()["field"] == field
        assert refused.json()["code"] == "scope_too_narrow"
    assert Claim.objects.get(pk=claim.pk).publish_at is None


@pytest.mark.parametrize("scope", ["read", "annotate", "write"])
def test_a_token_never_exceeds_its_person(viewer: Caller, article: Article, scope: str) -> None:
    token = Caller(viewer.user, scope=scope)
    sent = token.call("POST", f"articles/{article.pk}/claims/", {"start": 0, "end": 10})
    assert sent.status_code == 403
    assert not article.claims.exists()


def test_the_description_says_each_calls_scope(schema: dict[str, Any]) -> None:
    for path, methods in schema["paths"].items():
        for method, call in methods.items():
            assert call["x-scope"] in {*Scope.values, "none"}, (method, path)
