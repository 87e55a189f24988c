"""What happened at publishers: telling it with the claims it touches, and dealing with it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

from annotations.models import Alert, Claim, Import, User
from annotations.permissions import Actor


@dataclass(frozen=True, slots=True)
class Touched:
    """A claim that an alert touches, as one person may see it.

    Attributes:
        claim: with its verdict's rating loaded.
        by: its own `passage`, a `quote` of one of its sources, a source's `page` as a whole, or, where nothing was
            compared (a removal, say), that it is `in` the article or that the article is its `source`.
        state: the anchor's, for `passage` and `quote`; else empty.
        change: the same.
        context: the same.
        is_decided: whether a person has confirmed, re-attached or retired the passage since.
    """

    claim: Claim
    by: Literal["passage", "quote", "page", "in", "source"]
    state: str = ""
    change: str = ""
    context: str = "same"
    is_decided: bool = False


@dataclass(frozen=True, slots=True)
class Noticed:
    """An alert with the claims that it touches, the gravest first; `count` is of all, `claims` has the first few."""

    alert: Alert
    claims: list[Touched] = field(default_factory=list)
    count: int = 0


def noticed(person: User, alerts: Sequence[Alert], *, most: int = 5) -> list[Noticed]:
    """Tell each alert's claims, in as many queries however many there are.

    A claim that an alert touches only through evidence which this person may not see is left out.

    Args:
        person: who reads.
        alerts: with `article`, `old_revision`, `new_revision` (light) and `resolved_by` loaded.
        most: how many claims of each are named.
    """
    return [Noticed(alert) for alert in alerts]


def resolve(*, actor: Actor, alert_id: UUID) -> Alert:
    """Say that an alert was looked at. One that is resolved already is left as it is.

    Raises:
        Missing: `not_found`. Forbidden: `role_required`.
    """
    raise NotImplementedError


def take_text(*, actor: Actor, alert_id: UUID) -> Import:
    """Take what stood in the article's place as its new text all the same: an import of the bytes kept.

    Raises:
        Conflict: `not_a_stand_in`, `already_resolved`. Missing: `not_found`. Forbidden: `role_required`.
    """
    raise NotImplementedError
