"""The description of the API is complete, valid and true."""

import re
from io import StringIO

from django.core.management import call_command
from django.urls import get_resolver

from annotations.api.urls import urlpatterns
from annotations.models import Article
from tests.annotations.api.conftest import Caller, keys_of
from tests.factories.claims import published_claim, rated_claim


def test_the_description_is_valid_and_nothing_in_it_is_guessed() -> None:
    call_command("spectacular", "--validate", "--fail-on-warn", stdout=StringIO())


def test_every_address_is_described(schema: dict) -> None:
    described = {path.removeprefix("/api/v1/") for path in schema["paths"]}
    ours = {
        re.sub(r"<\w+:(\w+)>", r"{\1}", str(p.pattern))
        for p in urlpatterns
        if p.name not in {"schema", "docs", "nothing"}
    }
    assert described == ours
    assert get_resolver()


def test_every_call_says_what_it_needs_and_what_can_go_wrong(schema: dict) -> None:
    for path, methods in schema["paths"].items():
        for method, call in methods.items():
            assert call["summary"], (path, method)
            assert "400" in call["responses"], (path, method)
            headers = {p["name"]: p for p in call.get("parameters", []) if p["in"] == "header"}
            if path.startswith("/api/v1/claims/") and method in {"patch", "delete"}:
                assert headers["If-Match"]["required"]


def test_answers_have_the_described_fields(
    editor: Caller, reviewer: Caller, article: Article, schema: dict
) -> None:
    claim = published_claim(article, editor.user, reviewer.user)
    rated_claim(article, editor.user)
    told = editor.get_json(f"claims/{claim.pk}/")
    assert set(told) == keys_of(schema, "Claim")
    assert set(told["anchor"]) == keys_of(schema, "Anchor")
    assert set(told["appearances"][0]) == keys_of(schema, "Appearance")
    assert set(told["evidence"][0]) == keys_of(schema, "Evidence") - {"reserved"}
    assert set(told["evidence"][0]["source"]) == keys_of(schema, "CitedSource")
    assert set(told["verdict"]) == keys_of(schema, "StandingVerdict")
    assert set(told["publication"]) == keys_of(schema, "Publication")
    whole = editor.get_json(f"articles/{article.pk}/")
    assert set(whole) == keys_of(schema, "Article")
    assert set(whole["revision"]) == keys_of(schema, "Revision")
    assert set(whole["revision"]["blocks"][0]) == keys_of(schema, "Block")
    assert set(editor.get_json("articles/")["results"][0]) == keys_of(schema, "ArticleListed")
    assert set(editor.get_json("ratings/")[0]) == keys_of(schema, "Rating")
    assert set(editor.get_json("auth/me/")) == keys_of(schema, "Me")
    sent = editor.call("POST", "imports/", {"text": "W."}).json()
    assert set(sent) == keys_of(schema, "ImportShape")
    assert set(editor.get_json("sources/")["results"][0]) == keys_of(schema, "Source")
    history = editor.get_json(f"claims/{claim.pk}/history/")["results"]
    assert set(history[0]) == keys_of(schema, "HistoryEntry")
    events = editor.get_json(f"articles/{article.pk}/events/")["results"]
    assert set(events[0]) == keys_of(schema, "Event")


def test_the_page_has_no_inline_script_or_style(anonymous: Caller) -> None:
    page = anonymous.call("GET", "docs/", Accept="text/html")
    assert page.status_code == 200
    html = page.content.decode()
    assert "<style" not in html
    assert " style=" not in html
    assert all("src=" in tag for tag in html.split("<script")[1:])
    script = anonymous.call("GET", "docs/?script=", Accept="*/*")
    assert script["Content-Type"].startswith("application/javascript")
    assert anonymous.call("GET", "schema/", Accept="application/vnd.oai.openapi+json").json()[
        "openapi"
    ]
