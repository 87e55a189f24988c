"""The pages of the record."""

from collections.abc import Callable

import pytest
from django.test import Client

from annotations import claims, history
from annotations.models import Article, HistoryEntry, User
from tests.annotations.views.conftest import text
from tests.factories.claims import make_claim, rate
from tests.factories.evidence import link_evidence
from tests.factories.inquiry import make_note
from tests.factories.users import actor_of, make_admin, make_editor

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def test_it_tells_who_did_what_through_which_door_before_and_after(
    article: Article, editor: User, viewer: User, as_user: SignIn
) -> None:
    claim = make_claim(article, editor)
    claims.amend(actor=actor_of(editor, "api"), claim_id=claim.pk, statement="4,000 kits went out")
    page = text(as_user(viewer).get("/history/"))
    assert editor.name in page
    assert "changed the wording" in page
    assert "program" in page
    assert "4,000 kits went out" in page


def test_the_filter_of_deeds_does_not_betray_what_was_done_to_something_hidden(
    article: Article, editor: User, viewer: User, as_user: SignIn
) -> None:
    client, claim = as_user(viewer), make_claim(article, editor)
    before = client.get("/history/").context["verbs"]
    hidden = link_evidence(claim, editor, visibility="hidden")
    history.record(actor_of(editor), "handled_in_a_new_way", hidden, claim=claim)
    assert client.get("/history/").context["verbs"] == before
    assert ("evidence_linked", "linked a source") in before
    history.record(actor_of(editor), "opened_in_a_new_way", claim, claim=claim)
    after = client.get("/history/").context["verbs"]
    assert set(after) - set(before) == {("opened_in_a_new_way", "opened in a new way")}


@pytest.mark.parametrize(
    ("query", "verbs"),
    [
        ("person={other}", {"created"}),
        ("verb=amended", {"amended"}),
        ("door=api", {"amended"}),
        ("kind=evidence", {"evidence_linked"}),
        ("claim={claim}", {"created", "amended", "evidence_linked"}),
        ("kind=claim&id={claim}", {"created", "amended"}),
        ("until=2000-01-01", set()),
        ("since=2999-01-01", set()),
    ],
)
def test_it_is_filtered(
    article: Article, editor: User, viewer: User, as_user: SignIn, query: str, verbs: set[str]
) -> None:
    other = make_editor()
    claim = make_claim(article, editor)
    claims.amend(actor=actor_of(editor, "api"), claim_id=claim.pk, statement="4,000 kits went out")
    link_evidence(claim, editor)
    make_claim(article, other, "80% of voters took part")
    asked = query.format(other=other.pk, claim=claim.pk)
    answer = as_user(viewer).get(f"/history/?{asked}")
    assert {entry["verb"] for entry in answer.context["entries"]} == verbs


@pytest.mark.parametrize(
    "query", ["person=x", "article=x", "claim=1", "since=soon", "until=2026-13-01"]
)
def test_a_filter_that_is_none_says_so_and_keeps_what_was_typed(
    viewer: User, as_user: SignIn, query: str
) -> None:
    answer = as_user(viewer).get(f"/history/?{query}")
    assert answer.status_code == 200
    assert 'role="alert"' in text(answer)


def test_pages_go_on_where_the_last_ended_and_pass_over_what_is_hidden(
    article: Article, editor: User, viewer: User, as_user: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotations.views.history.SIZE", 2)
    claim = make_claim(article, editor)
    for number in range(5):
        make_note(claim, editor, f"Secret {number}", visibility="hidden")
        link_evidence(claim, editor, url=f"https://ministry.example/{number}")
    client, path, seen = as_user(viewer), "/history/", []
    while path:
        answer = client.get(path)
        assert "Secret" not in text(answer)
        seen += [entry["seq"] for entry in answer.context["entries"]]
        following = answer.context["page"]["next_url"]
        path = f"/history/{following}" if following else ""
    shown = HistoryEntry.objects.exclude(object_type__in=["note", "user", "apitoken"])
    assert seen == list(shown.order_by("-seq").values_list("seq", flat=True))


def test_the_queries_do_not_grow_with_the_entries(
    article: Article,
    editor: User,
    viewer: User,
    as_user: SignIn,
    queries_of: Callable[..., int],
) -> None:
    claim = make_claim(article, editor)
    link_evidence(claim, editor)
    client = as_user(viewer)
    few = queries_of(client, "/history/")
    for number in range(6):
        other = make_claim(article, make_editor(), "80% of voters took part")
        link_evidence(other, editor, url=f"https://ministry.example/{number}")
    assert queries_of(client, "/history/") == few


def test_two_versions_of_a_claim_stand_side_by_side_word_by_word(
    article: Article, editor: User, viewer: User, as_user: SignIn
) -> None:
    claim = make_claim(article, editor, statement="The city gave out 4,000 kits")
    first = history.head()[0]
    claims.amend(
        actor=actor_of(editor), claim_id=claim.pk, statement="The city gave out 3,000 kits"
    )
    rate(claim, editor)
    page = text(as_user(viewer).get(f"/history/compare/?entry={first}&entry={history.head()[0]}"))
    assert "<del>" in page.replace('<del dir="auto">', "<del>")
    assert "4,000" in page
    assert "3,000" in page
    assert "The register of the ministry says the same." in page


def test_of_one_entry_the_claim_before_and_after_it(
    article: Article, editor: User, viewer: User, as_user: SignIn
) -> None:
    claim = make_claim(article, editor, statement="The city gave out 4,000 kits")
    claims.amend(actor=actor_of(editor), claim_id=claim.pk, statement="The city gave 3,000 kits")
    answer = as_user(viewer).get(f"/history/compare/?entry={history.head()[0]}")
    (part,) = [one for one in answer.context["parts"] if one["differences"]]
    assert [(one["old"], one["new"]) for one in part["differences"]] == [
        ("The city gave out 4,000 kits", "The city gave 3,000 kits")
    ]


@pytest.mark.parametrize("query", ["", "entry=1", "entry=x", "entry=99999999999999999999"])
def test_a_comparison_of_nothing_is_refused(viewer: User, as_user: SignIn, query: str) -> None:
    assert as_user(viewer).get(f"/history/compare/?{query}").status_code in {400, 404}


def test_what_a_person_may_not_read_they_cannot_compare(
    article: Article, editor: User, viewer: User, as_user: SignIn
) -> None:
    make_note(make_claim(article, editor), editor, "Secret", visibility="hidden")
    answer = as_user(viewer).get(f"/history/compare/?entry={history.head()[0]}")
    assert answer.status_code == 404


def test_what_happens_to_accounts_is_for_administrators_and_oneself(
    editor: User, viewer: User, as_user: SignIn
) -> None:
    history.record(actor_of(make_admin()), "password_set", viewer)
    path = "/history/?kind=user"
    assert len(as_user(make_admin()).get(path).context["entries"]) == 1
    assert len(as_user(viewer).get(path).context["entries"]) == 1
    assert not as_user(editor).get(path).context["entries"]


def test_an_administrator_erases_and_the_page_says_by_which_entry(
    article: Article, editor: User, as_user: SignIn
) -> None:
    make_claim(article, editor)
    seq = history.head()[0]
    client = as_user(make_admin())
    wrong = client.post("/history/erase/", {"entries": str(seq), "about": "", "reason": "Why not"})
    assert wrong.status_code == 400
    assert "Why not" in text(wrong), "what was typed is kept"
    done = client.post(
        "/history/erase/", {"entries": str(seq), "about": "Case 7", "reason": "Asked to."}
    )
    assert "is erased" in text(done)
    assert f"erased by entry {seq + 1}" in text(client.get("/history/"))


def test_nobody_else_sees_the_page_for_erasing(editor: User, as_user: SignIn) -> None:
    assert as_user(editor).get("/history/erase/").status_code == 403
