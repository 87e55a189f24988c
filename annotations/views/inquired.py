"""The inquiry of claims as the card shows it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from annotations.dossier.inquiry import inquiries_of
from annotations.models import Asserts, Claim, Risk, User
from annotations.permissions import can_edit


def add_inquiry(user: User, claims: Sequence[dict[str, Any]]) -> None:
    """Give `inquiry` to claims as the card shows them; seven queries however many they are.

    To what `inquiries_of` tells it adds `quotes` (the appearances whose quotation is or can be checked), `count` and
    `overdue`, and whether an accusation of the claim asks for a comment that nobody asked for (`asks_comment`), and whether this person may write notes (`may_note`).
    """
    ids = [UUID(claim["id"]) for claim in claims]
    found = inquiries_of(user, ids)
    risks = dict(Claim.objects.filter(pk__in=ids).values_list("pk", "risks"))
    for claim in claims:
        told = found[UUID(claim["id"])]
        of_claim = risks.get(UUID(claim["id"]), [])
        is_quote = Risk.QUOTE in of_claim or claim["asserts"] == Asserts.SAID
        told["quotes"] = [
            {"appearance": place, "check": told["checks"].get(place["id"])}
            for place in claim["appearances"]
            if is_quote or place["id"] in told["checks"]
        ]
        told["count"] = sum(len(told[name]) for name in ("attempts", "requests", "notes"))
        told["overdue"] = sum(one["is_overdue"] for one in told["requests"])
        told["asks_comment"] = Risk.ACCUSATION in of_claim and not told["requests"]
        told["may_note"] = can_edit(user)
        claim["inquiry"] = told
