"""Evidence: sources linked to claims."""

from typing import Any

from annotations import evidence
from annotations.models import Claim, Evidence, Stance, User
from tests.factories.users import actor_of


def link_evidence(
    claim: Claim,
    by: User,
    stance: str = Stance.CORROBORATES,
    *,
    url: str = "https://ministry.example/register",
    title: str = "Register of aid",
    quote: str = "4,120 kits",
    **more: Any,
) -> Evidence:
    """Link an open source with an address; `more` goes to the room (`note`, `visibility`, ...)."""
    return evidence.link(
        actor=actor_of(by),
        claim_id=claim.pk,
        stance=stance,
        source={"url": url, "title": title, "visibility": "everyone"},
        quote=quote,
        **more,
    )
