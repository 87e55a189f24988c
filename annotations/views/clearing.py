"""Clearing our own copy and signing articles off: what is missing, who may, the record; and who wrote it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from annotations import clearing as room
from annotations.models import Article, Newsroom, Purpose, SignOffKind
from annotations.permissions import can_edit, can_review
from annotations.refusals import Refused
from annotations.views.doors import actor_of, onward, part, person_of, private
from annotations.views.signed_off import WHY_ENDED, address_of, writers_of
from annotations.views.workspace import article_for, reloaded, workspace_url


@require_http_methods(["GET", "HEAD", "POST"])
@private
def clear(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """Our own copy: cleared for publication."""
    return _sign_off(request, article_id, SignOffKind.CLEARED)


@require_http_methods(["GET", "HEAD", "POST"])
@private
def sign_off(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """Another's article: its checking signed off as a whole."""
    return _sign_off(request, article_id, SignOffKind.SIGNED_OFF)


@require_POST
@private
def reopen(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """Take back that it is cleared or signed off."""
    article, reason = article_for(request, article_id), request.POST.get("reason", "")
    try:
        room.reopen(actor=actor_of(request), article_id=article_id, reason=reason)
    except Refused as refusal:
        return _page(request, article, refusal=refusal, reason=reason)
    return onward(request, address_of(article), _("Taken back. It may be signed off anew."))


@require_POST
@private
def writers(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """Who wrote it: accounts ticked, other names one a line."""
    names = [line.strip() for line in request.POST.get("writer_names", "").splitlines()]
    try:
        room.name_writers(
            actor=actor_of(request),
            article_id=article_id,
            writers=request.POST.getlist("writers"),
            writer_names=[name for name in names if name],
        )
    except Refused as refusal:
        article = article_for(request, article_id)
        typed = {"refusal": refusal, "typed_names": request.POST.get("writer_names", "")}
        context = {"article": article, **writers_of(article), **typed}
        return part(request, "annotations/clearing/_writers.html", context, status=refusal.status)
    return reloaded(request, workspace_url(article_id), _("Saved: who wrote it."))


def _sign_off(request: HttpRequest, article_id: UUID, kind: str) -> HttpResponse:
    article = article_for(request, article_id)
    if request.method != "POST":
        if (kind == SignOffKind.CLEARED) != (article.purpose == Purpose.OWN):
            return redirect(address_of(article))
        return _page(request, article)
    comment = request.POST.get("comment", "")
    try:
        room.sign_off(
            actor=actor_of(request),
            article_id=article_id,
            kind=kind,
            revision=request.POST.get("revision", ""),
            comment=comment,
        )
    except Refused as refusal:
        return _page(request, article, refusal=refusal, comment=comment)
    said = _("Cleared.") if kind == SignOffKind.CLEARED else _("Signed off.")
    return onward(request, address_of(article), said)


def _page(
    request: HttpRequest, article: Article, *, refusal: Refused | None = None, **typed: str
) -> HttpResponse:
    person, items = person_of(request), room.items_of(article)
    past = room.sign_offs_of(article)
    for one in past:
        one.__dict__["why"] = WHY_ENDED.get(one.ended_why, "")
    blocking = [item for item in items if item.blocks]
    context = {
        "nav": "articles",
        "article": article,
        "revision": article.current_revision,
        "is_own": article.purpose == Purpose.OWN,
        "is_wanted": article.purpose == Purpose.OWN or Newsroom.current().wants_sign_off,
        "blocking": _by_code(blocking),
        "count": len(blocking),
        "cautions": [item for item in items if not item.blocks],
        "in_force": next((one for one in past if one.ended_at is None), None),
        "past": past,
        "why_not": room.why_not(room.involvement_of(person, article)),
        "may": {"review": can_review(person), "edit": can_edit(person)},
        "refusal": refusal,
        "typed": typed,
    }
    status = refusal.status if refusal else 200
    return render(request, "annotations/clearing/clearing.html", context, status=status)


def _by_code(items: list[room.Item]) -> list[tuple[str, list[room.Item]]]:
    """The blocking items under one heading for each kind, in the order in which they are worked off."""
    headings = {
        "sentences_unread": _("Unread sentences"),
        "claims_unrated": _("Not checked"),
        "change_open": _("Changes that the text does not have yet"),
        "unapproved": _("Not approved by a second person"),
        "thread_open": _("Open questions"),
        "on_hold": _("On hold"),
    }
    found = {code: [item for item in items if item.code == code] for code in headings}
    return [(headings[code], some) for code, some in found.items() if some]
