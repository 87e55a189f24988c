"""Alerts as people read them: what happened at the publisher, to which claims, and what can be done."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations import watch as room
from annotations.models import Alert, AlertKind, Approval, State, User
from annotations.watch import Noticed, Touched

# How many claims an alert names: where it is one line among others, and where it is what one came for.
FEW, SOME = 2, 5
# Of so many of an alert's gravest claims those that readers see come first.
_RANKED = 12
_HEAVY = ("text", "blocks", "set_aside", "sentences", "document", "choices")
_MINUTE, _DAY = timedelta(minutes=1), timedelta(days=1)
_ICONS = {
    AlertKind.EDITED: "page-edited",
    AlertKind.REMOVED: "page-removed",
    AlertKind.REDIRECTED: "page-elsewhere",
    AlertKind.STAND_IN: "page-instead",
}
_INSTEAD = {
    "paywall": gettext_lazy("a paywall"),
    "sign_in": gettext_lazy("a sign-in page"),
    "empty": gettext_lazy("an empty page"),
    "other_page": gettext_lazy("another page"),
    "cut_short": gettext_lazy("a much shorter text"),
}
_CHANGED = {
    "passage": {
        "orphaned": gettext_lazy("not found"),
        "wording": gettext_lazy("words changed"),
        "context": gettext_lazy("sentence around it changed"),
        "": gettext_lazy("moved"),
    },
    "quote": {
        "orphaned": gettext_lazy("quoted words not found"),
        "wording": gettext_lazy("quoted words changed"),
        "context": gettext_lazy("sentence around the quote changed"),
        "": gettext_lazy("quoted words moved"),
    },
}
_RESTS = {"page": gettext_lazy("rests on this page"), "source": gettext_lazy("rests on this page")}


def light(alerts: "QuerySet[Alert]") -> "QuerySet[Alert]":
    """With all that is shown of an alert, and without any words of its texts."""
    heavy = [f"article__current_revision__{field}" for field in _HEAVY]
    return room.with_texts(alerts).select_related("article__current_revision").defer(*heavy)


def entries_of(person: User, alerts: Sequence[Alert], *, most: int) -> list[dict[str, Any]]:
    """Alerts as templates show them, in the order given.

    Args:
        person: who reads.
        alerts: as `light` loads them.
        most: how many claims of each are named.

    Returns:
        For each: `alert`, `article`, `what` and `icon`, `claims` (of `{claim, what}`), `count` (of all that this
        person may see), `more` (those not named), `link` (where to see what stands there now, if that is a
        web address), `is_lasting` and `is_old` (for a minute, since a day), `differences`, `passages` and `kept`
        (addresses of ours, or empty), `can_take` (whether its text waits to be taken), `is_grave` (whether a
        published check or a stale approval is among the claims).
    """
    noticed = room.noticed(person, alerts, most=max(most, _RANKED))
    return [_shown(one, _for_readers_first(one.claims)[:most]) for one in noticed]


def what_of(alert: Alert) -> str:
    """What happened, in words: "Removed (404)"."""
    if alert.kind == AlertKind.STAND_IN and alert.code in _INSTEAD:
        return _("Something else in its place: %(what)s") % {"what": _INSTEAD[alert.code]}
    label = str(AlertKind(alert.kind).label)
    number = alert.code.removeprefix("http_")
    if alert.kind == AlertKind.REMOVED and number.isdecimal():
        return _("%(what)s (%(number)s)") % {"what": label, "number": number}
    return label


def _for_readers_first(claims: Sequence[Touched]) -> list[Touched]:
    """Published claims and stale approvals before the others, what was decided after what waits."""
    return sorted(claims, key=lambda each: (each.is_decided, not _is_grave(each)))


def _shown(one: Noticed, named: Sequence[Touched]) -> dict[str, Any]:
    alert = one.alert
    article = alert.article
    return {
        "alert": alert,
        "article": article,
        "what": what_of(alert),
        "icon": _ICONS[AlertKind(alert.kind)],
        "claims": [{"claim": each.claim, "what": happened_to(each)} for each in named],
        "count": one.count,
        "more": max(0, one.count - len(named)),
        "link": _link(alert),
        "is_lasting": alert.lasted >= _MINUTE,
        "is_old": timezone.now() - alert.at >= _DAY,
        "differences": _differences(alert),
        "passages": reverse("workspace", args=[article.pk]) + "#tray",
        "kept": _kept(alert),
        "can_take": room.can_take(alert),
        "is_grave": any(_is_grave(each) for each in named),
    }


def happened_to(touched: Touched) -> str:
    """What an alert did to one claim, in a few words; nothing where the claim just stands in the text."""
    words = _CHANGED.get(touched.by)
    said = str(words[_worst(touched)]) if words else str(_RESTS.get(touched.by, ""))
    if said and touched.is_decided:
        return _("%(what)s, decided already") % {"what": said}
    return said


def _worst(touched: Touched) -> str:
    if touched.state == "orphaned":
        return "orphaned"
    if touched.change == "wording":
        return "wording"
    return "context" if touched.context == "changed" else ""


def _is_grave(touched: Touched) -> bool:
    claim = touched.claim
    return claim.state == State.PUBLISHED or claim.approval == Approval.STALE


def _link(alert: Alert) -> str:
    """Where to see what stands there now: where the address leads, else the address itself."""
    url = alert.url if alert.kind == AlertKind.REDIRECTED else alert.url or alert.article.url
    return url if url.startswith(("http://", "https://")) else ""


def _differences(alert: Alert) -> str:
    old, new = alert.old_revision, alert.new_revision
    if old is None or new is None:
        return ""
    return reverse("revision_differences", args=[alert.article_id, old.number, new.number])


def _kept(alert: Alert) -> str:
    """Our copy, to read, where the publisher's is not there any more."""
    revision = alert.article.current_revision
    if alert.kind == AlertKind.EDITED or revision is None:
        return ""
    numbers = [alert.article_id, revision.number, revision.number]
    return reverse("revision_differences", args=numbers)
