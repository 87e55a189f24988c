from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from annotations.models import Alert, Article, Import, Newsroom, User, Watch
from tests.annotations.views.at_publishers import paywall, silent_edit, watched
from tests.annotations.views.conftest import HTMX, text
from tests.factories.articles import make_article
from tests.factories.claims import approved_claim, make_claim
from tests.factories.evidence import link_evidence
from tests.factories.users import make_editor

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
KITS, VOTERS = "more than 4,000 hygiene kits", "80% of voters took part"


def quoting(article: Article, by: User, **more: Any) -> None:
    """A claim in another article whose evidence is a quoted passage of this one."""
    revision = article.current_revision
    assert revision is not None
    start = revision.text.index(VOTERS)
    other = make_article("The turnout was high.", by=by, title="Turnout")
    place = {"article": article.pk, "revision": revision.pk}
    passage = {**place, "start": start, "end": start + len(VOTERS)}
    claim = make_claim(other, by, "turnout was high")
    link_evidence(claim, by, url="", title="", quote="", passage=passage, **more)


def test_an_edit_names_the_claims_it_touches_and_what_happened_to_them(
    article: Article, editor: User, as_user: SignIn
) -> None:
    claim = make_claim(article, editor, KITS)
    untouched = make_claim(article, editor, "The ministry did not comment")
    alert = silent_edit(article)
    page = text(as_user(editor).get("/watch/"))
    assert "Edited without a word" in page
    assert claim.statement in page
    assert "words changed" in page
    assert untouched.statement not in page
    assert f"/articles/{article.pk}/revisions/1/2/" in page
    assert f"/articles/{article.pk}/#tray" in page
    assert f"/alerts/{alert.pk}/resolve/" in page


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"kind": "removed", "code": "http_410"}, "Removed (410)"),
        ({"kind": "redirected", "url": "https://other.example/"}, "Leads elsewhere"),
        ({"kind": "stand_in", "code": "sign_in"}, "Something else in its place: a sign-in page"),
        ({"kind": "stand_in", "code": "empty"}, "Something else in its place: an empty page"),
        ({"kind": "stand_in", "code": "unheard"}, "Something else in its place"),
    ],
)
def test_what_happened_is_told_in_words_with_our_copy(
    fields: dict[str, str], words: str, article: Article, editor: User, as_user: SignIn
) -> None:
    claim = make_claim(article, editor)
    Alert.objects.create(article=article, **fields)
    page = text(as_user(editor).get("/watch/"))
    assert words in page
    assert claim.statement in page
    assert ("revisions/1/1/" in page) is (fields["kind"] == "removed")


def test_only_a_web_address_becomes_a_link(article: Article, editor: User, as_user: SignIn) -> None:
    alert = Alert.objects.create(article=article, kind="redirected", url="https://a.example/b")
    assert 'href="https://a.example/b" rel="noreferrer noopener"' in text(
        as_user(editor).get("/watch/")
    )
    Alert.objects.filter(pk=alert.pk).update(url="javascript:alert(1)")
    page = text(as_user(editor).get("/watch/"))
    assert 'href="javascript:' not in page
    assert "javascript:alert(1)" in page


def test_viewers_see_what_happened_and_can_do_nothing_about_it(
    article: Article, editor: User, viewer: User, as_user: SignIn
) -> None:
    make_claim(article, editor)
    watched(article)
    alert = paywall(article)
    client = as_user(viewer)
    for path in ("/watch/", "/watch/?show=pages", f"/alerts/{alert.pk}/take/"):
        page = text(client.get(path))
        assert "/resolve/" not in page
        assert "/watch/look/" not in page
        assert 'action="/alerts/' not in page
    for path in (
        f"/alerts/{alert.pk}/resolve/",
        f"/alerts/{alert.pk}/take/",
        f"/articles/{article.pk}/watch/look/",
        f"/articles/{article.pk}/watch/pause/",
    ):
        assert client.post(path).status_code == 403
    alert.refresh_from_db()
    assert alert.resolved_at is None


def test_done_says_who_looked_and_the_alert_waits_no_more(
    article: Article, editor: User, as_user: SignIn
) -> None:
    alert = silent_edit(article)
    answer = as_user(editor).post(f"/alerts/{alert.pk}/resolve/", {"is_named": "1"}, headers=HTMX)
    assert "data-resolved" in text(answer)
    assert f"looked at by {editor.name}" in text(answer)
    assert "/resolve/" not in text(answer)
    alert.refresh_from_db()
    assert alert.resolved_by == editor
    assert f"alert-{alert.pk}" not in text(as_user(editor).get("/watch/"))
    assert f"alert-{alert.pk}" in text(as_user(editor).get("/watch/?state=all"))


def test_without_scripts_done_leads_back(article: Article, editor: User, as_user: SignIn) -> None:
    address = f"/alerts/{silent_edit(article).pk}/resolve/"
    assert as_user(editor).post(address).headers["Location"] == "/watch/"
    assert as_user(editor).post(address, {"next": "/"}).headers["Location"] == "/"


def test_taking_what_stands_there_asks_first_and_says_what_is_at_stake(
    article: Article, editor: User, reviewer: User, as_user: SignIn
) -> None:
    approved_claim(article, editor, reviewer, words=VOTERS)
    make_claim(article, editor)
    alert = paywall(article)
    client, address = as_user(editor), f"/alerts/{alert.pk}/take/"
    answer = client.get(address)
    assert answer.context["at_stake"] == {"passages": 2, "claims": 2, "approved": 1}
    assert "2 marked passages are looked for" in text(answer)
    assert "1 approval is at stake" in text(answer)
    assert not Import.objects.exists()
    assert client.post(address).headers["Location"] == "/imports/"
    assert Import.objects.get().article == article
    assert "dealt with already" in text(client.get(address))
    assert client.post(address).status_code == 409


def test_what_is_no_stand_in_cannot_be_taken(
    article: Article, editor: User, as_user: SignIn
) -> None:
    alert = silent_edit(article)
    assert as_user(editor).post(f"/alerts/{alert.pk}/take/").status_code == 409


def test_what_is_not_there_is_not_found(article: Article, editor: User, as_user: SignIn) -> None:
    client = as_user(editor)
    for path in (f"/alerts/{uuid4()}/take/", f"/articles/{uuid4()}/watch/"):
        assert client.get(path).status_code == 404
    for path in (f"/alerts/{uuid4()}/resolve/", f"/articles/{uuid4()}/watch/look/"):
        assert client.post(path).status_code == 404
    assert client.get(f"/articles/{article.pk}/watch/").status_code == 404


def test_alerts_are_chosen_by_kind_and_come_page_by_page(
    article: Article, editor: User, as_user: SignIn
) -> None:
    now, client = timezone.now(), as_user(editor)
    alerts = [
        Alert.objects.create(
            article=article,
            kind="removed",
            at=now - timedelta(hours=n),
            resolved_at=now,
            resolution="back",
        )
        for n in range(26)
    ]
    paywall(article)
    assert len(client.get("/watch/").context["entries"]) == 1
    first = client.get("/watch/?state=all&kind=removed")
    shown = [entry["alert"].pk for entry in first.context["entries"]]
    assert shown == [alert.pk for alert in alerts[:25]]
    rest = client.get(f"/watch/{first.context['page'].next_url}")
    assert [entry["alert"].pk for entry in rest.context["entries"]] == [alerts[25].pk]
    assert not client.get("/watch/?kind=edited").context["entries"]
    assert "Nothing fits these filters" in text(client.get("/watch/?kind=edited"))


def test_a_claim_touched_through_confidential_evidence_is_neither_named_nor_counted(
    article: Article, editor: User, as_user: SignIn
) -> None:
    quoting(article, editor, visibility="hidden")
    watched(article)
    silent_edit(article)
    colleague = as_user(make_editor())
    entry = colleague.get("/watch/").context["entries"][0]
    assert (entry["claims"], entry["count"], entry["more"]) == ([], 0, 0)
    assert "Turnout" not in text(colleague.get("/watch/"))
    assert colleague.get("/watch/?show=pages").context["watches"][0].claims == 0
    mine = as_user(editor).get("/watch/").context["entries"][0]
    assert (mine["count"], mine["claims"][0]["what"]) == (1, "quoted words changed")
    assert as_user(editor).get("/watch/?show=pages").context["watches"][0].claims == 1


def test_published_claims_and_stale_approvals_come_first_and_the_rest_is_counted(
    article: Article, editor: User, reviewer: User, as_user: SignIn
) -> None:
    for _n in range(6):
        make_claim(article, editor, KITS)
    stale = approved_claim(article, editor, reviewer, words=VOTERS)
    silent_edit(article)
    entry = as_user(editor).get("/watch/").context["entries"][0]
    assert entry["claims"][0]["claim"].pk == stale.pk
    assert entry["is_grave"]
    assert (len(entry["claims"]), entry["more"]) == (5, 2)
    assert "and 2 more" in text(as_user(editor).get("/watch/"))


@pytest.mark.parametrize("path", ["/watch/?state=all", "/watch/?show=pages", "/"])
def test_more_alerts_pages_and_claims_take_no_more_queries(
    path: str,
    article: Article,
    editor: User,
    viewer: User,
    as_user: SignIn,
    queries_of: Callable[..., int],
) -> None:
    def happen(place: Article) -> None:
        make_claim(place, editor)
        quoting(place, editor)
        watched(place)
        silent_edit(place)
        paywall(place)

    happen(article)
    client = as_user(viewer)
    few = queries_of(client, path)
    for _n in range(3):
        happen(make_article(by=editor))
    assert queries_of(client, path) <= few


def test_watched_pages_tell_how_they_stand_and_what_rests_on_them(
    article: Article, editor: User, as_user: SignIn
) -> None:
    make_claim(article, editor)
    make_claim(article, editor, VOTERS)
    watched(article, changed_at=timezone.now() - timedelta(hours=3))
    page = text(as_user(editor).get("/watch/?show=pages"))
    for words in (
        "As it was",
        "2 claims rest on it",
        "looked at 12 min ago",
        "next look in 48 min",
        "changed 3 h 0 min ago",
        "https://news.example/kits",
    ):
        assert words in page


def test_a_page_that_is_not_reached_says_why_and_what_happens_next(
    article: Article, editor: User, as_user: SignIn
) -> None:
    detail = "The site took too long to answer."
    page = watched(article, seen="unreachable", failures=3, error_code="timeout")
    Watch.objects.filter(pk=page.pk).update(error_detail=detail)
    said = text(as_user(editor).get("/watch/?show=pages"))
    assert detail in said
    assert "Failed 3 times in a row" in said
    Watch.objects.update(seen="refused", failures=0, error_detail="")
    assert "could not be looked at" in text(as_user(editor).get("/watch/?show=pages"))


@pytest.mark.parametrize(
    ("fields", "seen"),
    [
        ({"changed_at": timezone.now()}, "edited"),
        ({"seen": "removed"}, "removed"),
        ({"seen": "unreachable"}, "unreachable"),
        ({"seen": "refused"}, "refused"),
        ({"is_paused": True}, "paused"),
    ],
)
def test_watched_pages_are_chosen_by_what_was_seen(
    fields: dict[str, Any], seen: str, article: Article, editor: User, as_user: SignIn
) -> None:
    watched(make_article(by=editor))
    page = watched(article, **fields)
    found = as_user(editor).get(f"/watch/?show=pages&seen={seen}").context["watches"]
    assert [watch.pk for watch in found] == [page.pk]
    assert len(as_user(editor).get("/watch/?show=pages").context["watches"]) == 2


def test_watched_pages_come_page_by_page(editor: User, as_user: SignIn) -> None:
    for _n in range(26):
        watched(Article.objects.create(title="A", created_by=editor))
    first = as_user(editor).get("/watch/?show=pages").context
    rest = as_user(editor).get(f"/watch/{first['page'].next_url}").context
    seen = {watch.pk for watch in (*first["watches"], *rest["watches"])}
    assert (len(first["watches"]), len(rest["watches"]), len(seen)) == (25, 1, 26)


def test_a_page_is_paused_resumed_and_looked_at_in_its_place(
    article: Article, editor: User, as_user: SignIn
) -> None:
    page, client = watched(article), as_user(editor)
    address = f"/articles/{article.pk}/watch/"
    answer = client.post(f"{address}pause/", {"is_paused": "1"}, headers=HTMX)
    assert f'id="watch-{article.pk}"' in text(answer)
    assert f"paused by {editor.name}" in text(answer)
    page.refresh_from_db()
    assert page.is_paused
    refused = client.post(f"{address}look/", headers=HTMX)
    assert (refused.status_code, "Resume it" in text(refused)) == (409, True)
    client.post(f"{address}pause/", {"is_paused": "0"}, headers=HTMX)
    answer = client.post(f"{address}look/", headers=HTMX)
    assert "every 2s" in text(answer)
    assert "next look now" in text(client.get(address))


def test_without_scripts_a_pause_leads_back_where_it_was_asked(
    article: Article, editor: User, as_user: SignIn
) -> None:
    watched(article)
    address, here = f"/articles/{article.pk}/watch/pause/", f"/articles/{article.pk}/"
    answer = as_user(editor).post(address, {"is_paused": "1", "as": "line", "next": here})
    assert answer.headers["Location"] == here
    assert as_user(editor).post(address).headers["Location"] == "/watch/?show=pages"


def test_empty_lists_say_what_they_are_for(viewer: User, as_user: SignIn) -> None:
    assert "Nothing waits" in text(as_user(viewer).get("/watch/"))
    assert "No page is watched yet" in text(as_user(viewer).get("/watch/?show=pages"))


def test_a_newsroom_that_watches_nothing_says_so(
    article: Article, editor: User, as_user: SignIn
) -> None:
    watched(article)
    Newsroom.objects.update(watch_is_on=False)
    for path in ("/watch/", "/watch/?show=pages", f"/articles/{article.pk}/"):
        page = text(as_user(editor).get(path))
        assert "watches no pages now" in page
        assert "next look in" not in page


def test_the_workspace_says_on_one_line_how_the_page_stands(
    article: Article, editor: User, viewer: User, as_user: SignIn
) -> None:
    watched(article)
    page = text(as_user(editor).get(f"/articles/{article.pk}/"))
    assert "Watched: as it was 12 min ago" in page
    assert "next look in 48 min" in page
    assert f"/articles/{article.pk}/watch/look/" in page
    Watch.objects.update(seen="removed")
    assert "Watched: removed, looked at 12 min ago" in text(
        as_user(editor).get(f"/articles/{article.pk}/")
    )
    assert "/watch/look/" not in text(as_user(viewer).get(f"/articles/{article.pk}/"))


def test_the_workspace_says_what_waits_at_the_publisher_until_it_is_done(
    article: Article, editor: User, as_user: SignIn
) -> None:
    make_claim(article, editor)
    watched(article, seen="stand_in")
    alert = paywall(article)
    elsewhere = silent_edit(make_article(by=editor))
    page = text(as_user(editor).get(f"/articles/{article.pk}/"))
    assert "Something else in its place: a paywall" in page
    assert "Our text stays as it was." in page
    assert f"/alerts/{alert.pk}/take/" in page
    assert str(elsewhere.pk) not in page
    answer = as_user(editor).post(f"/alerts/{alert.pk}/resolve/", {"as": "line"}, headers=HTMX)
    assert 'id="watch-line"' in text(answer)
    assert "a paywall" not in text(answer)


@pytest.mark.parametrize(
    ("url", "words"),
    [("", "did not come from a web address"), ("https://a.example/", "was not fetched from its")],
)
def test_a_text_that_is_not_watched_says_why(
    url: str, words: str, editor: User, as_user: SignIn
) -> None:
    article = make_article(by=editor, url=url)
    assert "Not watched" not in text(as_user(editor).get(f"/articles/{article.pk}/"))
    make_claim(article, editor)
    assert words in text(as_user(editor).get(f"/articles/{article.pk}/"))
