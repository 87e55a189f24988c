"""Independent origins on the card, the three ways to a source, files, and merging on pages."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from annotations import review
from annotations.models import Article, Claim, Evidence, Source, User
from tests.annotations.views.conftest import HTMX
from tests.factories.claims import make_claim, publish_claim, rate
from tests.factories.evidence import link_evidence
from tests.factories.sources import make_source
from tests.factories.users import actor_of, make_editor

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
OFFLINE = {
    "way": "offline",
    "stance": "contradicts",
    "who": "Ministry press office",
    "offline_kind": "contact",
    "channel": "call",
    "obtained_at": "2024-02-01T09:30",
    "contact": "+375 17 000",
    "quote": "We gave out 4,120.",
    "url": "typed before https://elsewhere.example/",
}


def words_of(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_the_card_counts_independent_origins_and_says_which_belong_together(
    article: Article, editor: User, as_user: SignIn
) -> None:
    claim = make_claim(article, editor)
    for number in range(3):
        origin = "Reuters" if number else ""
        url = f"https://outlet{number}.example/"
        link_evidence(claim, editor, url=url, title=f"Outlet {number}", origin=origin)
    page = words_of(as_user(editor).get(f"/claims/{claim.pk}/card/", headers=HTMX))
    assert "3 sources, 2 independent origins" in page
    assert "<b>Reuters</b>: Outlet 1 · Outlet 2" in page


def test_a_proposal_is_one_click(article: Article, editor: User, as_user: SignIn) -> None:
    claim = make_claim(article, editor)
    quote = "According to the Interior Ministry, 6,700 people were detained."
    entry = link_evidence(claim, editor, quote=quote)
    client, path = as_user(editor), f"/claims/{claim.pk}/origins/"
    assert "information of <b>the Interior Ministry</b>" in words_of(client.get(path, headers=HTMX))
    said = {"of": "evidence", "id": str(entry.pk), "origin": "the Interior Ministry"}
    assert client.post(path, said, headers=HTMX).status_code == 200
    entry.refresh_from_db()
    assert str(entry.origin) == "the Interior Ministry"
    client.post(path, {"of": "source", "id": str(entry.source_id), "origin": "R"}, headers=HTMX)
    client.post(path, {"of": "claim", "origin": "Official results"}, headers=HTMX)
    claim.refresh_from_db()
    assert str(claim.origin) == "Official results"
    assert str(Source.objects.get(pk=entry.source_id).origin) == "R"
    assert client.post(path, {"of": "x"}, headers=HTMX).status_code == 400


def test_a_call_is_linked_with_its_files(article: Article, editor: User, as_user: SignIn) -> None:
    claim, client = make_claim(article, editor), as_user(editor)
    files = [SimpleUploadedFile("letter.pdf", b"%PDF"), SimpleUploadedFile("mail.eml", b"m")]
    answer = client.post(f"/claims/{claim.pk}/evidence/", {**OFFLINE, "files": files}, headers=HTMX)
    page = words_of(answer)
    entry = Evidence.objects.get()
    assert (entry.cited_title, entry.cited_url, entry.channel) == (OFFLINE["who"], "", "call")
    assert entry.obtained_at is not None
    assert entry.attachments.count() == 2
    for words in ("Call", "letter.pdf", "reached at", "+375 17 000"):
        assert words in page
    file = entry.attachments.first()
    assert file is not None
    given = client.get(f"/attachments/{file.pk}/")
    assert given.content == b"%PDF"
    assert given.headers["Content-Type"] == "application/octet-stream"
    viewer_page = words_of(as_user(make_editor()).get(f"/claims/{claim.pk}/card/", headers=HTMX))
    assert "letter.pdf" in viewer_page
    client.post(f"/attachments/{file.pk}/remove/", headers=HTMX)
    assert client.get(f"/attachments/{file.pk}/").status_code == 404
    more = {"files": SimpleUploadedFile("scan.png", b"png")}
    assert "scan.png" in words_of(client.post(f"/evidence/{entry.pk}/attach/", more, headers=HTMX))


def test_refused_the_form_keeps_its_way_and_names_the_files(
    article: Article, editor: User, as_user: SignIn
) -> None:
    claim = make_claim(article, editor)
    sent = {**OFFLINE, "who": "", "files": SimpleUploadedFile("letter.pdf", b"%PDF")}
    answer = as_user(editor).post(f"/claims/{claim.pk}/evidence/", sent, headers=HTMX)
    page = words_of(answer)
    assert answer.status_code == 400
    assert 'value="offline" checked' in page
    for words in ("letter.pdf", "+375 17 000", "2024-02-01T09:30", "We gave out 4,120."):
        assert words in page
    who = page.index('name="who"')
    assert page.index("This may not be empty.", who) < page.index("What it is")
    assert not Evidence.objects.exists()


def test_the_edit_form_changes_only_what_was_changed(
    article: Article, editor: User, as_user: SignIn
) -> None:
    claim, client = make_claim(article, editor), as_user(editor)
    client.post(f"/claims/{claim.pk}/evidence/", OFFLINE, headers=HTMX)
    entry = Evidence.objects.get()
    Evidence.objects.update(obtained_at="2024-02-01T09:30:59Z")
    form = words_of(client.get(f"/evidence/{entry.pk}/", headers=HTMX))
    assert 'value="2024-02-01T09:30"' in form
    sent = {
        "stance": "contradicts",
        "quote": entry.quote,
        "obtained_at": "2024-02-01T09:30",
        "is_primary": "yes",
        "quote_original": "Мы раздали 4120.",
        "quote_language": "ru",
        "origin": "The ministry",
    }
    page = words_of(client.post(f"/evidence/{entry.pk}/", sent, headers=HTMX))
    entry.refresh_from_db()
    assert entry.obtained_at is not None
    assert (entry.is_primary, entry.obtained_at.second, str(entry.origin)) == (
        True,
        59,
        "The ministry",
    )
    assert "Translated from Russian" in page
    assert "primary" in page


def test_records_are_merged_after_a_look_at_both_and_parted_again(
    article: Article, editor: User, as_user: SignIn
) -> None:
    source = make_source(editor, url="https://www.a.example/x", title="Register of aid")
    into = make_source(editor, url="https://a.example/x/", title="Aid register")
    link_evidence(make_claim(article, editor), editor, url=source.url)
    client, path = as_user(editor), f"/sources/{source.pk}/merge/"
    assert "This may be the same source" in words_of(client.get(f"/sources/{into.pk}/"))
    look = words_of(client.get(f"{path}?into={into.pk}"))
    assert "This one stays" in look
    assert "1 claim moves" in look
    silent = client.post(path, {"into": str(into.pk), "reason": ""})
    assert silent.status_code == 400
    assert "This may not be empty." in words_of(silent)
    assert client.post(path, {"into": str(into.pk), "reason": "One page."}).status_code == 302
    stays = words_of(client.get(f"/sources/{into.pk}/"))
    assert "Counted here too" in stays
    assert "linked as" in stays
    listed = words_of(client.get("/sources/"))
    assert "Aid register" in listed
    assert "Register of aid" not in listed
    assert "was merged into" in words_of(client.get(f"/sources/{source.pk}/"))
    client.post(f"/sources/{source.pk}/unmerge/")
    assert "Register of aid" in words_of(client.get("/sources/"))
    bad = client.get(f"{path}?into={source.pk}")
    assert bad.status_code == 400


def test_a_source_page_pages_and_costs_the_same_for_many_claims(
    article: Article, editor: User, as_user: SignIn, django_assert_max_num_queries: Any
) -> None:
    source = make_source(editor)
    words = ("hygiene kits", "80% of voters", "Around 3,000 people", "did not comment")
    for nth in range(28):
        link_evidence(make_claim(article, editor, words[nth % 4]), editor, url=source.url)
    client = as_user(editor)
    with django_assert_max_num_queries(30):
        page = client.get(f"/sources/{source.pk}/").content.decode()
    assert page.count('class="evidence stance-') == 25
    assert "after=" in page


def test_the_public_page_says_how_it_was_obtained_and_never_through_whom(
    article: Article, editor: User, reviewer: User, as_user: SignIn
) -> None:
    claim = make_claim(article, editor)
    details = {
        "channel": "call",
        "obtained_at": "2024-02-01T09:30:00Z",
        "contact": "+375 17 000",
        "is_primary": True,
        "quote_original": "Мы раздали 4120.",
        "quote_language": "ru",
        "quote_translator": "Ann",
    }
    link_evidence(claim, editor, **details)
    rate(claim, editor)
    from_rooms(claim.pk, editor, reviewer)
    claim.refresh_from_db()
    page = words_of(Client().get(f"/factchecks/{claim.slug}/"))
    for words in ("Call, 1 February 2024", "primary source", "Мы раздали 4120.", "Russian by Ann"):
        assert words in page
    assert "375" not in page


def from_rooms(claim_id: UUID, editor: User, reviewer: User) -> None:
    """Submit, approve, publish."""
    review.submit(actor=actor_of(editor), claim_id=claim_id)
    review.approve(actor=actor_of(reviewer), claim_id=claim_id)
    publish_claim(Claim.objects.get(pk=claim_id), reviewer)
