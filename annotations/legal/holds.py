"""What a legal hold covers: asked by whatever erases or purges, answered by the database."""

from uuid import UUID

from django.db import connection

from annotations.history import held_error
from annotations.models import HistoryEntry


def held_claims() -> set[UUID]:
    """The claims that a hold covers: named by a matter, or of an article that one names."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT claim FROM factcheck_held_claims()")
        return {row[0] for row in cursor.fetchall()}


def refuse_if_held(noun: str, thing_id: UUID) -> None:
    """Refuse to erase or purge an object of which the record tells and a hold covers.

    Raises:
        Conflict: `legal_hold`.
    """
    seqs = list(
        HistoryEntry.objects.filter(object_type=noun, object_id=str(thing_id))
        .order_by("seq")
        .values_list("seq", flat=True)[:1]
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM factcheck_held_entries(%s)", [seqs])
        if cursor.fetchone():
            raise held_error()
