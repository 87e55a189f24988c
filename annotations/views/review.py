"""The review queue: what waits for a second person, oldest first, everything to judge in one place."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from annotations import dossier
from annotations.dossier.threads import discussions_of
from annotations.models import Approval, Article, Claim, State, User
from annotations.permissions import can_review
from annotations.review import end_reservation, queue_of
from annotations.review import reserve as named
from annotations.views.cards import changed
from annotations.views.counted import add_counted
from annotations.views.desk import publishable_by
from annotations.views.doors import actor_of, expected, person_of, private
from annotations.views.figured import add_figures
from annotations.views.guarded import add_guard
from annotations.views.inquired import add_inquiry
from annotations.views.paging import page_of
from annotations.views.shown import claims_for
from annotations.views.since import add_since

SIZE = 10


@require_safe
@private
def review(request: HttpRequest) -> HttpResponse:
    """Claim, evidence and explanation together; own work stands in it, not to be decided on."""
    person = person_of(request)
    waiting = queue_of(person).filter(waiting_since__isnull=False)
    paged = page_of(request, waiting.defer("search"), by="waiting_since", size=SIZE)
    ready = list(publishable_by(person)[:SIZE]) if can_review(person) else []
    context = {
        "nav": "review",
        "claims": judged(person, paged.items),
        "publishable": judged(person, ready),
        "page": paged,
        "total": waiting.order_by().count(),
        "own_total": waiting.order_by().filter(contributors__contains=[person.pk]).count(),
        "sentences": dossier.waiting_sentences(person),
        "may": {"review": can_review(person)},
    }
    return render(request, "annotations/review/review.html", context)


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
        claim["is_waiting"] = claim["state"] == State.IN_REVIEW or claim["is_stale"]
    return claims
