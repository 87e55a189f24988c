"""Our own copy: written by somebody, checked by a second person, approved by a third."""

from dataclasses import dataclass

from annotations import review, verdicts
from annotations.claims import cover
from annotations.claims.progress import states_of
from annotations.models import Article, Claim, Purpose, User
from tests.factories import users
from tests.factories.articles import make_article
from tests.factories.claims import make_claim
from tests.factories.evidence import link_evidence

WORDS = "gave out more than 4,000 hygiene kits"
COPY = "Volunteers gave out more than 4,000 hygiene kits in May.\n\nThe ministry did not comment."
WHY = "The register of the ministry says 3,800."
WORDING = "gave out about 3,800 hygiene kits"


@dataclass(slots=True)
class Desk:
    """Who writes, checks, approves and clears."""

    writer: User
    checker: User
    approver: User
    chief: User


def make_desk() -> Desk:
    """A writer, an editor who checks, a reviewer who approves findings, a reviewer who clears."""
    return Desk(
        writer=users.make_editor("wanda"),
        checker=users.make_editor("cleo"),
        approver=users.make_reviewer("amir"),
        chief=users.make_reviewer("nina"),
    )


def make_copy(desk: Desk, text: str = COPY, **fields: object) -> Article:
    """An article of ours that the writer brought in and is named as the writer of."""
    article = make_article(text, by=desk.writer, purpose=Purpose.OWN, **fields)
    article.writers.add(desk.writer)
    return article


def found(
    article: Article, desk: Desk, finding: str = "confirmed", words: str = WORDS, wording: str = ""
) -> Claim:
    """A claim of it with a finding and a source."""
    claim = make_claim(article, desk.checker, words)
    link_evidence(claim, desk.checker)
    return verdicts.rate(
        actor=users.actor_of(desk.checker),
        claim_id=claim.pk,
        verdict=finding,
        explanation=WHY,
        proposed_wording=wording or (WORDING if finding == "change" else ""),
    )


def approve(claim: Claim, desk: Desk, by: User | None = None) -> Claim:
    """Submitted where it is a draft, and approved."""
    if claim.state == "draft":
        review.submit(actor=users.actor_of(desk.checker), claim_id=claim.pk)
    return review.approve(actor=users.actor_of(by or desk.approver), claim_id=claim.pk)


def read_all(article: Article, desk: Desk) -> None:
    """Say of every sentence that is not done that nothing is left in it to check."""
    article.refresh_from_db()
    revision = article.current_revision
    assert revision is not None
    for at, state in enumerate(states_of([revision])[revision.pk].states):
        if state in "up":
            start, end = revision.sentences[2 * at : 2 * at + 2]
            cover(
                actor=users.actor_of(desk.checker),
                article_id=article.pk,
                revision_id=revision.pk,
                start=start,
                end=end,
                kind="opinion",
            )


def ready_copy(desk: Desk, text: str = COPY, **fields: object) -> tuple[Article, Claim]:
    """An article with one confirmed and approved claim, all read: only the clearing is missing."""
    article = make_copy(desk, text, **fields)
    claim = approve(found(article, desk), desk)
    read_all(article, desk)
    return article, claim
