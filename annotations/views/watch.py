"""What happened at the publishers, and the pages that are watched for it."""

from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotations import watch as room
from annotations.models import (
    Alert,
    AlertKind,
    Approval,
    Article,
    Highlight,
    HighlightPurpose,
    Newsroom,
    Seen,
    Watch,
)
from annotations.permissions import can_edit
from annotations.refusals import Missing
from annotations.views.alerts import FEW, SOME, entries_of, light
from annotations.views.doors import (
    actor_of,
    chosen,
    is_fragment,
    onward,
    part,
    person_of,
    private,
    told,
)
from annotations.views.paging import page_of
from annotations.views.watched import dressed, line_of, slim

# "Edited" is whatever was ever found changed: at the look after the edit the page is as it was again.
_PAGES: dict[str, tuple[Any, Q]] = {
    "edited": (gettext_lazy("edited"), Q(changed_at__isnull=False)),
    **{
        str(seen): (seen.label, Q(seen=seen))
        for seen in Seen
        if seen not in {Seen.NOTHING_YET, Seen.SAME, Seen.EDITED}
    },
    "paused": (gettext_lazy("paused"), Q(is_paused=True)),
}


@require_safe
@private
def watch(request: HttpRequest) -> HttpResponse:
    """Alerts, or with `show=pages` the watched pages; newest first."""
    person = person_of(request)
    is_pages = request.GET.get("show") == "pages"
    context = {
        "nav": "watch",
        "is_pages": is_pages,
        "is_on": Newsroom.current().watch_is_on,
        "is_named": True,
        "may": {"edit": can_edit(person)},
        **(_pages(request) if is_pages else _alerts(request)),
    }
    return render(request, "annotations/watch/watch.html", context)


@require_safe
@private
def page(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """How one watched page stands, as a row, or with `as=line` as the workspace's head says it."""
    return _page(request, article_id)


@require_POST
@private
def pause(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """Pause the watch on a page, or go on with it (`is_paused` 1 or 0)."""
    is_paused = request.POST.get("is_paused") == "1"
    room.pause(actor=actor_of(request), article_id=article_id, is_paused=is_paused)
    said = _("Paused. The page is not looked at until you resume it.")
    return _page_after(request, article_id, said if is_paused else _("Resumed."))


@require_POST
@private
def look(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """Look at a page now."""
    room.look_now(actor=actor_of(request), article_id=article_id)
    return _page_after(request, article_id, _("The page is being looked at."), is_fresh=True)


@require_POST
@private
def resolve(request: HttpRequest, alert_id: UUID) -> HttpResponse:
    """Say that an alert was looked at; our text stays as it is."""
    room.resolve(actor=actor_of(request), alert_id=alert_id)
    if not is_fragment(request):
        return onward(request, reverse("watch"), _("Done."))
    if request.POST.get("as") == "line":
        article_id = alert_for(request, alert_id).article_id
        return told(_line(request, article_id, is_fresh=True), said=_("Done."))
    is_named = request.POST.get("is_named") == "1"
    alerts = [alert_for(request, alert_id)]
    context = {
        "entry": entries_of(person_of(request), alerts, most=SOME if is_named else FEW)[0],
        "is_named": is_named,
        "is_fresh": True,
        "may": {"edit": can_edit(person_of(request))},
    }
    return part(request, "annotations/watch/_alert.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@private
def take(request: HttpRequest, alert_id: UUID) -> HttpResponse:
    """Say what taking the text that stands there would do, then take it."""
    if request.method == "POST":
        room.take_text(actor=actor_of(request), alert_id=alert_id)
        return onward(request, reverse("imports"), _("Its text is on the way."))
    alert = alert_for(request, alert_id)
    person = person_of(request)
    context = {
        "nav": "watch",
        "entry": entries_of(person, [alert], most=SOME)[0],
        "at_stake": at_stake(alert.article),
        "may": {"edit": can_edit(person)},
    }
    return render(request, "annotations/watch/take.html", context)


def alert_for(request: HttpRequest, alert_id: UUID) -> Alert:
    """The alert with what is shown of it.

    Raises:
        Missing: `not_found`.
    """
    found = light(Alert.objects.visible_to(person_of(request))).filter(pk=alert_id).first()
    if found is None:
        raise Missing("not_found", _("There is no such alert."))
    return found


def at_stake(article: Article) -> dict[str, int]:
    """Whose places another text puts at stake: `passages` of `claims`, and valid approvals among those."""
    passages = Highlight.objects.filter(
        article=article,
        purpose=HighlightPurpose.CLAIM,
        retired_at__isnull=True,
        gone_at__isnull=True,
        appearance__removed_at__isnull=True,
        appearance__claim__deleted_at__isnull=True,
    )
    claim, approved = "appearance__claim", Q(appearance__claim__approval=Approval.VALID)
    return passages.aggregate(
        passages=Count("pk"),
        claims=Count(claim, distinct=True),
        approved=Count(claim, distinct=True, filter=approved),
    )


def _alerts(request: HttpRequest) -> dict[str, Any]:
    picked = {
        "state": chosen(request, "state", ["all"]),
        "kind": chosen(request, "kind", AlertKind.values),
    }
    person = person_of(request)
    rows = Alert.objects.visible_to(person)
    if picked["state"] != "all":
        rows = rows.filter(resolved_at__isnull=True)
    if picked["kind"]:
        rows = rows.filter(kind=picked["kind"])
    paged = page_of(request, light(rows), by="-at")
    return {
        "entries": entries_of(person, paged.items, most=SOME),
        "page": paged,
        "picked": picked,
        "kinds": AlertKind.choices,
        "is_filtered": any(picked.values()),
    }


def _pages(request: HttpRequest) -> dict[str, Any]:
    seen = chosen(request, "seen", list(_PAGES))
    person = person_of(request)
    rows = slim(Watch.objects.visible_to(person))
    paged = page_of(request, rows.filter(_PAGES[seen][1]) if seen else rows)
    return {
        "watches": dressed(person, paged.items),
        "page": paged,
        "picked": {"seen": seen},
        "kinds": [(name, label) for name, (label, _rows) in _PAGES.items()],
        "is_filtered": bool(seen),
    }


def _page(request: HttpRequest, article_id: UUID, *, is_fresh: bool = False) -> HttpResponse:
    if "line" in {request.GET.get("as"), request.POST.get("as")}:
        return _line(request, article_id, is_fresh=is_fresh)
    person = person_of(request)
    found = slim(Watch.objects.visible_to(person)).filter(article=article_id).first()
    if found is None:
        raise Missing("not_found", _("This page is not watched."))
    context = {
        "watch": dressed(person, [found])[0],
        "is_on": Newsroom.current().watch_is_on,
        "is_asking": True,
        "is_fresh": is_fresh,
        "is_row": True,
        "may": {"edit": can_edit(person)},
    }
    return part(request, "annotations/watch/_page.html", context)


def _line(request: HttpRequest, article_id: UUID, *, is_fresh: bool = False) -> HttpResponse:
    person = person_of(request)
    article = Article.objects.visible_to(person).defer("search").filter(pk=article_id).first()
    if article is None:
        raise Missing("not_found", _("There is no such article."))
    context = {"watched": line_of(person, article), "is_asking": True, "is_fresh": is_fresh}
    return part(request, "annotations/workspace/_watch.html", context)


def _page_after(
    request: HttpRequest, article_id: UUID, said: str, *, is_fresh: bool = False
) -> HttpResponse:
    """With `is_fresh`, what comes back takes the focus: the button that was pressed is not in it any more."""
    if not is_fragment(request):
        return onward(request, f"{reverse('watch')}?show=pages", said)
    return told(_page(request, article_id, is_fresh=is_fresh), said=said)
