"""Feeds: what the newsroom follows, how it goes, and what came of each entry."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotations import feeds as room
from annotations.feeds.choices import backlogs, every, intervals
from annotations.models import EntryState, Feed, FeedEntry, FeedKind, Newsroom
from annotations.permissions import can_edit
from annotations.refusals import Missing, Refused
from annotations.views.doors import (
    actor_of,
    asked,
    chosen,
    is_fragment,
    onward,
    part,
    person_of,
    private,
    told,
)
from annotations.views.filled import Filled, refilled, typed_in
from annotations.views.paging import page_of

_FIELDS = ("url", "kind", "interval_minutes", "backlog")


@require_http_methods(["GET", "HEAD", "POST"])
@private
def subscriptions(request: HttpRequest) -> HttpResponse:
    """The feeds that are followed, newest subscription first, and the form for another."""
    if request.method == "POST":
        given = {"url": "", **typed_in(request, *_FIELDS)}
        try:
            feed = room.subscribe(actor=actor_of(request), **given)
        except Refused as refusal:
            return _list(request, refilled(request, refusal, "", {}))
        return _row_after(request, feed.pk, _("Subscribed. The feed is being asked."), status=201)
    values = {"url": asked(request, "url", 4000), "backlog": room.BACKLOG}
    kind = chosen(request, "kind", FeedKind.values) or FeedKind.ARTICLES
    return _list(request, Filled(values={**values, "kind": kind}))


@require_safe
@private
def subscription(request: HttpRequest, feed_id: UUID) -> HttpResponse:
    """One feed with its entries, newest first."""
    feed = feed_for(request, feed_id)
    return _detail(request, feed, Filled(values=_kept(feed)))


@require_safe
@private
def row(request: HttpRequest, feed_id: UUID) -> HttpResponse:
    """One feed's row, which asks for itself again while the feed is being asked."""
    return _row(request, feed_id)


@require_POST
@private
def change(request: HttpRequest, feed_id: UUID) -> HttpResponse:
    """Pause or resume it, or follow it differently."""
    given: dict[str, Any] = typed_in(request, "kind", "interval_minutes")
    if "is_paused" in request.POST:
        given["is_paused"] = request.POST["is_paused"] == "1"
    try:
        feed = room.change(actor=actor_of(request), feed_id=feed_id, **given)
    except Refused as refusal:
        feed = feed_for(request, feed_id)
        return _detail(request, feed, refilled(request, refusal, "", _kept(feed)))
    return _row_after(request, feed.pk, _said(feed, given))


@require_POST
@private
def poll(request: HttpRequest, feed_id: UUID) -> HttpResponse:
    """Ask it now."""
    feed = room.poll_now(actor=actor_of(request), feed_id=feed_id)
    return _row_after(request, feed.pk, _("The feed is being asked."))


@require_http_methods(["GET", "HEAD", "POST"])
@private
def unsubscribe(request: HttpRequest, feed_id: UUID) -> HttpResponse:
    """Say what stays, then end it."""
    feed = feed_for(request, feed_id)
    if request.method == "POST":
        room.unsubscribe(actor=actor_of(request), feed_id=feed_id)
        said = _("Unsubscribed from %(title)s. What was imported stays.") % {"title": feed}
        return onward(request, reverse("feeds"), said)
    imported = FeedEntry.objects.filter(feed=feed, state=EntryState.IMPORTED).count()
    context = {
        "nav": "feeds",
        "feed": feed,
        "imported": imported,
        "may": {"edit": can_edit(person_of(request))},
    }
    return render(request, "annotations/subscriptions/unsubscribe.html", context)


@require_POST
@private
def bring_in(request: HttpRequest, feed_id: UUID, entry_id: UUID) -> HttpResponse:
    """Import one entry now."""
    room.bring_in(actor=actor_of(request), feed_id=feed_id, entry_id=entry_id)
    said = _("Accepted. It is on the way.")
    if not is_fragment(request):
        return onward(request, reverse("subscription", args=[feed_id]), said)
    entry = _entries(FeedEntry.objects.filter(pk=entry_id)).get()
    context = {"entry": entry, "may": {"edit": can_edit(person_of(request))}}
    return part(request, "annotations/subscriptions/_entry.html", context, said=said)


def feed_for(request: HttpRequest, feed_id: UUID) -> Feed:
    """A feed that is followed, with its counts.

    Raises:
        Missing: `not_found`.
    """
    found = Feed.objects.visible_to(person_of(request)).with_counts()
    feed = found.select_related("created_by").filter(pk=feed_id).first()
    if feed is None:
        raise Missing("not_found", _("There is no such feed. Somebody may have unsubscribed."))
    return _worded(feed)


def _worded(feed: Feed) -> Feed:
    """With its interval in words, for the template."""
    feed.__dict__["every"] = every(feed.interval_minutes)
    return feed


def _list(request: HttpRequest, form: Filled) -> HttpResponse:
    person, newsroom = person_of(request), Newsroom.current()
    shown = {"form": form, "kinds": FeedKind.choices, "backlogs": backlogs()}
    shown["intervals"] = intervals(newsroom)
    if form.refusal and is_fragment(request):
        template = "annotations/subscriptions/_form.html"
        return part(request, template, shown, status=form.status)
    seen = Feed.objects.visible_to(person)
    paged = page_of(request, seen.with_counts().select_related("created_by"))
    context = {
        "nav": "feeds",
        **shown,
        "feeds": [_worded(feed) for feed in paged.items],
        "page": paged,
        "followed": seen.count(),
        "most": newsroom.feeds_most,
        "may": {"edit": can_edit(person)},
    }
    template = "annotations/subscriptions/subscriptions.html"
    return render(request, template, context, status=form.status)


def _detail(request: HttpRequest, feed: Feed, form: Filled) -> HttpResponse:
    paged = page_of(request, _entries(FeedEntry.objects.filter(feed=feed)), by="-seen_at")
    context = {
        "nav": "feeds",
        "feed": feed,
        "entries": paged.items,
        "page": paged,
        "form": form,
        "kinds": FeedKind.choices,
        "intervals": intervals(Newsroom.current(), feed.interval_minutes),
        "may": {"edit": can_edit(person_of(request))},
    }
    template = "annotations/subscriptions/subscription.html"
    return render(request, template, context, status=form.status)


def _entries(rows: "QuerySet[FeedEntry]") -> "QuerySet[FeedEntry]":
    """With what each became."""
    return rows.select_related("imported_as__article").defer(
        "imported_as__article__search", "imported_as__given"
    )


def _row(request: HttpRequest, feed_id: UUID, *, status: int = 200) -> HttpResponse:
    may = {"edit": can_edit(person_of(request))}
    context = {"feed": feed_for(request, feed_id), "is_row": True, "may": may}
    template = "annotations/subscriptions/_row.html"
    return part(request, template, context, status=status)


def _row_after(
    request: HttpRequest, feed_id: UUID, said: str, *, status: int = 200
) -> HttpResponse:
    if not is_fragment(request):
        return onward(request, reverse("feeds"), said)
    return told(_row(request, feed_id, status=status), said=said)


def _kept(feed: Feed) -> dict[str, Any]:
    return {"kind": feed.kind, "interval_minutes": feed.interval_minutes}


def _said(feed: Feed, given: dict[str, Any]) -> str:
    if "is_paused" not in given:
        return _("Saved.")
    return _("Paused. Nothing is asked until you resume it.") if feed.is_paused else _("Resumed.")
