"""Comments and suggested words pinned to a claim, and independent verdicts, through the rooms that make them."""

from typing import Any

from annotations import discussion
from annotations.models import Claim, Newsroom, SecondVerdict, Suggestion, Thread, User
from annotations.review import second_taking
from annotations.review.suggest import suggest
from tests.factories.users import actor_of


def pinned(
    claim: Claim, by: User, words: str = "", *, field: str = "explanation", **more: Any
) -> Thread:
    """A thread on `words` of a value of the claim, or on all of it."""
    more.setdefault("text", "Which month is this?")
    return discussion.open_thread(
        actor=actor_of(by), claim_id=claim.pk, field=field, **at(claim, words, field), **more
    )


def suggested(
    claim: Claim, by: User, words: str, replacement: str, *, field: str = "explanation", **more: Any
) -> Suggestion:
    """Other words for `words` of a value of the claim."""
    return suggest(
        actor=actor_of(by),
        claim_id=claim.pk,
        field=field,
        replacement=replacement,
        **at(claim, words, field),
        **more,
    )


def at(claim: Claim, words: str, field: str = "explanation") -> dict[str, Any]:
    """Where the first of these words stand in the value now."""
    if not words:
        return {}
    fresh = Claim.objects.select_related("verdict").get(pk=claim.pk)
    text = (
        fresh.statement
        if field == "statement"
        else fresh.verdict.explanation
        if fresh.verdict
        else ""
    )
    start = text.index(words)
    return {"start": start, "end": start + len(words), "exact": words}


def want_second_verdicts() -> None:
    """As an administrator switches them on."""
    Newsroom.objects.filter(pk=1).update(wants_second_verdict=True)


def taken_second(claim: Claim, by: User) -> SecondVerdict:
    """Taken, not given."""
    return second_taking.take(actor=actor_of(by), claim_id=claim.pk, unread=True)


def given_second(
    claim: Claim, by: User, verdict: str, why: str = "By its sources."
) -> SecondVerdict:
    """An independent verdict."""
    taken = taken_second(claim, by)
    return second_taking.give(
        actor=actor_of(by), second_id=taken.pk, verdict=verdict, explanation=why
    )
