"""Who works in the newsroom, for lists to choose from."""

from django import template
from django.http import HttpRequest
from django.template import Context

from annotations.models import Role, User
from annotations.models.user import ROLE_RANK
from annotations.permissions import can_review

register = template.Library()
_WORKING = [role for role, rank in ROLE_RANK.items() if rank >= ROLE_RANK[Role.EDITOR]]


@register.simple_tag(takes_context=True)
def working_people(context: Context) -> list[User]:
    """Everybody who may be assigned to a claim, by name; asked for once a page, however many cards it has."""
    request = context.get("request")
    if not isinstance(request, HttpRequest):
        return _working()
    kept = request.__dict__
    if "working_people" not in kept:
        kept["working_people"] = _working()
    people: list[User] = kept["working_people"]
    return people


@register.simple_tag(takes_context=True)
def reviewing_people(context: Context) -> list[User]:
    """Everybody who reviews, by name."""
    return [person for person in working_people(context) if can_review(person)]


def _working() -> list[User]:
    found = User.objects.filter(role__in=_WORKING, is_active=True)
    return sorted(
        found.only("id", "username", "full_name", "role", "is_active"),
        key=lambda user: user.name.casefold(),
    )


@register.filter
def names(people: list[User]) -> dict[str, str]:
    """Id -> name, for the page's scripts."""
    return {str(person.pk): person.name for person in people}


@register.filter
def left_of(person: dict[str, str], people: list[User]) -> bool:
    """Whether an assigned person can no longer be chosen: the account is closed, or a viewer's now."""
    return person["username"] not in {user.username for user in people}
