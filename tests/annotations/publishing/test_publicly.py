"""What is public comes from the judged bytes and holds nothing confidential."""

import json
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from annotations import claims, evidence, publishing, review, workflow
from annotations.models import Article, Claim, Publication
from annotations.refusals import Conflict
from tests.factories.articles import make_article
from tests.factories.claims import (
    approved_claim,
    make_claim,
    publish_claim,
    published_claim,
    rate,
    submitted_claim,
)
from tests.factories.evidence import link_evidence
from tests.factories.users import actor_of, make_editor, make_reviewer

pytestmark = pytest.mark.django_db


def test_the_public_check_is_the_judged_bytes_not_the_live_rows() -> None:
    editor, reviewer = make_editor(), make_reviewer()
    claim = published_claim(make_article(), editor, reviewer)
    Article.objects.filter(pk=claim.article_id).update(title="Changed behind everybody's back")
    check = publishing.check_of(publishing.public_checks().get(claim=claim))
    assert check.content["appearances"][0]["article"]["title"] == "Hygiene kits for thousands"


def test_confidential_evidence_is_judged_and_never_printed() -> None:
    editor = make_editor()
    claim = submitted_claim(make_article(), editor)
    link_evidence(claim, editor, url="", title="Name of a witness", visibility="listed")
    reviewer = make_reviewer()
    claim.evidence.get(visibility="listed").shared_with.add(reviewer)
    review.approve(actor=actor_of(reviewer), claim_id=claim.pk)
    publish_claim(claim, reviewer)
    publication = publishing.public_checks().get(claim=claim)
    assert "Name of a witness" in publication.decision.content
    assert "Name of a witness" not in json.dumps(publishing.check_of(publication).content)


def test_our_own_copy_is_never_published_not_even_beneath_the_room() -> None:
    editor, reviewer = make_editor(), make_reviewer()
    claim = submitted_claim_of_own(editor)
    claim = review.approve(actor=actor_of(reviewer), claim_id=claim.pk)
    with pytest.raises(Conflict) as refusal:
        publishing.publish(actor=actor_of(reviewer), claim_id=claim.pk)
    assert refusal.value.code == "own_copy"
    with pytest.raises(IntegrityError, match="own copy"), transaction.atomic():
        Publication.objects.create(
            claim=claim,
            decision=claim.approval_decision,
            version=1,
            slug="x",
            published_by=reviewer,
            published_at=claim.created_at,
        )


def submitted_claim_of_own(editor: object) -> Claim:
    claim = make_claim(make_article(purpose="own"), editor)  # type: ignore[arg-type]
    rate(claim, editor, "unresolved")  # type: ignore[arg-type]
    return review.submit(actor=actor_of(editor), claim_id=claim.pk)  # type: ignore[arg-type]


def test_what_is_on_hold_is_not_published() -> None:
    editor, reviewer = make_editor(), make_reviewer()
    claim = approved_claim(make_article(), editor, reviewer)
    claims.amend(actor=actor_of(editor), claim_id=claim.pk, on_hold=True)
    with pytest.raises(Conflict) as refusal:
        publishing.publish(actor=actor_of(reviewer), claim_id=claim.pk)
    assert refusal.value.code == "on_hold"
    claim.refresh_from_db()
    assert claim.approval == "valid"


def test_a_stale_approval_is_not_published_and_a_new_one_makes_it_valid_again() -> None:
    editor, reviewer = make_editor(), make_reviewer()
    claim = approved_claim(make_article(), editor, reviewer)
    workflow.mark_stale([claim])
    with pytest.raises(Conflict) as refusal:
        publishing.publish(actor=actor_of(reviewer), claim_id=claim.pk)
    assert refusal.value.code == "approval_stale"
    claim = review.approve(actor=actor_of(reviewer), claim_id=claim.pk)
    assert (claim.state, claim.approval) == ("approved", "valid")
    assert publishing.publish(actor=actor_of(reviewer), claim_id=claim.pk).state == "published"


def test_the_hash_is_of_the_same_bytes_each_time() -> None:
    editor = make_editor()
    claim = submitted_claim(make_article(), editor)
    first = workflow.content_of(Claim.objects.get(pk=claim.pk))
    assert workflow.content_of(Claim.objects.get(pk=claim.pk)) == first
    link_evidence(claim, editor, url="https://ministry.example/two")
    assert workflow.content_of(Claim.objects.get(pk=claim.pk)) != first


def test_our_own_copy_enters_no_check_of_others_words_by_any_way() -> None:
    editor = make_editor()
    ours = make_article(purpose="own", url="https://us.example/draft")
    claim = make_claim(make_article(), editor)
    place = {"article": str(ours.pk), "start": 0, "end": 10}
    for way in (
        lambda: evidence.link(
            actor=actor_of(editor), claim_id=claim.pk, stance="context", passage=place
        ),
        lambda: claims.add_appearance(
            actor=actor_of(editor), claim_id=claim.pk, article_id=ours.pk, start=0, end=10
        ),
    ):
        with pytest.raises(Conflict) as refusal:
            way()
        assert refusal.value.code == "own_copy"


def test_a_date_that_was_only_proposed_is_not_printed_as_a_fact() -> None:
    editor, reviewer = make_editor(), make_reviewer()
    day = datetime(2020, 8, 14, tzinfo=UTC)
    note = {"published_at": {"origin": "caption", "confidence": "low"}}
    unsure = make_article(published_at=day, field_notes=note)
    sure = make_article(published_at=day, field_notes={"published_at": {"origin": "person"}})
    printed = []
    for article in (unsure, sure):
        claim = published_claim(article, editor, reviewer)
        check = publishing.check_of(publishing.public_checks().get(claim=claim))
        printed.append(check.content["appearances"][0]["article"]["published_at"])
    assert printed == [None, day.isoformat()]
