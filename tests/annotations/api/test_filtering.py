"""Lists are narrowed by what they name, and refuse what they do not know."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from annotations.api.urls import urlpatterns
from annotations.models import Article, Claim, Import, Source
from tests.annotations.api.conftest import Caller
from tests.factories import users
from tests.factories.articles import make_article
from tests.factories.claims import approved_claim, make_claim, rated_claim
from tests.factories.desks import make_desk
from tests.factories.earlier import make_check
from tests.factories.feeds import make_feed
from tests.factories.imports import make_import
from tests.factories.sources import make_source

LISTS = [
    *("articles/", "claims/", "sources/", "imports/", "batches/", "feeds/", "earlier-checks/"),
    *(
        "notices/",
        "alerts/",
        "queue/",
        "origins/",
        "legal/",
        "figures/",
        "history/",
        "auth/tokens/",
    ),
    *("people/", "desks/", "ratings/", "second/"),
]


def ids(caller: Caller, path: str) -> list[str]:
    return [row["id"] for row in caller.get_json(path)["results"]]


@pytest.mark.parametrize("path", LISTS)
def test_a_parameter_that_a_list_does_not_have_is_refused_with_those_that_it_has(
    editor: Caller, path: str
) -> None:
    assert editor.call("GET", path).status_code == 200
    response = editor.call("GET", f"{path}?colour=red")
    assert response.status_code == 400, response.content
    problem = response.json()
    assert (problem["code"], problem["field"]) == ("unknown_parameter", "colour")
    handler = next(p for p in urlpatterns if str(p.pattern) == path).callback.view_class.get
    for name in handler.parameters:
        assert name in problem["detail"], name


def test_what_general_clients_add_to_any_address_is_let_be_where_it_narrows_nothing(
    editor: Caller, article: Article
) -> None:
    for path in ("articles/", "ratings/", f"articles/{article.pk}/claims/"):
        response = editor.call("GET", f"{path}?format=json&page_size=50&limit=100")
        assert response.status_code == 200, response.content


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("claims/?state=done", "unknown_choice"),
        ("claims/?state=", "unknown_choice"),
        ("claims/?article=7", "id_invalid"),
        ("claims/?created_since=yesterday", "date_invalid"),
        ("claims/?created_since=", "date_invalid"),
        ("claims/?state=draft&state=approved", "repeated_parameter"),
        ("claims/?ordering=statement", "unknown_choice"),
        ("imports/?batch=x", "id_invalid"),
        ("articles/?priority=9", "unknown_choice"),
        ("sources/?kind=book%20of%20spells", "unknown_choice"),
        ("feeds/?is_paused=yes", "unknown_choice"),
    ],
)
def test_a_value_that_no_row_can_have_is_refused(editor: Caller, path: str, code: str) -> None:
    response = editor.call("GET", path)
    assert (response.status_code, response.json()["code"]) == (400, code), response.content


def test_claims_are_found_by_each_of_their_facts(
    editor: Caller, reviewer: Caller, article: Article
) -> None:
    draft = make_claim(article, editor.user, claimant="The ministry", asserts="said")
    approved = approved_claim(article, editor.user, reviewer.user)
    elsewhere = make_claim(make_article(by=editor.user), reviewer.user)
    Claim.objects.filter(pk=draft.pk).update(on_hold=True)
    for query, found in {
        f"article={article.pk}": {draft, approved},
        "approval=valid": {approved},
        "asserts=said": {draft},
        "claimant=The%20ministry": {draft},
        f"created_by={reviewer.user.pk}": {elsewhere},
        "on_hold=true": {draft},
        "on_hold=false": {approved, elsewhere},
        "published=true": set(),
        "published=false": {draft, approved, elsewhere},
    }.items():
        assert set(ids(editor, f"claims/?{query}")) == {str(c.pk) for c in found}, query


def test_a_span_begins_with_its_moment_and_ends_before_the_other(
    editor: Caller, article: Article
) -> None:
    now = timezone.now().replace(microsecond=0)
    made = [make_claim(article, editor.user) for _ in range(3)]
    for number, claim in enumerate(made):
        moment = now - timedelta(hours=number)
        Claim.objects.filter(pk=claim.pk).update(created_at=moment, changed_at=moment)
    since, until = (now - timedelta(hours=1)).isoformat(), now.isoformat()
    span = f"created_since={since}&created_until={until}".replace("+", "%2B")
    assert ids(editor, f"claims/?{span}") == [str(made[1].pk)]
    assert ids(editor, f"claims/?{span.replace('created', 'changed')}") == [str(made[1].pk)]


def test_claims_in_the_order_of_their_last_change_come_once_each_page_by_page(
    editor: Caller, article: Article
) -> None:
    made = [make_claim(article, editor.user) for _ in range(5)]
    now = timezone.now()
    for place, number in enumerate((3, 0, 4, 1, 2)):
        Claim.objects.filter(pk=made[number].pk).update(changed_at=now - timedelta(minutes=place))
    found: list[str] = []
    path = "claims/?ordering=-changed_at&limit=2"
    while path:
        page = editor.get_json(path)
        found += [row["id"] for row in page["results"]]
        path = (page["next"] or "").partition("/api/v1/")[2]
    assert found == [str(made[number].pk) for number in (3, 0, 4, 1, 2)]


def test_articles_are_found_by_desk_topic_priority_and_address(editor: Caller) -> None:
    desk, topic = make_desk(), make_desk(kind="topic")
    article = make_article(by=editor.user, url="https://a.example/story", desk=desk, priority=2)
    article.topics.add(topic)
    make_article(by=editor.user)
    for query in (
        f"desk={desk.slug}",
        f"topic={topic.slug}",
        f"priority={article.priority}",
        "url=https://a.example/story",
    ):
        assert ids(editor, f"articles/?{query}") == [str(article.pk)], query


def test_every_other_list_narrows_too(editor: Caller) -> None:
    source = make_source(editor.user, publisher="The Paper")
    make_source(editor.user, publisher="Another")
    assert ids(editor, "sources/?publisher=The%20Paper") == [str(source.pk)]
    item = make_import(editor.user)
    Import.objects.filter(pk=item.pk).update(created_at=timezone.now() - timedelta(days=3))
    make_import(editor.user)
    day = (timezone.now() - timedelta(days=2)).date().isoformat()
    assert ids(editor, f"imports/?created_until={day}") == [str(item.pk)]
    check = make_check(editor.user)
    assert ids(editor, f"earlier-checks/?url={check.url}") == [str(check.pk)]
    feed = make_feed(editor.user)
    assert ids(editor, "feeds/?is_paused=false") == [str(feed.pk)]
    assert ids(editor, "feeds/?is_paused=true") == []


def test_a_rating_kept_from_its_second_rater_is_kept_from_the_filters_too(
    editor: Caller, editor2: Caller, reviewer: Caller, article: Article
) -> None:
    claim = rated_claim(article, editor.user)
    verdict = claim.verdict
    assert verdict is not None
    from annotations.models import SecondVerdict

    SecondVerdict.objects.create(claim=claim, person=editor2.user)
    assert ids(editor2, f"claims/?verdict={verdict.rating.slug}") == []
    assert ids(reviewer, f"claims/?verdict={verdict.rating.slug}") == [str(claim.pk)]


def _plan(rows: Any) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        sql, params = rows.query.sql_with_params()
        cursor.execute(f"EXPLAIN {sql}", params)
        return "\n".join(row[0] for row in cursor.fetchall())


@pytest.mark.django_db
def test_every_filter_that_may_be_rare_has_an_index_to_stand_on() -> None:
    now = timezone.now()
    newest = ("-created_at", "-id")
    for rows, index in (
        (Claim.objects.filter(claimant="x").order_by(*newest), "claim_by_claimant"),
        (Claim.objects.filter(on_hold=True).order_by(*newest), "claim_on_hold"),
        (Claim.objects.order_by("-changed_at", "-id"), "claim_changed"),
        (Claim.objects.filter(changed_at__gte=now), "claim_changed"),
        (Source.objects.filter(kind="data").order_by(*newest), "source_by_kind"),
        (Source.objects.filter(publisher="x").order_by(*newest), "source_by_publisher"),
        (Import.objects.filter(origin="file").order_by(*newest), "import_by_origin"),
        (Article.objects.filter(priority=2).order_by(*newest), "article_by_priority"),
    ):
        assert index in _plan(rows[:26]), index


def test_the_page_shows_only_users_who_ask(anonymous: Caller) -> None:
    response = anonymous.call("GET", "claims/?colour=red")
    assert response.status_code == 401, "who is asking comes before what"


@pytest.mark.django_db
def test_tokens_of_everybody_are_for_administrators(editor: Caller, admin: Caller) -> None:
    assert editor.call("GET", "auth/tokens/?whose=everyone").status_code == 403
    seen = admin.get_json("auth/tokens/?whose=everyone")["results"]
    assert {row["person"]["username"] for row in seen} == {"ann", "ada"}
    mine = users.make_editor("mia")
    assert Caller(mine).get_json("auth/tokens/")["results"][0]["person"]["username"] == "mia"
