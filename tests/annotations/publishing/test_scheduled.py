"""Publishing at a planned hour: the whole gate again as who planned it, exactly once, and an alert where it is blocked."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from annotations import claims, discussion, publishing, workflow
from annotations.models import Claim, HistoryEntry, HistoryPayload, Publication, Role, User, Work
from annotations.refusals import Refused
from tests.factories.articles import make_article
from tests.factories.claims import approved_claim, make_claim, published_claim, submitted_claim
from tests.factories.users import actor_of, make_editor, make_reviewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann() -> User:
    return make_editor("ann")


@pytest.fixture
def bob() -> User:
    return make_reviewer("bob")


def plan(claim: Claim, by: User, *, hours: float = 1) -> Claim:
    at = timezone.now() + timedelta(hours=hours)
    return publishing.schedule(actor=actor_of(by), claim_id=claim.pk, at=at.isoformat())


def come(claim: Claim) -> None:
    """Its hour has come."""
    Claim.objects.filter(pk=claim.pk).update(publish_at=timezone.now() - timedelta(seconds=1))


def last_of(claim: Claim) -> tuple[HistoryEntry, dict[str, Any]]:
    entry = HistoryEntry.objects.filter(claim=claim.pk).order_by("-seq").first()
    assert entry is not None
    return entry, json.loads(HistoryPayload.objects.get(seq=entry.seq).body)


def test_at_its_hour_it_is_published_once_by_who_planned_it(ann: User, bob: User) -> None:
    claim = plan(approved_claim(make_article(), ann, bob), bob)
    assert (claim.state, claim.publish_by) == ("approved", bob)
    work = Work.objects.get(kind="publish", subject=claim.pk)
    assert work.available_at == claim.publish_at
    assert publishing.publish_scheduled(claim_id=claim.pk) is None  # too early
    come(claim)
    published = publishing.publish_scheduled(claim_id=claim.pk)
    assert published is not None
    assert (published.state, published.publish_at, published.publish_by) == (
        "published",
        None,
        None,
    )
    entry, _body = last_of(claim)
    assert (entry.verb, entry.actor, entry.door) == ("published", bob, "task")
    assert publishing.publish_scheduled(claim_id=claim.pk) is None
    assert Publication.objects.filter(claim=claim).count() == 1


@pytest.mark.parametrize(
    ("spoil", "codes"),
    [
        (lambda claim, _bob: workflow.mark_stale([claim]), ["approval_stale"]),
        (
            lambda claim, _bob: claims.amend(
                actor=actor_of(claim.created_by), claim_id=claim.pk, on_hold=True
            ),
            ["on_hold"],
        ),
        (
            lambda claim, _bob: discussion.open_thread(
                actor=actor_of(claim.created_by), claim_id=claim.pk, text="Is it?"
            ),
            ["thread_open"],
        ),
        (
            lambda claim, _bob: claim.guard_reasons.update(superseded_at=timezone.now()),
            ["reason_missing"],
        ),
        (
            lambda _claim, bob: User.objects.filter(pk=bob.pk).update(role=Role.EDITOR),
            ["role_required"],
        ),
        (
            lambda _claim, bob: User.objects.filter(pk=bob.pk).update(is_active=False),
            ["sign_in_required"],
        ),
    ],
)
def test_what_is_blocked_at_its_hour_stays_and_says_why(
    spoil: Any, codes: list[str], ann: User, bob: User
) -> None:
    claim = plan(approved_claim(make_article(), ann, bob), bob)
    come(claim)
    spoil(claim, bob)
    publishing.publish_scheduled(claim_id=claim.pk)
    claim.refresh_from_db()
    assert (claim.state, claim.publish_at, claim.publish_by) == ("approved", None, None)
    assert claim.publish_problem[: len(codes)] == codes
    assert not Publication.objects.filter(claim=claim).exists()
    entry, body = last_of(claim)
    assert (entry.verb, entry.actor_id) == ("publish_blocked", None)
    assert (body["codes"], body["by"]) == (claim.publish_problem, str(bob.pk))


def test_what_was_not_approved_by_its_hour_is_not_published(ann: User, bob: User) -> None:
    claim = plan(submitted_claim(make_article(), ann), bob)
    come(claim)
    publishing.publish_scheduled(claim_id=claim.pk)
    claim.refresh_from_db()
    assert (claim.state, claim.publish_problem[0]) == ("in_review", "not_allowed_now")
    again = plan(claim, bob)
    assert again.publish_problem == []


@pytest.mark.parametrize(
    ("at", "code"),
    [("2020-01-01T10:00:00Z", "in_the_past"), ("soon", "date_invalid")],
)
def test_a_time_that_passed_or_is_none_is_refused(at: str, code: str, ann: User, bob: User) -> None:
    claim = approved_claim(make_article(), ann, bob)
    with pytest.raises(Refused) as caught:
        publishing.schedule(actor=actor_of(bob), claim_id=claim.pk, at=at)
    assert (caught.value.code, caught.value.field) == (code, "publish_at")


def test_only_who_may_publish_it_plans_that(ann: User, bob: User) -> None:
    claim = submitted_claim(make_article(), make_reviewer("carla"))
    for person, code in ((ann, "role_required"), (claim.created_by, "own_work")):
        with pytest.raises(Refused) as caught:
            plan(claim, person)
        assert caught.value.code == code
    public = published_claim(make_article(), ann, bob)
    with pytest.raises(Refused) as caught:
        plan(public, bob)
    assert caught.value.code == "not_allowed_now"
    at = timezone.now() + timedelta(hours=1)
    with pytest.raises(IntegrityError, match="other people"), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(publish_at=at, publish_by=ann)


def test_the_time_is_changed_and_given_up(ann: User, bob: User) -> None:
    claim = plan(approved_claim(make_article(), ann, bob), bob)
    later = plan(claim, bob, hours=5)
    assert later.publish_at is not None
    assert later.publish_at > claim.publish_at  # type: ignore[operator]
    given_up = publishing.schedule(actor=actor_of(bob), claim_id=claim.pk, at=None)
    assert (given_up.publish_at, given_up.publish_by) == (None, None)
    assert last_of(claim)[1]["after"] == {"publish_at": None}
    assert publishing.publish_scheduled(claim_id=claim.pk) is None


def test_an_edit_after_the_approval_gives_the_time_up_and_history_tells(
    ann: User, bob: User
) -> None:
    claim = plan(approved_claim(make_article(), ann, bob), bob)
    claims.amend(actor=actor_of(ann), claim_id=claim.pk, statement="Other words.")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    claim.refresh_from_db()
    assert (claim.state, claim.publish_at, claim.publish_by) == ("draft", None, None)
    entry, body = last_of(claim)
    assert (entry.verb, entry.actor, [*body]) == ("unscheduled", ann, ["planned"])


def test_a_draft_keeps_its_time_through_edits_and_a_stale_approval_keeps_it_too(
    ann: User, bob: User
) -> None:
    draft = plan(make_claim(make_article(), ann), bob)
    claims.amend(actor=actor_of(ann), claim_id=draft.pk, statement="Other words.")
    draft.refresh_from_db()
    assert draft.publish_at is not None
    approved = plan(approved_claim(make_article(), ann, bob), bob)
    workflow.mark_stale([approved])
    approved.refresh_from_db()
    assert approved.publish_at is not None


def test_the_sweep_asks_once_for_what_is_due_and_has_no_work(ann: User, bob: User) -> None:
    claim = plan(approved_claim(make_article(), ann, bob), bob)
    come(claim)
    Work.objects.filter(subject=claim.pk).update(done_at=timezone.now())
    assert publishing.publish_due_later() == 1
    assert publishing.publish_due_later() == 0
