"""From history to notices: each entry is read once, in order, and told to whom it concerns."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from annotations.models import HistoryEntry, HistoryHead, Notice, NoticeHead, NoticeWay
from annotations.notices.happened import Happened, happened
from annotations.notices.rules import RULES, Body
from annotations.notices.ways import ways_of

_log = logging.getLogger(__name__)
# Of one transaction: history goes on being written meanwhile.
MOST = 500


@dataclass(frozen=True, slots=True)
class Tidings:
    """What is to be told: to whom, of which kind, and the key that keeps it from being told twice."""

    people: frozenset[UUID]
    kind: str
    key: str
    body: Body
    seq: int | None = None
    actor_id: UUID | None = None
    article_id: UUID | None = None
    claim_id: UUID | None = None


def tell_news() -> int:
    """Tell what history says since the last time; of several callers at once only one does.

    The numbers of history are gap-free in the order of commit, so that nothing below the head can appear later.

    Returns:
        How many entries were read, at most `MOST`.
    """
    newest = HistoryHead.objects.filter(pk=1).values("seq")
    if not NoticeHead.objects.filter(seq__lt=newest).exists():
        return 0
    with transaction.atomic():
        head = NoticeHead.objects.select_for_update(skip_locked=True).first()
        if head is None:
            return 0
        entries = list(HistoryEntry.objects.filter(seq__gt=head.seq).order_by("seq")[:MOST])
        if not entries:
            return 0
        for entry in happened(one for one in entries if one.verb in RULES):
            _tell_entry(entry)
        head.seq = entries[-1].seq
        head.save(update_fields=["seq"])
    return len(entries)


def tell(tidings: Iterable[Tidings]) -> int:
    """Write the notices, leaving out whoever did it, who left, and who does not want to hear of the kind.

    Returns:
        How many were to be told; those told before under the same key count too.
    """
    listed = list(tidings)
    ways = ways_of(set().union(*(one.people for one in listed))) if listed else {}
    notices = [
        Notice(
            person_id=pk,
            kind=one.kind,
            key=one.key,
            seq=one.seq,
            actor_id=one.actor_id,
            article_id=one.article_id,
            claim_id=one.claim_id,
            body=one.body,
            mail=ways[pk][one.kind],
        )
        for one in listed
        for pk in sorted(one.people & ways.keys() - {one.actor_id})
        if ways[pk][one.kind] != NoticeWay.NONE
    ]
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    return len(notices)


def _tell_entry(entry: Happened) -> None:
    """One entry; facts of a shape that no rule knows are told nobody, and hold up nobody else's news."""
    rule = RULES[entry.verb]
    try:
        people, body = rule.who(entry), rule.keeps(entry)
    except (LookupError, TypeError, ValueError, AttributeError):
        _log.exception("entry %s of history (%s) could not be told", entry.seq, entry.verb)
        return
    if not people:
        return
    tell(
        [
            Tidings(
                people=frozenset(people),
                kind=rule.kind,
                key=f"seq:{entry.seq}",
                body={"verb": entry.verb, "type": entry.object_type, "id": entry.object_id, **body},
                seq=entry.seq,
                actor_id=entry.actor_id,
                article_id=entry.article_id,
                claim_id=entry.claim_id,
            )
        ]
    )
