"""What the card says of pins, suggestions and independent verdicts; the words with their pins marked."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any
from uuid import UUID

from annotations.dossier.pins import suggestions_of
from annotations.models import Claim, User
from annotations.review.second import Outcome, outcomes


def add_deciding(user: User, claims: Sequence[dict[str, Any]]) -> None:
    """Give `suggestions`, `to_settle`, `worded` and `second` to claims that have their `discussion`; a dozen queries at most.

    `to_settle` are the open pinned threads and suggestions in order, each `{kind, id, place, by}`; `worded` the
    statement and the explanation in runs, where a pin stands in them (see `runs_of`); `second` where the independent
    verdicts stand, None where nobody asks for one.
    """
    ids = [UUID(claim["id"]) for claim in claims]
    suggested = suggestions_of(user, ids)
    rows = list(Claim.objects.filter(pk__in=ids).only("id", "state")) if ids else []
    told = {str(pk): _second(user, outcome) for pk, outcome in outcomes(rows).items()}
    for claim in claims:
        found = suggested[claim["id"]]
        claim["suggestions"] = [one for one in found if one["state"] == "open"]
        claim["answered"] = [one for one in found if one["state"] in {"accepted", "declined"}]
        claim["pins"] = list(_pins(claim))
        claim["to_settle"] = [{**pin, "number": n} for n, pin in enumerate(claim["pins"], start=1)]
        claim["worded"] = {
            name: runs
            for name in ("statement", "explanation")
            if len(runs := runs_of(claim[name], claim["pins"], name)) > 1
            or (runs and runs[0]["pin"])
        }
        claim["may"]["accept"] = claim["may"]["edit"]
        second = told.get(claim["id"])
        claim["second"] = None if claim["rating_blind"] else second
        if second and second["is_rater"]:
            claim["may"]["approve"] = claim["may"]["request_changes"] = False


def runs_of(
    text: str, pins: Sequence[dict[str, Any]], field: str, evidence: str | None = None
) -> list[dict[str, Any]]:
    """A value's text in runs `{text, pin}`, `pin` the first one that stands on the run, or None; together the text again."""
    placed = [
        pin
        for pin in pins
        if pin["field"] == field and pin["evidence"] == evidence and pin["start"] is not None
    ]
    edges = sorted({0, len(text), *(p["start"] for p in placed), *(p["end"] for p in placed)})
    return [{"text": text[low:high], "pin": _at(placed, low)} for low, high in pairwise(edges)]


def _pins(claim: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for thread in claim["discussion"]["open"]:
        if thread["pin"]:
            yield {
                **thread["pin"],
                "kind": "thread",
                "id": thread["id"],
                "by": thread["created_by"]["name"],
            }
    for suggestion in claim["suggestions"]:
        yield {
            **suggestion["pin"],
            "kind": "suggestion",
            "id": suggestion["id"],
            "by": suggestion["suggested_by"]["name"],
        }


def _at(pins: Sequence[dict[str, Any]], place: int) -> dict[str, Any] | None:
    return next((pin for pin in pins if pin["start"] <= place < pin["end"]), None)


def _second(user: User, outcome: Outcome) -> dict[str, Any] | None:
    if not outcome.is_wanted and not outcome.given and outcome.under_way is None:
        return None
    raters = [one.person_id for one in (*outcome.given, outcome.under_way) if one]
    return {
        "is_wanted": outcome.is_wanted,
        "missing": outcome.missing if outcome.is_wanted else None,
        "agrees": outcome.agrees,
        "under_way": outcome.under_way,
        "given": outcome.given,
        "is_rater": user.pk in raters,
    }
