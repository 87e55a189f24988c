"""Deciding on one claim: all that is judged on one page, comments pinned to words, and what changed meanwhile."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from annotations import discussion, review
from annotations.discussion.pins import FIELDS, NAMES, labels
from annotations.models import Claim
from annotations.refusals import Missing, OutOfDate, PreconditionRequired, Refused
from annotations.review import waiting_for
from annotations.review.changed_since import as_read, changed_since
from annotations.review.suggest import suggest
from annotations.views.cards import card_context, claim_row
from annotations.views.decided import runs_of
from annotations.views.doors import actor_of, expected, onward, person_of, private
from annotations.views.figured import add_figures
from annotations.views.places import place_shown
from annotations.views.since import since_shown

_PAGE = "annotations/deciding/deciding.html"
_TYPED = (*NAMES, "text", "replacement", "act")


@require_http_methods(["GET", "HEAD", "POST"])
@private
def deciding(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """The page; POST decides. A refused decision keeps what was typed, and shows what changed meanwhile."""
    if request.method != "POST":
        return _page(request, claim_id)
    verb = "approve" if request.POST.get("verb") == "approve" else "request-changes"
    version = expected(request)
    try:
        if version is None:
            raise PreconditionRequired(
                "version_required",
                _("This page does not say which version you read. Reload it, then decide."),
            )
        judge = review.approve if verb == "approve" else review.request_changes
        judge(
            actor=actor_of(request),
            claim_id=claim_id,
            expected=version,
            comment=request.POST.get("comment", ""),
        )
    except Missing:
        raise
    except Refused as refusal:
        typed = {"comment": request.POST.get("comment", "")}
        return _page(request, claim_id, refusal=refusal, typed=typed)
    return onward(request, _next(request), _said(request, claim_id, verb))


@require_POST
@private
def pin(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """Pin a comment, or other words, to a value of the claim or to words of it."""
    given, actor = request.POST, actor_of(request)
    place = {name: given[name] for name in NAMES if given.get(name)}
    there = reverse("deciding", args=[claim_id])
    try:
        if given.get("act") == "suggest":
            made = suggest(
                actor=actor,
                claim_id=claim_id,
                replacement=given.get("replacement", ""),
                comment=given.get("text", ""),
                **place,
            )
            where, said = f"{there}#suggestion-{made.pk}", _("Suggested. The editor can accept it.")
        else:
            thread = discussion.open_thread(
                actor=actor, claim_id=claim_id, text=given.get("text", ""), **place
            )
            where, said = f"{there}#thread-{thread.pk}", _("Pinned.")
    except Missing:
        raise
    except Refused as refusal:
        typed = {name: given.get(name, "") for name in _TYPED}
        return _page(request, claim_id, pin_refusal=refusal, typed_pin=typed)
    return onward(request, where, said)


def _page(request: HttpRequest, claim_id: UUID, **more: Any) -> HttpResponse:
    context = {**card_context(request, claim_id), **more}
    claim, row = context["claim"], claim_row(request, claim_id)
    decides = claim["may"]["approve"] or claim["may"]["request_changes"]
    refusal = more.get("refusal") or more.get("pin_refusal")
    _word(claim)
    # Here is judged, not edited: the workspace is a link away.
    claim["may"]["edit"] = False
    add_figures(claim, proposes=False)
    context |= {
        "nav": "review",
        "place": place_shown(claim),
        "about": more.get("typed_pin") or _about(request),
        "fields": labels(),
        "read": as_read(row, person_of(request)) if decides else "",
        "meanwhile": _meanwhile(request, row, more.get("refusal")),
        "waiting": waiting_for(person_of(request)).order_by()[:100].count() if decides else 0,
    }
    return render(request, _PAGE, context, status=refusal.status if refusal else 200)


def _word(claim: dict[str, Any]) -> None:
    """Every text that can be pinned to, in runs."""
    claim["texts"] = {
        name: runs_of(claim[name], claim["pins"], name) for name in ("statement", "explanation")
    }
    for evidence in claim["evidence"]:
        if not evidence["reserved"]:
            evidence["texts"] = {
                name: runs_of(evidence[name], claim["pins"], name, evidence["id"])
                for name in ("quote", "note")
            }


def _about(request: HttpRequest) -> dict[str, str]:
    """What the address asks to comment on, for a browser without scripts."""
    field = request.GET.get("about", "")
    nothing = dict.fromkeys(_TYPED, "")
    if field not in FIELDS:
        return nothing
    return {**nothing, "field": field, "evidence": request.GET.get("evidence", "")[:36]}


def _meanwhile(request: HttpRequest, row: Claim, refusal: Refused | None) -> dict[str, Any] | None:
    if not isinstance(refusal, OutOfDate):
        return None
    found = changed_since(person_of(request), row, request.POST.get("read"))
    return since_shown(found) if found else None


def _next(request: HttpRequest) -> str:
    """The claim that waits longest of those that this person may decide on, or the queue."""
    if request.POST.get("then") != "next":
        return reverse("review")
    following = waiting_for(person_of(request)).values_list("pk", flat=True).first()
    return reverse("deciding", args=[following]) if following else reverse("review")


def _said(request: HttpRequest, claim_id: UUID, verb: str) -> str:
    statement = claim_row(request, claim_id).statement
    short = Truncator(statement).chars(60)
    words = _("Approved: %(claim)s") if verb == "approve" else _("Sent back: %(claim)s")
    return words % {"claim": short}
