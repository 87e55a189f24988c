"""Notices as their person reads them: made when they are shown, from what that person may see then."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from annotations import watch
from annotations.models import (
    Alert,
    Article,
    ArticleRole,
    Comment,
    Evidence,
    Import,
    Notice,
    NoticeKind,
    Purpose,
    RequestForComment,
    ReviewDecision,
    SecondVerdict,
    User,
)
from annotations.notices.said import words_of


@dataclass(frozen=True, slots=True)
class Told:
    """One notice.

    Attributes:
        notice: the row.
        words: what happened, by whom; for every colleague's eyes.
        about: the claim's statement, else the article's title.
        detail: what was said with it; never in a mail.
        at: of a deadline, the deadline.
        mail_about: `about` as a mail may have it: nothing of our own copy, nothing of a source.
        address: the path that opens what it is about, and notes that it was seen.
    """

    notice: Notice
    words: str
    about: str
    detail: str
    at: datetime | None
    mail_about: str
    address: str


@dataclass(frozen=True, slots=True)
class _Beside:
    """What stands beside some notices, as the person may see it; one query for each."""

    comments: dict[str, str]
    decisions: dict[str, str]
    alerts: dict[str, Alert]
    known_pages: set[str]
    imports: dict[str, str]
    asked: dict[str, str]


def told(person: User, notices: QuerySet[Notice]) -> list[Told]:
    """The notices in their order, in as many queries however many there are."""
    related = notices.select_related("actor", "claim", "article")
    return told_rows(person, list(related.defer("claim__search", "article__search")))


def told_rows(person: User, rows: list[Notice]) -> list[Told]:
    """The same for rows with actor, claim and article loaded."""
    beside = _beside(person, rows)
    return [_told(notice, beside) for notice in rows]


def target_of(notice: Notice) -> str:
    """The path of the page where this person goes on from a notice."""
    if notice.kind == NoticeKind.IMPORT_FAILED:
        batch = notice.body.get("batch")
        return reverse("batch", args=[batch]) if batch else reverse("imports")
    if notice.kind == NoticeKind.SILENT_EDIT:
        return reverse("watch")
    if notice.kind == NoticeKind.WEBHOOK:
        return reverse("webhook", args=[notice.body["id"]])
    if notice.claim_id is not None:
        article_id = notice.article_id or (notice.claim and notice.claim.article_id)
        return f"{reverse('workspace', args=[article_id])}#claim-{notice.claim_id}"
    if notice.article_id is not None:
        return reverse("workspace", args=[notice.article_id])
    return reverse("notices")


def _told(notice: Notice, beside: _Beside) -> Told:
    key = str(notice.body.get("id", ""))
    alert = beside.alerts.get(key) if notice.kind == NoticeKind.SILENT_EDIT else None
    who = notice.actor.name if notice.actor else _("Factcheck")
    return Told(
        notice=notice,
        words=words_of(notice.body, who, alert.kind if alert else ""),
        about=_about(notice, beside),
        detail=_detail(notice, beside),
        at=parse_datetime(str(notice.body.get("at", ""))),
        mail_about=_mail_about(notice),
        address=reverse("notice", args=[notice.pk]),
    )


def _about(notice: Notice, beside: _Beside) -> str:
    if notice.claim is not None:
        return notice.claim.statement
    key = str(notice.body.get("id", ""))
    if notice.kind == NoticeKind.SILENT_EDIT and key not in beside.known_pages:
        return ""
    return _title(notice.article) or beside.imports.get(key, "")


def _mail_about(notice: Notice) -> str:
    article = notice.article
    if article is None or article.purpose == Purpose.OWN or article.role != ArticleRole.ARTICLE:
        return ""
    if notice.claim is not None:
        return f"“{notice.claim.statement}”"
    return article.title if notice.kind != NoticeKind.SILENT_EDIT else ""


def _detail(notice: Notice, beside: _Beside) -> str:
    body = notice.body
    return (
        beside.comments.get(str(body.get("comment", "")))
        or beside.decisions.get(str(body.get("decision", "")))
        or beside.asked.get(str(body.get("id", "")))
        or ""
    )


def _title(article: Article | None) -> str:
    return (article.title or article.url) if article is not None else ""


def _beside(person: User, rows: list[Notice]) -> _Beside:
    alerts = _alerts(person, _ids(rows, "id", "alert"))
    # Whoever rates a claim independently hears nothing of what was found before, comments included.
    about = {one.claim_id for one in rows if one.claim_id}
    kept = SecondVerdict.objects.kept_from(person, about) if about else set()

    def said(name: str, kinds: Collection[str] = NoticeKind.values) -> set[str]:
        open_ones = [one for one in rows if one.claim_id not in kept and one.kind in kinds]
        return _ids(open_ones, name)

    returned = {NoticeKind.SENT_BACK}
    return _Beside(
        comments=_words(_readable(person), said("comment"), "text"),
        decisions=_words(ReviewDecision.objects.all(), said("decision", returned), "comment"),
        alerts={str(one.alert.pk): one.alert for one in alerts},
        known_pages={str(one.alert.pk) for one in alerts if one.count},
        imports=_imports(person, _ids(rows, "id", "import")),
        asked=_words(
            RequestForComment.objects.filter(removed_at__isnull=True),
            _ids(rows, "id", "requestforcomment"),
            "whom",
        ),
    )


def _alerts(person: User, ids: Collection[str]) -> list[watch.Noticed]:
    if not ids:
        return []
    found = Alert.objects.visible_to(person).filter(pk__in=ids)
    return watch.noticed(person, list(found), most=1)


def _readable(person: User) -> QuerySet[Comment]:
    """Comments that were not taken back, save those on evidence that this person may not see (any more)."""
    seen = Evidence.objects.visible_to(person).filter(pk=OuterRef("thread__evidence"))
    return Comment.objects.filter(
        Q(thread__evidence__isnull=True) | Exists(seen), removed_at__isnull=True
    )


def _imports(person: User, ids: Collection[str]) -> dict[str, str]:
    if not ids:
        return {}
    found = Import.objects.visible_to(person).filter(pk__in=ids).only("id", "url", "filename")
    return {str(one.pk): str(one) for one in found}


def _words(rows: "QuerySet[Any, Any]", ids: Collection[str], field: str) -> dict[str, str]:
    if not ids:
        return {}
    return {str(pk): words for pk, words in rows.filter(pk__in=ids).values_list("pk", field)}


def _ids(rows: Iterable[Notice], name: str, of_type: str = "") -> set[str]:
    """The identifiers under a name of the bodies, of those about one type where it is given."""
    found: set[str] = set()
    for notice in rows:
        value = notice.body.get(name)
        if value and (not of_type or notice.body.get("type") == of_type):
            found.add(str(UUID(str(value))))
    return found
