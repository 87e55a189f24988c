"""Evidence: linking a source or a passage of another article, changing and removing it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotations import evidence as room
from annotations.evidence.attachments import attachments_for
from annotations.evidence.details import likely_primary
from annotations.evidence.merge import standing
from annotations.evidence.reading import saw_thing
from annotations.models import Article, Evidence
from annotations.refusals import Missing, Refused
from annotations.views import linking
from annotations.views.cards import card_context, changed
from annotations.views.doors import (
    actor_of,
    asked,
    expected,
    part,
    person_of,
    private,
)
from annotations.views.filled import Filled, refilled
from annotations.views.merging import is_choice, settled
from annotations.views.sources import having
from annotations.views.weighing import Place, weigh
from annotations.views.workspace import article_for, text_of

_FEW = 12


@require_http_methods(["GET", "HEAD", "POST"])
@private
def add(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """Link a source by its address, from those known, or one without an address; or a passage of another article."""
    refusal: Refused | None = None
    if request.method == "POST":
        try:
            _add(request, claim_id)
        except Missing as missing:
            if missing.code == "not_found":
                raise
            refusal = missing
        except Refused as caught:
            refusal = caught
        else:
            return changed(request, claim_id, _("The source is linked."))
    if refusal is not None and linking.way_of(request) == linking.OFFLINE:
        refusal.field = linking.OFFLINE_FIELDS.get(refusal.field or "", refusal.field)
    more = {"chosen_files": linking.names_of(request), "is_open": refusal is not None}
    kept = {"visibility": "everyone"}
    return _form(request, claim_id, "annotations/evidence/_add.html", kept, refusal, **more)


@require_http_methods(["GET", "HEAD", "POST"])
@private
def edit(request: HttpRequest, evidence_id: UUID) -> HttpResponse:
    """Stance, quote, note, visibility, origin and details of an evidence."""
    entry = evidence_for(request, evidence_id)
    kept = linking.kept_of(entry)
    refusal: Refused | None = None
    if request.method == "POST":
        try:
            new: dict[str, Any] = linking.changed_of(settled(request, linking.IN_EDIT), kept)
            room.change(
                actor=actor_of(request),
                evidence_id=evidence_id,
                expected=expected(request),
                **new,
            )
        except Missing:
            raise
        except Refused as caught:
            refusal = caught
        else:
            return changed(request, entry.claim_id, _("Saved."))
    place = Place(f"evidence-form-{entry.pk}", request.path, "evidence_changed", of=str(entry.pk))
    files = attachments_for(person_of(request)).filter(evidence=entry).select_related("blob")
    likely = likely_primary(entry.cited_kind)
    more = {
        "entry": entry,
        "place": place,
        "files": files.defer("blob__compressed"),
        "likely": likely,
    }
    return _form(request, entry.claim_id, "annotations/evidence/_edit.html", kept, refusal, **more)


@require_POST
@private
def remove(request: HttpRequest, evidence_id: UUID) -> HttpResponse:
    """Take an evidence away from its claim."""
    claim = room.unlink(
        actor=actor_of(request), evidence_id=evidence_id, expected=expected(request)
    )
    return changed(request, claim.pk, _("Removed; the record keeps it."))


@require_safe
@private
def sources(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """Known sources whose title, publisher or address has the words, to link one again."""
    words = asked(request, "search")
    found = standing(person_of(request)).filter(having(words))
    found = found.order_by("-created_at", "-id")
    context = {
        "claim_id": claim_id,
        "words": words,
        "sources": list(found[:_FEW]),
    }
    return part(request, "annotations/evidence/_sources.html", context)


@require_safe
@private
def passages(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """Other articles that have the words; with `article`, its text to choose the passage in."""
    words = asked(request, "search")
    context: dict[str, Any] = {**card_context(request, claim_id), "words": words}
    if wanted := request.GET.get("article"):
        other = _other(request, wanted)
        revision = other.current_revision
        if revision is not None:
            context |= {"other": other, "revision": revision, **text_of(revision)}
        return part(request, "annotations/evidence/_passage.html", context)
    others = Article.objects.visible_to(person_of(request)).listed()
    others = others.exclude(pk=context["article"].pk).order_by("-created_at", "-id")
    found = others.matching(words) if words else others
    context["articles"] = list(
        found.only("id", "title", "site_name", "published_at", "created_at")[:_FEW]
    )
    return part(request, "annotations/evidence/_articles.html", context)


def evidence_for(request: HttpRequest, evidence_id: UUID) -> Evidence:
    """An evidence that this person may read.

    Raises:
        Missing: `not_found`.
    """
    visible = Evidence.objects.visible_to(person_of(request)).filter(removed_at__isnull=True)
    entry = (
        visible.select_related("source", "origin", "passage__article")
        .filter(pk=evidence_id)
        .first()
    )
    if entry is None:
        raise Missing("not_found", _("There is no such evidence. It may have been removed."))
    saw_thing(person_of(request), entry)
    return entry


def _add(request: HttpRequest, claim_id: UUID) -> None:
    said = linking.linked(request)
    room.link(actor=actor_of(request), claim_id=claim_id, expected=expected(request), **said)


def _other(request: HttpRequest, wanted: str) -> Article:
    try:
        return article_for(request, UUID(wanted))
    except ValueError:
        raise Missing("not_found", _("There is no such article.")) from None


def _form(
    request: HttpRequest,
    claim_id: UUID,
    template: str,
    kept: dict[str, Any],
    refusal: Refused | None,
    **more: Any,
) -> HttpResponse:
    context = card_context(request, claim_id)
    etag = context["claim"]["etag"]
    form = Filled(values=kept, etag=etag)
    if refusal is not None:
        form = refilled(request, refusal, etag, kept)
    everything = {**context, **more, **linking.choices(), "form": form, "kept": kept}
    if "place" in more and (form.is_outdated or is_choice(request)):
        template = weigh(request, form, everything, kept, more["place"]) or template
    return part(request, template, everything, status=form.status)
