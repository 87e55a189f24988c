"""What the card of our own copy shows of the writer's backing notes."""

from typing import Any

from annotations.models import Article, BackingNote, Purpose, User
from annotations.permissions import can_edit


def backing_of(person: User, article: Article, claim_id: Any) -> dict[str, Any]:
    """The part of a card of our own copy: `notes`, oldest first, and whether this person `may` add one; else empty."""
    if article.purpose != Purpose.OWN:
        return {}
    rows = BackingNote.objects.filter(claim=claim_id, removed_at__isnull=True)
    is_writer = article.writers.filter(pk=person.pk).exists()
    return {
        "notes": list(rows.select_related("created_by").order_by("id")),
        "may": can_edit(person) or is_writer,
    }
