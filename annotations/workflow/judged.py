"""What is judged of a claim beside its words, evidence and verdict: figures, attempts, requests for comment.

Each is the canonical form that the recipe of `content` hashes and the public page prints.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from annotations.models import Claim, Figure


def figures_of(claim: Claim) -> list[dict[str, Any]]:
    """The claim's figures, oldest first; values as decimal texts, days as ISO 8601."""
    standing = claim.figures.filter(removed_at__isnull=True).select_related("quantity")
    return [_figure(figure) for figure in standing.order_by("created_at", "id")]


def attempts_of(claim: Claim) -> list[dict[str, Any]]:
    """What was tried, oldest first, confidential attempts too, marked so."""
    return [
        {
            "id": str(attempt.pk),
            "kind": attempt.kind,
            "where": attempt.where,
            "outcome": attempt.outcome,
            "note": attempt.note,
            "tried_on": _when(attempt.tried_on),
            "visibility": attempt.visibility,
        }
        for attempt in claim.attempts.all().standing()
    ]


def requests_of(claim: Claim) -> list[dict[str, Any]]:
    """Whom the newsroom asked for comment, oldest first; never how they are reached."""
    standing = claim.requests_for_comment.filter(removed_at__isnull=True)
    return [
        {
            "id": str(request.pk),
            "whom": request.whom,
            "channel": request.channel,
            "sent_at": _when(request.sent_at),
            "deadline_at": _when(request.deadline_at),
            "outcome": request.outcome,
            "answer": request.answer,
            "answered_at": _when(request.answered_at),
        }
        for request in standing.order_by("created_at", "id")
    ]


def claimant_corrected_of(claim: Claim) -> dict[str, Any] | None:
    """That the claimant put it right themselves: on which day, where, and in which words; None where nobody said so."""
    if claim.claimant_corrected_on is None:
        return None
    return {
        "on": _when(claim.claimant_corrected_on),
        "url": claim.claimant_corrected_url,
        "note": claim.claimant_corrected_note,
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "id": str(figure.pk),
        "quantity": figure.quantity.label if figure.quantity else "",
        "low": plain(figure.low),
        "high": plain(figure.high),
        "qualifier": figure.qualifier,
        "unit": figure.unit,
        "period": {"from": _when(figure.period_from), "to": _when(figure.period_to)},
        "period_words": figure.period_words,
        "place": figure.place,
        "population": figure.population,
        "authority": figure.authority,
        "share_of": str(figure.share_of_id) if figure.share_of_id else None,
        "inferred": sorted(figure.inferred),
        "confirmed": figure.confirmed,
    }


def plain(value: Decimal | None) -> str | None:
    """A decimal without exponent and needless zeros: ``3000``, ``0.5``."""
    if value is None:
        return None
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _when(value: date | datetime | None) -> str | None:
    return value.isoformat() if value else None
