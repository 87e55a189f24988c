"""One reviewer by name: only they find the claim in their queue, and only who sees all of it decides."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from annotations import review, workflow
from annotations.dossier import claim_json, history_of
from annotations.models import Claim, DecisionKind, Evidence, ReviewDecision, User
from annotations.refusals import Conflict, Forbidden, Invalid
from tests.factories.articles import make_article
from tests.factories.claims import submitted_claim
from tests.factories.evidence import link_evidence
from tests.factories.users import actor_of, make_editor, make_reviewer, make_viewer

pytestmark = pytest.mark.django_db


def waiting(owner: User, *, is_hidden: bool = False) -> Claim:
    claim = submitted_claim(make_article(), owner)
    if is_hidden:
        link_evidence(claim, owner, visibility="hidden", url="https://secret.example/")
    claim.refresh_from_db()
    return claim


def reserve(owner: User, claim: Claim, reviewer: User, **more: Any) -> Claim:
    return review.reserve(
        actor=actor_of(owner), claim_id=claim.pk, reviewer_id=str(reviewer.pk), **more
    )


def test_only_the_reviewer_named_finds_it_and_decides() -> None:
    owner, bob, rita = make_editor(), make_reviewer(), make_reviewer()
    claim = reserve(owner, waiting(owner), bob)
    assert claim in review.waiting_for(bob)
    assert claim not in review.waiting_for(rita)
    assert claim in review.queue_of(owner)
    with pytest.raises(Forbidden, match="reserved"):
        review.approve(actor=actor_of(rita), claim_id=claim.pk)
    with pytest.raises(Forbidden, match="reserved"):
        review.request_changes(actor=actor_of(rita), claim_id=claim.pk, comment="Why?")
    approved = review.approve(actor=actor_of(bob), claim_id=claim.pk)
    assert approved.reserved_for is None


def test_hidden_evidence_keeps_it_from_who_may_not_see_it_until_it_is_shared_in_one_step() -> None:
    owner, bob = make_editor(), make_reviewer()
    claim = waiting(owner, is_hidden=True)
    assert claim not in review.waiting_for(bob)
    assert claim in review.without_a_reviewer(owner)
    with pytest.raises(Conflict, match="not_shared"):
        reserve(owner, claim, bob)
    reserve(owner, claim, bob, share=True)
    assert claim in review.waiting_for(bob)
    assert claim not in review.without_a_reviewer(owner)
    hidden = Evidence.objects.get(claim=claim, visibility="hidden")
    assert hidden in Evidence.objects.visible_to(bob)
    review.approve(actor=actor_of(bob), claim_id=claim.pk)


def test_reserved_for_a_reason_and_because_of_something_hidden_answer_the_same(
    client: Client,
) -> None:
    owner, bob, rita = make_editor(), make_reviewer(), make_reviewer()
    plain = reserve(owner, waiting(owner), bob)
    hidden = waiting(owner, is_hidden=True)
    client.force_login(rita, backend="annotations.accounts.backend.Backend")
    answers = []
    for claim in (plain, hidden):
        told = claim_json(rita, claim.pk) or {}
        answer = client.post(
            f"/api/v1/claims/{claim.pk}/approve/",
            "{}",
            content_type="application/json",
            headers={"If-Match": told["etag"]},
        )
        answers.append((answer.status_code, answer.content, told["reserved"], told["reserved_for"]))
        seen = [entry["verb"] for entry in history_of(rita, claim.pk)]
        assert "reserved" not in seen
    assert answers[0] == answers[1]
    assert answers[0][0] == 403


def test_reserving_is_no_edit() -> None:
    owner, bob, rita = make_editor(), make_reviewer(), make_reviewer()
    claim = waiting(owner)
    before = (claim.version, claim.changed_at, workflow.etag_of(claim, rita))
    reserve(owner, claim, bob)
    claim.refresh_from_db()
    assert (claim.version, claim.changed_at, workflow.etag_of(claim, rita)) == before


def test_it_ends_by_who_may_name_and_another_takes_the_place_of_one_who_left() -> None:
    owner, bob, rita = make_editor(), make_reviewer(), make_reviewer()
    claim = reserve(owner, waiting(owner, is_hidden=True), bob, share=True)
    bob.is_active = False
    bob.save()
    assert claim in review.without_a_reviewer(owner)
    reserve(owner, claim, rita, share=True)
    assert claim in review.waiting_for(rita)
    review.end_reservation(actor=actor_of(owner), claim_id=claim.pk)
    claim.refresh_from_db()
    assert claim.reserved_for is None


def test_who_did_not_write_in_it_names_nobody_and_authors_and_viewers_are_not_named() -> None:
    owner, bob, eve = make_editor(), make_reviewer(), make_editor()
    claim = waiting(owner)
    with pytest.raises(Forbidden, match="not_yours"):
        reserve(eve, claim, bob)
    with pytest.raises(Invalid, match="unknown_reviewer"):
        reserve(owner, claim, make_viewer())
    own = waiting(bob)
    with pytest.raises(Invalid, match="reviewer_is_author"):
        reserve(bob, own, bob)


def test_the_database_refuses_what_the_room_would() -> None:
    owner, bob, rita = make_editor(), make_reviewer(), make_reviewer()
    for claim in (reserve(owner, waiting(owner), bob), waiting(owner, is_hidden=True)):
        content = workflow.content_of(claim)
        with pytest.raises(IntegrityError, match="reserved"), transaction.atomic():
            ReviewDecision.objects.create(
                claim=claim,
                kind=DecisionKind.APPROVE,
                decided_by=rita,
                recipe=workflow.RECIPE,
                content=content,
                content_sha256=workflow.sha256_of(content),
                claim_version=claim.version,
                authors=claim.contributors,
            )


def test_the_pages_name_the_reviewer_and_count_only_what_one_may_decide(client: Client) -> None:
    owner, bob, rita = make_editor(), make_reviewer("bob"), make_reviewer()
    claim = waiting(owner, is_hidden=True)
    client.force_login(owner, backend="annotations.accounts.backend.Backend")
    assert "Name a reviewer who may see" in client.get("/").content.decode()
    page = client.get(f"/claims/{claim.pk}/").content.decode()
    assert "data-reviewer-needed" in page
    told = client.post(f"/claims/{claim.pk}/reserve/", {"reviewer": str(bob.pk), "share": "1"})
    assert told.status_code == 302
    assert "Reserved for Bob" in client.get(f"/claims/{claim.pk}/").content.decode()
    for person, count in ((bob, "<b>1</b> claim waits"), (rita, "<b>0</b> claims wait")):
        client.force_login(person, backend="annotations.accounts.backend.Backend")
        assert count in client.get("/review/").content.decode()
