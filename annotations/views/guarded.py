"""What the guard warns of, as the card shows it, and what was typed over its warnings."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from annotations import verdicts
from annotations.models import Claim, State, User

PREFIX = "reason-"


def add_guard(user: User, claims: Sequence[dict[str, Any]]) -> None:
    """Give `guard` to claims as the card shows them, in as many queries however many they are.

    It has `warnings`; `missing`, those that lack their reason; and `is_shown`, whether one of them is more than a remark.
    """
    rows = Claim.objects.select_related("verdict__rating").defer("search")
    found = list(rows.filter(pk__in=[claim["id"] for claim in claims]))
    warned = verdicts.warnings_for(found, user)
    for claim in claims:
        told = warned.get(UUID(claim["id"]), [])
        # What may pass by itself is asked about where the claim is to be published before it has.
        is_ready = claim["state"] == State.APPROVED
        missing = [
            one
            for one in told
            if (one.takes_reason if is_ready else one.needs_reason) and one.reason is None
        ]
        is_shown = any(one.is_blocker or one.needs_reason for one in told)
        claim["guard"] = {"warnings": told, "missing": missing, "is_shown": is_shown}


def reasons_typed(request: HttpRequest) -> dict[str, str]:
    """The reasons of a form, as typed, by the warning's code."""
    return {
        name.removeprefix(PREFIX): request.POST[name]
        for name in request.POST
        if name.startswith(PREFIX)
    }
