"""What a public answer depends on, in one query: so that who has it already is told so without making it again."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import BigIntegerField, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Greatest

from annotations.models import Approval, Claim, HistoryEntry, Newsroom, Publication

# What is recorded in the transaction that changes it, and so seen at the same moment: its number never lies.
_AROUND = (
    *("newsroom_changed", "public_text_set", "article_deleted", "article_restored"),
    *("article_corrected", "correction_taken_back", "kinship_decided", "kinship_noted"),
)
_LISTED = (*_AROUND, "published", "withdrawn", "rating_worded", "rating_retired")
_OPEN_COPY = '"is_public":true'


@dataclass(frozen=True, slots=True)
class Fresh:
    """`tag` differs wherever an answer may; `at` is when what it tells last changed, where that is known."""

    tag: str
    at: datetime | None


def fresh_list(*, shows_reexamined: bool = False) -> Fresh | None:
    """Of what tells of all checks: lists, feeds, the newsroom's own pages.

    Args:
        shows_reexamined: whether it says which checks are being re-examined.

    Returns:
        None where the answer rests on more than this can know, so that it must be made to be compared.
    """
    found = _asked(_newest(_LISTED))
    if shows_reexamined and _is_reexamining(found):
        return None
    return Fresh(_tag(found), found["at"])


def fresh_check(slug: str) -> Fresh | None:
    """Of one check's pages.

    Returns:
        None where there is no live check, where checks are being re-examined, or where readers may read an archived
        copy, which an editor may shut at any time.
    """
    live = Publication.objects.public().filter(slug=slug)
    opens = live.filter(decision__content__contains=_OPEN_COPY)
    found = _asked(
        _newest(_AROUND),
        live=Subquery(live.values("pk")[:1]),
        live_at=Subquery(live.values("published_at")[:1]),
        opens=Exists(opens),
    )
    if found["live"] is None or found["opens"] or _is_reexamining(found):
        return None
    return Fresh(_tag(found), max(at for at in (found["at"], found["live_at"]) if at))


def fresh_article(article_id: UUID) -> Fresh | None:
    """Of the public page of one article: whatever happened to it or its claims counts, and every publication."""
    own = HistoryEntry.objects.filter(article=article_id).order_by("-seq").values("seq")[:1]
    found = _asked([*_newest(_LISTED), Subquery(own, output_field=BigIntegerField())])
    return None if _is_reexamining(found) else Fresh(_tag(found), found["at"])


def _asked(newest: list[Subquery], **more: Any) -> dict[str, Any]:
    """The newsroom's row, the number and time of the newest entry that counts, and whether approvals went stale."""
    stale = Claim.objects.filter(
        Q(publication__withdrawn_at__isnull=True, publication__isnull=False),
        approval=Approval.STALE,
    )
    rows: Any = Newsroom.objects.annotate(
        seq=Greatest(*newest, output_field=BigIntegerField()),
        at=Subquery(HistoryEntry.objects.filter(seq=OuterRef("seq")).values("at")[:1]),
        is_stale=Exists(stale),
        **more,
    )
    found: dict[str, Any] = rows.filter(pk=1).values().get()
    return found


def _newest(verbs: tuple[str, ...]) -> list[Subquery]:
    return [
        Subquery(HistoryEntry.objects.filter(verb=verb).order_by("-seq").values("seq")[:1])
        for verb in verbs
    ]


def _is_reexamining(found: dict[str, Any]) -> bool:
    return bool(found["says_reexamined"] and found["is_stale"])


def _tag(found: dict[str, Any]) -> str:
    told = {name: value for name, value in found.items() if name != "is_stale"}
    text = json.dumps([settings.PUBLIC_URL, told], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:24]
