"""What was tried, asked, checked and noted for claims, as one person may see it: six queries for any number of claims."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.utils import timezone

from annotations.evidence.notes import note_etag
from annotations.evidence.quote_checks import FIELDS as OF_CHECK
from annotations.evidence.reading import saw_thing
from annotations.models import (
    Attempt,
    CommentOutcome,
    Note,
    QuoteCheck,
    RequestForComment,
    User,
)
from annotations.permissions import can_edit

Told = dict[str, Any]


def inquiries_of(user: User, claims: Collection[UUID]) -> dict[UUID, Told]:
    """For each claim its `attempts`, `requests`, `notes` (each the oldest first) and `checks` by appearance.

    Of an attempt or a note that this person may only know to exist there is ``{id, visibility, reserved}``.
    """
    found: dict[UUID, Told] = {
        pk: {"attempts": [], "requests": [], "notes": [], "checks": {}} for pk in claims
    }
    if not found:
        return found
    for name, rows in (
        ("attempts", _confidential(Attempt, user, found, _attempt)),
        ("requests", _requests(user, found)),
        ("notes", _confidential(Note, user, found, _note)),
    ):
        for claim, told in rows.items():
            found[claim][name] = told
    checks = QuoteCheck.objects.filter(
        appearance__claim__in=found,
        appearance__removed_at__isnull=True,
        superseded_at__isnull=True,
    ).select_related("created_by", "appearance")
    for check in checks:
        found[check.appearance.claim_id]["checks"][str(check.appearance_id)] = _check(check)
    return found


def inquiry_of(user: User, claim: UUID) -> Told:
    """What was tried, asked, checked and noted for one claim (see `inquiries_of`)."""
    return inquiries_of(user, [claim])[claim]


def _confidential(
    model: Any, user: User, claims: Iterable[UUID], tell: Any
) -> dict[UUID, list[Told]]:
    standing = model.objects.standing().filter(claim__in=claims)
    rows = [
        (row, tell(row, user)) for row in standing.visible_to(user).select_related("created_by")
    ]
    rows += [(row, _reserved(row)) for row in standing.listed_to(user)]
    for row, body in rows:
        if "reserved" not in body:
            saw_thing(user, row)
    told: dict[UUID, list[Told]] = defaultdict(list)
    for row, body in sorted(rows, key=lambda pair: (pair[0].created_at, pair[0].pk)):
        told[row.claim_id].append(body)
    return told


def _reserved(row: Any) -> Told:
    return {"id": str(row.pk), "visibility": row.visibility, "reserved": True}


def _attempt(row: Attempt, user: User) -> Told:
    return {
        **_added(row, user),
        "kind": row.kind,
        "kind_label": row.get_kind_display(),
        "where": row.where,
        "outcome": row.outcome,
        "outcome_label": row.get_outcome_display(),
        "note": row.note,
        "tried_on": row.tried_on,
    }


def _note(row: Note, user: User) -> Told:
    return {
        **_added(row, user),
        "body": row.body,
        "changed_at": row.changed_at,
        "etag": note_etag(row),
    }


def _added(row: Attempt | Note, user: User) -> Told:
    return {
        "id": str(row.pk),
        "visibility": row.visibility,
        "is_own": row.created_by_id == user.pk,
        "created_by": person(row.created_by),
        "created_at": row.created_at,
    }


def _requests(user: User, claims: Iterable[UUID]) -> dict[UUID, list[Told]]:
    told: dict[UUID, list[Told]] = defaultdict(list)
    standing = RequestForComment.objects.filter(claim__in=claims, removed_at__isnull=True)
    now, may_edit = timezone.now(), can_edit(user)
    for row in standing.select_related("created_by").order_by("created_at", "id"):
        waits = row.outcome == CommentOutcome.WAITING
        told[row.claim_id].append(
            {
                "id": str(row.pk),
                "whom": row.whom,
                "channel": row.channel,
                "channel_label": row.get_channel_display(),
                # How somebody is reached is for those who work on it.
                "contact": row.contact if may_edit else "",
                "asked": row.asked,
                "sent_at": row.sent_at,
                "deadline_at": row.deadline_at,
                "outcome": row.outcome,
                "outcome_label": row.get_outcome_display(),
                "is_overdue": waits and row.deadline_at is not None and row.deadline_at < now,
                "answer": row.answer,
                "answered_at": row.answered_at,
                "created_by": person(row.created_by),
                "created_at": row.created_at,
            }
        )
    return told


def _check(row: QuoteCheck) -> Told:
    return {
        "id": str(row.pk),
        **{name: getattr(row, name) for name in OF_CHECK},
        "created_by": person(row.created_by),
        "created_at": row.created_at,
    }


def person(user: User) -> Told:
    """An account, as others see it."""
    return {"id": str(user.pk), "username": user.username, "name": user.name}
