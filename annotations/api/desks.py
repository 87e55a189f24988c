"""Desks and topics."""

from typing import Any
from uuid import UUID

from django.http.response import HttpResponseBase
from rest_framework.request import Request
from rest_framework.response import Response

from annotations import desks as room
from annotations.api.asked import actor_of, body_of, choice_asked, picked
from annotations.api.described import asked, described
from annotations.api.door import Door
from annotations.api.idempotency import once
from annotations.api.shapes import desks as shapes
from annotations.api.told import desk_named, person_told
from annotations.models import Desk, DeskKind


class Desks(Door):
    """`desks/`."""

    @described(
        "desks_list",
        "Desks and topics in the newsroom's order, with those who alone review them.",
        answer=shapes.Desks,
        query=(
            asked("kind", enum=DeskKind.values),
            asked("retired", "`1`: with those that are retired.", enum=["1"]),
        ),
    )
    def get(self, request: Request) -> Response:
        """All in one answer."""
        rows = Desk.objects.prefetch_related("reviewers")
        if kind := choice_asked(request, "kind", DeskKind.values):
            rows = rows.filter(kind=kind)
        if not choice_asked(request, "retired", ["1"]):
            rows = rows.filter(retired_at__isnull=True)
        results = [desk_told(desk) for desk in rows.order_by("kind", "position", "name")]
        return Response({"next": None, "previous": None, "results": results})

    @described(
        "desks_create",
        "Make a desk or a topic.",
        body=shapes.DeskMade,
        answer=shapes.Desk,
        status=201,
        creates=True,
        errors=(409,),
    )
    @once
    def post(self, request: Request) -> HttpResponseBase:
        """By an administrator."""
        body = body_of(request)
        desk = room.make(
            actor=actor_of(request),
            kind=body.get("kind"),
            name=body.get("name"),
            **picked(body, "reviewers", "position"),
        )
        return Response(desk_told(desk), status=201)


class DeskOne(Door):
    """`desks/{id}/`."""

    @described(
        "desks_change",
        "Rename a desk or topic, name its reviewers, retire it or bring it back.",
        body=shapes.DeskChanged,
        answer=shapes.Desk,
        errors=(404, 409),
    )
    def patch(self, request: Request, desk_id: UUID) -> Response:
        """By an administrator; what is left out stays."""
        given = picked(body_of(request), "name", "reviewers", "position", "is_retired")
        return Response(desk_told(room.change(actor=actor_of(request), desk_id=desk_id, **given)))


def desk_told(desk: Desk) -> dict[str, Any]:
    """A desk or topic with its reviewers, by name."""
    reviewers = sorted(desk.reviewers.all(), key=lambda person: person.username)
    return {
        **desk_named(desk),
        "kind": desk.kind,
        "reviewers": [person_told(person) for person in reviewers],
        "position": desk.position,
        "is_retired": desk.retired_at is not None,
    }
