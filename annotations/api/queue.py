"""The review queue: what waits, who reviews it, and asking for it."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from annotations import review
from annotations.api.asked import (
    actor_of,
    body_of,
    choice_asked,
    match_of,
    person_of,
    words_asked,
)
from annotations.api.claims import claim_now
from annotations.api.described import PAGE, asked, described
from annotations.api.door import Door
from annotations.api.filtering import narrowed, parameters, span
from annotations.api.pagination import Order, page_of, words
from annotations.api.shapes import claims as claim_shapes
from annotations.api.shapes import queue as shapes
from annotations.api.told import desk_named, person_told
from annotations.models import Claim, Priority, User
from annotations.permissions import can_review
from annotations.refusals import Invalid
from annotations.review.queue_order import (
    DUE,
    ORDERS,
    WHOSE,
    Asked,
    fitting,
    in_order,
    with_people,
    with_plan,
)

_WAITING = span("waiting", "waiting_since", "Waiting since")
_SAME: dict[str, Any] = {"answer": claim_shapes.Claim, "errors": (409,)}


class Queue(Door):
    """`queue/`."""

    @described(
        "queue_list",
        "What waits for a decision, as far as the caller may decide or wrote it.",
        answer=shapes.Queue,
        query=(
            *PAGE,
            asked("desk", "A desk's slug, or `none`."),
            asked("topic", "A topic's slug."),
            asked("due", "What is over counts as due today and this week, too.", enum=list(DUE)),
            asked("priority", enum=[str(value) for value in Priority.values]),
            asked("language", "Of the article."),
            asked("whose", enum=list(WHOSE)),
            asked("ordering", "`urgent` by default.", enum=list(ORDERS)),
            *parameters(_WAITING),
        ),
    )
    def get(self, request: Request) -> Response:
        """Most urgent first: priority, then deadline, then the longest waiting."""
        person = person_of(request)
        order = choice_asked(request, "ordering", list(ORDERS)) or "urgent"
        rows = fitting(with_plan(review.queue_of(person)), _asked(request), person)
        rows = narrowed(request, rows, _WAITING)
        cursor = Order(f"queue-{order}", "place", descending=False, read=words)
        page = page_of(request, with_people(in_order(rows, order)), cursor)
        mine = set(
            review.waiting_for(person)
            .filter(pk__in=[row.pk for row in page.rows])
            .order_by()
            .values_list("pk", flat=True)
        )
        return Response(page.told([_told(person, row, mine) for row in page.rows]))


class Take(Door):
    """`claims/{id}/take/`."""

    @described(
        "claims_take",
        "Say that the caller reviews this claim now.",
        body=shapes.Taken,
        match="optional",
        **_SAME,
    )
    def post(self, request: Request, claim_id: UUID) -> Response:
        """A soft lock of 30 minutes since the last call; `taken` (409) where somebody else has it, unless `over` is true."""
        body = body_of(request)
        if not isinstance(body.get("over", False), bool):
            raise Invalid("not_boolean", _("Give true or false."), field="over")
        which: dict[str, Any] = {"claim_id": claim_id, "expected": match_of(request)}
        if body.get("over"):
            review.take_over(actor=actor_of(request), held_by=body.get("held_by"), **which)
        else:
            review.take(actor=actor_of(request), **which)
        return claim_now(request, claim_id)


class HandBack(Door):
    """`claims/{id}/hand-back/`."""

    @described("claims_hand_back", "Let somebody else review it.", match="optional", **_SAME)
    def post(self, request: Request, claim_id: UUID) -> Response:
        """Nothing changes where nobody has it."""
        review.hand_back(actor=actor_of(request), claim_id=claim_id, expected=match_of(request))
        return claim_now(request, claim_id)


class Remind(Door):
    """`claims/{id}/remind/`."""

    @described("claims_remind", "Ask for the review of a claim.", match="optional", **_SAME)
    def post(self, request: Request, claim_id: UUID) -> Response:
        """Whoever was asked to review it, else all who may; once an hour."""
        review.remind(actor=actor_of(request), claim_id=claim_id, expected=match_of(request))
        return claim_now(request, claim_id)


def _asked(request: Request) -> Asked:
    return Asked(
        desk=words_asked(request, "desk", 60),
        topic=words_asked(request, "topic", 60),
        due=choice_asked(request, "due", list(DUE)),
        priority=choice_asked(request, "priority", [str(value) for value in Priority.values]),
        language=words_asked(request, "language", 16),
        whose=choice_asked(request, "whose", list(WHOSE)),
    )


def _told(person: User, row: Claim, mine: set[UUID]) -> dict[str, Any]:
    article, holder = row.article, review.holder_of(row)
    planned: dict[str, Any] = row.__dict__
    return {
        "id": str(row.pk),
        "statement": row.statement,
        "article": {
            "id": str(article.pk),
            "title": article.title,
            "language": article.language,
            "desk": desk_named(article.desk) if article.desk else None,
            "topics": [desk_named(topic) for topic in article.topics.all()],
        },
        "state": row.state,
        "approval": row.approval,
        "waiting_since": row.waiting_since,
        "deadline_at": planned["deadline_now"],
        "priority": planned["priority_now"],
        "reviewer": person_told(row.reviewer) if row.reviewer else None,
        "reviewing": {"by": person_told(holder), "since": row.taken_at} if holder else None,
        "submitted_by": person_told(row.submitted_by) if row.submitted_by else None,
        "is_own": person.pk in row.contributors,
        "may_decide": can_review(person) and row.pk in mine,
    }
