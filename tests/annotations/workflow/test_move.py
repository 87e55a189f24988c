"""The transition table, through the rooms and beneath them."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from annotations import publishing, review
from annotations.models import Claim, State, User
from annotations.refusals import Conflict
from annotations.workflow import TRANSITIONS
from tests.factories.articles import make_article
from tests.factories.claims import (
    approved_claim,
    make_claim,
    publish_claim,
    published_claim,
    returned_claim,
    submitted_claim,
    withdrawn_claim,
)
from tests.factories.users import actor_of, make_editor, make_reviewer

pytestmark = pytest.mark.django_db

Maker = Callable[[Any, User, User], Claim]
MAKERS: dict[str, Maker] = {
    State.DRAFT: lambda article, editor, _reviewer: make_claim(article, editor),
    State.IN_REVIEW: lambda article, editor, _reviewer: submitted_claim(article, editor),
    State.CHANGES_REQUESTED: returned_claim,
    State.APPROVED: approved_claim,
    State.PUBLISHED: published_claim,
    State.WITHDRAWN: withdrawn_claim,
}
# verb -> states that the contract lets it start from
CONTRACT = {
    "submit": {State.DRAFT, State.CHANGES_REQUESTED},
    "recall": {State.IN_REVIEW},
    "request-changes": {State.IN_REVIEW, State.APPROVED},
    "approve": {State.IN_REVIEW},
    "publish": {State.APPROVED},
    "correct": {State.PUBLISHED, State.WITHDRAWN},
}


def do(verb: str, claim: Claim, editor: User, reviewer: User) -> Claim:
    by_editor, by_reviewer = actor_of(editor), actor_of(reviewer)
    calls: dict[str, Callable[[], Claim]] = {
        "submit": lambda: review.submit(actor=by_editor, claim_id=claim.pk),
        "recall": lambda: review.recall(actor=by_editor, claim_id=claim.pk),
        "approve": lambda: review.approve(actor=by_reviewer, claim_id=claim.pk),
        "request-changes": lambda: review.request_changes(
            actor=by_reviewer, claim_id=claim.pk, comment="Why?"
        ),
        "publish": lambda: publishing.publish(actor=by_reviewer, claim_id=claim.pk),
        "correct": lambda: publishing.correct(actor=by_editor, claim_id=claim.pk),
    }
    return calls[verb]()


@pytest.mark.parametrize("state", MAKERS)
@pytest.mark.parametrize("verb", CONTRACT)
def test_a_verb_works_from_the_states_of_the_contract_and_from_no_other(
    verb: str, state: str
) -> None:
    editor, reviewer = make_editor(), make_reviewer()
    claim = MAKERS[state](make_article(), editor, reviewer)
    if verb == "submit" and state == State.DRAFT:
        from tests.factories.claims import rate
        from tests.factories.evidence import link_evidence

        link_evidence(claim, editor)
        rate(claim, editor)
    if state in CONTRACT[verb]:
        moved = do(verb, claim, editor, reviewer)
        assert moved.state == TRANSITIONS[verb][state]
    else:
        with pytest.raises(Conflict) as refusal:
            do(verb, claim, editor, reviewer)
        assert refusal.value.code == "not_allowed_now"
        assert Claim.objects.get(pk=claim.pk).state == state


@pytest.mark.parametrize("before", State.values)
@pytest.mark.parametrize("after", State.values)
def test_the_database_holds_the_same_table(before: str, after: str) -> None:
    reachable = {(a, b) for table in TRANSITIONS.values() for a, b in table.items()}
    # An edit of something approved makes a draft of it; a withdrawal takes the page away.
    reachable |= {(State.APPROVED, State.DRAFT), (State.PUBLISHED, State.WITHDRAWN)}
    claim = MAKERS[before](make_article(), make_editor(), make_reviewer())
    stays = after == before
    approval = "none" if after in {"draft", "in_review", "changes_requested"} else None
    is_refused = False
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE annotations_claim SET state = %s, approval = coalesce(%s, approval),"
                " approval_decision_id = CASE WHEN %s = 'none' THEN NULL ELSE approval_decision_id"
                " END WHERE id = %s",
                [after, approval, approval, claim.pk],
            )
    except IntegrityError:
        is_refused = True
    if stays:
        assert not is_refused
    elif (before, after) not in reachable:
        assert is_refused
    elif after in {State.APPROVED, State.PUBLISHED}:
        # Reachable only with a decision or a publication, which this statement does not bring.
        assert is_refused == (before == State.IN_REVIEW or claim.publication_id is None)
    else:
        assert not is_refused


def test_withdrawing_while_a_next_version_is_under_way_keeps_that_version_where_it_is() -> None:
    editor, reviewer = make_editor(), make_reviewer()
    claim = published_claim(make_article(), editor, reviewer)
    publishing.correct(actor=actor_of(editor), claim_id=claim.pk)
    withdrawn = publishing.withdraw(actor=actor_of(reviewer), claim_id=claim.pk)
    assert withdrawn.state == State.DRAFT
    assert withdrawn.publication is not None
    assert withdrawn.publication.withdrawn_at is not None
    assert not publishing.public_checks().filter(claim=claim).exists()


def test_the_published_version_stays_public_until_its_successor_is_published() -> None:
    editor, reviewer = make_editor(), make_reviewer()
    claim = published_claim(make_article(), editor, reviewer)
    first = publishing.public_checks().get(claim=claim)
    publishing.correct(actor=actor_of(editor), claim_id=claim.pk)
    assert publishing.public_checks().get(claim=claim).pk == first.pk
    from tests.factories.claims import rate

    rate(claim, editor, explanation="Corrected: the register was read wrongly.")
    review.submit(actor=actor_of(editor), claim_id=claim.pk)
    assert publishing.public_checks().get(claim=claim).pk == first.pk
    review.approve(actor=actor_of(reviewer), claim_id=claim.pk)
    publish_claim(claim, reviewer)
    second = publishing.public_checks().get(claim=claim)
    assert (second.version, second.slug) == (2, first.slug)
    assert publishing.check_of(second).content["explanation"].startswith("Corrected")


def test_a_claim_that_does_not_exist_is_missing() -> None:
    from annotations.refusals import Missing

    with pytest.raises(Missing):
        review.submit(actor=actor_of(make_editor()), claim_id=uuid.uuid4())
