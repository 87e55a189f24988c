"""What a person is told."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from annotations import notices as room
from annotations.api.asked import actor_of, body_of, object_in, person_of
from annotations.api.described import PAGE, described
from annotations.api.door import Door
from annotations.api.filtering import (
    CREATED,
    choice,
    identifier,
    narrowed,
    not_null,
    parameters,
)
from annotations.api.pagination import page_of
from annotations.api.shapes import notices as shapes
from annotations.models import NoticeKind

_FILTERS = (
    choice("kind", NoticeKind.values),
    not_null("seen", "seen_at", "Whether you have looked at it."),
    identifier("claim", "claim", "About one claim."),
    identifier("article", "article", "About one article."),
    *CREATED,
)


class Notices(Door):
    """`notices/`."""

    @described(
        "notices_list",
        "What you are told, newest first.",
        answer=shapes.Notices,
        query=(
            *PAGE,
            *parameters(_FILTERS),
        ),
    )
    def get(self, request: Request) -> Response:
        """Of what this person may read."""
        rows = room.notices_of(actor_of(request)).select_related("actor", "claim", "article")
        rows = rows.defer("claim__search", "article__search")
        page = page_of(request, narrowed(request, rows, _FILTERS))
        items = room.told_rows(person_of(request), page.rows)
        return Response(page.told([_told(item) for item in items]))


class NoticesUnseen(Door):
    """`notices/unseen/`."""

    @described("notices_unseen", "How many you have not looked at.", answer=shapes.Unseen)
    def get(self, request: Request) -> Response:
        """Cheap: open pages ask it again and again."""
        return Response({"unseen": room.unseen_count(actor_of(request))})


class NoticesSeen(Door):
    """`notices/seen/`."""

    @described(
        "notices_see_all",
        "Mark all as seen, or all of one kind.",
        body=shapes.SeeAll,
        answer=shapes.Seen,
    )
    def post(self, request: Request) -> Response:
        """A repeat finds none unseen."""
        kind = body_of(request).get("kind", "")
        return Response({"seen": room.see_all(actor=actor_of(request), kind=kind)})


class NoticeSeen(Door):
    """`notices/{id}/seen/`."""

    @described("notices_see", "Mark one as seen.", answer=shapes.Notice, errors=(404,))
    def post(self, request: Request, notice_id: UUID) -> Response:
        """One that was seen already stays as it is."""
        room.see(actor=actor_of(request), notice_id=notice_id)
        rows = room.notices_of(actor_of(request)).filter(pk=notice_id)
        return Response(_told(room.told(person_of(request), rows)[0]))


class NoticeChoices(Door):
    """`notices/choices/`."""

    @described("notices_choices", "How you are told.", answer=shapes.Choices)
    def get(self, request: Request) -> Response:
        """Every kind, also those never chosen."""
        return Response(_choices(request, room.choices_of(person_of(request))))

    @described(
        "notices_choose",
        "Say how you want to be told.",
        body=shapes.ChoicesSaid,
        answer=shapes.Choices,
    )
    def put(self, request: Request) -> Response:
        """For oneself only."""
        body = body_of(request)
        digest = object_in(body, "digest", _("Give hour and time_zone."))
        kept = room.choose(
            actor=actor_of(request),
            ways=body.get("ways"),
            hour=digest.get("hour"),
            time_zone=digest.get("time_zone"),
        )
        return Response(_choices(request, kept))


def _told(item: room.Told) -> dict[str, Any]:
    notice = item.notice
    actor = notice.actor
    return {
        "id": str(notice.pk),
        "kind": notice.kind,
        "verb": notice.body.get("verb", ""),
        "words": item.words,
        "about": item.about,
        "detail": item.detail,
        "at": item.at,
        "actor": actor and {"id": str(actor.pk), "username": actor.username, "name": actor.name},
        "claim": notice.claim_id and str(notice.claim_id),
        "article": notice.article_id and str(notice.article_id),
        "seq": notice.seq,
        "url": item.address,
        "created_at": notice.created_at,
        "seen_at": notice.seen_at,
    }


def _choices(request: Request, kept: room.Choices) -> dict[str, Any]:
    return {
        "ways": kept.ways,
        "digest": {"hour": kept.hour, "time_zone": kept.time_zone},
        "sends_mail": room.sends_mail(),
        "has_address": bool(person_of(request).email),
    }
