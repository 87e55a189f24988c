"""Archived copies that readers may read: named public by the judged bytes of a live check, and not shut since."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Q

from annotations.models import Article, ArticleRevision, Evidence, Purpose, Snapshot, Visibility


def open_copies(content: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """By the evidence's id, the copies of a check that readers may read now. Two queries, none where none is public.

    What was judged opens a copy; what an editor said since can only shut it: the source's switch, a source or an
    evidence that became confidential, and an article that was deleted or turned into our own copy.

    Args:
        content: the judged content of a live publication, without what is confidential (`publicly.check_of`).
    """
    named = {
        one["id"]: one["copy"]
        for one in content["evidence"]
        if (one.get("copy") or {}).get("is_public")
    }
    if not named:
        return {}
    is_open = Q(source__merged_into__isnull=True, source__copy_is_public=True) | Q(
        source__merged_into__copy_is_public=True
    )
    rows = Evidence.objects.filter(
        is_open,
        pk__in=[UUID(pk) for pk in named],
        visibility=Visibility.EVERYONE,
        source__visibility=Visibility.EVERYONE,
    )
    standing = {str(pk) for pk in rows.values_list("pk", flat=True)}
    shut = _shut({named[pk]["sha256"] for pk in standing})
    return {pk: copy for pk, copy in named.items() if pk in standing and copy["sha256"] not in shut}


def copy_named(content: Mapping[str, Any], sha256: str) -> Snapshot | None:
    """The copy of that hash, if readers of this check may read it; with its bytes.

    Args:
        content: as for `open_copies`.
        sha256: of the bytes, in hex.
    """
    for copy in open_copies(content).values():
        if copy["sha256"] == sha256:
            kept = Snapshot.objects.filter(blob=sha256, article__in=_readable())
            return kept.select_related("blob").order_by("-fetched_at", "-id").first()
    return None


def text_of_copy(snapshot: Snapshot) -> str | None:
    """The readable text of a copy, as it was read last; None where no text was read from it."""
    texts = ArticleRevision.objects.filter(snapshot=snapshot).order_by("-number")
    return texts.values_list("text", flat=True).first()


def _shut(hashes: set[str]) -> set[str]:
    """Those of which no copy is left that may be read."""
    if not hashes:
        return set()
    left = Snapshot.objects.filter(blob__in=hashes, article__in=_readable())
    return hashes - set(left.values_list("blob", flat=True))


def _readable() -> Any:
    return Article.objects.filter(deleted_at__isnull=True, purpose=Purpose.OTHERS).values("pk")
