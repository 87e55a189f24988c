"""The verdict guard: what does not fit, for everybody by what they may see, and why it may stand nevertheless."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotations import evidence, publishing, review, verdicts
from annotations.models import (
    Article,
    Claim,
    GuardReason,
    HistoryEntry,
    Import,
    Reuse,
    Source,
    SourceOrigin,
    State,
    User,
)
from annotations.refusals import Conflict, Forbidden, Invalid, Refused
from annotations.verdicts.scale import word_rating
from tests.factories.articles import make_article
from tests.factories.claims import (
    approved_claim,
    make_claim,
    published_claim,
    rate,
    rated_claim,
    submitted_claim,
)
from tests.factories.evidence import link_evidence
from tests.factories.imports import failed_import
from tests.factories.inquiry import make_attempt, make_request
from tests.factories.users import actor_of, make_admin, make_editor, make_reviewer, make_viewer

pytestmark = pytest.mark.django_db
ELSEWHERE = {"url": "https://elsewhere.example/report", "title": "A report"}


@pytest.fixture
def ann() -> User:
    return make_editor()


@pytest.fixture
def article(ann: User) -> Article:
    return make_article(by=ann, url="https://paper.example/story")


def warned(claim: Claim, user: User) -> dict[str, verdicts.GuardWarning]:
    claim = Claim.objects.select_related("verdict__rating").get(pk=claim.pk)
    return {one.code: one for one in verdicts.warnings_for([claim], user)[claim.pk]}


def codes(claim: Claim, user: User) -> set[str]:
    return set(warned(claim, user)) - {"archive_pending"}


def with_two_origins(claim: Claim, by: User, stance: str = "corroborates", **more: Any) -> Claim:
    link_evidence(claim, by, stance, **more)
    link_evidence(claim, by, stance, **ELSEWHERE, **more)
    return claim


def submits(claim: Claim, by: User) -> str:
    try:
        review.submit(actor=actor_of(by), claim_id=claim.pk)
    except Refused as refused:
        return refused.code
    return "in_review"


def test_before_a_verdict_there_is_nothing_to_weigh_and_nothing_is_asked(
    article: Article, ann: User, django_assert_num_queries: Any
) -> None:
    claim = make_claim(article, ann)
    link_evidence(claim, ann, "contradicts")
    with django_assert_num_queries(0):
        assert verdicts.warnings_for([Claim(pk=claim.pk)], ann) == {claim.pk: []}


def test_two_independent_origins_on_the_right_side_need_no_word(
    article: Article, ann: User
) -> None:
    claim = with_two_origins(make_claim(article, ann), ann)
    assert codes(rate(claim, ann), ann) == set()


@pytest.mark.parametrize(
    ("verdict", "stance"),
    [
        ("true", "contradicts"),
        ("mostly-true", "contradicts"),
        ("mostly-false", "corroborates"),
        ("false", "corroborates"),
    ],
)
def test_sources_that_only_speak_against_the_verdict_block_it(
    article: Article, ann: User, verdict: str, stance: str
) -> None:
    claim = rate(with_two_origins(make_claim(article, ann), ann, stance), ann, verdict)
    (one,) = [w for w in warned(claim, ann).values() if w.is_blocker]
    assert (one.code, one.needs_reason) == ("only_contradicting", False)
    assert submits(claim, ann) == "evidence_missing"


def test_it_blocks_a_rating_that_needs_no_source_too(article: Article, ann: User) -> None:
    word_rating(actor=actor_of(make_admin()), slug="true", label="True", number=5)
    claim = rate(make_claim(article, ann), ann)
    link_evidence(claim, ann, "contradicts")
    assert submits(claim, ann) == "evidence_missing"
    link_evidence(claim, ann, **ELSEWHERE)
    assert submits(claim, ann) == "in_review"


@pytest.mark.parametrize("verdict", ["half-true", "misleading", "conflicting-evidence"])
def test_a_verdict_of_both_sides_is_blocked_by_neither(
    article: Article, ann: User, verdict: str
) -> None:
    claim = rate(with_two_origins(make_claim(article, ann), ann, "contradicts"), ann, verdict)
    assert codes(claim, ann) == set()
    assert submits(claim, ann) == "in_review"


def test_only_the_claims_own_article_blocks_where_a_source_is_needed(
    article: Article, ann: User
) -> None:
    claim = rate(make_claim(article, ann), ann)
    link_evidence(claim, ann, url=article.url)
    own = warned(claim, ann)["own_origin"]
    assert (own.is_blocker, own.needs_reason) == (True, False)
    assert submits(claim, ann) == "evidence_missing"
    rate(claim, ann, "half-true")
    own = warned(claim, ann)["own_origin"]
    assert (own.is_blocker, own.needs_reason) == (False, True)
    assert submits(claim, ann) == "in_review"


def test_another_carrier_of_the_claims_own_authority_supports_nothing(
    article: Article, ann: User
) -> None:
    claim = rated_claim(article, ann)
    origin = SourceOrigin.objects.create(name="The ministry", name_key="ministry", created_by=ann)
    Source.objects.update(origin=origin)
    Claim.objects.filter(pk=claim.pk).update(origin=origin)
    assert "own_origin" in codes(claim, ann)
    assert submits(claim, ann) == "evidence_missing"
    with pytest.raises(Conflict) as refused:
        verdicts.refuse_if_lacking(Claim.objects.get(pk=claim.pk), ann)
    assert "origin" in refused.value.detail


def test_several_outlets_of_one_origin_are_one_origin(article: Article, ann: User) -> None:
    claim = rate(with_two_origins(make_claim(article, ann), ann), ann)
    assert "one_origin" not in codes(claim, ann)
    origin = SourceOrigin.objects.create(name="An agency", name_key="agency", created_by=ann)
    Source.objects.update(origin=origin)
    one = warned(claim, ann)["one_origin"]
    assert (one.is_blocker, one.needs_reason, len(one.evidence)) == (False, True, 2)
    assert "An agency" in one.words


def test_not_enough_evidence_asks_for_an_attempt_and_weighs_no_sources(
    article: Article, ann: User
) -> None:
    claim = rate(make_claim(article, ann), ann, "not-enough-evidence")
    link_evidence(claim, ann, "contradicts", url=article.url)
    assert codes(claim, ann) == set()
    assert submits(claim, ann) == "evidence_missing"
    make_attempt(claim, make_editor(), visibility="hidden")
    assert submits(claim, ann) == "evidence_missing"
    make_attempt(claim, ann)
    assert submits(claim, ann) == "in_review"


def test_a_copy_that_failed_needs_a_word_and_one_that_is_due_does_not(
    article: Article, ann: User
) -> None:
    claim = rate(with_two_origins(make_claim(article, ann), ann), ann)
    pending = warned(claim, ann)["archive_pending"]
    assert (pending.needs_reason, len(pending.evidence)) == (False, 2)
    tried: Import = failed_import(ann)
    Source.objects.filter(title="A report").update(archiving=tried)
    failed = warned(claim, ann)["archive_failed"]
    assert (failed.needs_reason, len(failed.evidence)) == (True, 1)
    assert "A report" in failed.words


def test_evidence_older_than_the_day_of_the_claim_needs_a_word(article: Article, ann: User) -> None:
    claim = make_claim(article, ann, claimed_on="2020-08-18")
    for url in ("https://a.example/", "https://b.example/"):
        source = {"url": url, "title": url, "published_at": "2020-08-17"}
        evidence.link(actor=actor_of(ann), claim_id=claim.pk, stance="corroborates", source=source)
    rate(claim, ann)
    assert "evidence_older" in codes(claim, ann)
    link_evidence(claim, ann, **ELSEWHERE)  # of no known day: it may be newer
    assert "evidence_older" not in codes(claim, ann)


def test_a_day_that_nobody_said_the_claim_was_made_on_makes_no_evidence_old(
    article: Article, ann: User
) -> None:
    Article.objects.filter(pk=article.pk).update(published_at=timezone.now())
    claim = make_claim(article, ann)
    source = {"url": "https://a.example/", "title": "A", "published_at": "2001-01-01"}
    evidence.link(actor=actor_of(ann), claim_id=claim.pk, stance="corroborates", source=source)
    assert "evidence_older" not in codes(rate(claim, ann), ann)


def test_whoever_is_accused_is_asked_for_comment(ann: User) -> None:
    article = make_article("Pavel Ivanov stole two million from the fund.", by=ann)
    claim = rate(
        with_two_origins(make_claim(article, ann, "Pavel Ivanov stole two million"), ann), ann
    )
    assert "comment_not_asked" in codes(claim, ann)
    make_request(claim, ann)
    assert "comment_not_asked" not in codes(claim, ann)


def test_a_verdict_taken_over_from_what_no_longer_stands_needs_a_word(
    article: Article, ann: User
) -> None:
    original = published_claim(article, make_editor(), make_reviewer())
    claim = rate(with_two_origins(make_claim(article, ann), ann), ann)
    Reuse.objects.create(
        claim=claim,
        original=original,
        decision=Claim.objects.get(pk=original.pk).approval_decision,
        created_by=ann,
        ended_at=timezone.now(),
        ended_why="corrected",
    )
    assert "reuse_ended" in codes(claim, ann)


def test_what_somebody_may_not_see_does_not_warn_them(article: Article, ann: User) -> None:
    eve = make_editor()
    claim = rate(make_claim(article, ann), ann, "half-true")
    rate(claim, ann, "true")
    link_evidence(claim, ann, "contradicts", visibility="hidden", **ELSEWHERE)
    assert "only_contradicting" in codes(claim, ann)
    assert warned(claim, eve) == {}
    with_it, without_it = warned_by_all(claim, eve), warned_by_all(make_bare(article, ann), eve)
    assert with_it == without_it
    link_evidence(claim, ann)
    assert codes(claim, eve) == {"one_origin"}


def make_bare(article: Article, by: User) -> Claim:
    return rate(make_claim(article, by), by)


def warned_by_all(claim: Claim, user: User) -> tuple[str, str]:
    with pytest.raises(Conflict) as refused:
        verdicts.refuse_if_lacking(Claim.objects.get(pk=claim.pk), user)
    return refused.value.code, refused.value.detail


def test_blockers_refuse_approving_and_publishing_too(article: Article, ann: User) -> None:
    bob = make_reviewer()
    origin = SourceOrigin.objects.create(name="The ministry", name_key="ministry", created_by=ann)
    waiting = submitted_claim(article, ann)
    approved = approved_claim(article, ann, bob)
    Source.objects.update(origin=origin)
    Claim.objects.filter(pk__in=[waiting.pk, approved.pk]).update(origin=origin)
    for verb, claim in ((review.approve, waiting), (publishing.publish, approved)):
        with pytest.raises(Conflict) as refused:
            verb(actor=actor_of(bob), claim_id=claim.pk)
        assert refused.value.code == "evidence_missing"


def test_the_queries_do_not_grow_with_the_claims(article: Article, ann: User) -> None:
    claims = [rated_claim(article, ann) for _time in range(4)]
    for claim in claims:
        verdicts.give_reason(
            actor=actor_of(ann), claim_id=claim.pk, warning="one_origin", reason="It is the law."
        )

    def queries(ids: list[Any]) -> int:
        rows = list(Claim.objects.select_related("verdict__rating").filter(pk__in=ids))
        with CaptureQueriesContext(connection) as captured:
            verdicts.warnings_for(rows, ann)
        return len(captured)

    assert queries([claims[0].pk]) == queries([claim.pk for claim in claims]) <= 16


def test_a_reason_is_read_with_its_warning_goes_with_it_and_comes_back(
    article: Article, ann: User
) -> None:
    bob, claim = make_reviewer(), rated_claim(article, ann)
    lacking = [one.code for one in verdicts.missing_reasons(claim, bob)]
    assert lacking == ["one_origin", "archive_pending"]
    given = verdicts.give_reason(
        actor=actor_of(ann), claim_id=claim.pk, warning="one_origin", reason=" It is the law. "
    )
    reason = warned(claim, bob)["one_origin"].reason
    assert reason is not None
    assert (reason.text, reason.by, reason.at) == ("It is the law.", ann, given.created_at)
    assert [one.code for one in verdicts.missing_reasons(claim, bob)] == ["archive_pending"]
    second = link_evidence(claim, ann, **ELSEWHERE)
    assert codes(claim, bob) == set()
    evidence.unlink(actor=actor_of(ann), evidence_id=second.pk)
    assert warned(claim, bob)["one_origin"].reason == reason


def test_a_new_reason_replaces_the_old_one_and_the_same_changes_nothing(
    article: Article, ann: User
) -> None:
    claim, actor = rated_claim(article, ann), actor_of(ann)
    for words in ("Once.", "Once.", "Twice."):
        verdicts.give_reason(actor=actor, claim_id=claim.pk, warning="one_origin", reason=words)
    rows = GuardReason.objects.filter(claim=claim).order_by("created_at")
    assert [(row.reason, row.superseded_at is None) for row in rows] == [
        ("Once.", False),
        ("Twice.", True),
    ]
    entries = HistoryEntry.objects.filter(claim_id=claim.pk, verb="reason_given")
    assert entries.count() == 2
    after = Claim.objects.get(pk=claim.pk)
    assert (after.state, after.version) == (State.DRAFT, claim.version)


def test_a_reason_given_in_review_asks_the_reviewer_to_read_again(
    article: Article, ann: User
) -> None:
    claim = submitted_claim(article, ann)
    verdicts.give_reason(
        actor=actor_of(ann), claim_id=claim.pk, warning="one_origin", reason="It is the law."
    )
    after = Claim.objects.get(pk=claim.pk)
    assert (after.state, after.version) == (State.IN_REVIEW, claim.version + 1)


@pytest.mark.parametrize(
    ("warning", "reason", "code"),
    [
        ("archive_failed", "It stands.", "unknown_warning"),
        ("only_contradicting", "It stands.", "unknown_warning"),
        ("one_origin", "  ", "required"),
        ("one_origin", "x" * 2001, "too_long"),
        (None, "It stands.", "required"),
    ],
)
def test_a_reason_belongs_to_a_warning_and_has_words(
    article: Article, ann: User, warning: str, reason: str, code: str
) -> None:
    claim = rated_claim(article, ann)
    with pytest.raises(Invalid) as refused:
        verdicts.give_reason(actor=actor_of(ann), claim_id=claim.pk, warning=warning, reason=reason)
    assert refused.value.code == code
    with pytest.raises(Forbidden):
        verdicts.give_reason(
            actor=actor_of(make_viewer()), claim_id=claim.pk, warning="one_origin", reason="x"
        )


def test_submitting_takes_the_reasons_along_and_asks_for_none(article: Article, ann: User) -> None:
    claim = rated_claim(article, ann)
    with pytest.raises(Invalid) as refused:
        review.submit(actor=actor_of(ann), claim_id=claim.pk, reasons={"nonsense": "x"})
    assert refused.value.code == "unknown_warning"
    assert Claim.objects.get(pk=claim.pk).state == State.DRAFT
    given = {"one_origin": "It is the law.", "evidence_older": " "}
    review.submit(actor=actor_of(ann), claim_id=claim.pk, reasons=given)
    verbs = HistoryEntry.objects.filter(claim_id=claim.pk).order_by("-seq")[:2]
    assert [entry.verb for entry in verbs] == ["submitted", "reason_given"]
    assert submits(rated_claim(article, ann), ann) == "in_review"


def test_a_reason_over_confidential_evidence_is_for_those_who_see_it(
    article: Article, ann: User
) -> None:
    bob, eve = make_reviewer(), make_editor()
    claim = rate(make_claim(article, ann), ann, "half-true")
    secret = link_evidence(claim, ann, "contradicts", visibility="hidden")
    rows = verdicts.give_reason(
        actor=actor_of(ann), claim_id=claim.pk, warning="one_origin", reason="The letter suffices."
    )
    assert rows.is_open is False
    link_evidence(claim, eve, **ELSEWHERE)
    evidence.unlink(actor=actor_of(ann), evidence_id=secret.pk)
    hidden = link_evidence(claim, ann, "context", url="https://c.example/", visibility="hidden")
    # Now everyone is warned of one origin, but what was written tells of the letter.
    assert warned(claim, eve)["one_origin"].reason is None
    assert warned(claim, ann)["one_origin"].reason is not None
    hidden.shared_with.add(bob)
    assert warned(claim, bob)["one_origin"].reason is not None
