"""That somebody read what another person keeps confidential is part of the record.

Whatever shows a confidential source, evidence, attempt, note or file says so here (`saw`); when the answer is made,
the door writes it down (`Readings.keep`): at most one entry for each person, thing and hour, and nothing at all for
what everyone may see.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models.functions import Now

from annotations.history.record_each import Told, record_each
from annotations.models import (
    Attempt,
    Claim,
    Evidence,
    HistoryEntry,
    Note,
    Source,
    User,
    Visibility,
)
from annotations.permissions import Actor

VERB = "confidential_read"
AGAIN_AFTER = timedelta(hours=1)
_MODELS: dict[str, Any] = {"source": Source, "evidence": Evidence, "attempt": Attempt, "note": Note}


@dataclass(frozen=True, slots=True)
class Read:
    """One thing that was shown: what it is, and the claim whose history tells it."""

    noun: str
    thing: UUID
    claim: UUID | None = None


@dataclass(slots=True)
class Readings:
    """What one answer showed of what others keep confidential."""

    seen: dict[User, set[Read]] = field(default_factory=dict)

    def keep(self, door: str) -> None:
        """Write down what was not written in the last hour; two statements and one for each noun, none for nothing.

        Args:
            door: through which the answer goes out.
        """
        for person, reads in self.seen.items():
            _keep(Actor(person, door), reads)


_now: ContextVar[Readings | None] = ContextVar("readings", default=None)


@contextmanager
def watched() -> Iterator[Readings]:
    """Collect what is shown while one request is answered."""
    readings = Readings()
    token = _now.set(readings)
    try:
        yield readings
    finally:
        _now.reset(token)


def saw(person: User, reads: Read | list[Read]) -> None:
    """Say that confidential things of others were shown to this person; outside of a request nothing is kept."""
    readings = _now.get()
    found = [reads] if isinstance(reads, Read) else reads
    if readings is not None and found:
        readings.seen.setdefault(person, set()).update(found)


def saw_thing(person: User, thing: Any) -> None:
    """Say that a source, evidence, attempt or note was shown, as its row; open and own ones are no news."""
    if thing.created_by_id == person.pk or _is_open(thing):
        return
    noun = thing._meta.model_name  # noqa: SLF001 - Django's documented model API
    saw(person, Read(noun, thing.pk, getattr(thing, "claim_id", None)))


def _is_open(thing: Any) -> bool:
    if isinstance(thing, Evidence):
        return thing.is_open
    return bool(thing.visibility == Visibility.EVERYONE)


@transaction.atomic
def _keep(actor: Actor, reads: set[Read]) -> None:
    with connection.cursor() as cursor:
        # Two requests of one person at the same moment write one entry.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"read {actor.person.pk}"])
    recent = HistoryEntry.objects.filter(
        object_type__in={one.noun for one in reads},
        object_id__in={str(one.thing) for one in reads},
        actor=actor.person,
        verb=VERB,
        at__gt=Now() - AGAIN_AFTER,
    )
    told = set(recent.values_list("object_type", "object_id"))
    fresh = [one for one in reads if (one.noun, str(one.thing)) not in told]
    claims = Claim.objects.filter(pk__in={one.claim for one in fresh if one.claim})
    articles = dict(claims.values_list("pk", "article"))
    for noun in sorted({one.noun for one in fresh}):
        rows = sorted((one for one in fresh if one.noun == noun), key=lambda one: one.thing)
        things: list[Told] = [
            (_MODELS[noun](pk=one.thing), articles[one.claim] if one.claim else None, {})
            for one in rows
        ]
        record_each(actor, VERB, things, claims=[one.claim for one in rows])
