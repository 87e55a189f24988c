"""Two approvals, one after the other, of the same bytes, by two other people: at the room and beneath it."""

import pytest
from django.db import IntegrityError, connection, transaction

from annotations import claims, publishing, review, workflow
from annotations.models import Approval, Claim, HistoryEntry, Newsroom, ReviewDecision, State, User
from annotations.refusals import Forbidden, Invalid, Refused
from tests.factories.articles import TEXT, add_revision, make_article
from tests.factories.claims import approved_claim, publish_claim, submitted_claim
from tests.factories.evidence import link_evidence
from tests.factories.users import actor_of, make_admin, make_editor, make_reviewer, make_superuser

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def two_wanted(db: None) -> None:
    set_steps(2)


def set_steps(steps: int) -> None:
    workflow.configure(actor=actor_of(make_admin()), review_steps=steps)


def approve(claim: Claim, person: User) -> Claim:
    return review.approve(actor=actor_of(person), claim_id=claim.pk)


def code_of(claim: Claim, person: User) -> str:
    try:
        approve(claim, person)
    except Refused as refusal:
        return refusal.code
    return "approved"


def now(claim: Claim) -> Claim:
    return Claim.objects.get(pk=claim.pk)


def submitted() -> tuple[Claim, User]:
    editor = make_editor()
    return submitted_claim(make_article(by=editor), editor), editor


def test_the_first_approval_is_recorded_and_leaves_the_claim_in_review() -> None:
    claim, _editor = submitted()
    first = make_reviewer()
    approve(claim, first)
    kept = now(claim)
    assert (kept.state, kept.approval) == (State.IN_REVIEW, Approval.NONE)
    assert kept.first_approval is not None
    assert (kept.first_approval.step, kept.first_approval.steps) == (1, 2)
    assert kept.version > claim.version
    verbs = HistoryEntry.objects.filter(claim_id=claim.pk).values_list("verb", flat=True)
    assert "approved_first" in verbs
    assert "approved" not in verbs


def test_the_second_approval_is_by_yet_another_person_and_approves() -> None:
    claim, editor = submitted()
    first = make_reviewer()
    approve(claim, first)
    assert code_of(claim, first) == "approved_already"
    assert code_of(claim, editor) == "role_required"
    done = approve(claim, make_reviewer())
    assert (done.state, done.approval, done.first_approval) == ("approved", "valid", None)
    assert done.approval_decision is not None
    assert (done.approval_decision.step, done.approval_decision.steps) == (2, 2)


def test_neither_of_the_two_is_an_author() -> None:
    author = make_superuser()
    claim = submitted_claim(make_article(by=author), author)
    assert code_of(claim, author) == "own_work"
    approve(claim, make_reviewer())
    assert code_of(claim, author) == "own_work"


def test_an_edit_gives_the_first_approval_up_and_the_same_person_may_approve_the_new_bytes() -> (
    None
):
    claim, editor = submitted()
    first = make_reviewer()
    approve(claim, first)
    link_evidence(claim, editor, url="https://ministry.example/second")
    assert now(claim).first_approval is None
    approve(claim, first)
    assert now(claim).state == State.IN_REVIEW
    assert code_of(claim, make_reviewer()) == "approved"


def test_who_approved_first_and_then_edits_is_an_author() -> None:
    claim, _editor = submitted()
    first = make_reviewer()
    approve(claim, first)
    claims.amend(actor=actor_of(first), claim_id=claim.pk, statement="At least 4,000 kits")
    assert code_of(claim, first) == "own_work"


def test_another_passage_in_a_new_text_gives_the_first_approval_up() -> None:
    claim, editor = submitted()
    approve(claim, make_reviewer())
    add_revision(claim.article, TEXT.replace("4,000", "5,000"), by=editor)
    assert now(claim).first_approval is None
    approve(claim, make_reviewer())
    assert now(claim).state == State.IN_REVIEW


def test_recall_and_a_request_for_changes_give_the_first_approval_up() -> None:
    for give_up in (
        lambda claim, editor: review.recall(actor=actor_of(editor), claim_id=claim.pk),
        lambda claim, _editor: review.request_changes(
            actor=actor_of(make_reviewer()), claim_id=claim.pk, comment="Why?"
        ),
    ):
        claim, editor = submitted()
        approve(claim, make_reviewer())
        give_up(claim, editor)
        assert now(claim).first_approval is None
        review.submit(actor=actor_of(editor), claim_id=claim.pk)
        approve(claim, make_reviewer())
        assert now(claim).state == State.IN_REVIEW


def test_a_stale_approval_is_renewed_by_two_as_well() -> None:
    set_steps(1)
    editor = make_editor()
    claim = approved_claim(make_article(by=editor), editor, make_reviewer())
    set_steps(2)
    assert now(claim).approval == Approval.VALID
    workflow.mark_stale([claim])
    first = make_reviewer()
    approve(claim, first)
    assert (now(claim).state, now(claim).approval) == (State.APPROVED, Approval.STALE)
    assert code_of(claim, first) == "approved_already"
    approve(claim, make_reviewer())
    assert (now(claim).state, now(claim).approval) == (State.APPROVED, Approval.VALID)


def test_what_goes_stale_again_gives_the_first_renewal_up() -> None:
    set_steps(1)
    editor = make_editor()
    claim = approved_claim(make_article(by=editor), editor, make_reviewer())
    set_steps(2)
    workflow.mark_stale([claim])
    approve(claim, make_reviewer())
    workflow.mark_stale([claim])
    assert now(claim).first_approval is None


def test_no_setting_approves_anything() -> None:
    claim, _editor = submitted()
    first = make_reviewer()
    approve(claim, first)
    set_steps(1)
    assert now(claim).state == State.IN_REVIEW
    assert code_of(claim, first) == "approved"
    assert now(claim).first_approval is None


def test_what_two_approved_is_published_as_what_one_approved() -> None:
    claim, _editor = submitted()
    first, second = make_reviewer(), make_reviewer()
    approve(claim, first)
    approve(claim, second)
    assert publish_claim(claim, first).state == State.PUBLISHED
    assert publishing.public_checks().get(claim=claim).decision.decided_by == second


def test_only_administrators_change_the_workflow_and_the_record_tells_it() -> None:
    with pytest.raises(Forbidden):
        workflow.configure(actor=actor_of(make_reviewer()), review_steps=1)
    admin = actor_of(make_admin())
    for given in ({"review_steps": 3}, {"review_steps": None}, {"wants_sign_off": "yes"}):
        with pytest.raises(Invalid):
            workflow.configure(actor=admin, **given)
    before = HistoryEntry.objects.filter(verb="newsroom_changed").count()
    workflow.configure(actor=admin, review_steps=2, warns_hours_before=4)
    assert HistoryEntry.objects.filter(verb="newsroom_changed").count() == before
    workflow.configure(actor=admin, review_steps="1", wants_sign_off=True)
    assert HistoryEntry.objects.filter(verb="newsroom_changed").count() == before + 1
    assert Newsroom.current().wants_sign_off


# Beneath the rooms -------------------------------------------------------------------------------


def decided(
    claim: Claim, by: User, *, step: int, steps: int = 2, content: str = ""
) -> ReviewDecision:
    row = now(claim)
    content = content or workflow.content_of(row)
    return ReviewDecision.objects.create(
        claim=row,
        kind="approve",
        decided_by=by,
        recipe=workflow.RECIPE,
        content=content,
        content_sha256=workflow.sha256_of(content),
        claim_version=row.version,
        authors=row.contributors,
        step=step,
        steps=steps,
    )


def sql(statement: str, *arguments: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, arguments)


def make_valid(claim: Claim, decision: ReviewDecision) -> None:
    sql(
        "UPDATE annotations_claim SET state = 'approved', approval = 'valid', contributors = '{}',"
        " approval_decision_id = %s, content_sha256 = %s WHERE id = %s",
        decision.pk,
        decision.content_sha256,
        claim.pk,
    )


def test_the_database_refuses_one_approval_where_two_are_wanted() -> None:
    claim, _editor = submitted()
    with pytest.raises(IntegrityError, match="asks for 2"), transaction.atomic():
        decided(claim, make_reviewer(), step=1, steps=1)
    with pytest.raises(IntegrityError, match="what the first one judged"), transaction.atomic():
        decided(claim, make_reviewer(), step=2)
    first = decided(claim, make_reviewer(), step=1)
    with pytest.raises(IntegrityError, match="one more person"), transaction.atomic():
        make_valid(claim, first)


def test_the_database_refuses_the_same_person_twice_and_other_content() -> None:
    claim, _editor = submitted()
    first = make_reviewer()
    approve(claim, first)
    with pytest.raises(IntegrityError, match="two other people"), transaction.atomic():
        decided(claim, first, step=2)
    with pytest.raises(IntegrityError, match="what the first one judged"), transaction.atomic():
        decided(claim, make_reviewer(), step=2, content="{}")


def test_the_database_refuses_an_approval_of_an_older_version() -> None:
    set_steps(1)
    claim, editor = submitted()
    old = decided(claim, make_reviewer(), step=1, steps=1)
    claims.amend(actor=actor_of(editor), claim_id=claim.pk, statement="At least 4,000 kits")
    with pytest.raises(IntegrityError, match="another version"), transaction.atomic():
        make_valid(claim, old)


def test_the_database_gives_a_first_approval_up_by_itself() -> None:
    claim, _editor = submitted()
    approve(claim, make_reviewer())
    sql("UPDATE annotations_claim SET statement = 'x' WHERE id = %s", claim.pk)
    assert now(claim).first_approval is None
    approve(claim, make_reviewer())
    sql("UPDATE annotations_claim SET state = 'draft' WHERE id = %s", claim.pk)
    assert now(claim).first_approval is None
