"""Making, renaming and retiring desks and topics, and naming who reviews them: administrators' work."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from annotations import typed
from annotations.history import record
from annotations.models import Desk, DeskKind, Role, User
from annotations.models.user import ROLE_RANK
from annotations.permissions import Actor, require_admin
from annotations.refusals import Conflict, Invalid, Missing

_MOST_REVIEWERS = 100
_MOST_POSITION = 32_000
_REVIEWING = [role for role, rank in ROLE_RANK.items() if rank >= ROLE_RANK[Role.REVIEWER]]


@transaction.atomic
def make(
    *, actor: Actor, kind: Any, name: Any, reviewers: Any = None, position: Any = None
) -> Desk:
    """Make a desk or a topic.

    Args:
        actor: an administrator.
        kind: `desk` or `topic`.
        name: what people call it.
        reviewers: ids or user names of those who alone may decide on its claims; empty: every reviewer may.
        position: where it stands among its kind, from 0.

    Raises:
        Forbidden: `role_required`. Invalid: `required`, `too_long`, `unknown_choice`, `unknown_person`,
            `not_reviewer`, `not_list`, `number_invalid`. Conflict: `name_taken`.
    """
    require_admin(actor)
    desk = Desk(
        kind=typed.choice_of(kind, "kind", DeskKind.values),
        name=_named(name),
        position=_position(position),
    )
    people = _reviewers(reviewers)
    _refuse_taken_name(desk)
    desk.slug = _free_slug(desk)
    desk.save(force_insert=True)
    desk.reviewers.set(people)
    record(actor, "desk_made", desk, kind=desk.kind, **_told(desk))
    return desk


@transaction.atomic
def change(*, actor: Actor, desk_id: UUID, **given: Any) -> Desk:
    """Rename a desk or topic, name its reviewers, retire it or bring it back; what is not given stays.

    Args:
        actor: an administrator.
        desk_id: which.
        given: `name`, `reviewers`, `position`, `is_retired`. A retired one is offered no longer; articles that are on
            it stay so, and its reviewers stay its reviewers.

    Raises:
        Missing: `not_found`. Otherwise as `make`; `not_a_boolean`.
    """
    require_admin(actor)
    desk = Desk.objects.select_for_update().filter(pk=desk_id).first()
    if desk is None:
        raise Missing("not_found", _("There is no such desk or topic."))
    before = _told(desk)
    _set(desk, given)
    _refuse_taken_name(desk)
    desk.save()
    if "reviewers" in given:
        desk.reviewers.set(_reviewers(given["reviewers"]))
    after = _told(desk)
    changed = [name for name, value in after.items() if value != before[name]]
    if changed:
        record(
            actor,
            "desk_changed",
            desk,
            before={name: before[name] for name in changed},
            after={name: after[name] for name in changed},
        )
    return desk


def _set(desk: Desk, given: dict[str, Any]) -> None:
    if "name" in given:
        desk.name = _named(given["name"])
    if "position" in given:
        desk.position = _position(given["position"])
    if "is_retired" in given:
        wanted = given["is_retired"]
        if not isinstance(wanted, bool):
            raise Invalid("not_a_boolean", _("Give true or false."), field="is_retired")
        if wanted != (desk.retired_at is not None):
            desk.retired_at = timezone.now() if wanted else None


def _told(desk: Desk) -> dict[str, Any]:
    return {
        "name": desk.name,
        "position": desk.position,
        "is_retired": desk.retired_at is not None,
        "reviewers": sorted(
            str(pk) for pk in desk.reviewers.order_by().values_list("pk", flat=True)
        ),
    }


def _named(name: Any) -> str:
    return typed.text_of(name, "name", 120, required=True)


def _position(value: Any) -> int:
    number = typed.whole_number_of(value, "position")
    if number is None:
        return 0
    if not 0 <= number <= _MOST_POSITION:
        raise Invalid("number_invalid", _("Give a whole number, 0 or more."), field="position")
    return number


def _reviewers(given: Any) -> list[User]:
    if given is None:
        return []
    if not isinstance(given, list) or len(given) > _MOST_REVIEWERS:
        raise Invalid("not_list", _("Give a list of at most 100 people."), field="reviewers")
    names = {typed.text_of(name, "reviewers", 150, required=True) for name in given}
    known = list(User.objects.filter(_one_of(names), is_active=True))
    found = {person.username for person in known} | {str(person.pk) for person in known}
    if unknown := sorted(names - found):
        raise Invalid(
            "unknown_person",
            _("There is no account “%(name)s”.") % {"name": unknown[0]},
            field="reviewers",
        )
    for person in known:
        if person.role not in _REVIEWING:
            raise Invalid(
                "not_reviewer",
                _("%(name)s is no reviewer. Give them the role first, or choose somebody else.")
                % {"name": person.name},
                field="reviewers",
            )
    return known


def _one_of(names: set[str]) -> Q:
    ids = []
    for name in names:
        try:
            ids.append(UUID(name))
        except ValueError:
            continue
    return Q(username__in=names) | Q(pk__in=ids)


def _refuse_taken_name(desk: Desk) -> None:
    others = Desk.objects.filter(kind=desk.kind, name__iexact=desk.name).exclude(pk=desk.pk)
    if others.exists():
        raise Conflict(
            "name_taken",
            _("There is one of this name already; it may have been retired. Choose another name."),
            field="name",
        )


def _free_slug(desk: Desk) -> str:
    """The lasting name in addresses: words of the name, with a number where that is taken."""
    words = slugify(desk.name)[:50].strip("-") or desk.kind
    taken = set(Desk.objects.filter(kind=desk.kind).values_list("slug", flat=True))
    return next(
        slug
        for slug in (words, *(f"{words}-{n}" for n in range(2, len(taken) + 3)))
        if slug not in taken
    )
