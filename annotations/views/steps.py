"""Every step of a claim's way through the workflow."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from annotations import claims as room
from annotations import publishing, review
from annotations.models import Claim
from annotations.refusals import Missing, PreconditionRequired, Refused
from annotations.views.cards import card_context, changed
from annotations.views.doors import (
    actor_of,
    expected,
    is_fragment,
    onward,
    part,
    private,
    refusal_page,
    told,
)
from annotations.views.filled import typed_in
from annotations.views.guarded import reasons_typed
from annotations.views.workspace import article_for, workspace_url


@require_POST
@private
def step(request: HttpRequest, claim_id: UUID, verb: str) -> HttpResponse:
    """One step of the workflow. A refusal keeps the card as it is, with the reason above it."""
    try:
        _take_step(request, claim_id, verb)
    except Refused as refusal:
        return _refused_step(request, claim_id, verb, refusal)
    said = said_after(verb)
    if (
        verb == "approve"
        and Claim.objects.filter(pk=claim_id, first_approval__isnull=False).exists()
    ):
        said = _("Approved. One more person must approve it.")
    return changed(request, claim_id, said)


@require_POST
@private
def hold(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """Put a claim on hold, or release it."""
    is_held = request.POST.get("on_hold") == "1"
    room.amend(
        actor=actor_of(request),
        claim_id=claim_id,
        expected=expected(request),
        on_hold=is_held,
        hold_reason=request.POST.get("hold_reason", ""),
    )
    return changed(request, claim_id, _("On hold.") if is_held else _("Released."))


@require_http_methods(["GET", "HEAD", "POST"])
@private
def submit_rated(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """What submitting all that this person rated would do, and doing it."""
    article, actor = article_for(request, article_id), actor_of(request)
    if request.method != "POST":
        outcome = review.look_at_rated(actor=actor, article_id=article_id)
        context = {"article": article, "outcome": outcome, "nav": "articles"}
        return part(request, "annotations/claims/_rated.html", context)
    outcome = review.submit_rated(actor=actor, article_id=article_id)
    said = said_of_rated(outcome)
    if is_fragment(request):
        return told(HttpResponse(""), changed="", said=said)
    return onward(request, workspace_url(article_id), said)


def said_of_rated(outcome: review.Outcome) -> str:
    """What went to review and how many stayed, in a sentence or two."""
    sent, left = len(outcome.submitted), len(outcome.left)
    if not sent:
        return _("Nothing was submitted.")
    words = ngettext("%(n)s claim is submitted.", "%(n)s claims are submitted.", sent) % {"n": sent}
    if not left:
        return words
    stays = ngettext("%(n)s stays with you.", "%(n)s stay with you.", left) % {"n": left}
    return f"{words} {stays}"


def said_after(verb: str) -> str:
    """What a step did, for the person who took it."""
    return {
        "submit": _("Submitted. A reviewer will look at it."),
        "recall": _("Back in your drafts."),
        "approve": _("Approved."),
        "request-changes": _("Sent back with your comment."),
        "publish": _("Published."),
        "withdraw": _("Withdrawn. Its public page says so."),
        "correct": _("The next version is open; readers keep seeing the published one."),
    }[verb]


def _take_step(request: HttpRequest, claim_id: UUID, verb: str) -> None:
    actor, given = actor_of(request), request.POST
    plain: dict[str, Callable[..., Any]] = {
        "submit": partial(review.submit, reasons=reasons_typed(request)),
        "recall": review.recall,
        "publish": partial(publishing.publish, reasons=reasons_typed(request)),
    }
    reasoned: dict[str, Callable[..., Any]] = {
        "withdraw": publishing.withdraw,
        "correct": partial(publishing.correct, kind=given.get("kind"), note=given.get("note", "")),
    }
    judged: dict[str, Callable[..., Any]] = {
        "approve": review.approve,
        "request-changes": review.request_changes,
    }
    version = expected(request)
    if verb == "approve" and version is None:
        raise PreconditionRequired(
            "version_required",
            _("This page does not say which version you read. Reload it, then decide."),
        )
    if verb in plain:
        plain[verb](actor=actor, claim_id=claim_id, expected=version)
    elif verb in reasoned:
        reasoned[verb](
            actor=actor, claim_id=claim_id, expected=version, reason=given.get("reason", "")
        )
    else:
        judged[verb](
            actor=actor, claim_id=claim_id, expected=version, comment=given.get("comment", "")
        )


def _refused_step(
    request: HttpRequest, claim_id: UUID, verb: str, refusal: Refused
) -> HttpResponse:
    if isinstance(refusal, Missing):
        return refusal_page(request, refusal)
    context = {
        **card_context(request, claim_id),
        "refusal": refusal,
        "verb": verb,
        "typed": {
            **typed_in(request, "comment", "reason", "kind", "note", "publish_at", "zone"),
            "reasons": reasons_typed(request),
        },
    }
    return part(request, "annotations/claims/_card.html", context, status=refusal.status)
