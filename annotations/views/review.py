"""The review queue: what waits for a second person, most urgent first, everything to judge in one place."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from annotations import dossier
from annotations.dossier.threads import discussions_of
from annotations.models import Approval, Article, Claim, User
from annotations.permissions import can_review
from annotations.review import end_reservation, queue_of
from annotations.review import reserve as named
from annotations.review.queue_load import load_of
from annotations.review.queue_order import fitting, with_people, with_plan
from annotations.views.assigning import add_plan
from annotations.views.cards import changed
from annotations.views.counted import add_counted
from annotations.views.decided import add_deciding
from annotations.views.desk import publishable_by
from annotations.views.doors import actor_of, chosen, expected, person_of, private
from annotations.views.figured import add_figures
from annotations.views.guarded import add_guard
from annotations.views.inquired import add_inquiry
from annotations.views.queue_page import LINES, asked_of, choices, order_of, page_of
from annotations.views.queue_rows import lines_of
from annotations.views.shown import claims_for
from annotations.views.since import add_since

SIZE, SIZE_OF_LINES = 10, 40


@require_safe
@private
def review(request: HttpRequest) -> HttpResponse:
    """Claim, evidence and explanation together, or a line each; own work stands in it, not to be decided on."""
    person = person_of(request)
    waiting, offered = queue_of(person), choices()
    asked, order = asked_of(request, offered), order_of(request)
    view = chosen(request, "view", [LINES])
    found = with_people(fitting(with_plan(waiting), asked, person))
    paged = page_of(request, found, order, SIZE_OF_LINES if view else SIZE)
    lines = lines_of(person, paged.items)
    if not view:
        _add_claims(person, lines, paged.items)
    ready = list(publishable_by(person)[:SIZE]) if can_review(person) and not view else []
    context = {
        "nav": "review",
        "lines": lines,
        "claims": [line["shown"] for line in lines if "shown" in line],
        "publishable": judged(person, ready),
        "page": paged,
        "load": load_of(person, waiting),
        "offered": offered,
        "picked": {**asdict(asked), "order": order, "view": view},
        "is_filtered": any(asdict(asked).values()),
        "now": timezone.now(),
        "sentences": dossier.waiting_sentences(person),
        "may": {"review": can_review(person)},
    }
    return render(request, "annotations/review/review.html", context)


def _add_claims(person: User, lines: list[dict[str, Any]], rows: list[Claim]) -> None:
    shown = {claim["id"]: claim for claim in judged(person, rows)}
    for line in lines:
        if line["id"] in shown:
            line["shown"] = shown[line["id"]]


@require_POST
@private
def reserve(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """Name the one reviewer who may decide on a claim, or end that."""
    given, actor = request.POST, actor_of(request)
    if given.get("end"):
        end_reservation(actor=actor, claim_id=claim_id, expected=expected(request))
        return changed(request, claim_id, _("Any reviewer who may see all of it can decide again."))
    named(
        actor=actor,
        claim_id=claim_id,
        reviewer_id=given.get("reviewer"),
        share=given.get("share") == "1",
        expected=expected(request),
    )
    return changed(request, claim_id, _("Only they find it in their queue now."))


def judged(person: User, rows: list[Claim]) -> list[dict[str, Any]]:
    """These claims with all that a reviewer reads, in as many queries however many they are."""
    claims = claims_for(person, dossier.claims_of(person, [row.pk for row in rows]))
    add_since(person, claims)
    add_inquiry(person, claims)
    add_guard(person, claims)
    add_counted(person, claims)
    add_plan(person, claims)
    articles = Article.objects.in_bulk([row.article_id for row in rows])
    submitters = User.objects.in_bulk({row.submitted_by_id for row in rows if row.submitted_by_id})
    by_id = {str(row.pk): row for row in rows}
    talked = discussions_of(person, by_id)
    for claim in claims:
        claim["discussion"] = talked[claim["id"]]
        add_figures(claim, proposes=False)
        row = by_id[claim["id"]]
        claim["in_article"] = articles[row.article_id]
        claim["submitted_by"] = submitters.get(row.submitted_by_id) if row.submitted_by_id else None
        claim["waiting_since"] = row.waiting_since
        claim["is_stale"] = claim["approval"] == Approval.STALE
    add_deciding(person, claims)
    return claims
