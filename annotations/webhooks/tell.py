"""From history to deliveries: each entry is read once, in order; what a program asked for becomes a row and work."""

import logging
from collections.abc import Iterator, Sequence

from django.db import transaction

from annotations.dossier.redaction import shown_to
from annotations.models import (
    HistoryEntry,
    HistoryHead,
    Role,
    User,
    Webhook,
    WebhookDelivery,
    WebhookEvent,
    WebhookHead,
    Work,
)
from annotations.models.article import ArticleRole
from annotations.notices.happened import Happened, happened
from annotations.webhooks.bodies import Published, body_of, published_of
from annotations.webhooks.events import EVENTS, event_of

_log = logging.getLogger(__name__)
KIND = "webhook"
# Of one transaction: history goes on being written meanwhile.
MOST = 500
_Told = tuple[HistoryEntry, WebhookEvent, str]


def tell_programs() -> int:
    """Write what programs are to be told since the last time; of several callers at once only one does.

    Returns:
        How many entries were read, at most `MOST`; where nobody asks to be told, none is.
    """
    newest = HistoryHead.objects.filter(pk=1).values("seq")
    if not WebhookHead.objects.filter(seq__lt=newest).exists():
        return 0
    with transaction.atomic():
        head = WebhookHead.objects.select_for_update(skip_locked=True).first()
        if head is None:
            return 0
        asking = list(Webhook.objects.filter(ended_at__isnull=True).order_by("pk"))
        if not asking:
            head.seq = HistoryHead.objects.get(pk=1).seq
            head.save(update_fields=["seq"])
            return 0
        entries = list(HistoryEntry.objects.filter(seq__gt=head.seq).order_by("seq")[:MOST])
        if entries:
            _deliver_later(asking, list(_told(entries)))
            head.seq = entries[-1].seq
            head.save(update_fields=["seq"])
    return len(entries)


def _deliver_later(asking: Sequence[Webhook], told: Sequence[_Told]) -> None:
    rows = [
        WebhookDelivery(webhook=one, event=event, seq=entry.seq, body=body)
        for entry, event, body in told
        for one in asking
        if event in one.events and entry.at >= one.created_at
    ]
    WebhookDelivery.objects.bulk_create(rows, ignore_conflicts=True)
    # What a paused one is to be told waits until it is resumed.
    due = [row for row in rows if row.webhook.paused_at is None]
    Work.objects.bulk_create(Work(kind=KIND, subject=row.pk) for row in due)


def _told(entries: Sequence[HistoryEntry]) -> Iterator[_Told]:
    """Those that programs may hear of, as a colleague without any confidence shared with them would."""
    anybody = User(username="", role=Role.VIEWER)
    known = shown_to(anybody, [one for one in entries if one.verb in EVENTS])
    by_seq = {one.seq: one for one in _of_articles(known)}
    read = happened(by_seq.values())
    published = published_of(read)
    for entry in read:
        event = event_of(entry)
        body = _body(event, entry, by_seq[entry.seq], published) if event else ""
        if event and body:
            yield by_seq[entry.seq], event, body


def _of_articles(entries: Sequence[HistoryEntry]) -> list[HistoryEntry]:
    """Without those about the archived page of a source, which may be a confidential one."""
    pages = HistoryEntry.objects.filter(pk__in=[one.pk for one in entries])
    barred = set(pages.filter(article__role=ArticleRole.SOURCE).values_list("pk", flat=True))
    return [one for one in entries if one.pk not in barred]


def _body(event: WebhookEvent, entry: Happened, row: HistoryEntry, published: Published) -> str:
    """The message; facts of a shape that is not known are told to none, and hold up no other news."""
    try:
        return body_of(event, entry, row.at, published)
    except (LookupError, TypeError, ValueError, AttributeError):
        _log.exception("entry %s of history (%s) could not be told", entry.seq, entry.verb)
        return ""
