"""Claims of every article: narrowed, ordered, page by page."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from rest_framework.request import Request
from rest_framework.response import Response

from annotations import dossier
from annotations.api.asked import choice_asked, person_of, words_asked
from annotations.api.described import PAGE, asked, described
from annotations.api.door import Door
from annotations.api.filtering import (
    CHANGED,
    CREATED,
    choice,
    identifier,
    narrowed,
    not_null,
    parameters,
    whole_words,
    yes_no,
)
from annotations.api.pagination import NEWEST, Order, moment, page_of
from annotations.api.shapes import claims as shapes
from annotations.models import Approval, Asserts, Claim, SecondVerdict, State, User

_ORDERS = {
    "-created_at": NEWEST,
    "created_at": Order("oldest", "created_at", descending=False, read=moment),
    "-changed_at": Order("changed-down", "changed_at", descending=True, read=moment),
    "changed_at": Order("changed", "changed_at", descending=False, read=moment),
}
_FILTERS = (
    choice("state", State.values),
    choice("approval", Approval.values),
    choice("asserts", Asserts.values),
    identifier("article", "article", "Those of one article."),
    identifier("created_by", "created_by", "Those that one account made."),
    whole_words("claimant", "claimant", "The claimant's whole name."),
    yes_no("on_hold", "on_hold", "Whether publishing is held."),
    not_null("published", "publication", "Whether it was ever published."),
    *CREATED,
    *CHANGED,
)
FOUND_BY = (
    asked("search", "Words of the statement."),
    asked("verdict", "A rating's slug, or `none`."),
    asked("mine", "`1`: those that the caller made.", enum=["1"]),
    asked("assignee", "A user name, an id, `me`, or `none`."),
    *parameters(_FILTERS),
)
"""What a list of claims, and an export of them, may be narrowed by."""


class Claims(Door):
    """`claims/`."""

    @described(
        "claims_list",
        "Claims of every article, newest first.",
        answer=shapes.Claims,
        query=(
            *PAGE,
            asked("ordering", "`-created_at` by default.", enum=list(_ORDERS)),
            *FOUND_BY,
        ),
    )
    def get(self, request: Request) -> Response:
        """Each as `claims/{id}/` shows it."""
        person = person_of(request)
        order = _ORDERS[choice_asked(request, "ordering", list(_ORDERS)) or "-created_at"]
        rows = claims_asked(request)
        page = page_of(request, rows.only("id", order.field), order)
        ids = [row.pk for row in page.rows]
        return Response(page.told(dossier.claims_of(person, ids, self.names_wanted(keeps=True))))


def claims_asked(request: Request) -> "QuerySet[Claim, Claim]":
    """The claims that the filters of `FOUND_BY` name, of those that the caller may see."""
    person = person_of(request)
    rows = Claim.objects.visible_to(person).filter(**_filters(request))
    if request.query_params.get("verdict"):
        rows = rows.exclude(pk__in=SecondVerdict.objects.kept_from(person))
    if search := words_asked(request, "search"):
        rows = rows.saying(search)
    return narrowed(request, rows, _FILTERS)


def _filters(request: Request) -> dict[str, Any]:
    filters: dict[str, Any] = {}
    if verdict := words_asked(request, "verdict", 60):
        filters |= (
            {"verdict__isnull": True} if verdict == "none" else {"verdict__rating__slug": verdict}
        )
    if choice_asked(request, "mine", ["1"]):
        filters["created_by"] = person_of(request)
    if assignee := words_asked(request, "assignee", 150):
        filters |= _assigned(assignee, person_of(request))
    return filters


def _assigned(name: str, person: User) -> dict[str, Any]:
    if name == "none":
        return {"assignee__isnull": True}
    try:
        return {"assignee": person.pk if name == "me" else UUID(name)}
    except ValueError:
        return {"assignee__username": name}
