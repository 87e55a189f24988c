"""What was tried, asked, checked and noted, made through the rooms."""

from typing import Any

from annotations.evidence import attempts, notes, quote_checks, requests
from annotations.models import Attempt, Claim, Note, QuoteCheck, RequestForComment, User
from tests.factories.users import actor_of


def make_attempt(claim: Claim, by: User, **given: Any) -> Attempt:
    """A search that found nothing."""
    told = {"kind": "searched", "where": "the register of aid", "outcome": "nothing", **given}
    return attempts.add_attempt(actor=actor_of(by), claim_id=claim.pk, **told)


def make_request(claim: Claim, by: User, **given: Any) -> RequestForComment:
    """A request by mail that waits for an answer."""
    told = {"whom": "the ministry", "channel": "mail", "sent_at": "2020-11-12", **given}
    return requests.ask_for_comment(actor=actor_of(by), claim_id=claim.pk, **told)


def make_quote_check(claim: Claim, by: User, **given: Any) -> QuoteCheck:
    """Of the claim's first appearance: said, in these words, and wrong."""
    told = {"said": "right", "wording": "right", "content": "wrong", **given}
    first = claim.appearances.order_by("id")[0]
    check = quote_checks.check_quote(actor=actor_of(by), appearance_id=first.pk, **told)
    assert check is not None
    return check


def make_note(claim: Claim, by: User, body: str = "Ask again on Monday.", **given: Any) -> Note:
    """A working note."""
    return notes.add_note(actor=actor_of(by), claim_id=claim.pk, body=body, **given)
