"""Desks and topics."""

from collections.abc import Iterable
from itertools import count

from annotations import desks
from annotations.models import Desk, User
from tests.factories.users import actor_of, make_admin

_numbers = count(1)


def make_desk(
    name: str = "", kind: str = "desk", *, reviewers: Iterable[User] = (), by: User | None = None
) -> Desk:
    """A desk, or a topic, with the reviewers it names."""
    return desks.make(
        actor=actor_of(by or make_admin()),
        kind=kind,
        name=name or f"{kind.capitalize()} {next(_numbers)}",
        reviewers=[str(person.pk) for person in reviewers],
    )
