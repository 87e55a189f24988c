"""Passages: marking one as a claim, adding another, deciding where one stands now."""

from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from annotations import claims as room
from annotations import typed
from annotations.refusals import Invalid
from annotations.views.cards import card_context, changed, claim_row
from annotations.views.doors import (
    actor_of,
    expected,
    is_fragment,
    onward,
    part,
    private,
)
from annotations.views.filled import typed_in
from annotations.views.forms import WORDING
from annotations.views.workspace import workspace_url


@require_POST
@private
@transaction.atomic
def mark(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """Make a claim of the selected words: its card, open, or why not.

    With `everywhere`, the other places of the same words join it.
    """
    given = request.POST
    linked = None
    if given.get("linked"):
        linked = claim_row(request, typed.id_of(given["linked"], "linked"))
    made = room.mark(
        actor=actor_of(request),
        article_id=article_id,
        revision_id=given.get("revision") or None,
        start=typed.whole_number_of(given.get("start"), "start"),
        end=typed.whole_number_of(given.get("end"), "end"),
        exact=given.get("exact") or None,
        prefix=given.get("prefix") or None,
        suffix=given.get("suffix") or None,
        linked=linked,
        **typed_in(request, *WORDING),
    )
    if given.get("everywhere"):
        room.mark_everywhere(
            actor=actor_of(request), claim_id=made.pk, revision_id=given.get("revision") or None
        )
    if not is_fragment(request):
        return onward(
            request, f"{workspace_url(article_id)}#claim-{made.pk}", _("The claim is marked.")
        )
    context = card_context(request, made.pk)
    return part(request, "annotations/claims/_card.html", context, status=201, changed=str(made.pk))


@require_POST
@private
def add_passage(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """One more passage that says the same."""
    given = request.POST
    room.add_appearance(
        actor=actor_of(request),
        claim_id=claim_id,
        article_id=typed.id_of(given.get("article"), "article"),
        revision_id=given.get("revision") or None,
        start=typed.whole_number_of(given.get("start"), "start"),
        end=typed.whole_number_of(given.get("end"), "end"),
        expected=expected(request),
    )
    return changed(request, claim_id, _("The passage is added to the claim."))


@require_POST
@private
def everywhere(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """The other places of the claim's words become its passages, too."""
    added = room.mark_everywhere(
        actor=actor_of(request),
        claim_id=claim_id,
        revision_id=request.POST.get("revision") or None,
        expected=expected(request),
    )
    said = ngettext(
        "One more passage is added to the claim.",
        "%(n)s more passages are added to the claim.",
        len(added),
    )
    return changed(request, claim_id, said % {"n": len(added)})


@require_POST
@private
def passage(request: HttpRequest, highlight_id: UUID, decision: str) -> HttpResponse:
    """Decide where a passage stands now: confirm, re-attach to a new selection, retire."""
    actor, given = actor_of(request), request.POST
    if decision == "confirm":
        highlight = room.confirm(actor=actor, highlight_id=highlight_id, expected=expected(request))
    elif decision == "retire":
        highlight = room.retire(actor=actor, highlight_id=highlight_id, expected=expected(request))
    else:
        start, end = (typed.whole_number_of(given.get(name), name) for name in ("start", "end"))
        if start is None or end is None:
            raise Invalid(
                "empty_selection", _("Select the words in the text first."), field="start"
            )
        highlight = room.reattach(
            actor=actor,
            highlight_id=highlight_id,
            revision_id=given.get("revision") or None,
            start=start,
            end=end,
            expected=expected(request),
        )
    if highlight.appearance is None:
        return onward(request, workspace_url(highlight.article_id))
    return changed(request, highlight.appearance.claim_id, _("Decided."))
