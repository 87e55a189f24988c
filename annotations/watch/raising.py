"""Alerts as rows: each trouble is told once while it lasts, and ends by itself where the page is back."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils import timezone

from annotations.history.record_each import record_each
from annotations.models import Alert, AlertKind, Article, Resolution
from annotations.permissions import SYSTEM
from annotations.watch.places import page_key

_CHANGES = ("code", "url", "blob", "fetched")
# Noted in `fetched` of what a person has looked at, when it was over: the same again is then news.
_OVER = "over_at"


@dataclass(frozen=True, slots=True)
class Tidings:
    """What became of alerts in one transaction, to be told as its last statements."""

    raised: list[Alert] = field(default_factory=list)
    ended: list[Alert] = field(default_factory=list)

    def tell(self) -> None:
        """Write it to history."""
        sides: dict[str, Any] = {"before": {"resolution": ""}, "after": {"resolution": "back"}}
        _record("alert_resolved", self.ended, resolution="back", **sides)
        _record("alert_raised", self.raised)


def raise_alert(
    article: Article, kind: AlertKind, *, by_person: bool = False, **facts: Any
) -> tuple[Alert, bool]:
    """Tell of a trouble, or that it goes on.

    Args:
        article: locked by the caller.
        kind: any but an edit.
        by_person: whether somebody asked for the page: they are told even of what they looked at before.
        facts: `code`, `url`, `blob`, `fetched`, `item`.

    Returns:
        The alert, and whether it is new.
    """
    latest = Alert.objects.filter(article=article, kind=kind).order_by("-at", "-id").first()
    if latest is not None and _goes_on(latest, facts, by_person=by_person):
        changed = {} if latest.resolved_at else {n: facts[n] for n in _CHANGES if n in facts}
        Alert.objects.filter(pk=latest.pk).update(last_seen_at=timezone.now(), **changed)
        return latest, False
    return Alert.objects.create(article=article, kind=kind, **facts), True


def end_alerts(article: Article, kinds: Collection[AlertKind]) -> list[Alert]:
    """Say that these troubles of a page are over.

    Args:
        article: locked by the caller.
        kinds: which.

    Returns:
        The alerts that waited for a person.
    """
    seen = Q(resolution=Resolution.SEEN) & ~Q(fetched__has_key=_OVER)
    lasting = list(
        Alert.objects.filter(Q(resolved_at__isnull=True) | seen, article=article, kind__in=kinds)
    )
    if not lasting:
        return []
    now = timezone.now()
    ended = [alert for alert in lasting if alert.resolved_at is None]
    for alert in lasting:
        alert.fetched = {**alert.fetched, _OVER: now.isoformat()}
    for alert in ended:
        alert.resolved_at, alert.resolution = now, Resolution.BACK
    Alert.objects.bulk_update(lasting, ["fetched", "resolved_at", "resolution"])
    return ended


def _goes_on(latest: Alert, facts: dict[str, Any], *, by_person: bool) -> bool:
    if latest.resolved_at is None:
        return True
    if by_person or latest.resolution != Resolution.SEEN or _OVER in latest.fetched:
        return False
    if latest.kind == AlertKind.REDIRECTED:
        return page_key(latest.url) == page_key(facts["url"])
    return latest.kind == AlertKind.REMOVED or latest.code == facts["code"]


def _record(verb: str, alerts: list[Alert], **facts: Any) -> None:
    told = [
        (alert, alert.article_id, {"kind": alert.kind, "code": alert.code, **facts})
        for alert in alerts
    ]
    record_each(SYSTEM, verb, told)
