"""The gate on the card and the article's page, the planned hour with its time zone, what readers are told."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from annotations import discussion, publishing
from annotations.models import Article, Claim, User
from tests.factories.articles import make_article
from tests.factories.claims import approved_claim, make_claim, published_claim, rated_claim
from tests.factories.users import actor_of

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
HTMX = {"HX-Request": "true"}


def post(client: Client, claim: Claim, what: str, **given: str) -> str:
    answer = client.post(f"/claims/{claim.pk}/{what}/", given, headers=HTMX)
    assert answer.status_code in {200, 400, 403, 409}
    return answer.content.decode()


def test_the_article_page_names_what_is_left_with_links(
    article: Article, editor: User, reviewer: User, as_user: SignIn
) -> None:
    unrated = make_claim(article, editor, "80% of voters")
    claim = approved_claim(article, editor, reviewer)
    discussion.open_thread(actor=actor_of(editor), claim_id=claim.pk, text="Which month?")
    page = as_user(editor).get(f"/articles/{article.pk}/gate/").content.decode()
    assert f'href="/claims/{unrated.pk}/"' in page
    assert f'href="/claims/{claim.pk}/#discussion-{claim.pk}"' in page
    assert f'href="/articles/{article.pk}/#coverage"' in page
    assert "A thread is open." in page


def test_our_own_copy_has_the_articles_part_only(editor: User, as_user: SignIn) -> None:
    claim = make_claim(make_article(by=editor, purpose="own"), editor)
    page = as_user(editor).get(f"/articles/{claim.article_id}/gate/").content.decode()
    assert "Before clearing" in page
    assert "gate-claims" not in page
    card = as_user(editor).get(f"/claims/{claim.pk}/card/", headers=HTMX).content.decode()
    assert 'data-part="gate"' not in card


def test_the_card_asks_for_the_list_when_it_is_opened_and_shows_it_once_approved(
    article: Article, editor: User, reviewer: User, as_user: SignIn
) -> None:
    client, draft = as_user(editor), rated_claim(article, editor)
    card = client.get(f"/claims/{draft.pk}/card/", headers=HTMX).content.decode()
    assert f'data-hx-get="/claims/{draft.pk}/gate/"' in card
    listed = client.get(f"/claims/{draft.pk}/gate/", headers=HTMX).content.decode()
    assert "Nobody has approved it yet." in listed
    approved = approved_claim(article, editor, reviewer, words="80% of voters")
    discussion.open_thread(actor=actor_of(editor), claim_id=approved.pk, text="Which month?")
    card = as_user(reviewer).get(f"/claims/{approved.pk}/card/", headers=HTMX).content.decode()
    assert "1 thing left to do" in card
    assert f'formaction="/claims/{approved.pk}/publish/"' not in card
    missing = client.get("/claims/01900000-0000-7000-8000-000000000000/gate/", headers=HTMX)
    assert missing.status_code == 404


@pytest.mark.parametrize(
    ("local", "zone", "utc"),
    [
        ("2099-07-01T14:30", "Europe/Minsk", datetime(2099, 7, 1, 11, 30, tzinfo=UTC)),
        ("2099-07-01T14:30", "", datetime(2099, 7, 1, 14, 30, tzinfo=UTC)),
        # Of a time that comes twice, the first.
        ("2030-10-27T02:30", "Europe/Berlin", datetime(2030, 10, 27, 0, 30, tzinfo=UTC)),
    ],
)
def test_the_hour_is_of_the_browsers_zone(
    local: str,
    zone: str,
    utc: datetime,
    article: Article,
    editor: User,
    reviewer: User,
    as_user: SignIn,
) -> None:
    claim = approved_claim(article, editor, reviewer)
    card = post(as_user(reviewer), claim, "schedule", publish_at=local, zone=zone)
    claim.refresh_from_db()
    assert (claim.publish_at, claim.publish_by) == (utc, reviewer)
    assert f"planned by {reviewer.name}" in card
    assert f"{utc:%H:%M} UTC" in card
    post(as_user(reviewer), claim, "schedule", cancel="1")
    claim.refresh_from_db()
    assert claim.publish_at is None


@pytest.mark.parametrize(
    ("local", "zone", "code"),
    [
        ("2031-03-30T02:30", "Europe/Berlin", "time_skipped"),
        ("2020-01-01T10:00", "UTC", "in_the_past"),
        ("", "UTC", "date_invalid"),
        ("2099-01-01T10:00", "../etc/passwd", "date_invalid"),
        ("0001-01-01T00:00", "Asia/Tokyo", "date_invalid"),
    ],
)
def test_an_hour_that_is_none_is_refused_and_kept_as_typed(
    local: str,
    zone: str,
    code: str,
    article: Article,
    editor: User,
    reviewer: User,
    as_user: SignIn,
) -> None:
    claim = approved_claim(article, editor, reviewer)
    card = post(as_user(reviewer), claim, "schedule", publish_at=local, zone=zone)
    assert f'data-refusal="{code}"' in card
    assert f'value="{local}"' in card


def test_a_blocked_hour_is_told_on_the_card(
    article: Article, editor: User, reviewer: User, as_user: SignIn
) -> None:
    claim = approved_claim(article, editor, reviewer)
    Claim.objects.filter(pk=claim.pk).update(publish_problem=["on_hold", "thread_open"])
    card = as_user(editor).get(f"/claims/{claim.pk}/card/", headers=HTMX).content.decode()
    assert "It was not published at its planned time: it was on hold, a thread was open." in card


def test_what_readers_are_told_is_opened_changed_and_kept_when_refused(
    article: Article, editor: User, reviewer: User, as_user: SignIn
) -> None:
    claim, client = published_claim(article, editor, reviewer), as_user(editor)
    card = post(client, claim, "correct", kind="correction", note="We misread it.")
    assert "We misread it." in card
    card = post(
        client, claim, "told", correction_kind="rating", correction_note="Half of it is true."
    )
    claim.refresh_from_db()
    assert (claim.correction_kind, claim.correction_note) == ("rating", "Half of it is true.")
    card = post(client, claim, "told", claimant_corrected_on="", claimant_corrected_note="Sorry.")
    assert 'data-refusal="required"' in card
    assert ">Sorry.</textarea>" in card
    card = post(
        client, claim, "told", claimant_corrected_on="2024-05-02", claimant_corrected_url=""
    )
    assert "The claimant corrected it on 2 May 2024." in card


def test_the_article_page_takes_as_many_queries_however_many_claims(
    article: Article, editor: User, as_user: SignIn
) -> None:
    client = as_user(editor)

    def count() -> int:
        client.get(f"/articles/{article.pk}/gate/")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/articles/{article.pk}/gate/")
        return len(queries)

    rated_claim(article, editor)
    one = count()
    rated_claim(article, editor, words="80% of voters")
    assert count() == one


def test_the_api_tells_the_same_list_and_publishes_at_a_time(
    article: Article, editor: User, reviewer: User, as_user: SignIn
) -> None:
    claim, client = approved_claim(article, editor, reviewer), as_user(reviewer)
    told = client.get(f"/api/v1/claims/{claim.pk}/gate/").json()["results"]
    assert {item["code"]: item["is_met"] for item in told}["thread_open"] is True
    assert told[0]["url"].startswith("http")
    whole = client.get(f"/api/v1/articles/{article.pk}/gate/").json()
    assert [item["code"] for item in whole["items"]] == ["claims_unrated", "sentences_unread"]
    json_of = {"content_type": "application/json"}
    at = {"at": "2099-01-01T12:00:00+02:00"}
    planned = client.post(f"/api/v1/claims/{claim.pk}/publish/", at, **json_of)
    assert (planned.status_code, planned.json()["publish_at"]) == (200, "2099-01-01T10:00:00+00:00")
    assert planned.json()["state"] == "approved"
    past = client.post(
        f"/api/v1/claims/{claim.pk}/publish/", {"at": "2020-01-01T00:00Z"}, **json_of
    )
    assert (past.status_code, past.json()["code"]) == (400, "in_the_past")
    claim.guard_reasons.update(superseded_at=datetime.now(UTC))
    refused = client.post(f"/api/v1/claims/{claim.pk}/publish/", {}, **json_of)
    assert (refused.status_code, refused.json()["code"]) == (409, "reason_missing")
    codes = [item["code"] for item in refused.json()["items"]]
    assert codes == ["one_origin", "archive_pending"]
    reasons = {"reasons": dict.fromkeys(codes, "Read by two.")}
    done = client.post(f"/api/v1/claims/{claim.pk}/publish/", reasons, **json_of)
    assert (done.status_code, done.json()["state"]) == (200, "published")
    opened = client.post(
        f"/api/v1/claims/{claim.pk}/correct/", {"kind": "correction", "note": "Wrong."}, **json_of
    )
    assert opened.json()["correction"] == {"kind": "correction", "note": "Wrong."}
    changed = client.patch(
        f"/api/v1/claims/{claim.pk}/",
        {"claimant_corrected_on": "2024-05-02", "correction_note": "Put right."},
        headers={"If-Match": "*"},
        **json_of,
    )
    assert changed.json()["claimant_corrected"] == {"on": "2024-05-02", "url": "", "note": ""}
    assert changed.json()["correction"]["note"] == "Put right."


def test_claimreview_says_when_it_first_appeared_and_when_it_changed(
    article: Article, editor: User, reviewer: User, as_user: SignIn
) -> None:
    claim = published_claim(article, editor, reviewer)
    told = as_user(reviewer).get(f"/api/v1/claims/{claim.pk}/claimreview/").json()
    assert "dateModified" not in told
    assert told["datePublished"] == publishing.public_checks().get().published_at.isoformat()
