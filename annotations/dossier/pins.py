"""Pinned comments and suggestions as one person sees them: where the words stand now, or that they changed."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from annotations.discussion.pins import (
    Texts,
    evidences_of,
    labels,
    place_named,
    place_of,
    text_at,
    texts_of,
)
from annotations.models import Claim, SecondVerdict, Suggestion, Thread, User
from annotations.models.discussion import Pinned
from annotations.permissions import can_edit
from annotations.review.suggest_places import stands


def pins_told(user: User, pins: Sequence[Thread | Suggestion]) -> dict[UUID, dict[str, Any] | None]:
    """What each is pinned to, None where to the claim as a whole; three queries at most.

    `{field, label, evidence, start, end, exact, state, place}`: `state` is `whole`, `here` or `changed`; `start` and `end`
    are where the words stand now (code points, end exclusive), null where they do not. What is pinned to evidence that
    `user` may not see is left out.
    """
    texts, seen = _texts(user, pins)
    return {
        pin.pk: _pin(pin, texts)
        for pin in pins
        if pin.evidence_id is None or pin.evidence_id in seen
    }


def suggestions_of(user: User, claim_ids: Sequence[UUID]) -> dict[str, list[dict[str, Any]]]:
    """The suggestions on each claim, oldest first, by the claim's id; five queries at most."""
    told: dict[str, list[dict[str, Any]]] = {str(pk): [] for pk in claim_ids}
    blind = SecondVerdict.objects.kept_from(user, claim_ids) if claim_ids else set()
    rows = Suggestion.objects.filter(claim__in=[pk for pk in claim_ids if pk not in blind])
    found = list(rows.select_related("suggested_by", "answered_by").order_by("pk"))
    texts, seen = _texts(user, found)
    for row in found:
        if row.evidence_id is None or row.evidence_id in seen:
            told[str(row.claim_id)].append(_suggestion(user, row, texts))
    return told


def suggestion_told(user: User, suggestion_id: UUID) -> dict[str, Any]:
    """One suggestion that was made or answered a moment ago."""
    row = Suggestion.objects.select_related("suggested_by", "answered_by").get(pk=suggestion_id)
    texts, _seen = _texts(user, [row])
    return _suggestion(user, row, texts)


def _texts(user: User, pins: Sequence[Thread | Suggestion]) -> tuple[Texts, set[UUID]]:
    """The texts that these are pinned to, and the ids of the evidence among them that the person may know of."""
    pinned = [pin for pin in pins if pin.field]
    if not pinned:
        return {}, set()
    claims = Claim.objects.filter(pk__in={pin.claim_id for pin in pinned})
    evidences = evidences_of(pinned, user)
    standing = [one for one in evidences.values() if one.removed_at is None]
    rows = claims.select_related("verdict__rating").defer("search")
    return texts_of(rows, standing), set(evidences)


def _pin(pin: Thread | Suggestion, texts: Texts) -> dict[str, Any] | None:
    if not pin.field:
        return None
    return _placed(pin, text_at(pin, pin.claim_id, texts))


def _placed(pin: Pinned, text: str | None) -> dict[str, Any]:
    place = place_of(pin, text or "")
    state = "changed" if text is None else place.state
    return {
        "field": pin.field,
        "label": labels().get(pin.field, pin.field),
        "evidence": str(pin.evidence_id) if pin.evidence_id else None,
        "start": place.start,
        "end": place.end,
        "exact": pin.exact,
        "state": state,
        "place": place_named(pin.field, pin.exact if pin.start is not None else ""),
    }


def _suggestion(user: User, row: Suggestion, texts: Texts) -> dict[str, Any]:
    text = text_at(row, row.claim_id, texts)
    is_open = row.state == "open"
    return {
        "id": str(row.pk),
        "claim": str(row.claim_id),
        "thread": str(row.thread_id) if row.thread_id else None,
        "pin": _placed(row, text),
        "replacement": row.replacement,
        "comment": row.comment,
        "state": str(row.state),
        "stands": is_open and stands(row, text),
        "suggested_by": _person(row.suggested_by),
        "created_at": row.created_at,
        "answered_by": _person(row.answered_by) if row.answered_by else None,
        "answered_at": row.answered_at,
        "answer": row.answer,
        "now": (text or "") if is_open else "",
        "is_mine": row.suggested_by_id == user.pk,
        "may_answer": is_open and can_edit(user),
    }


def _person(person: User) -> dict[str, str]:
    return {"id": str(person.pk), "username": person.username, "name": person.name}
