"""What readers are told of corrections and withdrawals, on the check's page and in the list by date."""

import base64
import binascii
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from annotations.models import Publication, PublicationKind
from annotations.publishing import Correction, corrections_of, rating_label

SIZE = 20


@dataclass(frozen=True, slots=True)
class Event:
    """That a later version appeared (`correction`), or that one was withdrawn."""

    at: datetime
    publication: Publication
    correction: Correction | None = None

    @property
    def place(self) -> tuple[datetime, UUID]:
        """Where it stands in the list."""
        return self.at, self.publication.pk


@dataclass(frozen=True, slots=True)
class Events:
    """One page of the list, newest first; `next_url` and `first_url` are queries to append to the path, or empty."""

    events: list[Event]
    next_url: str
    first_url: str


def events_page(after: str) -> Events:
    """The page of corrections and withdrawals that begins after a place; four queries, however many there are.

    Args:
        after: the token of an address; a damaged one means the first page.
    """
    place = _place(after)
    found = [*_later_versions(place), *_withdrawals(place)]
    found.sort(key=lambda event: event.place, reverse=True)
    events = _compared(found[:SIZE])
    following = f"?after={_token(events[-1].place)}" if len(found) > SIZE else ""
    return Events(events, following, "?" if place else "")


def told_of(correction: Correction) -> dict[str, Any]:
    """A correction for the templates: what it is, when, the note, and what was told before and since."""
    now, before = correction.publication, correction.before
    return {
        "kind": now.kind,
        "label": label_of(now),
        "at": now.published_at,
        "version": now.version,
        "note": now.note,
        "was": _rating(before),
        "now": _rating(now),
        "is_rated_anew": _content(before)["rating"]["label"] != _content(now)["rating"]["label"],
        # What was withdrawn is not shown again beside what came after it.
        "changes": [] if now.withdrawn_at or before.withdrawn_at else correction.changes,
    }


def told_of_event(event: Event) -> dict[str, Any]:
    """An entry of the list by date."""
    publication = event.publication
    entry = {
        "statement": _content(publication)["statement"],
        "address": publication.address,
        "is_live": publication.withdrawn_at is None,
        "at": event.at,
        "kind": "withdrawn",
        "label": _("withdrawn"),
        "note": publication.withdrawn_reason,
    }
    return entry | told_of(event.correction) if event.correction else entry


def label_of(publication: Publication) -> str:
    """What a version is to readers, in a word or two."""
    return str(PublicationKind(publication.kind).label)


def _later_versions(place: tuple[datetime, UUID] | None) -> Iterable[Event]:
    rows = _before(Publication.objects.filter(version__gt=1), "published_at", place)
    return [Event(row.published_at, row, Correction(row, row, [])) for row in rows]


def _withdrawals(place: tuple[datetime, UUID] | None) -> Iterable[Event]:
    rows = _before(Publication.objects.filter(withdrawn_at__isnull=False), "withdrawn_at", place)
    return [Event(row.withdrawn_at, row) for row in rows if row.withdrawn_at]


def _before(rows: Any, name: str, place: tuple[datetime, UUID] | None) -> "Iterable[Publication]":
    if place is not None:
        at, pk = place
        rows = rows.filter(Q(**{f"{name}__lt": at}) | Q(**{name: at, "pk__lt": pk}))
    ordered: Iterable[Publication] = rows.select_related("decision").order_by(f"-{name}", "-id")[
        : SIZE + 1
    ]
    return ordered


def _compared(events: list[Event]) -> list[Event]:
    """The later versions among these, each beside the one before it."""
    later = [event.publication for event in events if event.correction]
    earlier = Q(pk__in=[])
    for one in later:
        earlier |= Q(claim=one.claim_id, version=one.version - 1)
    rows = Publication.objects.filter(earlier).select_related("decision") if later else []
    before = {(row.claim_id, row.version): row for row in rows}
    found = []
    for event in events:
        now = event.publication
        was = before.get((now.claim_id, now.version - 1))
        pair = corrections_of([was, now]) if event.correction and was else [None]
        found.append(Event(event.at, now, pair[0]))
    return found


def _rating(publication: Publication) -> dict[str, str]:
    content = _content(publication)
    label = rating_label(content, get_language())
    return {"look": content["rating"]["look"], "verdict_label": label}


def _content(publication: Publication) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(publication.decision.content)
    return content


def _token(place: tuple[datetime, UUID]) -> str:
    packed = json.dumps([place[0].isoformat(), str(place[1])]).encode()
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def _place(token: str) -> tuple[datetime, UUID] | None:
    try:
        packed = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
        moment, pk = json.loads(packed)
        when = datetime.fromisoformat(moment)
        return (when, UUID(pk)) if when.tzinfo else None
    except (ValueError, TypeError, AttributeError, binascii.Error):
        return None
