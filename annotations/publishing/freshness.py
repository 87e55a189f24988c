"""What a public answer depends on, in one query: so that who has it already is told so without making it again."""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.aggregates import StringAgg
from django.db.models import (
    BigIntegerField,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import MD5, Cast, Coalesce, Concat, Greatest

from annotations.models import (
    Anchor,
    Approval,
    Article,
    Claim,
    Highlight,
    HighlightPurpose,
    HistoryEntry,
    Newsroom,
    Publication,
)
from annotations.models.decision import PublicationQuerySet
from annotations.publishing.publicly import reexamined_since

# What is recorded in the transaction that changes it, and so seen at the same moment: its number never lies.
_AROUND = (
    *("newsroom_changed", "public_text_set", "article_deleted", "article_restored"),
    *("article_corrected", "correction_taken_back", "kinship_decided", "kinship_noted"),
)
_LISTED = (*_AROUND, "published", "withdrawn", "rating_worded", "rating_retired")
_OF_ARTICLE = ("current_revision", "publicly", "purpose", "role", "merged_into", "deleted_at")
_NEVER = datetime.fromtimestamp(0, UTC)
_OPEN_COPY = '"is_public":true'


@dataclass(frozen=True, slots=True)
class Fresh:
    """`tag` differs wherever an answer may; `at` is when what it tells last changed, None where that is not known."""

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
    if shows_reexamined and _is_reexamining(found, Publication.objects.public()):
        return None
    return Fresh(_tag(found), found["at"] or _NEVER)


def fresh_check(slug: str) -> Fresh | None:
    """Of one check's pages.

    Returns:
        None where there is no live check, where the page says that it is being re-examined, or where readers may read
        an archived copy, which an editor may shut at any time.
    """
    live = Publication.objects.public().filter(slug=slug)
    opens = live.filter(decision__content__contains=_OPEN_COPY)
    found = _asked(
        _newest(_AROUND),
        live=Subquery(live.values("pk")[:1]),
        live_at=Subquery(live.values("published_at")[:1]),
        opens=Exists(opens),
    )
    if found["live"] is None or found["opens"] or _is_reexamining(found, live):
        return None
    return Fresh(_tag(found), max(found["at"] or _NEVER, found["live_at"]))


def fresh_article(article_id: UUID) -> Fresh | None:
    """Of the public page of one article: its text in force, where the passages of published claims stand, every publication.

    Never what else happened to it: whoever asks again and again would see from outside when somebody works on it, and
    when something confidential is added. When it last changed cannot be told without that.

    Returns:
        None where the page says that a check is being re-examined.
    """
    article = Article.objects.filter(pk=article_id)
    found = _asked(
        _newest(_LISTED),
        **{f"article_{name}": Subquery(article.values(name)[:1]) for name in _OF_ARTICLE},
        passages=_digest(
            Highlight.objects.filter(**_shown(article_id)), "pk", "revision", "start", "end"
        ),
        anchors=_digest(
            Anchor.objects.filter(
                revision__in=article.values("current_revision"),
                **{f"highlight__{name}": value for name, value in _shown(article_id).items()},
            ),
            "highlight",
            "start",
            "end",
        ),
    )
    here = Publication.objects.public().filter(claim__appearances__article=article_id)
    return None if _is_reexamining(found, here) else Fresh(_tag(found), None)


def _shown(article_id: UUID) -> dict[str, Any]:
    """The passages in an article of what is published."""
    return {
        "article": article_id,
        "purpose": HighlightPurpose.CLAIM,
        "appearance__claim__publication__isnull": False,
        "appearance__claim__publication__withdrawn_at__isnull": True,
    }


def _digest(rows: "QuerySet[Any]", *names: str) -> Subquery:
    """One hash of these columns of all rows."""
    empty, gap = Value("", output_field=TextField()), Value(" ", output_field=TextField())
    parts = [part for name in names for part in (Coalesce(Cast(name, TextField()), empty), gap)]
    told = StringAgg(Concat(*parts), gap, order_by="pk")
    whole = rows.order_by().annotate(_all=Value(1)).values("_all").annotate(_told=MD5(told))
    return Subquery(whole.values("_told"))


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


def _is_reexamining(found: dict[str, Any], shown: "PublicationQuerySet") -> bool:
    """Whether readers are told so of one of these checks, not merely whether an approval went stale: that may be of what is confidential."""
    if not (found["says_reexamined"] and found["is_stale"]):
        return False
    stale = shown.filter(claim__approval=Approval.STALE).select_related("claim")
    return bool(reexamined_since(stale.defer("claim__search").distinct(), Newsroom.current()))


def _tag(found: dict[str, Any]) -> str:
    told = {name: value for name, value in found.items() if name != "is_stale"}
    text = json.dumps([settings.PUBLIC_URL, told], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:24]
