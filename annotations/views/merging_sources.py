"""Two records of one source: looking at what merging does, doing it, taking it back."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from annotations import typed
from annotations.evidence import merge as room
from annotations.evidence import source_etag
from annotations.evidence.suspected import suspected
from annotations.models import Source, Visibility
from annotations.refusals import Missing, Refused
from annotations.views.doors import actor_of, asked, expected, onward, person_of, private
from annotations.views.filled import Filled, refilled
from annotations.views.sources import LABELS, having, source_for

_FEW = 12


@require_http_methods(["GET", "HEAD", "POST"])
@private
def merge(request: HttpRequest, source_id: UUID) -> HttpResponse:
    """Choose the record that stays, look at what moves, say why; or find it by its words first."""
    source = source_for(request, source_id)
    form = Filled(etag=source_etag(source))
    if request.method == "POST":
        try:
            into = room.merge(
                actor=actor_of(request),
                source_id=source_id,
                into_id=typed.id_of(request.POST.get("into"), "into"),
                reason=request.POST.get("reason", ""),
                expected=expected(request),
            )
        except Missing as missing:
            if missing.field is None:
                raise
            form = refilled(request, missing, source_etag(source), {})
        except Refused as refusal:
            form = refilled(request, refusal, source_etag(source), {})
        else:
            said = _("The records are merged. Everything is counted here now.")
            return onward(request, reverse("source", args=[into.pk]), said)
    return _page(request, source, form)


@require_POST
@private
def unmerge(request: HttpRequest, source_id: UUID) -> HttpResponse:
    """Let a merged record stand for itself again."""
    room.unmerge(actor=actor_of(request), source_id=source_id, expected=expected(request))
    return onward(
        request, reverse("source", args=[source_id]), _("The record stands for itself again.")
    )


def _page(request: HttpRequest, source: Source, form: Filled) -> HttpResponse:
    person, words = person_of(request), asked(request, "search")
    context: dict[str, Any] = {"nav": "sources", "source": source, "form": form, "words": words}
    wanted = request.POST.get("into") or request.GET.get("into")
    if wanted:
        try:
            found = room.preview(person, source.pk, typed.id_of(wanted, "into"))
        except Refused as refusal:
            if form.refusal is None:
                context["form"] = form = refilled(request, refusal, form.etag, {})
        else:
            labels = [LABELS[name] for name in found.differing]
            sides = (
                (found.into, _("This one stays"), found.already),
                (found.source, _("This one goes"), found.claims),
            )
            context |= {"merging": found, "sides": sides, "differing": labels}
    if "merging" not in context:
        others = room.standing(person).filter(having(words), visibility=Visibility.EVERYONE)
        others = others.exclude(pk=source.pk).order_by("-created_at", "-pk")
        context["others"] = list(others[:_FEW]) if words else suspected(person, source)
    return render(request, "annotations/sources/merge.html", context, status=form.status)
