"""Sources, a row each."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from annotations.evidence.reading import Read, saw
from annotations.exports.claims import CHUNK
from annotations.models import Evidence, Source, User, Visibility

_NAMES = {
    "id": "pk",
    "url": "url",
    "title": "title",
    "publisher": "publisher",
    "author": "author",
    "published_at": "published_at",
    "language": "language",
    "kind": "kind",
    "origin": "origin__name",
    "visibility": "visibility",
    "claims": "served",
    "archived_at": "article__current_revision__snapshot__fetched_at",
    "archived_sha256": "article__current_revision__snapshot__blob_id",
    "created_by": "created_by__username",
    "created_at": "created_at",
}


def sources_exported(person: User, rows: "QuerySet[Source]") -> Iterator[dict[str, Any]]:
    """Sources, newest first: one statement, read by a cursor, however many.

    Whom to call is in none: an export leaves the newsroom. Confidential sources of others that this person may see
    are told to have been read before the first row.

    Args:
        person: who reads.
        rows: of those visible to them.
    """
    kept = rows.exclude(visibility=Visibility.EVERYONE).exclude(created_by=person)
    saw(person, [Read("source", pk) for pk in kept.order_by().values_list("pk", flat=True)])
    told = rows.annotate(served=Coalesce(_served(person), 0)).order_by("-created_at", "-pk")
    values = told.values_list(*_NAMES.values()).iterator(chunk_size=CHUNK)
    return (dict(zip(_NAMES, row, strict=True)) for row in values)


def _served(person: User) -> Subquery:
    """How many claims rest on it, of evidence that this person may see."""
    seen = Evidence.objects.visible_to(person).filter(
        source=OuterRef("pk"), removed_at__isnull=True, claim__deleted_at__isnull=True
    )
    counted = seen.order_by().values("source").annotate(many=Count("claim", distinct=True))
    return Subquery(counted.values("many"))
