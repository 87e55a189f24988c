"""Which claims an alert touches, and how, as one person may see it: a few queries for any number of alerts."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from django.db.models import Q

from annotations.models import AlertTouch, Appearance, Evidence, State, User
from annotations.models.source import EvidenceQuerySet


@dataclass(frozen=True, slots=True)
class Touch:
    """One way in which an alert touches a claim; see `annotations.watch.alerts.Touched`."""

    claim_id: UUID
    claim_state: str
    by: Literal["passage", "quote", "page", "in", "source"]
    state: str = ""
    change: str = ""
    context: str = "same"
    is_decided: bool = False


_TOUCHED = (
    "alert_id",
    "alert__new_revision__number",
    "state",
    "change",
    "context",
    "evidence_id",
    "highlight_id",
    "highlight__evidence_id",
    "highlight__retired_at",
    "highlight__gone_at",
    "highlight__revision__number",
    "highlight__appearance__removed_at",
    "highlight__appearance__claim_id",
    "highlight__appearance__claim__state",
    "highlight__appearance__claim__deleted_at",
)
_CLAIM = "highlight__appearance__claim"


def of_edits(person: User, alert_ids: Collection[UUID]) -> dict[UUID, list[Touch]]:
    """The touches that were noted with alerts of edits, by alert."""
    if not alert_ids:
        return {}
    rows = list(AlertTouch.objects.filter(alert__in=alert_ids).order_by("pk").values(*_TOUCHED))
    quoting = _quoting(person, rows)
    found: dict[UUID, list[Touch]] = defaultdict(list)
    for row in rows:
        found[row["alert_id"]] += _of_row(row, quoting)
    return found


def of_articles(person: User, article_ids: Collection[UUID]) -> dict[UUID, list[Touch]]:
    """The open and published claims that rest on articles, by article: those in them, those they are sources of."""
    found: dict[UUID, list[Touch]] = defaultdict(list)
    if not article_ids:
        return found
    within = Appearance.objects.filter(
        article__in=article_ids, removed_at__isnull=True, claim__deleted_at__isnull=True
    ).exclude(claim__state=State.WITHDRAWN)
    for article, claim, state in within.values_list("article_id", "claim_id", "claim__state"):
        found[article].append(Touch(claim, state, "in"))
    resting = (
        _standing(person)
        .exclude(claim__state=State.WITHDRAWN)
        .filter(Q(source__article__in=article_ids) | Q(passage__article__in=article_ids))
    )
    for of_source, of_passage, claim, state in resting.values_list(
        "source__article_id", "passage__article_id", "claim_id", "claim__state"
    ):
        for article in {of_source, of_passage} & set(article_ids):
            found[article].append(Touch(claim, state, "source"))
    return found


def _standing(person: User) -> EvidenceQuerySet:
    return Evidence.objects.visible_to(person).filter(
        removed_at__isnull=True, claim__deleted_at__isnull=True
    )


def _quoting(person: User, rows: list[dict[str, Any]]) -> dict[UUID, list[tuple[UUID, str]]]:
    """Claims by what their evidence, which this person may see, rests on: a quoted passage, or itself."""
    passages = {row["highlight_id"] for row in rows} - {None}
    itself = {row["evidence_id"] or row["highlight__evidence_id"] for row in rows} - {None}
    if not passages and not itself:
        return {}
    seen = _standing(person).filter(Q(passage__in=passages) | Q(pk__in=itself))
    found: dict[UUID, list[tuple[UUID, str]]] = defaultdict(list)
    for pk, passage, claim, state in seen.values_list(
        "pk", "passage_id", "claim_id", "claim__state"
    ):
        found[pk].append((claim, state))
        if passage is not None:
            found[passage].append((claim, state))
    return found


def _of_row(row: dict[str, Any], quoting: dict[UUID, list[tuple[UUID, str]]]) -> list[Touch]:
    anchor = {name: row[name] for name in ("state", "change", "context")}
    anchor["is_decided"] = _is_decided(row)
    if row["evidence_id"] is not None:
        return [Touch(*claim, "page") for claim in quoting.get(row["evidence_id"], [])]
    touches = [
        Touch(*claim, "quote", **anchor)
        for key in (row["highlight_id"], row["highlight__evidence_id"])
        for claim in quoting.get(key, [])
    ]
    stands = row["highlight__appearance__removed_at"] is None and not row[f"{_CLAIM}__deleted_at"]
    if row[f"{_CLAIM}_id"] is not None and stands:
        touches.append(Touch(row[f"{_CLAIM}_id"], row[f"{_CLAIM}__state"], "passage", **anchor))
    return touches


def _is_decided(row: dict[str, Any]) -> bool:
    """Whether a person has said since where the passage stands: in that text or a later one, or nowhere."""
    if row["highlight__retired_at"] or row["highlight__gone_at"]:
        return True
    confirmed = row["highlight__revision__number"]
    return confirmed is not None and confirmed >= row["alert__new_revision__number"]
