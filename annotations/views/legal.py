"""Legal matters: what is asked of the newsroom, the hold on it, its dossiers; what a page said on a day."""

from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotations import legal as room
from annotations.dossier.timeline_found import Sought, entries_found
from annotations.evidence.giving import OCTETS, headers_of
from annotations.models import Article, Claim, DossierKind, LegalMatter, User
from annotations.permissions import can_edit
from annotations.refusals import Refused
from annotations.views.doors import actor_of, asked, chosen, expected, onward, person_of, private
from annotations.views.history import dressed
from annotations.views.paging import page_of

_FIELDS = ("title", "reference", "requester", "received_on", "deadline_on", "note")
_FOUND = 10
_RECENT = 20


@require_http_methods(["GET", "HEAD", "POST"])
@private
def legal(request: HttpRequest) -> HttpResponse:
    """The matters of this person, open ones first; a form to open one."""
    if request.method == "POST":
        given = {name: request.POST.get(name, "") for name in _FIELDS}
        holds = request.POST.get("holds") == "1"
        try:
            matter = room.open_matter(actor=actor_of(request), holds=holds, **given)
        except Refused as refusal:
            return _list(request, refusal, {**given, "holds": holds})
        return HttpResponseRedirect(reverse("legal_matter", args=[matter.pk]))
    return _list(request)


@require_http_methods(["GET", "HEAD", "POST"])
@private
def matter(request: HttpRequest, matter_id: UUID) -> HttpResponse:
    """One matter: what it is about, its people, its dossiers, its record; what is said of it is changed here."""
    if request.method != "POST":
        return _matter(request, matter_id)
    given: dict[str, Any] = {name: request.POST.get(name, "") for name in _FIELDS}
    given["holds"] = request.POST.get("holds") == "1"
    try:
        room.change_matter(
            actor=actor_of(request), matter_id=matter_id, expected=expected(request), **given
        )
    except Refused as refusal:
        return _matter(request, matter_id, refusal, given)
    return _back(request, matter_id, _("Saved."))


@require_POST
@private
def contents(request: HttpRequest, matter_id: UUID) -> HttpResponse:
    """Add claims, articles or people to a matter, or take them out (`act` add or remove; `what`; `id`)."""
    act = room.take_from if request.POST.get("act") == "remove" else room.add_to
    act(
        actor=actor_of(request),
        matter_id=matter_id,
        what=request.POST.get("what", ""),
        ids=request.POST.getlist("id"),
        expected=expected(request),
    )
    return _back(request, matter_id, _("Saved."))


@require_POST
@private
def close(request: HttpRequest, matter_id: UUID) -> HttpResponse:
    """Close a matter; its hold ends."""
    room.close_matter(
        actor=actor_of(request),
        matter_id=matter_id,
        reason=request.POST.get("reason", ""),
        expected=expected(request),
    )
    return _back(request, matter_id, _("Closed. Its hold has ended."))


@require_POST
@private
def make_dossier(request: HttpRequest, matter_id: UUID) -> HttpResponse:
    """Have a dossier made."""
    kind = request.POST.get("kind", "")
    keeps = {name: request.POST.get(f"keep_{name}") == "1" for name in room.CHOICES}
    room.ask_for_dossier(
        actor=actor_of(request),
        matter_id=matter_id,
        kind=kind,
        choices=keeps if kind == DossierKind.DISCLOSURE else {},
    )
    return _back(request, matter_id, _("The dossier is being made. Look again in a moment."))


@require_POST
@private
def claim_dossier(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """Have a dossier made of one claim, and show the matter that it belongs to."""
    return _of_one(request, "claims", claim_id)


@require_POST
@private
def article_dossier(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """Have a dossier made of one article, and show the matter that it belongs to."""
    return _of_one(request, "articles", article_id)


@require_safe
@private
def dossier(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The ZIP, to be saved; that it was taken is part of the record."""
    found = room.take_dossier(actor=actor_of(request), dossier_id=dossier_id)
    chunks = room.chunks_of(found)
    headers = headers_of(found.filename)
    # The decorators know one type of answer; what they do to its headers fits a streamed one too.
    return cast("HttpResponse", StreamingHttpResponse(chunks, content_type=OCTETS, headers=headers))


@require_safe
@private
def said(request: HttpRequest) -> HttpResponse:
    """What a page said on a day, who judged it, on which evidence (`url`, `on`; a bare day means its end, UTC)."""
    url, on = asked(request, "url", 4000), asked(request, "on", 60)
    context: dict[str, Any] = {"nav": "legal", "url": url, "on": on}
    if url and on:
        try:
            moment = room.moment_of(on)
            context |= {"moment": moment, "found": room.said(person_of(request), url, moment)}
        except Refused as refusal:
            context["refusal"] = refusal
    elif url or on:
        context["refusal"] = _("Give both the address and the day.")
    return render(request, "annotations/legal/said.html", context)


def _of_one(request: HttpRequest, what: str, thing_id: UUID) -> HttpResponse:
    kind = request.POST.get("kind", "")
    made = room.dossier_of_one(actor=actor_of(request), what=what, thing_id=thing_id, kind=kind)
    return _back(request, made.matter_id, _("The dossier is being made. Look again in a moment."))


def _list(
    request: HttpRequest, refusal: Refused | None = None, given: dict[str, Any] | None = None
) -> HttpResponse:
    person = person_of(request)
    rows = LegalMatter.objects.visible_to(person).select_related("created_by")
    shown = chosen(request, "show", ["closed"])
    paged = page_of(request, rows.filter(closed_at__isnull=shown != "closed"))
    context = {
        "nav": "legal",
        "matters": paged.items,
        "page": paged,
        "shown": shown,
        "refusal": refusal,
        "typed": given or {"holds": True, "received_on": timezone.now().date().isoformat()},
        "today": timezone.now().date(),
        "may": {"edit": can_edit(person)},
    }
    return render(
        request, "annotations/legal/legal.html", context, status=refusal.status if refusal else 200
    )


def _matter(
    request: HttpRequest,
    matter_id: UUID,
    refusal: Refused | None = None,
    given: dict[str, Any] | None = None,
) -> HttpResponse:
    person = person_of(request)
    found = room.matter_for(person, matter_id)
    present: dict[str, Any] = {name: getattr(found, name) or "" for name in _FIELDS}
    present["holds"] = found.holds
    for name in ("received_on", "deadline_on"):
        present[name] = present[name].isoformat() if present[name] else ""
    context = {
        "nav": "legal",
        "matter": found,
        "typed": given or present,
        "refusal": refusal,
        "today": timezone.now().date(),
        "claims": found.claims.select_related("article").defer("search", "article__search")[:500],
        "articles": found.articles.defer("search")[:500],
        "people": found.people.order_by("full_name", "username"),
        "others": _others(found) if can_edit(person) else [],
        "dossiers": found.dossiers.select_related("made_by").order_by("-created_at")[:_RECENT],
        "entries": _record(person, found),
        "may": {"edit": can_edit(person) and not found.closed_at},
        **_search(request, person, found),
    }
    return render(
        request, "annotations/legal/matter.html", context, status=refusal.status if refusal else 200
    )


def _search(request: HttpRequest, person: User, found: LegalMatter) -> dict[str, Any]:
    """Claims and articles that the searched words fit and that are not in it yet."""
    words = asked(request, "search")
    if not words:
        return {"search": ""}
    claims = Claim.objects.visible_to(person).saying(words).exclude(legal_matters=found)
    articles = Article.objects.visible_to(person).listed().matching(words)
    return {
        "search": words,
        "found_claims": claims.defer("search").order_by("-created_at")[:_FOUND],
        "found_articles": articles.exclude(legal_matters=found)
        .defer("search")
        .order_by("-created_at")[:_FOUND],
    }


def _others(found: LegalMatter) -> list[User]:
    inside = found.people.values("pk")
    rows = User.objects.filter(is_active=True).exclude(pk__in=inside)
    return list(rows.exclude(pk=found.created_by_id).order_by("full_name", "username")[:500])


def _record(person: User, found: LegalMatter) -> list[dict[str, Any]]:
    sought = Sought(noun="legalmatter", thing=str(found.pk))
    return dressed(person, entries_found(person, sought, size=_RECENT).entries)


def _back(request: HttpRequest, matter_id: UUID, said: str) -> HttpResponse:
    return onward(request, reverse("legal_matter", args=[matter_id]), said)
