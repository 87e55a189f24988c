"""Evidence: linking a source or a passage of another article, changing and removing it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotations import evidence as room
from annotations.models import Article, Evidence, Source
from annotations.refusals import Missing, Refused
from annotations.views.cards import card_context, changed
from annotations.views.doors import (
    actor_of,
    asked,
    expected,
    part,
    person_of,
    private,
)
from annotations.views.filled import Filled, refilled, typed_in
from annotations.views.merging import is_choice, settled
from annotations.views.sources import having
from annotations.views.weighing import Place, weigh
from annotations.views.workspace import article_for, text_of

OF_SOURCE = ("url", "title", "publisher", "published_at", "kind")
OF_PASSAGE = ("article", "revision", "start", "end", "exact", "prefix", "suffix")
OF_LINK = ("stance", "quote", "note", "visibility")
_FEW = 12


@require_http_methods(["GET", "HEAD", "POST"])
@private
def add(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """Link a source by its address or from those known, or a passage of another article."""
    refusal: Refused | None = None
    if request.method == "POST":
        try:
            _link(request, claim_id)
        except Missing as missing:
            if missing.code == "not_found":
                raise
            refusal = missing
        except Refused as caught:
            refusal = caught
        else:
            return changed(request, claim_id, _("The source is linked."))
    return _form(
        request, claim_id, "annotations/evidence/_add.html", {"visibility": "everyone"}, refusal
    )


@require_http_methods(["GET", "HEAD", "POST"])
@private
def edit(request: HttpRequest, evidence_id: UUID) -> HttpResponse:
    """Stance, quote, note and visibility of an evidence."""
    entry = evidence_for(request, evidence_id)
    refusal: Refused | None = None
    if request.method == "POST":
        try:
            room.change(
                actor=actor_of(request),
                evidence_id=evidence_id,
                expected=expected(request),
                **settled(request, OF_LINK),
            )
        except Missing:
            raise
        except Refused as caught:
            refusal = caught
        else:
            return changed(request, entry.claim_id, _("Saved."))
    kept = {name: getattr(entry, name) for name in OF_LINK}
    place = Place(f"evidence-form-{entry.pk}", request.path, "evidence_changed", of=str(entry.pk))
    more = {"entry": entry, "place": place}
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
    found = Source.objects.visible_to(person_of(request)).filter(having(words))
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
    entry = visible.select_related("source", "passage__article").filter(pk=evidence_id).first()
    if entry is None:
        raise Missing("not_found", _("There is no such evidence. It may have been removed."))
    return entry


def _link(request: HttpRequest, claim_id: UUID) -> None:
    given = typed_in(request, *OF_LINK)
    passage = {name: value for name, value in typed_in(request, *OF_PASSAGE).items() if value}
    details: Any = typed_in(request, *OF_SOURCE)
    details["visibility"] = request.POST.get("source_visibility") or given.get("visibility")
    has_details = bool(details.get("url") or details.get("title"))
    source = request.POST.get("source") or (details if has_details else None)
    room.link(
        actor=actor_of(request),
        claim_id=claim_id,
        stance=given.get("stance", ""),
        source=source,
        passage=passage if passage.get("article") else None,
        quote=given.get("quote", ""),
        note=given.get("note", ""),
        visibility=given.get("visibility") or None,
        expected=expected(request),
    )


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
    everything = {**context, **more, "form": form, "kept": kept}
    if "place" in more and (form.is_outdated or is_choice(request)):
        template = weigh(request, form, everything, kept, more["place"]) or template
    return part(request, template, everything, status=form.status)
