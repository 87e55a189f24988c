"""How the newsroom reviews: its workflow, its desks and topics with their reviewers, and where an article belongs."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from annotations import desks, workflow
from annotations.models import Desk, DeskKind, Newsroom, User
from annotations.permissions import can_edit, require_admin, require_editor
from annotations.refusals import Refused
from annotations.review.queue import REVIEWING
from annotations.views.doors import actor_of, onward, person_of, private
from annotations.views.filled import Filled, refilled
from annotations.views.workspace import article_for, workspace_url

_SWITCHES = ("wants_sign_off", "wants_second_verdict")


@require_http_methods(["GET", "HEAD", "POST"])
@private
def settings(request: HttpRequest) -> HttpResponse:
    """The workflow's settings, and every desk and topic; administrators change them here."""
    actor = actor_of(request)
    require_admin(actor)
    if request.method != "POST":
        return _page(request)
    given: dict[str, Any] = {name: name in request.POST for name in _SWITCHES}
    for name in ("review_steps", "warns_hours_before"):
        given[name] = request.POST.get(name, "")
    try:
        workflow.configure(actor=actor, **given)
    except Refused as refusal:
        return _page(request, workflow=refilled(request, refusal, "", {}), about="workflow")
    return onward(request, reverse("settings"), _("Saved. Approvals that stand stay as they were."))


@require_POST
@private
def make(request: HttpRequest) -> HttpResponse:
    """A new desk or topic."""
    kind = request.POST.get("kind", "")
    try:
        desk = desks.make(
            actor=actor_of(request),
            kind=kind,
            name=request.POST.get("name"),
            reviewers=request.POST.getlist("reviewers"),
        )
    except Refused as refusal:
        return _refused(request, refusal, f"new-{kind}")
    return onward(request, reverse("settings"), _("“%(name)s” is there now.") % {"name": desk})


@require_POST
@private
def change(request: HttpRequest, desk_id: UUID) -> HttpResponse:
    """Another name or other reviewers; retire it, or bring it back."""
    given: dict[str, Any] = {}
    if "is_retired" in request.POST:
        given["is_retired"] = request.POST["is_retired"] == "1"
    else:
        given["name"] = request.POST.get("name")
        given["reviewers"] = request.POST.getlist("reviewers")
    try:
        desk = desks.change(actor=actor_of(request), desk_id=desk_id, **given)
    except Refused as refusal:
        return _refused(request, refusal, str(desk_id))
    return onward(request, reverse("settings"), _("“%(name)s” is saved.") % {"name": desk})


@require_http_methods(["GET", "HEAD", "POST"])
@private
def placing(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """On which desk and under which topics an article is."""
    actor, article = actor_of(request), article_for(request, article_id)
    if request.method != "POST":
        return _placing(request, article_id, Filled())
    require_editor(actor)
    try:
        desks.place(
            actor=actor,
            article_id=article_id,
            desk=request.POST.get("desk"),
            topics=request.POST.getlist("topics"),
        )
    except Refused as refusal:
        return _placing(request, article_id, refilled(request, refusal, "", {}))
    return onward(request, workspace_url(article.pk), _("Desk and topics are saved."))


def _placing(request: HttpRequest, article_id: UUID, form: Filled) -> HttpResponse:
    article = article_for(request, article_id)
    topics = list(article.topics.order_by("name"))
    offered = Desk.objects.filter(retired_at__isnull=True).prefetch_related("reviewers")
    rows = list(offered.order_by("kind", "position", "name"))
    rows += [one for one in (article.desk, *topics) if one is not None and one not in rows]
    typed_topics = request.POST.getlist("topics") if form.refusal else None
    context = {
        "nav": "articles",
        "article": article,
        "form": form,
        "desks": [one for one in rows if one.kind == DeskKind.DESK],
        "topics": [one for one in rows if one.kind == DeskKind.TOPIC],
        "on_desk": form.values.get("desk", str(article.desk_id or "")),
        "on_topics": typed_topics or [str(topic.pk) for topic in topics],
        "may": {"edit": can_edit(person_of(request))},
    }
    return render(request, "annotations/settings/placing.html", context, status=form.status)


def _refused(request: HttpRequest, refusal: Refused, about: str) -> HttpResponse:
    require_admin(actor_of(request))
    return _page(request, form=refilled(request, refusal, "", {}), about=about)


def _page(
    request: HttpRequest,
    *,
    form: Filled | None = None,
    workflow: Filled | None = None,
    about: str = "",
) -> HttpResponse:
    """The page; `form` is the refused form of what `about` names (an id, or `new-desk`, `new-topic`)."""
    every = list(Desk.objects.prefetch_related("reviewers").order_by("kind", "position", "name"))
    people = list(User.objects.filter(is_active=True, role__in=REVIEWING).order_by("username"))
    kinds = [
        {
            "kind": kind,
            "new": f"new-{kind}",
            "rows": [_row(desk, people) for desk in every if desk.kind == kind],
        }
        for kind in DeskKind.values
    ]
    context = {
        "nav": "settings",
        "newsroom": Newsroom.current(),
        "steps": Newsroom._meta.get_field("review_steps").choices,  # noqa: SLF001 - Django's documented model API
        "workflow": workflow,
        "kinds": kinds,
        "people": people,
        "refused": form,
        "about": about,
        "picked": request.POST.getlist("reviewers"),
    }
    status = (form or workflow or Filled()).status
    return render(request, "annotations/settings/settings.html", context, status=status)


def _row(desk: Desk, people: list[User]) -> dict[str, Any]:
    """A desk with those it names; who is no reviewer any more is shown too, and `is_shut` where none of them is left."""
    named = sorted(desk.reviewers.all(), key=lambda person: person.username)
    able = {person.pk for person in people}
    return {
        "desk": desk,
        "id": str(desk.pk),
        "named": named,
        "named_ids": [str(person.pk) for person in named],
        "lost": [person for person in named if person.pk not in able],
        "is_shut": bool(named) and not any(person.pk in able for person in named),
    }
