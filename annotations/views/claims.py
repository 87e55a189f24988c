"""Claims: marking one, its card and page, wording, verdict, and every step of its way."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotations import claims as room
from annotations import dossier, publishing, review, typed, verdicts
from annotations.models import (
    Article,
    Asserts,
    Claim,
    ClaimantKind,
    Rating,
    SourceKind,
    Stance,
    State,
    Visibility,
)
from annotations.refusals import Invalid, Missing, PreconditionRequired, Refused
from annotations.views.doors import (
    actor_of,
    asked,
    chosen,
    expected,
    is_fragment,
    onward,
    part,
    person_of,
    private,
    refusal_page,
    told,
)
from annotations.views.filled import Filled, refilled, typed_in
from annotations.views.paging import page_of
from annotations.views.shown import claim_for
from annotations.views.workspace import workspace_url

WORDING = ("statement", "asserts", "claimant", "claimant_kind", "claimed_on")
_UNRATED = "none"


@require_safe
@private
def claims(request: HttpRequest) -> HttpResponse:
    """Every claim, newest first, with words, state, verdict and whose."""
    person = person_of(request)
    ratings = list(Rating.objects.offered())
    picked = {
        "search": asked(request, "search"),
        "state": chosen(request, "state", State.values),
        "verdict": chosen(request, "verdict", [_UNRATED, *(rating.slug for rating in ratings)]),
        "mine": chosen(request, "mine", ["1"]),
    }
    found = Claim.objects.visible_to(person)
    if picked["search"]:
        found = found.saying(picked["search"])
    if picked["state"]:
        found = found.filter(state=picked["state"])
    if picked["verdict"] == _UNRATED:
        found = found.filter(verdict__isnull=True)
    elif picked["verdict"]:
        found = found.filter(verdict__rating__slug=picked["verdict"])
    if picked["mine"]:
        found = found.filter(created_by=person)
    slim = found.select_related("article", "verdict__rating", "created_by", "publication").defer(
        "search", "article__search"
    )
    paged = page_of(request, slim)
    context = {
        "nav": "claims",
        "claims": paged.items,
        "page": paged,
        "picked": picked,
        "is_filtered": any(picked.values()),
        "states": State.choices,
        "verdicts": [(_UNRATED, _("Not checked")), *((r.slug, r.label) for r in ratings)],
    }
    return render(request, "annotations/claims/claims.html", context)


@require_safe
@private
def claim(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """A claim with everything on it, and who did what when."""
    context = {
        "nav": "claims",
        **card_context(request, claim_id),
        "history": history_for(request, claim_id),
    }
    return render(request, "annotations/claims/claim.html", context)


@require_safe
@private
def card(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """The open card beside the text."""
    return part(request, "annotations/claims/_card.html", card_context(request, claim_id))


@require_POST
@private
def mark(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """Make a claim of the selected words: its card, open, or why not."""
    given = request.POST
    linked = None
    if given.get("linked"):
        linked = _claim_row(request, typed.id_of(given["linked"], "linked"))
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
    if not is_fragment(request):
        return onward(
            request, f"{workspace_url(article_id)}#claim-{made.pk}", _("The claim is marked.")
        )
    context = card_context(request, made.pk)
    return part(request, "annotations/claims/_card.html", context, status=201, changed=str(made.pk))


@require_http_methods(["GET", "HEAD", "POST"])
@private
def edit(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """The claim's wording: statement, what it asserts, claimant, date."""

    def save(fields: dict[str, str]) -> None:
        if fields.get("claimant", "").strip() and fields.get("claimant_kind") == "not_named":
            del fields["claimant_kind"]  # a name was typed and the list beside it overlooked
        room.amend(actor=actor_of(request), claim_id=claim_id, expected=expected(request), **fields)

    return _form(request, claim_id, "annotations/claims/_edit.html", wording_of, save, _("Saved."))


@require_http_methods(["GET", "HEAD", "POST"])
@private
def verdict(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """The verdict and its explanation."""

    def save(fields: dict[str, str]) -> None:
        verdicts.rate(
            actor=actor_of(request),
            claim_id=claim_id,
            verdict=fields.get("verdict", ""),
            explanation=fields.get("explanation", ""),
            expected=expected(request),
        )

    return _form(
        request,
        claim_id,
        "annotations/claims/_verdict.html",
        verdict_of,
        save,
        _("The verdict is saved."),
    )


@require_POST
@private
def hold(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """Put a claim on hold, or release it."""
    is_held = request.POST.get("on_hold") == "1"
    room.amend(
        actor=actor_of(request), claim_id=claim_id, expected=expected(request), on_hold=is_held
    )
    return changed(request, claim_id, _("On hold.") if is_held else _("Released."))


@require_POST
@private
def step(request: HttpRequest, claim_id: UUID, verb: str) -> HttpResponse:
    """One step of the workflow. A refusal keeps the card as it is, with the reason above it."""
    try:
        _take_step(request, claim_id, verb)
    except Refused as refusal:
        return _refused_step(request, claim_id, verb, refusal)
    return changed(request, claim_id, said_after(verb))


@require_POST
@private
def remove(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """Delete a draft that was never published."""
    article_id = _claim_row(request, claim_id).article_id
    room.remove(actor=actor_of(request), claim_id=claim_id, expected=expected(request))
    said = _("The claim is deleted; the record keeps what happened to it.")
    if is_fragment(request):
        return told(HttpResponse(""), changed=str(claim_id), said=said)
    return onward(request, workspace_url(article_id), said)


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


def card_context(request: HttpRequest, claim_id: UUID) -> dict[str, Any]:
    """What the card, the claim page and every form around them show.

    Raises:
        Missing: `not_found`.
    """
    shown = claim_for(person_of(request), claim_id)
    if shown is None:
        raise Missing("not_found", _("There is no such claim. It may have been deleted."))
    article = (
        Article.objects.filter(pk=shown["article"])
        .only("id", "title", "site_name", "url", "purpose", "language", "current_revision")
        .get()
    )
    return {
        "claim": shown,
        "article": article,
        "ratings": list(Rating.objects.offered(article.purpose)),
        "asserts": Asserts.choices,
        "claimant_kinds": ClaimantKind.choices,
        "stances": Stance.choices,
        "source_kinds": SourceKind.choices,
        "visibilities": Visibility.choices,
    }


def history_for(request: HttpRequest, claim_id: UUID) -> list[dict[str, Any]]:
    """The timeline, oldest first, with each verb in words."""
    entries = dossier.history_of(person_of(request), claim_id)
    for entry in entries:
        entry["words"] = said_in_history(entry["verb"])
        actor = entry["actor"]
        entry["actor_name"] = actor["name"] if isinstance(actor, dict) else _("Factcheck")
    return entries


def changed(request: HttpRequest, claim_id: UUID, said: str) -> HttpResponse:
    """The fresh card after a change, or the way on."""
    if not is_fragment(request):
        return onward(request, reverse("claim", args=[claim_id]), said)
    context = card_context(request, claim_id)
    return part(request, "annotations/claims/_card.html", context, changed=str(claim_id), said=said)


def wording_of(claim: dict[str, Any]) -> dict[str, Any]:
    """The wording form's fields as they are kept."""
    values = {name: claim[name] for name in WORDING}
    values["claimed_on"] = claim["claimed_on"].isoformat() if claim["claimed_on"] else ""
    if not claim["asserts_chosen"]:
        values["asserts"] = ""
    return values


def verdict_of(claim: dict[str, Any]) -> dict[str, Any]:
    """The verdict form's fields as they are kept."""
    return {
        "verdict": claim["verdict"]["slug"] if claim["verdict"] else "",
        "explanation": claim["explanation"],
    }


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


def said_in_history(verb: str) -> str:
    """A verb of the record, in words."""
    words = {
        "created": _("marked the claim"),
        "amended": _("changed the wording"),
        "scheduled": _("changed hold or publication time"),
        "deleted": _("deleted the claim"),
        "rated": _("gave a verdict"),
        "evidence_linked": _("linked a source"),
        "evidence_changed": _("changed a source's entry"),
        "evidence_removed": _("removed a source"),
        "submitted": _("submitted for review"),
        "recalled": _("took it back from review"),
        "approved": _("approved"),
        "changes_requested": _("requested changes"),
        "published": _("published"),
        "withdrawn": _("withdrew the publication"),
        "correction_opened": _("opened the next version"),
        "approval_stale": _("the text changed: the approval went stale"),
        "passage_added": _("added a passage"),
        "passage_confirmed": _("confirmed a passage"),
        "passage_reattached": _("set a passage's place"),
        "passage_retired": _("retired a passage"),
    }
    return words.get(verb, verb.replace("_", " "))


def _form(
    request: HttpRequest,
    claim_id: UUID,
    template: str,
    standing: Callable[[dict[str, Any]], dict[str, Any]],
    save: Callable[[dict[str, str]], None],
    said: str,
) -> HttpResponse:
    """Show a form of a claim, or save it; refused, it comes back as typed beside the newest version."""
    refusal = None
    if request.method == "POST":
        try:
            save(typed_in(request, *standing_fields(standing)))
        except Missing:
            raise
        except Refused as caught:
            refusal = caught
        else:
            return changed(request, claim_id, said)
    context = card_context(request, claim_id)
    shown = context["claim"]
    kept = standing(shown)
    form = Filled(values=kept, etag=shown["etag"])
    if refusal is not None:
        form = refilled(request, refusal, shown["etag"], kept)
    return part(request, template, {**context, "form": form, "kept": kept}, status=form.status)


def standing_fields(standing: Callable[[dict[str, Any]], dict[str, Any]]) -> tuple[str, ...]:
    """The fields that a form may send."""
    return WORDING if standing is wording_of else ("verdict", "explanation")


def _take_step(request: HttpRequest, claim_id: UUID, verb: str) -> None:
    actor, given = actor_of(request), request.POST
    plain: dict[str, Callable[..., Any]] = {
        "submit": review.submit,
        "recall": review.recall,
        "publish": publishing.publish,
    }
    reasoned: dict[str, Callable[..., Any]] = {
        "withdraw": publishing.withdraw,
        "correct": publishing.correct,
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
        "typed": typed_in(request, "comment", "reason"),
    }
    return part(request, "annotations/claims/_card.html", context, status=refusal.status)


def _claim_row(request: HttpRequest, claim_id: UUID) -> Claim:
    found = Claim.objects.visible_to(person_of(request)).filter(pk=claim_id).first()
    if found is None:
        raise Missing("not_found", _("There is no such claim. It may have been deleted."))
    return found
