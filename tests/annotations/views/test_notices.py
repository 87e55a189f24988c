"""The list of notices, opening one, and choosing how to be told."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client

from annotations import notices
from annotations.models import Article, Claim, Digest, Mention, Notice, NoticeChoice, User
from tests.annotations.views.conftest import HTMX, text
from tests.factories.claims import make_claim, returned_claim
from tests.factories.threads import make_comment
from tests.factories.users import actor_of

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
LATER = 40


@pytest.fixture
def claim(article: Article, editor: User, reviewer: User) -> Claim:
    """Sent back, with a call of its editor; both told."""
    made = returned_claim(article, editor, reviewer)
    make_comment(made, reviewer, "@nina, which month?")
    notices.tell_news()
    return made


def mine(person: User) -> list[Notice]:
    return list(Notice.objects.filter(person=person).order_by("pk"))


def test_the_list_says_what_happened_and_the_bell_how_many(
    claim: Claim, editor: User, reviewer: User, as_user: SignIn
) -> None:
    page = text(as_user(editor).get("/notices/"))
    assert "Ruth sends a claim back that you worked on" in page
    assert "Name the month." in page
    assert "@nina, which month?" in page
    assert "Notices: 2 new" in page
    assert "Nothing to tell you yet" in text(as_user(reviewer).get("/notices/"))
    assert "Notices: none new" in text(as_user(reviewer).get("/"))


def test_opening_one_leads_to_its_claim_and_marks_it_seen(
    claim: Claim, editor: User, reviewer: User, as_user: SignIn
) -> None:
    sent_back, mentioned = mine(editor)
    client = as_user(editor)
    client.head(f"/notices/{sent_back.pk}/")
    assert len(mine(editor)) == 2
    assert mine(editor)[0].seen_at is None
    for notice in (sent_back, mentioned):
        answer = client.get(f"/notices/{notice.pk}/")
        assert answer["Location"] == f"/articles/{claim.article_id}/#claim-{claim.pk}"
    assert all(notice.seen_at for notice in mine(editor))
    assert not Mention.objects.filter(seen_at__isnull=True).exists()
    assert as_user(reviewer).get(f"/notices/{sent_back.pk}/").status_code == 404
    assert client.get(f"/notices/{uuid4()}/").status_code == 404


def test_one_or_all_are_marked_as_seen_in_place(
    claim: Claim, editor: User, reviewer: User, as_user: SignIn
) -> None:
    sent_back, mentioned = mine(editor)
    client = as_user(editor)
    row = client.post(f"/notices/{sent_back.pk}/seen/", headers=HTMX)
    assert f'id="notice-{sent_back.pk}"' in text(row)
    assert "Mark as seen" not in text(row)
    assert as_user(reviewer).post(f"/notices/{mentioned.pk}/seen/").status_code == 404
    client.post("/notices/seen/", {"kind": "stale"}, headers=HTMX)
    assert mine(editor)[1].seen_at is None
    assert "data-notices-list" in text(client.post("/notices/seen/", headers=HTMX))
    assert mine(editor)[1].seen_at is not None
    assert client.post("/notices/seen/")["Location"] == "/notices/"
    assert client.post("/notices/seen/", {"kind": "nonsense"}).status_code == 400


def test_the_list_is_filtered_by_kind_and_by_what_is_unseen(
    claim: Claim, editor: User, as_user: SignIn
) -> None:
    client = as_user(editor)
    page = text(client.get("/notices/?kind=mentioned"))
    assert "mentions you" in page
    assert "sends a claim back" not in page
    client.post("/notices/seen/")
    assert "Nothing of this kind" in text(client.get("/notices/?state=unseen"))


def test_a_long_list_goes_on_and_costs_the_same(
    claim: Claim, editor: User, as_user: SignIn, queries_of: Callable[..., int]
) -> None:
    client = as_user(editor)
    few = queries_of(client, "/notices/")
    first = mine(editor)[0]
    for number in range(LATER):
        Notice.objects.create(
            person=editor,
            kind="sent_back",
            key=str(number),
            actor=first.actor,
            claim=claim,
            article=claim.article,
            body={**first.body, "n": number},
        )
    assert queries_of(client, "/notices/") <= few
    page = text(client.get("/notices/"))
    assert page.count("data-notice-open") == 25
    assert 'rel="next"' in page


def test_each_person_chooses_the_way_of_each_kind_and_the_hour(
    editor: User, as_user: SignIn
) -> None:
    client = as_user(editor)
    sent = {
        "way-stale": "none",
        "way-approved": "digest",
        "hour": "17",
        "time_zone": "Asia/Tbilisi",
    }
    assert client.post("/notices/choices/", sent)["Location"] == "/notices/choices/"
    kept = notices.choices_of(editor)
    assert (kept.ways["stale"], kept.ways["approved"], kept.ways["assigned"]) == (
        "none",
        "digest",
        "at_once",
    )
    assert (kept.hour, kept.time_zone) == (17, "Asia/Tbilisi")
    client.post("/notices/choices/", sent)
    assert (NoticeChoice.objects.count(), Digest.objects.count()) == (2, 1)


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("time_zone", "Mars/Olympus", "Choose a time zone by its name"),
        ("time_zone", "", "may not be empty"),
        ("hour", "24", "Give an hour from 0 to 23."),
        ("hour", "noon", "Give a whole number."),
        ("way-stale", "by pigeon", "Choose one of"),
        ("way-nonsense", "app", "Choose one of"),
    ],
)
def test_a_wrong_choice_is_named_and_what_was_typed_stays(
    field: str, value: str, says: str, editor: User, as_user: SignIn
) -> None:
    sent = {"way-approved": "none", "hour": "17", "time_zone": "Asia/Tbilisi", field: value}
    answer = as_user(editor).post("/notices/choices/", sent)
    assert answer.status_code == 400
    assert says in text(answer)
    assert '<option value="none" selected>' in text(answer)
    assert not NoticeChoice.objects.exists()


def test_the_page_of_choices_says_where_no_mail_is_sent(editor: User, as_user: SignIn) -> None:
    client = as_user(editor)
    assert "Your account has no mail address" in text(client.get("/notices/choices/"))
    editor.email = "nina@news.example"
    editor.save(update_fields=["email"])
    assert "Mails go to nina@news.example." in text(client.get("/notices/choices/"))
    before = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    try:
        assert "This installation sends no mail" in text(client.get("/notices/choices/"))
    finally:
        settings.EMAIL_BACKEND = before


@pytest.mark.parametrize("token", ["x", "a:b:c", "%00", "W10:1:2"])
def test_a_damaged_link_of_a_mail_is_refused_in_a_sentence(token: str) -> None:
    for answer in (
        Client().get(f"/notices/unsubscribe/{token}/"),
        Client().post(f"/notices/unsubscribe/{token}/"),
    ):
        assert answer.status_code == 404
        assert "This link is not complete." in text(answer)


def test_a_mention_seen_on_the_desk_is_seen_in_the_list(
    article: Article, editor: User, reviewer: User, as_user: SignIn
) -> None:
    claim = make_claim(article, editor)
    make_comment(claim, editor, "@ruth, look")
    notices.tell_news()
    from annotations import discussion

    discussion.see_mentions(actor=actor_of(reviewer), claim_id=claim.pk)
    assert "Notices: none new" in text(as_user(reviewer).get("/notices/"))
