"""Which mails are due: several notices on one thing within a minute are one, and so is all that waits for a day's."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import transaction
from django.utils import timezone

from annotations.models import Digest, Notice, NoticeHead, NoticeWay, Work

KIND = "notice_mail"
# What comes after the first notice on a thing within this time stands in the same mail.
GATHERED = timedelta(seconds=60)
# Of one look; far more than a newsroom is told while its mail server is away for a weekend.
MOST = 5_000


class _Waiting(NamedTuple):
    id: UUID
    person: UUID
    claim: UUID | None
    article: UUID | None
    kind: str
    created_at: datetime

    @property
    def group(self) -> str:
        """What it stands together with in one mail."""
        return f"{self.claim or self.article or self.kind}"


@transaction.atomic
def mails_due_later() -> int:
    """Write a work row for each mail that is due; of several callers at once only one does.

    The row names its notices, so that a mail that is tried again is the same mail. While a person's mail on a
    thing is under way, what else is told on it waits for the next.

    Returns:
        How many mails.
    """
    if not Notice.objects.to_mail(NoticeWay.AT_ONCE).exists() and not _has_digests():
        return 0
    if NoticeHead.objects.select_for_update(skip_locked=True).first() is None:
        return 0
    mails = [*_at_once(), *_digests()]
    under_way = set(
        Work.objects.filter(kind=KIND, done_at__isnull=True).values_list(
            "subject", "payload__group"
        )
    )
    due = [mail for mail in mails if mail[:2] not in under_way]
    Work.objects.bulk_create(
        Work(
            kind=KIND,
            subject=person,
            payload={"group": group, "notices": [str(one.id) for one in rows]},
        )
        for person, group, rows in due
    )
    return len(due)


def due_since(digest: Digest, now: datetime) -> datetime:
    """The last moment at or before `now` when this person's daily mail was due, by their own clock."""
    there = now.astimezone(_zone(digest.time_zone))
    at = there.replace(hour=digest.hour, minute=0, second=0, microsecond=0, fold=0)
    if at.astimezone(UTC) > now:
        at -= timedelta(days=1)
    return at.astimezone(UTC)


def _zone(name: str) -> ZoneInfo:
    """The zone, or UTC where this machine's database of zones does not know it (any more)."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def _has_digests() -> bool:
    return Notice.objects.to_mail(NoticeWay.DIGEST).exists()


def _at_once() -> list[tuple[UUID, str, list[_Waiting]]]:
    groups: dict[tuple[UUID, str], list[_Waiting]] = defaultdict(list)
    for one in _waiting(NoticeWay.AT_ONCE):
        groups[one.person, one.group].append(one)
    until = timezone.now() - GATHERED
    return [
        (person, group, rows)
        for (person, group), rows in groups.items()
        if min(one.created_at for one in rows) <= until
    ]


def _digests() -> list[tuple[UUID, str, list[_Waiting]]]:
    people: dict[UUID, list[_Waiting]] = defaultdict(list)
    for one in _waiting(NoticeWay.DIGEST):
        people[one.person].append(one)
    digests = {one.person_id: one for one in Digest.objects.filter(person__in=people)}
    now = timezone.now()
    return [
        (person, "digest", rows)
        for person, rows in people.items()
        if min(one.created_at for one in rows) < due_since(digests.get(person, Digest()), now)
    ]


def _waiting(way: str) -> Iterable[_Waiting]:
    rows = Notice.objects.to_mail(way).order_by("person", "id")
    names = ("pk", "person_id", "claim_id", "article_id", "kind", "created_at")
    return [_Waiting(*row) for row in rows.values_list(*names)[:MOST]]
