"""The watch on the page of an article or archived source."""

from typing import Any
from uuid import UUID

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from annotations import watch as room
from annotations.api.asked import actor_of, body_of, person_of
from annotations.api.described import described
from annotations.api.door import Door
from annotations.api.idempotency import once
from annotations.api.shapes import watch as shapes
from annotations.refusals import Invalid


class ArticleWatch(Door):
    """`articles/{id}/watch/`."""

    @described("watch_get", "How an article's page is watched.", answer=shapes.Watch, errors=(404,))
    def get(self, request: Request, article_id: UUID) -> Response:
        """Of one that is not watched, why not."""
        return Response(_told(request, article_id))

    @described(
        "watch_change",
        "Pause the watch on an article's page, or resume it.",
        body=shapes.WatchChanged,
        answer=shapes.Watch,
        errors=(404, 409),
    )
    def patch(self, request: Request, article_id: UUID) -> Response:
        """What is left out stays."""
        body = body_of(request)
        asked = body.get("is_paused")
        if "is_paused" in body and not isinstance(asked, bool):
            raise Invalid("not_a_boolean", _("Give true or false."), field="is_paused")
        if asked is not None:
            room.pause(actor=actor_of(request), article_id=article_id, is_paused=asked)
        return Response(_told(request, article_id))


class WatchLook(Door):
    """`articles/{id}/watch/look/`."""

    @described(
        "watch_look",
        "Look at an article's page now, at most once a minute.",
        answer=shapes.Watch,
        status=202,
        errors=(404, 409),
        creates=True,
    )
    @once
    def post(self, request: Request, article_id: UUID) -> HttpResponseBase:
        """It is looked at afterwards."""
        room.look_now(actor=actor_of(request), article_id=article_id)
        return Response(_told(request, article_id), status=202)


def _told(request: Request, article_id: UUID) -> dict[str, Any]:
    watched = room.watched(person_of(request), article_id)
    watch = watched.watch
    return {
        "article": str(article_id),
        "is_watched": not watched.reason,
        "reason": watched.reason,
        "is_paused": watch.is_paused,
        "seen": watch.seen,
        "url": watch.url,
        "looked_at": watch.looked_at,
        "next_look_at": None if watched.reason else watch.next_look_at,
        "changed_at": watch.changed_at,
        "failures": watch.failures,
        "error": watch.error,
    }
