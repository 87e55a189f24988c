"""Requests for comment: somebody whom a claim concerns is asked what they say to it."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import typed, workflow
from annotations.evidence.taken import differing, plain, take_row
from annotations.history import record
from annotations.models import Channel, Claim, CommentOutcome, RequestForComment
from annotations.permissions import Actor, require_editor
from annotations.refusals import Invalid

FIELDS = (
    *("whom", "channel", "contact", "asked", "sent_at", "deadline_at"),
    *("outcome", "answer", "answered_at"),
)
"""What a person says of a request."""


@transaction.atomic
def ask_for_comment(
    *, actor: Actor, claim_id: UUID, expected: str | None = None, **given: Any
) -> RequestForComment:
    """Tell that somebody was asked for comment. It is judged with the claim and printed, save `contact` and `asked`.

    Args:
        actor: an editor or above.
        claim_id: which claim.
        expected: the claim's ETag that was read (If-Match), or None.
        given: `whom`, `channel` (Channel), `contact` (how they are reached; never printed, never in history),
            `asked` (the question), `sent_at` (now by default), `deadline_at`, `outcome` (CommentOutcome; waiting by
            default), `answer`, `answered_at` (now by default, once they answered or declined).

    Raises:
        Invalid: naming the field (`answer_missing`, `deadline_before_sending`, `answered_before_sending`,
        `date_in_future` and those of `typed`). Conflict: `correct_first`. Missing, OutOfDate, Forbidden.
    """
    person = require_editor(actor)
    claim = workflow.take(actor, claim_id, expected=expected)
    clean = _checked({**_DEFAULTS, **_known(given)})
    workflow.open_for_edit(claim, person)
    request = RequestForComment.objects.create(claim=claim, created_by=person, **clean)
    workflow.save(claim)
    record(actor, "comment_asked", request, claim=claim, **_told(clean))
    return request


@transaction.atomic
def change_request(
    *, actor: Actor, request_id: UUID, expected: str | None = None, **given: Any
) -> RequestForComment:
    """Change what is told of a request, or tell what came of it; equal values change nothing.

    Args:
        actor: an editor or above.
        request_id: which.
        expected: the claim's ETag that was read, or None.
        given: see `ask_for_comment`; what is left out stays.

    Raises:
        As `ask_for_comment`.
    """
    person = require_editor(actor)
    request, claim = _take(actor, request_id, expected)
    present = {name: getattr(request, name) for name in FIELDS}
    before, changes = differing(request, _checked({**present, **_known(given)}))
    if not changes:
        return request
    workflow.open_for_edit(claim, person)
    for name, value in changes.items():
        setattr(request, name, value)
    request.save(update_fields=list(changes))
    workflow.save(claim)
    facts: dict[str, Any] = {
        "changed": sorted(changes),
        "before": _told(before),
        "after": _told(changes),
    }
    record(actor, "comment_request_changed", request, claim=claim, **facts)
    return request


@transaction.atomic
def remove_request(*, actor: Actor, request_id: UUID, expected: str | None = None) -> Claim:
    """Take a request away from its claim; the record keeps it.

    Returns:
        The claim.

    Raises:
        Missing: `not_found`. Conflict: `correct_first`. OutOfDate, Forbidden.
    """
    person = require_editor(actor)
    request, claim = _take(actor, request_id, expected)
    workflow.open_for_edit(claim, person)
    request.removed_at = timezone.now()
    request.save(update_fields=["removed_at"])
    workflow.save(claim)
    record(actor, "comment_request_removed", request, claim=claim, whom=request.whom)
    return claim


_DEFAULTS: dict[str, Any] = {
    **dict.fromkeys(FIELDS, ""),
    "channel": Channel.MAIL,
    "outcome": CommentOutcome.WAITING,
}


def _known(given: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if name in FIELDS}


def _checked(given: dict[str, Any]) -> dict[str, Any]:
    clean: dict[str, Any] = {
        "whom": typed.text_of(given["whom"], "whom", 300, required=True),
        "channel": typed.choice_of(given["channel"], "channel", Channel.values),
        "contact": typed.text_of(given["contact"], "contact", 500),
        "asked": typed.text_of(given["asked"], "asked", 20_000),
        "sent_at": typed.moment_of(given["sent_at"], "sent_at") or timezone.now(),
        "deadline_at": typed.moment_of(given["deadline_at"], "deadline_at"),
        "outcome": typed.choice_of(given["outcome"], "outcome", CommentOutcome.values),
        "answer": typed.text_of(given["answer"], "answer", 20_000),
        "answered_at": typed.moment_of(given["answered_at"], "answered_at"),
    }
    return _settled(clean)


def _settled(clean: dict[str, Any]) -> dict[str, Any]:
    """What came of it and the times make sense together."""
    sent_at = clean["sent_at"]
    _refuse_future(sent_at, "sent_at")
    if clean["deadline_at"] and clean["deadline_at"] < sent_at:
        detail = _("The deadline lies before the request was sent. Put one of the two right.")
        raise Invalid("deadline_before_sending", detail, field="deadline_at")
    if clean["outcome"] == CommentOutcome.ANSWERED and not clean["answer"]:
        raise Invalid("answer_missing", _("Write down what they answered."), field="answer")
    if clean["outcome"] not in {CommentOutcome.ANSWERED, CommentOutcome.DECLINED}:
        # Nobody answered: words that were typed before are no answer.
        return {**clean, "answer": "", "answered_at": None}
    clean["answered_at"] = clean["answered_at"] or timezone.now()
    _refuse_future(clean["answered_at"], "answered_at")
    if clean["answered_at"].date() < sent_at.date():
        detail = _("The answer lies before the request was sent. Put one of the two right.")
        raise Invalid("answered_before_sending", detail, field="answered_at")
    return clean


def _refuse_future(at: datetime, field: str) -> None:
    if at > timezone.now() + timedelta(days=1):
        raise Invalid(
            "date_in_future", _("This day has not come yet. Give the day it was."), field=field
        )


def _told(fields: dict[str, Any]) -> dict[str, Any]:
    """As history keeps it: how somebody is reached stays out of it."""
    return plain({name: value for name, value in fields.items() if name != "contact"})


def _take(actor: Actor, request_id: UUID, expected: str | None) -> tuple[RequestForComment, Claim]:
    missing = _("There is no such request for comment. It may have been removed.")
    found = RequestForComment.objects.all()
    return take_row(actor, found, request_id, missing=missing, expected=expected)
