"""Sentences worth checking, as a list beside the text: each with its reasons, to mark or to dismiss."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from annotations import typed
from annotations.matching import hints as room
from annotations.matching.worth import because, suggestions_of
from annotations.permissions import can_edit
from annotations.views.doors import actor_of, is_fragment, onward, part, person_of, private
from annotations.views.workspace import article_for

SHOWN = 10
"""Hints that are shown before somebody asks for all."""


@require_safe
@private
def hints(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """The best ten; with `all`, every sentence that is not claimed, best first."""
    article = article_for(request, article_id)
    found = suggestions_of(article)
    text = article.current_revision.text if article.current_revision else ""
    is_all = "all" in request.GET
    rows: list[dict[str, Any]] = [
        {
            "start": one.start,
            "end": one.end,
            "exact": text[one.start : one.end],
            "because": because(one.reasons),
            "is_repeat": one.is_repeat,
        }
        for one in (found.hints if is_all else found.hints[:SHOWN])
    ]
    context = {
        "nav": "articles",
        "article": article,
        "revision": found.revision,
        "hints": rows,
        "total": len(found.hints),
        "is_all": is_all,
        "is_part": is_fragment(request),
        "may": {"edit": can_edit(person_of(request))},
    }
    return part(request, "annotations/hints/_hints.html", context)


@require_POST
@private
def dismiss(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """Dismiss one, without a script; the list again."""
    given = request.POST
    room.dismiss(
        actor=actor_of(request),
        article_id=article_id,
        revision_id=given.get("revision") or None,
        start=typed.whole_number_of(given.get("start"), "start"),
        end=typed.whole_number_of(given.get("end"), "end"),
    )
    return onward(request, reverse("article_hints", args=[article_id]), _("Dismissed."))
