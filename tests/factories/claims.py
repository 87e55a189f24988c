"""Claims in every state, made through the rooms."""

from typing import Any

from annotations import publishing, review, verdicts
from annotations.claims import mark
from annotations.models import Article, Claim, GuardReason, User
from tests.factories.evidence import link_evidence
from tests.factories.users import actor_of

EXPLANATION = "The register of the ministry says the same."


def make_claim(
    article: Article,
    by: User,
    words: str = "more than 4,000 hygiene kits",
    *,
    nth: int = 0,
    **wording: Any,
) -> Claim:
    """A draft on the `nth` place (from 0) where `words` stand in the article's newest text."""
    revision = article.current_revision
    assert revision is not None
    start = -1
    for _time in range(nth + 1):
        start = revision.text.index(words, start + 1)
    return mark(
        actor=actor_of(by),
        article_id=article.pk,
        revision_id=revision.pk,
        start=start,
        end=start + len(words),
        **wording,
    )


def rate(claim: Claim, by: User, verdict: str = "true", explanation: str = EXPLANATION) -> Claim:
    """Give it a verdict."""
    return verdicts.rate(
        actor=actor_of(by), claim_id=claim.pk, verdict=verdict, explanation=explanation
    )


def rated_claim(article: Article, by: User, **wording: Any) -> Claim:
    """A draft with all that submitting needs: a corroborating source and a verdict."""
    claim = make_claim(article, by, **wording)
    link_evidence(claim, by)
    return rate(claim, by)


def submitted_claim(article: Article, by: User, **wording: Any) -> Claim:
    """One that waits in the reviewers' queue."""
    claim = rated_claim(article, by, **wording)
    return review.submit(actor=actor_of(by), claim_id=claim.pk)


def approved_claim(article: Article, by: User, reviewer: User, **wording: Any) -> Claim:
    """One that another person approved."""
    claim = submitted_claim(article, by, **wording)
    give_reasons(claim, by)
    return review.approve(actor=actor_of(reviewer), claim_id=claim.pk)


def give_reasons(claim: Claim, by: User) -> None:
    """Say why it may be published although it rests on one source, whose page nobody has archived yet."""
    GuardReason.objects.bulk_create(
        GuardReason(
            claim=claim,
            warning=code,
            reason="The register is complete.",
            is_open=True,
            created_by=by,
        )
        for code in ("one_origin", "archive_pending")
    )


def publish_claim(claim: Claim, by: User) -> Claim:
    """Publish an approved claim, with a reason over everything that the guard warns this person of."""
    lacking = verdicts.missing_reasons(Claim.objects.get(pk=claim.pk), by)
    reasons = {warning.code: "The register is complete." for warning in lacking}
    return publishing.publish(actor=actor_of(by), claim_id=claim.pk, reasons=reasons)


def published_claim(article: Article, by: User, reviewer: User, **wording: Any) -> Claim:
    """One that is public."""
    claim = approved_claim(article, by, reviewer, **wording)
    return publishing.publish(actor=actor_of(reviewer), claim_id=claim.pk)


def withdrawn_claim(article: Article, by: User, reviewer: User, **wording: Any) -> Claim:
    """One that was public."""
    claim = published_claim(article, by, reviewer, **wording)
    return publishing.withdraw(actor=actor_of(reviewer), claim_id=claim.pk, reason="It was wrong.")


def returned_claim(article: Article, by: User, reviewer: User, **wording: Any) -> Claim:
    """One that was sent back with a comment."""
    claim = submitted_claim(article, by, **wording)
    return review.request_changes(
        actor=actor_of(reviewer), claim_id=claim.pk, comment="Name the month."
    )
