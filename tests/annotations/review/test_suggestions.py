"""Suggested words: accepted they are their suggester's work, outdated they are refused, and never put in fuzzily."""

import pytest

from annotations import review, workflow
from annotations.models import (
    Approval,
    Claim,
    DecisionKind,
    HistoryEntry,
    HistoryPayload,
    State,
    Suggestion,
    User,
)
from annotations.refusals import Conflict, Forbidden, Invalid, OutOfDate, Refused
from annotations.review import suggest_answers
from tests.factories.articles import make_article
from tests.factories.claims import (
    EXPLANATION,
    approved_claim,
    published_claim,
    rate,
    submitted_claim,
)
from tests.factories.pins import pinned, suggested
from tests.factories.users import actor_of, make_editor, make_reviewer, make_viewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def nina() -> User:
    return make_editor("nina")


@pytest.fixture
def ruth() -> User:
    return make_reviewer("ruth")


@pytest.fixture
def claim(nina: User) -> Claim:
    return submitted_claim(make_article(by=nina), nina)


def fresh(claim: Claim) -> Claim:
    return Claim.objects.select_related("verdict__rating").get(pk=claim.pk)


def test_accepted_words_are_the_work_of_who_suggested_them(
    claim: Claim, nina: User, ruth: User
) -> None:
    one = suggested(claim, ruth, "the same", "4,120 kits", comment="Name the figure.")
    review.request_changes(actor=actor_of(ruth), claim_id=claim.pk, comment="")
    suggest_answers.accept(actor=actor_of(nina), suggestion_id=one.pk)
    now = fresh(claim)
    assert now.verdict is not None
    assert now.verdict.explanation == EXPLANATION.replace("the same", "4,120 kits")
    assert now.verdict.person == ruth
    assert ruth.pk in now.contributors
    review.submit(actor=actor_of(nina), claim_id=claim.pk)
    with pytest.raises(Forbidden) as refusal:
        review.approve(actor=actor_of(ruth), claim_id=claim.pk)
    assert refusal.value.code == "own_work"
    other = make_reviewer("otto")
    assert review.approve(actor=actor_of(other), claim_id=claim.pk).state == State.APPROVED
    entry = HistoryEntry.objects.get(verb="suggestion_accepted")
    assert entry.actor == nina
    assert '"suggested_by":"ruth"' in (HistoryPayload.objects.get(seq=entry.seq).body or "")


@pytest.mark.parametrize("field", ["statement", "claimant", "quote", "note"])
def test_every_worded_value_can_be_suggested_and_is_written_by_the_room_of_its_edits(
    nina: User, ruth: User, field: str
) -> None:
    claim = approved_claim(make_article(by=nina), nina, ruth, claimant="The ministry")
    source = claim.evidence.get()
    of = {"evidence": str(source.pk)} if field in {"quote", "note"} else {}
    one = suggested(claim, ruth, "", "Better words", field=field, **of)
    assert fresh(claim).state == State.APPROVED, "a suggestion changes nothing"
    suggest_answers.accept(actor=actor_of(nina), suggestion_id=one.pk)
    now = fresh(claim)
    source.refresh_from_db()
    assert getattr(source if of else now, field) == "Better words"
    assert (now.state, now.approval, now.contributors) == (State.DRAFT, Approval.NONE, [ruth.pk])


def test_words_that_stand_there_no_more_are_refused_with_both(
    claim: Claim, nina: User, ruth: User
) -> None:
    one = suggested(claim, ruth, "says the same", "agrees")
    rate(claim, nina, explanation="It confirms them.")
    with pytest.raises(Conflict) as refusal:
        suggest_answers.accept(actor=actor_of(nina), suggestion_id=one.pk)
    assert refusal.value.code == "suggestion_outdated"
    assert refusal.value.extra["exact"] == "says the same"
    assert refusal.value.extra["now"] == "It confirms them."
    one.refresh_from_db()
    assert one.state == "open"


def test_a_suggestion_for_a_whole_value_is_outdated_by_any_change_of_it(
    claim: Claim, nina: User, ruth: User
) -> None:
    one = suggested(claim, ruth, "", "Wholly other words.")
    rate(claim, nina, explanation=f"{EXPLANATION} Since May.")
    with pytest.raises(Conflict) as refusal:
        suggest_answers.accept(actor=actor_of(nina), suggestion_id=one.pk)
    assert refusal.value.code == "suggestion_outdated"


def test_several_suggestions_in_one_text_are_accepted_one_after_the_other(
    claim: Claim, nina: User, ruth: User
) -> None:
    first = suggested(claim, ruth, "The register", "The aid register of 2020")
    second = suggested(claim, ruth, "says the same", "agrees")
    suggest_answers.accept(actor=actor_of(nina), suggestion_id=first.pk)
    suggest_answers.accept(actor=actor_of(nina), suggestion_id=second.pk)
    verdict = fresh(claim).verdict
    assert verdict is not None
    assert verdict.explanation == "The aid register of 2020 of the ministry agrees."


def test_it_is_declined_with_a_reason_taken_back_by_its_author_and_answered_once(
    claim: Claim, nina: User, ruth: User
) -> None:
    one = suggested(claim, ruth, "the same", "so")
    for act, code in (
        (
            lambda: suggest_answers.decline(actor=actor_of(nina), suggestion_id=one.pk),
            "reason_missing",
        ),
        (
            lambda: suggest_answers.take_back(actor=actor_of(nina), suggestion_id=one.pk),
            "not_your_suggestion",
        ),
    ):
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.code == code
    done = suggest_answers.decline(
        actor=actor_of(nina), suggestion_id=one.pk, reason="It is a quote."
    )
    assert (done.state, done.answer, done.answered_by) == ("declined", "It is a quote.", nina)
    with pytest.raises(Conflict) as again:
        suggest_answers.accept(actor=actor_of(nina), suggestion_id=one.pk)
    assert again.value.code == "suggestion_answered"
    other = suggested(claim, ruth, "the same", "so")
    assert (
        suggest_answers.take_back(actor=actor_of(ruth), suggestion_id=other.pk).state
        == "taken_back"
    )
    assert fresh(claim).contributors == [nina.pk]


def test_what_cannot_be_suggested_or_accepted_is_refused(
    claim: Claim, nina: User, ruth: User
) -> None:
    for words, replacement, code in (
        ("the same", "the same", "nothing_suggested"),
        ("", "", "required"),
    ):
        with pytest.raises(Invalid) as refusal:
            suggested(claim, ruth, words, replacement)
        assert refusal.value.code == code
    one = suggested(claim, ruth, "the same", "so")
    with pytest.raises(Forbidden):
        suggest_answers.accept(actor=actor_of(make_viewer()), suggestion_id=one.pk)
    with pytest.raises(OutOfDate):
        suggest_answers.accept(actor=actor_of(nina), suggestion_id=one.pk, expected='"999"')
    public = published_claim(make_article(by=nina), nina, ruth)
    other = suggested(public, ruth, "the same", "so")
    with pytest.raises(Conflict) as late:
        suggest_answers.accept(actor=actor_of(nina), suggestion_id=other.pk)
    assert late.value.code == "correct_first"
    other.refresh_from_db()
    assert other.state == "open", "nothing is half done"


def test_a_return_needs_words_or_pins_and_its_threads_know_it(
    claim: Claim, nina: User, ruth: User
) -> None:
    with pytest.raises(Invalid) as refusal:
        review.request_changes(actor=actor_of(ruth), claim_id=claim.pk, comment=" ")
    assert refusal.value.code == "comment_missing"
    others = pinned(claim, nina, "register")
    mine = pinned(claim, ruth, "the ministry")
    review.request_changes(actor=actor_of(ruth), claim_id=claim.pk, comment=None)
    decision = claim.decisions.get(kind=DecisionKind.REQUEST_CHANGES)
    assert decision.comment == "See what is pinned: Explanation: “the ministry”."
    mine.refresh_from_db()
    others.refresh_from_db()
    assert mine.decision == decision
    assert others.decision is None


def test_accepting_while_in_review_makes_who_read_it_before_read_it_again(
    claim: Claim, nina: User, ruth: User
) -> None:
    other = make_reviewer("otto")
    read = workflow.etag_of(fresh(claim), other)
    one = suggested(claim, ruth, "the same", "so")
    suggest_answers.accept(actor=actor_of(nina), suggestion_id=one.pk)
    with pytest.raises(OutOfDate):
        review.approve(actor=actor_of(other), claim_id=claim.pk, expected=read)
    assert Suggestion.objects.get(pk=one.pk).state == "accepted"
