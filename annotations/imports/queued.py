"""An import's row, its work and its history are written together, and nothing else happens here."""

import hashlib
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from annotations.history.record_each import record_each
from annotations.models import Blob, Import, Work
from annotations.permissions import Actor

KIND = "import"


@transaction.atomic
def queue(actor: Actor, items: Sequence[Import]) -> None:
    """Write accepted imports: three statements, however many they are.

    Args:
        actor: who asked, or the system for what a feed or a file holds.
        items: unsaved imports whose bytes, where they have any, are kept already.
    """
    Import.objects.bulk_create(items)
    queue_work(items)
    record_each(actor, "import_accepted", [(item, item.article_id, _facts(item)) for item in items])


def queue_work(items: Sequence[Import]) -> None:
    """Write the work of imports that wait; the dispatcher hears of it when the transaction ends."""
    Work.objects.bulk_create([Work(kind=KIND, subject=item.pk) for item in items])


def kept(content: bytes) -> Blob:
    """Bytes in the store; those that it has already are not packed again."""
    digest = hashlib.sha256(content).hexdigest()
    known = Blob.objects.filter(pk=digest).defer("compressed").first()
    return known or Blob.keep(content)


def _facts(item: Import) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "origin": str(item.origin),
        "url": item.url,
        "filename": item.filename,
    }
    further = {
        "batch": item.batch_id and str(item.batch_id),
        "feed": item.feed_id and str(item.feed_id),
        "part": item.part,
    }
    return {**facts, **{name: value for name, value in further.items() if value}}
