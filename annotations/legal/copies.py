"""The archived copies that evidence rests on, with the hash of their bytes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from annotations.models import Article, Evidence, Snapshot, User


@dataclass(frozen=True, slots=True)
class Copy:
    """Bytes of a source's page or of an article as they arrived once; `sha256` is of exactly these bytes."""

    sha256: str
    size: int
    url: str
    filename: str
    media_type: str
    fetched_at: datetime

    def told(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "sha256": self.sha256,
            "size": self.size,
            "url": self.url,
            "filename": self.filename,
            "media_type": self.media_type,
            "fetched_at": self.fetched_at.isoformat(),
        }


def copies_of_articles(ids: Iterable[UUID]) -> dict[UUID, list[Copy]]:
    """By article, its copies, oldest first; one query, without the bytes."""
    found: dict[UUID, list[Copy]] = {}
    rows = Snapshot.objects.filter(article__in=set(ids)).order_by("fetched_at", "id")
    names = ("article", "blob", "blob__size", "url", "filename", "media_type", "fetched_at")
    for article, *rest in rows.values_list(*names):
        found.setdefault(article, []).append(Copy(*rest))
    return found


def copies_of_evidence(person: User, ids: Iterable[UUID]) -> dict[str, list[Copy]]:
    """By the id of an evidence that this person may see, the copies of its source and of the article it quotes."""
    rows = Evidence.objects.visible_to(person).filter(pk__in=set(ids))
    tied = list(rows.values_list("pk", "source__article", "passage__article"))
    wanted = {article for _pk, *articles in tied for article in articles if article}
    readable = Article.objects.filter(pk__in=wanted, deleted_at__isnull=True)
    copies = copies_of_articles(readable.values_list("pk", flat=True))
    return {
        str(pk): [copy for one in dict.fromkeys(articles) if one for copy in copies.get(one, [])]
        for pk, *articles in tied
    }


def told_at(copies: Iterable[Copy], at: datetime) -> list[dict[str, Any]]:
    """Copies as JSON, each with `is_at`: the newest one that was here at that moment."""
    found = list(copies)
    before = [copy for copy in found if copy.fetched_at <= at]
    last = before[-1] if before else None
    return [{**copy.told(), "is_at": copy is last} for copy in found]
