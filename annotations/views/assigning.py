"""Who works and who reviews, until when, how much it presses: on the card and above the article's text."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from annotations import review
from annotations.imports.assign import assign
from annotations.models import Claim, Priority, User
from annotations.permissions import can_edit
from annotations.review.deadlines import OPEN_STATES
from annotations.review.queue_order import with_plan
from annotations.views.doors import actor_of, is_fragment, onward, part, person_of, private
from annotations.views.workspace import article_for, workspace_url

_CLAIM = ("reviewer", "priority")


@require_POST
@private
def plan_claim(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """Set a claim's reviewer, deadline and priority; its card stays as it is around that."""
    given: dict[str, Any] = {name: request.POST.get(name) or None for name in _CLAIM}
    given["deadline_at"] = _deadline(request)
    review.plan_claim(actor=actor_of(request), claim_id=claim_id, **given)
    said = _("Saved: who reviews it, until when.")
    if not is_fragment(request):
        return onward(request, reverse("claim", args=[claim_id]), said)
    claim: dict[str, Any] = {"id": str(claim_id)}
    add_plan(person_of(request), [claim])
    return part(
        request,
        "annotations/assigning/_claim.html",
        {"claim": claim, "is_open": True},
        changed=str(claim_id),
        said=said,
    )


@require_POST
@private
def plan_article(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """Set an article's editors, reviewers, deadline and priority."""
    actor, given = actor_of(request), request.POST
    with transaction.atomic():
        assign(actor=actor, article_id=article_id, assignees=given.getlist("assignees"))
        review.plan_article(
            actor=actor,
            article_id=article_id,
            reviewers=given.getlist("reviewers"),
            deadline_at=_deadline(request),
            priority=given.get("priority") or None,
        )
    said = _("Saved: who works on it, until when.")
    if not is_fragment(request):
        return onward(request, workspace_url(article_id), said)
    context = {"article": article_for(request, article_id), "is_open": True}
    return part(request, "annotations/assigning/_article.html", context, said=said)


def add_plan(person: User, claims: Sequence[dict[str, Any]]) -> None:
    """Give `plan` to claims as the card shows them; one query, however many they are."""
    rows = Claim.objects.filter(pk__in=[claim["id"] for claim in claims]).select_related(
        "article", "reviewer", "taken_by", "first_approval"
    )
    slim = with_plan(rows).defer("search", "article__search", "first_approval__content")
    by_id = {str(row.pk): row for row in slim}
    for claim in claims:
        if row := by_id.get(claim["id"]):
            claim["plan"] = _plan(person, row)


def _plan(person: User, row: Claim) -> dict[str, Any]:
    planned: dict[str, Any] = row.__dict__
    holder = review.holder_of(row)
    return {
        "reviewer": row.reviewer,
        "deadline_at": row.deadline_at,
        "deadline_now": planned["deadline_now"],
        "priority": row.priority,
        "priority_now": planned["priority_now"],
        "priorities": list(reversed(Priority.choices)),
        "of_article": {
            "deadline_at": row.article.deadline_at,
            "priority_label": Priority(row.article.priority).label,
        },
        "is_done": row.state not in OPEN_STATES,
        "holder": holder,
        "held_since": row.taken_at if holder else None,
        "is_mine": holder == person,
        "may": {"plan": can_edit(person)},
    }


def _deadline(request: HttpRequest) -> str | None:
    """The deadline of a form: the page's script sends the moment itself, without it the field counts as UTC."""
    given = request.POST
    name = "deadline_at" if given.get("deadline_read") == "1" else "deadline_local"
    return given.get(name) or None
