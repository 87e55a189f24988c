from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from annotations import review
from annotations.models import Article, Claim, Desk, HistoryEntry, User, Visibility
from annotations.refusals import Conflict, Forbidden, Refused
from annotations.review.reminding import people_to_remind
from annotations.review.taking import LAPSES
from tests.factories.articles import make_article
from tests.factories.claims import make_claim, submitted_claim
from tests.factories.evidence import link_evidence
from tests.factories.users import actor_of, make_editor, make_reviewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def nina() -> User:
    return make_editor("nina")


@pytest.fixture
def ruth() -> User:
    return make_reviewer("ruth")


@pytest.fixture
def tom() -> User:
    return make_reviewer("tom")


@pytest.fixture
def claim(nina: User) -> Claim:
    return submitted_claim(make_article(by=nina), nina)


def fresh(claim: Claim) -> Claim:
    return Claim.objects.get(pk=claim.pk)


def verbs(claim: Claim) -> list[str]:
    found = HistoryEntry.objects.filter(claim=claim, verb__startswith="review_")
    return list(found.order_by("seq").values_list("verb", flat=True))


def silent_for(claim: Claim, length: timedelta) -> None:
    Claim.objects.filter(pk=claim.pk).update(taken_seen_at=timezone.now() - length)


def code_of(verb: Any, **given: Any) -> str:
    with pytest.raises(Refused) as refused:
        verb(**given)
    return refused.value.code


def test_who_takes_a_review_has_it_and_it_is_no_edit(claim: Claim, ruth: User) -> None:
    before = fresh(claim)
    review.take(actor=actor_of(ruth), claim_id=claim.pk)
    after = fresh(claim)
    assert review.holder_of(after) == ruth
    assert (after.version, after.state, after.contributors) == (
        before.version,
        before.state,
        before.contributors,
    )
    since = after.taken_at
    review.take(actor=actor_of(ruth), claim_id=claim.pk)
    assert fresh(claim).taken_at == since
    assert verbs(claim) == ["review_taken"]


def test_the_other_decides_only_after_taking_over(claim: Claim, ruth: User, tom: User) -> None:
    review.take(actor=actor_of(ruth), claim_id=claim.pk)
    for verb, more in (
        (review.take, {}),
        (review.approve, {}),
        (review.request_changes, {"comment": "No."}),
    ):
        assert code_of(verb, actor=actor_of(tom), claim_id=claim.pk, **more) == "taken"
    review.take_over(actor=actor_of(tom), claim_id=claim.pk, held_by=str(ruth.pk))
    assert code_of(review.approve, actor=actor_of(ruth), claim_id=claim.pk) == "taken"
    review.approve(actor=actor_of(tom), claim_id=claim.pk)
    assert review.holder_of(fresh(claim)) is None
    assert verbs(claim) == ["review_taken", "review_taken_over"]


def test_taking_over_from_somebody_who_has_it_no_more_asks_again(
    claim: Claim, ruth: User, tom: User
) -> None:
    review.take(actor=actor_of(ruth), claim_id=claim.pk)
    actor = actor_of(make_reviewer())
    assert code_of(review.take_over, actor=actor, claim_id=claim.pk, held_by=str(tom.pk)) == "taken"
    assert code_of(review.take_over, actor=actor, claim_id=claim.pk, held_by="x") == "id_invalid"


def test_it_lapses_without_a_sign_of_life_and_a_sign_of_life_keeps_it(
    claim: Claim, ruth: User, tom: User
) -> None:
    review.take(actor=actor_of(ruth), claim_id=claim.pk)
    silent_for(claim, LAPSES - timedelta(minutes=1))
    assert review.holder_of(fresh(claim)) == ruth
    assert review.stay_alive(ruth, [claim.pk]) == 1
    assert review.stay_alive(ruth, [claim.pk]) == 0  # seldom
    silent_for(claim, LAPSES)
    assert review.holder_of(fresh(claim)) is None
    assert review.stay_alive(ruth, [claim.pk]) == 0
    review.approve(actor=actor_of(tom), claim_id=claim.pk)
    assert fresh(claim).state == "approved"


def test_what_came_back_from_the_editor_waits_for_anybody(
    claim: Claim, nina: User, ruth: User
) -> None:
    review.take(actor=actor_of(ruth), claim_id=claim.pk)
    review.request_changes(actor=actor_of(ruth), claim_id=claim.pk, comment="Which month?")
    review.submit(actor=actor_of(nina), claim_id=claim.pk)
    assert review.holder_of(fresh(claim)) is None


def test_handing_back_is_for_who_has_it(claim: Claim, ruth: User, tom: User) -> None:
    review.hand_back(actor=actor_of(ruth), claim_id=claim.pk)
    review.take(actor=actor_of(ruth), claim_id=claim.pk)
    assert code_of(review.hand_back, actor=actor_of(tom), claim_id=claim.pk) == "not_yours"
    review.hand_back(actor=actor_of(ruth), claim_id=claim.pk)
    assert fresh(claim).taken_by is None
    assert verbs(claim) == ["review_taken", "review_handed_back"]


def test_nobody_takes_what_they_may_not_decide(
    claim: Claim, nina: User, ruth: User, tom: User
) -> None:
    assert code_of(review.take, actor=actor_of(nina), claim_id=claim.pk) == "role_required"
    own = submitted_claim(make_article(by=ruth), ruth)
    assert code_of(review.take, actor=actor_of(ruth), claim_id=own.pk) == "own_work"
    draft = make_claim(make_article(by=nina), nina)
    assert code_of(review.take, actor=actor_of(ruth), claim_id=draft.pk) == "not_allowed_now"
    kept = submitted_claim(make_article(by=nina), nina)
    link_evidence(kept, nina, visibility=Visibility.HIDDEN)
    assert code_of(review.take, actor=actor_of(ruth), claim_id=kept.pk) == "reserved"
    desk = Desk.objects.create(name="Politics", slug="politics")
    desk.reviewers.add(tom)
    Article.objects.filter(pk=claim.article_id).update(desk=desk)
    assert code_of(review.take, actor=actor_of(ruth), claim_id=claim.pk) == "other_desk"
    assert claim not in review.waiting_for(ruth)
    assert claim in review.waiting_for(tom)


def test_a_reminder_asks_whoever_was_asked_to_review_it_else_all_who_may(
    claim: Claim, nina: User, ruth: User, tom: User
) -> None:
    assert {ruth, tom} <= set(people_to_remind(claim))
    assert nina not in people_to_remind(claim)
    claim.article.reviewers.add(tom)
    assert people_to_remind(claim) == [tom]
    review.plan_claim(actor=actor_of(nina), claim_id=claim.pk, reviewer=str(ruth.pk))
    assert people_to_remind(fresh(claim)) == [ruth]
    review.remind(actor=actor_of(nina), claim_id=claim.pk)
    assert verbs(claim) == ["review_reminded"]
    with pytest.raises(Conflict) as again:
        review.remind(actor=actor_of(ruth), claim_id=claim.pk)
    assert again.value.code == "reminded_lately"


def test_one_who_cannot_see_all_of_it_is_not_asked_alone(
    claim: Claim, nina: User, ruth: User, tom: User
) -> None:
    review.plan_claim(actor=actor_of(nina), claim_id=claim.pk, reviewer=ruth.username)
    review.reserve(actor=actor_of(nina), claim_id=claim.pk, reviewer_id=str(tom.pk))
    assert {ruth, tom} <= set(people_to_remind(fresh(claim)))
    assert not review.can_be_told(claim, ruth)
    assert review.can_be_told(claim, tom)


def test_nothing_is_asked_for_where_nothing_waits(nina: User, ruth: User) -> None:
    draft = make_claim(make_article(by=nina), nina)
    assert code_of(review.remind, actor=actor_of(nina), claim_id=draft.pk) == "not_allowed_now"
    viewer = User.objects.create(username="v", role="viewer")
    with pytest.raises(Forbidden):
        review.remind(actor=actor_of(viewer), claim_id=draft.pk)
