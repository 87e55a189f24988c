"""Origins by name: the same name is the same origin, as far as the person who names it may know."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from annotations import typed
from annotations.models import SourceOrigin, User
from annotations.refusals import Missing

LONGEST = 300


def name_key(name: str) -> str:
    """What makes two names one origin: not case, quotation marks, a first article and needless space."""
    key = " ".join(name.translate(_MARKS).split()).casefold()
    return key.removeprefix("the ")[:LONGEST]


def origin_named(person: User, given: Any) -> SourceOrigin | None:
    """The origin that the caller names, made where they know none of that name yet.

    One that they may not see is not found, so that nobody learns of it; the two count as one for whoever sees both.

    Args:
        person: who names it.
        given: a name, an id, `{id}` or `{name}`; None or an empty text for none.

    Raises:
        Missing: `origin_not_found` for the id of none that they may see. Invalid: naming the field `origin`.
    """
    if isinstance(given, dict):
        given = given.get("id") or given.get("name")
    if given is None or given == "":
        return None
    if (pk := _id(given)) is not None:
        known = SourceOrigin.objects.visible_to(person).filter(pk=pk).first()
        if known is None:
            raise Missing("origin_not_found", _("There is no such origin."), field="origin")
        return known
    name = " ".join(typed.text_of(given, "origin", LONGEST).split())
    if not name_key(name):
        return None
    return find_origin(person, name) or SourceOrigin.objects.create(
        name=name, name_key=name_key(name), created_by=person
    )


def find_origin(person: User, name: str) -> SourceOrigin | None:
    """The oldest origin of this name that the person may see."""
    known = SourceOrigin.objects.visible_to(person).filter(name_key=name_key(name))
    return known.order_by("created_at", "pk").first()


def _id(given: Any) -> UUID | None:
    try:
        return given if isinstance(given, UUID) else UUID(given)
    except (ValueError, AttributeError, TypeError):
        return None


_MARKS = str.maketrans(dict.fromkeys("\"'“”„«»‘’", " "))
