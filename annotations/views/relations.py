"""How claims stand to each other, on the card: saying so, taking it back, and taking a check over."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from annotations import relations as room
from annotations.models import Claim, ClaimRelation, SecondVerdict
from annotations.refusals import Missing
from annotations.views.cards import changed, claim_row
from annotations.views.claims import beginning
from annotations.views.doors import actor_of, asked, expected, part, person_of, private

_FEW = 12


@require_POST
@private
def relate(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """Say what a claim is to another one."""
    given = request.POST
    other = given.get("claim") or given.get("claim_typed") or ""
    room.relate(
        actor=actor_of(request),
        claim_id=claim_id,
        kind=given.get("kind"),
        other_id=other.strip(),
        reason=given.get("reason", ""),
        expected=expected(request),
    )
    return changed(request, claim_id, _("Both claims show it now."))


@require_POST
@private
def remove(request: HttpRequest, relation_id: UUID) -> HttpResponse:
    """Take back that two claims are related; answers with the card it was taken back on."""
    relation = ClaimRelation.objects.filter(pk=relation_id).first()
    if relation is None:
        raise Missing("not_found", _("There is no such relation. It may have been removed."))
    room.remove(actor=actor_of(request), relation_id=relation_id)
    on = request.POST.get("on")
    shown = relation.b_id if on == str(relation.b_id) else relation.a_id
    return changed(request, shown, _("Removed; the record keeps it."))


@require_safe
@private
def others(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """The newest claims that have the words, to choose the other one from."""
    words = asked(request, "search")
    row = claim_row(request, claim_id)
    found = Claim.objects.visible_to(person_of(request)).exclude(pk=row.pk)
    if words:
        found = found.filter(pk__in=beginning(words))
    found = found.select_related("article", "verdict__rating").defer("search", "article__search")
    claims = list(found.order_by("-created_at", "-id")[:_FEW])
    picked = _picked(request, row)
    if picked and picked.pk not in {claim.pk for claim in claims}:
        claims = [picked, *claims]
    SecondVerdict.objects.hide_from(person_of(request), claims)
    context = {
        "words": words,
        "claims": claims,
        "article_id": row.article_id,
        "picked": picked.pk if picked else None,
    }
    return part(request, "annotations/relations/_others.html", context)


def _picked(request: HttpRequest, row: Claim) -> Claim | None:
    """What was chosen before the words changed: it stays chosen."""
    try:
        pk = UUID(request.GET.get("claim", ""))
    except ValueError:
        return None
    seen = Claim.objects.visible_to(person_of(request)).exclude(pk=row.pk).filter(pk=pk)
    return (
        seen.select_related("article", "verdict__rating").defer("search", "article__search").first()
    )


@require_POST
@private
def reuse(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """Take over a check that says the same: of a claim of ours, or of another fact-checker."""
    given: dict[str, Any] = {
        "actor": actor_of(request),
        "claim_id": claim_id,
        "expected": expected(request),
    }
    if check := request.POST.get("earlier_check"):
        room.reuse_check(**given, check_id=check)
        return changed(
            request, claim_id, _("Linked as context. Its rating stays theirs: give your own.")
        )
    room.reuse_claim(**given, original_id=request.POST.get("claim", ""))
    return changed(
        request, claim_id, _("Taken over as your verdict. A reviewer looks at it like at any work.")
    )


@require_POST
@private
def let_go(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """Let a check stand on its own."""
    room.let_go(actor=actor_of(request), claim_id=claim_id, expected=expected(request))
    return changed(request, claim_id, _("It stands on its own now."))
