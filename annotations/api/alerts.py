"""What happened at publishers."""

from typing import Any
from uuid import UUID

from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from annotations import typed
from annotations import watch as room
from annotations.api.articles import article_asked
from annotations.api.asked import actor_of, person_of, words_asked
from annotations.api.described import PAGE, asked, described
from annotations.api.door import Door
from annotations.api.filtering import choice, narrowed, parameters, span, yes_no
from annotations.api.idempotency import once
from annotations.api.imports import told as import_told
from annotations.api.pagination import Order, moment, page_of
from annotations.api.shapes import articles as article_shapes
from annotations.api.shapes import watch as shapes
from annotations.models import Alert, AlertKind, User

_LATEST = Order("latest", "at", descending=True, read=moment)
_FILTERS = (
    yes_no("open", "resolved_at__isnull", "Whether it waits for somebody."),
    choice("kind", AlertKind.values),
    *span("at", "at", "Noticed"),
)


class Alerts(Door):
    """`alerts/`."""

    @described(
        "alerts_list",
        "Silent edits, removals, redirects and stand-ins, newest first, with the claims they touch.",
        answer=shapes.Alerts,
        query=(
            *PAGE,
            asked("article", "Of this article only.", OpenApiTypes.UUID),
            *parameters(_FILTERS),
        ),
        errors=(404, 410),
    )
    def get(self, request: Request) -> Response:
        """As this person may see them."""
        person = person_of(request)
        rows = Alert.objects.visible_to(person)
        rows = narrowed(request, rows, _FILTERS)
        if words_asked(request, "article"):
            article_id = typed.id_of(request.query_params["article"], "article")
            rows = rows.filter(article=article_asked(request, article_id))
        page = page_of(request, room.with_texts(rows), _LATEST)
        return Response(page.told(_told(person, page.rows)))


class AlertResolve(Door):
    """`alerts/{id}/resolve/`."""

    @described(
        "alerts_resolve",
        "Say that an alert was looked at.",
        answer=shapes.Alert,
        errors=(404,),
    )
    def post(self, request: Request, alert_id: UUID) -> Response:
        """One that is resolved already stays as it is."""
        room.resolve(actor=actor_of(request), alert_id=alert_id)
        person = person_of(request)
        rows = room.with_texts(Alert.objects.visible_to(person).filter(pk=alert_id))
        return Response(_told(person, list(rows))[0])


class AlertTake(Door):
    """`alerts/{id}/take/`."""

    @described(
        "alerts_take",
        "Take what stood in the article's place as its new text all the same.",
        answer=article_shapes.ImportShape,
        status=202,
        errors=(404, 409),
        creates=True,
    )
    @once
    def post(self, request: Request, alert_id: UUID) -> HttpResponseBase:
        """An import of the bytes that were kept."""
        item = room.take_text(actor=actor_of(request), alert_id=alert_id)
        where = reverse("api:import", args=[item.pk], request=request)
        return Response(import_told(item), status=202, headers={"Location": where})


def _told(person: User, alerts: list[Alert]) -> list[dict[str, Any]]:
    return [_one(noticed) for noticed in room.noticed(person, alerts)]


def _one(noticed: room.Noticed) -> dict[str, Any]:
    alert = noticed.alert
    article, by = alert.article, alert.resolved_by
    return {
        "id": str(alert.pk),
        "kind": alert.kind,
        "code": alert.code,
        "article": {
            "id": str(article.pk),
            "title": article.title,
            "url": article.url,
            "role": article.role,
        },
        "url": alert.url,
        "old_revision": alert.old_revision_id and str(alert.old_revision_id),
        "new_revision": alert.new_revision_id and str(alert.new_revision_id),
        "at": alert.at,
        "last_seen_at": alert.last_seen_at,
        "resolved_at": alert.resolved_at,
        "resolved_by": by and {"id": str(by.pk), "username": by.username, "name": by.name},
        "resolution": alert.resolution or None,
        "can_take": room.can_take(alert),
        "claims": [_claim(touched) for touched in noticed.claims],
        "claims_count": noticed.count,
    }


def _claim(touched: room.Touched) -> dict[str, Any]:
    return {
        "id": str(touched.claim.pk),
        "statement": touched.claim.statement,
        "claim_state": touched.claim.state,
        "by": touched.by,
        "state": touched.state,
        "change": touched.change,
        "context": touched.context,
        "is_decided": touched.is_decided,
    }
