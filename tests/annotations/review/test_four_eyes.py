"""Nobody approves their own work: at the room and beneath it, superusers included."""

import pytest
from django.db import IntegrityError, connection, transaction

from annotations import claims, evidence, publishing, review, workflow
from annotations.models import Approval, Claim, ReviewDecision, State, User
from annotations.refusals import Forbidden, OutOfDate
from tests.factories.articles import make_article
from tests.factories.claims import approved_claim, rate, submitted_claim
from tests.factories.evidence import link_evidence
from tests.factories.users import (
    actor_of,
    make_admin,
    make_editor,
    make_reviewer,
    make_superuser,
    make_viewer,
)

pytestmark = pytest.mark.django_db


def approving(claim: Claim, user: User) -> str:
    try:
        review.approve(actor=actor_of(user), claim_id=claim.pk)
    except Forbidden as refusal:
        return refusal.code
    return "approved"


def test_another_reviewer_approves() -> None:
    claim = submitted_claim(make_article(), make_editor())
    assert approving(claim, make_reviewer()) == "approved"


@pytest.mark.parametrize("maker", [make_viewer, make_editor])
def test_viewers_and_editors_approve_nothing(maker: type) -> None:
    claim = submitted_claim(make_article(), make_editor())
    assert approving(claim, maker()) == "role_required"


@pytest.mark.parametrize("maker", [make_reviewer, make_admin, make_superuser])
def test_the_author_does_not_approve_whatever_their_role(maker: type) -> None:
    author = maker()
    claim = submitted_claim(make_article(), author)
    assert approving(claim, author) == "own_work"


def test_who_touched_one_evidence_is_an_author() -> None:
    editor, helper = make_editor(), make_reviewer()
    claim = submitted_claim(make_article(), editor)
    evidence.change(
        actor=actor_of(helper), evidence_id=claim.evidence.get().pk, note="Read it on paper too."
    )
    assert approving(claim, helper) == "own_work"


def test_a_save_that_changes_nothing_makes_nobody_an_author() -> None:
    editor, reviewer = make_editor(), make_reviewer()
    claim = submitted_claim(make_article(), editor)
    version = Claim.objects.get(pk=claim.pk).version
    claims.amend(actor=actor_of(reviewer), claim_id=claim.pk, statement=claim.statement)
    assert Claim.objects.get(pk=claim.pk).version == version
    assert approving(claim, reviewer) == "approved"


def test_after_a_valid_approval_only_later_editors_are_authors() -> None:
    writer, reviewer = make_reviewer(), make_reviewer()
    claim = approved_claim(make_article(), writer, reviewer)
    claims.amend(actor=actor_of(reviewer), claim_id=claim.pk, statement="At least 4,000 kits")
    review.submit(actor=actor_of(reviewer), claim_id=claim.pk)
    assert approving(claim, reviewer) == "own_work"
    assert approving(claim, writer) == "approved"


def test_an_edit_of_something_approved_gives_the_approval_up() -> None:
    editor, reviewer = make_editor(), make_reviewer()
    claim = approved_claim(make_article(), editor, reviewer)
    rate(claim, editor, verdict="half-true", explanation="Only half of them arrived.")
    claim.refresh_from_db()
    assert (claim.state, claim.approval) == (State.DRAFT, Approval.NONE)


def test_an_approval_of_another_version_than_was_read_is_refused() -> None:
    editor, reviewer = make_editor(), make_reviewer()
    claim = submitted_claim(make_article(), editor)
    read = workflow.etag_of(Claim.objects.get(pk=claim.pk), reviewer)
    link_evidence(claim, editor, url="https://ministry.example/second")
    with pytest.raises(OutOfDate):
        review.approve(actor=actor_of(reviewer), claim_id=claim.pk, expected=read)


def test_evidence_that_the_reviewer_may_not_see_reserves_the_claim() -> None:
    editor = make_editor()
    claim = submitted_claim(make_article(), editor)
    link_evidence(claim, editor, url="", title="A letter", visibility="hidden")
    assert approving(claim, make_reviewer()) == "reserved"


def test_an_author_does_not_publish() -> None:
    author, reviewer = make_reviewer(), make_reviewer()
    claim = approved_claim(make_article(), author, reviewer)
    with pytest.raises(Forbidden) as refusal:
        publishing.publish(actor=actor_of(author), claim_id=claim.pk)
    assert refusal.value.code == "own_work"


def test_an_author_of_an_earlier_round_does_not_publish_either() -> None:
    writer, reviewer = make_reviewer(), make_reviewer()
    claim = approved_claim(make_article(), writer, reviewer)
    claims.amend(actor=actor_of(reviewer), claim_id=claim.pk, statement="At least 4,000 kits")
    review.submit(actor=actor_of(reviewer), claim_id=claim.pk)
    review.approve(actor=actor_of(writer), claim_id=claim.pk)
    for author in (writer, reviewer):
        with pytest.raises(Forbidden):
            publishing.publish(actor=actor_of(author), claim_id=claim.pk)
    published = publishing.publish(actor=actor_of(make_reviewer()), claim_id=claim.pk)
    assert published.state == State.PUBLISHED


# Beneath the rooms -------------------------------------------------------------------------------


def decision(claim: Claim, by: User, content: str | None = None) -> ReviewDecision:
    content = content or workflow.content_of(claim)
    return ReviewDecision.objects.create(
        claim=claim,
        kind="approve",
        decided_by=by,
        recipe=workflow.RECIPE,
        content=content,
        content_sha256=workflow.sha256_of(content),
        claim_version=claim.version,
        authors=claim.contributors,
    )


def test_the_database_refuses_a_contributors_approval() -> None:
    author = make_superuser()
    claim = submitted_claim(make_article(), author)
    with pytest.raises(IntegrityError, match="own work"), transaction.atomic():
        decision(claim, author)


def test_the_database_refuses_an_approval_by_somebody_who_is_no_reviewer() -> None:
    claim = submitted_claim(make_article(), make_editor())
    with pytest.raises(IntegrityError, match="only reviewers"), transaction.atomic():
        decision(claim, make_editor())


def test_the_database_refuses_the_approved_state_without_a_decision_of_this_content() -> None:
    claim = submitted_claim(make_article(), make_editor())
    made = decision(claim, make_reviewer())
    with pytest.raises(IntegrityError, match="other content"), transaction.atomic():
        sql(
            "UPDATE annotations_claim SET state = 'approved', approval = 'valid',"
            " approval_decision_id = %s, content_sha256 = repeat('0', 64) WHERE id = %s",
            made.pk,
            claim.pk,
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        sql("UPDATE annotations_claim SET state = 'approved' WHERE id = %s", claim.pk)


def test_the_database_refuses_to_forget_an_author() -> None:
    claim = submitted_claim(make_article(), make_editor())
    with pytest.raises(IntegrityError, match="contributors"), transaction.atomic():
        sql("UPDATE annotations_claim SET contributors = '{}' WHERE id = %s", claim.pk)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE annotations_claim SET statement = 'x' WHERE id = %s",
        "UPDATE annotations_claim SET verdict_id = NULL WHERE id = %s",
        "UPDATE annotations_evidence SET quote = 'x' WHERE claim_id = %s",
        "UPDATE annotations_evidence SET removed_at = now() WHERE claim_id = %s",
        "UPDATE annotations_appearance SET speaker = 'x' WHERE claim_id = %s",
    ],
)
def test_the_database_refuses_to_change_what_was_approved(statement: str) -> None:
    claim = approved_claim(make_article(), make_editor(), make_reviewer())
    with pytest.raises(IntegrityError), transaction.atomic():
        sql(statement, claim.pk)


@pytest.mark.parametrize(
    "table", ["historyentry", "reviewdecision", "articlerevision", "snapshot", "blob", "claim"]
)
def test_the_database_refuses_to_delete_the_record(table: str) -> None:
    approved_claim(make_article(), make_editor(), make_reviewer())
    from django.db import DatabaseError

    with pytest.raises(DatabaseError), transaction.atomic():
        sql(f"DELETE FROM annotations_{table}")  # noqa: S608 - fixed names


def sql(statement: str, *arguments: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, arguments)
