"""Feeds that the newsroom follows."""

from typing import Any
from uuid import UUID

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from annotations import feeds as room
from annotations.api.asked import actor_of, body_of, person_of, picked
from annotations.api.described import PAGE, described
from annotations.api.door import Door
from annotations.api.filtering import CREATED, choice, narrowed, parameters, span, yes_no
from annotations.api.idempotency import once
from annotations.api.pagination import Order, moment, page_of
from annotations.api.shapes import feeds as shapes
from annotations.models import EntryState, Feed, FeedEntry, FeedKind
from annotations.refusals import Missing

_ASKED = ("url", "kind", "interval_minutes", "backlog")
_CHANGED = ("kind", "interval_minutes", "is_paused")
_FILTERS = (
    choice("kind", FeedKind.values),
    yes_no("is_paused", "is_paused", "Whether it is asked no more for the time being."),
    *CREATED,
)
_OF_ENTRIES = (choice("state", EntryState.values), *span("seen", "seen_at", "Seen"))
_SEEN = Order("seen", "seen_at", descending=True, read=moment)


class Feeds(Door):
    """`feeds/`."""

    @described(
        "feeds_list",
        "Feeds that the newsroom follows, newest first.",
        answer=shapes.Feeds,
        query=(*PAGE, *parameters(_FILTERS)),
    )
    def get(self, request: Request) -> Response:
        """With how each goes."""
        rows = Feed.objects.visible_to(person_of(request)).with_counts()
        page = page_of(request, narrowed(request, rows, _FILTERS))
        return Response(page.told([told(feed) for feed in page.rows]))

    @described(
        "feeds_create",
        "Follow a feed: its new entries become imports, each once.",
        body=shapes.FeedAsked,
        answer=shapes.Feed,
        status=201,
        creates=True,
    )
    @once
    def post(self, request: Request) -> HttpResponseBase:
        """It is asked for the first time afterwards, and tells how it went."""
        given = {"url": None, **picked(body_of(request), *_ASKED)}
        feed = room.subscribe(actor=actor_of(request), **given)
        where = reverse("api:feed", args=[feed.pk], request=request)
        return Response(told(_feed(request, feed.pk)), status=201, headers={"Location": where})


class FeedOne(Door):
    """`feeds/{id}/`."""

    @described("feeds_get", "One feed.", answer=shapes.Feed, errors=(404,))
    def get(self, request: Request, feed_id: UUID) -> Response:
        """How it goes."""
        return Response(told(_feed(request, feed_id)))

    @described(
        "feeds_change",
        "Follow a feed differently, pause or resume it.",
        body=shapes.FeedChanged,
        answer=shapes.Feed,
        errors=(404,),
    )
    def patch(self, request: Request, feed_id: UUID) -> Response:
        """What is left out stays."""
        given = picked(body_of(request), *_CHANGED)
        room.change(actor=actor_of(request), feed_id=feed_id, **given)
        return Response(told(_feed(request, feed_id)))

    @described("feeds_end", "Follow a feed no more; imports stay.", status=204, errors=(404,))
    def delete(self, request: Request, feed_id: UUID) -> Response:
        """Its entries stay known, should it be followed again."""
        room.unsubscribe(actor=actor_of(request), feed_id=feed_id)
        return Response(status=204)


class FeedPoll(Door):
    """`feeds/{id}/poll/`."""

    @described(
        "feeds_poll",
        "Ask a feed now, at most once a minute.",
        answer=shapes.Feed,
        status=202,
        errors=(404, 409),
        creates=True,
    )
    @once
    def post(self, request: Request, feed_id: UUID) -> HttpResponseBase:
        """It is asked afterwards."""
        room.poll_now(actor=actor_of(request), feed_id=feed_id)
        return Response(told(_feed(request, feed_id)), status=202)


class FeedEntries(Door):
    """`feeds/{id}/entries/`."""

    @described(
        "feeds_entries",
        "Entries of a feed, latest seen first, with what each became.",
        answer=shapes.FeedEntries,
        query=(*PAGE, *parameters(_OF_ENTRIES)),
        errors=(404,),
    )
    def get(self, request: Request, feed_id: UUID) -> Response:
        """Those that were passed over and refused too."""
        rows = FeedEntry.objects.filter(feed=_feed(request, feed_id)).select_related("imported_as")
        rows = narrowed(request, rows.defer("imported_as__given"), _OF_ENTRIES)
        page = page_of(request, rows, _SEEN)
        return Response(page.told([entry_told(entry) for entry in page.rows]))


class FeedEntryImport(Door):
    """`feeds/{id}/entries/{id}/import/`."""

    @described(
        "feeds_entry_import",
        "Import an entry now that waits or was passed over.",
        answer=shapes.FeedEntry,
        status=202,
        errors=(404, 409),
        creates=True,
    )
    @once
    def post(self, request: Request, feed_id: UUID, entry_id: UUID) -> HttpResponseBase:
        """Each once."""
        entry = room.bring_in(actor=actor_of(request), feed_id=feed_id, entry_id=entry_id)
        return Response(entry_told(entry), status=202)


def _feed(request: Request, feed_id: UUID) -> Feed:
    seen = Feed.objects.visible_to(person_of(request)).with_counts()
    feed = seen.filter(pk=feed_id).first()
    if feed is None:
        raise Missing("not_found", _("There is no such feed. Somebody may have unsubscribed."))
    return feed


def told(feed: Any) -> dict[str, Any]:
    """A feed with its counts, as JSON."""
    return {
        "id": str(feed.pk),
        "url": feed.url,
        "title": feed.title,
        "site_url": feed.site_url,
        "kind": feed.kind,
        "interval_minutes": feed.interval_minutes,
        "is_paused": feed.is_paused,
        "next_poll_at": feed.next_poll_at,
        "polled_at": feed.polled_at,
        "succeeded_at": feed.succeeded_at,
        "failures": feed.failures,
        "error": feed.error,
        "new_entries": feed.fresh,
        "waiting_entries": feed.waiting,
        "created_by": str(feed.created_by_id),
        "created_at": feed.created_at,
    }


def entry_told(entry: FeedEntry) -> dict[str, Any]:
    """An entry as JSON; its import is loaded."""
    item = entry.imported_as
    return {
        "id": str(entry.pk),
        "state": entry.state,
        "url": entry.url,
        "title": entry.title,
        "published_at": entry.published_at,
        "seen_at": entry.seen_at,
        "error": entry.error,
        "imported_as": item
        and {
            "id": str(item.pk),
            "status": item.status,
            "article": str(item.article_id) if item.article_id else None,
            "error": item.error,
        },
    }
