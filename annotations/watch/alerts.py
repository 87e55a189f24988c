"""What happened at publishers, told with the claims that it touches."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

from django.db.models import QuerySet

from annotations.models import Alert, AlertKind, Claim, SecondVerdict, User
from annotations.watch.touching import Touch, of_articles, of_edits

By = Literal["passage", "quote", "page", "in", "source"]
_BY_HARM: tuple[By, ...] = ("passage", "quote", "page", "in", "source")
_STATES_BY_WEIGHT = (
    "published",
    "approved",
    "in_review",
    "changes_requested",
    "draft",
    "withdrawn",
)
# Texts are as long as books; an alert needs none of them.
_HEAVY = ("text", "blocks", "set_aside", "sentences", "document", "choices")


@dataclass(frozen=True, slots=True)
class Touched:
    """A claim that an alert touches, as one person may see it.

    Attributes:
        claim: with its verdict's rating loaded.
        by: its own `passage`, a `quote` of one of its sources, a source's `page` as a whole, or, where nothing was
            compared (a removal, say), that it is `in` the article or that the article is its `source`.
        state: the anchor's, for `passage` and `quote`; else empty.
        change: the same.
        context: the same.
        is_decided: whether a person has confirmed, re-attached or retired the passage since.
    """

    claim: Claim
    by: By
    state: str = ""
    change: str = ""
    context: str = "same"
    is_decided: bool = False


@dataclass(frozen=True, slots=True)
class Noticed:
    """An alert with the claims that it touches, the gravest first; `count` is of all, `claims` has the first few."""

    alert: Alert
    claims: list[Touched] = field(default_factory=list)
    count: int = 0


def with_texts(alerts: QuerySet[Alert]) -> QuerySet[Alert]:
    """The same alerts with all that `noticed` and whoever shows them reads, in one query."""
    related = alerts.select_related("article", "old_revision", "new_revision", "resolved_by")
    texts = [f"{side}_revision__{name}" for side in ("old", "new") for name in _HEAVY]
    return related.defer("article__search", *texts)


def can_take(alert: Alert) -> bool:
    """Whether the bytes of a stand-in wait to be taken as the article's text."""
    return (
        alert.kind == AlertKind.STAND_IN and alert.blob_id is not None and alert.resolved_at is None
    )


def noticed(person: User, alerts: Sequence[Alert], *, most: int = 5) -> list[Noticed]:
    """Tell each alert's claims, in as many queries however many there are.

    A claim that an alert touches only through evidence which this person may not see is left out.

    Args:
        person: who reads.
        alerts: as `with_texts` loads them.
        most: how many claims of each are named.
    """
    edits = [alert for alert in alerts if alert.kind == AlertKind.EDITED]
    others = [alert for alert in alerts if alert.kind != AlertKind.EDITED]
    found = {
        **of_edits(person, [alert.pk for alert in edits]),
        **_by_article(person, others),
    }
    ranked = {pk: _gravest_of_each(touches) for pk, touches in found.items()}
    ids = {touch.claim_id for touches in ranked.values() for touch in touches[:most]}
    claims = Claim.objects.select_related("verdict__rating").in_bulk(ids) if ids else {}
    SecondVerdict.objects.hide_from(person, claims.values())
    return [
        Noticed(
            alert,
            [
                _told(claims[touch.claim_id], touch)
                for touch in ranked.get(alert.pk, [])[:most]
                if touch.claim_id in claims
            ],
            len(ranked.get(alert.pk, [])),
        )
        for alert in alerts
    ]


def _by_article(person: User, alerts: list[Alert]) -> dict[UUID, list[Touch]]:
    found = of_articles(person, {alert.article_id for alert in alerts})
    return {alert.pk: found.get(alert.article_id, []) for alert in alerts}


def _gravest_of_each(touches: Iterable[Touch]) -> list[Touch]:
    """Of each claim its gravest touch, the gravest claim first."""
    by_claim: dict[UUID, list[Touch]] = defaultdict(list)
    for touch in touches:
        by_claim[touch.claim_id].append(touch)
    return sorted((min(of_one, key=_weight) for of_one in by_claim.values()), key=_weight)


def _weight(touch: Touch) -> tuple[bool, int, int, int, UUID]:
    """What sorts the gravest first: open before decided, lost before changed words before their surroundings."""
    harm = 3
    if touch.state == "orphaned":
        harm = 0
    elif touch.change == "wording":
        harm = 1
    elif touch.context == "changed":
        harm = 2
    return (
        touch.is_decided,
        harm,
        _STATES_BY_WEIGHT.index(touch.claim_state),
        _BY_HARM.index(touch.by),
        touch.claim_id,
    )


def _told(claim: Claim, touch: Touch) -> Touched:
    return Touched(
        claim, touch.by, touch.state, touch.change, touch.context, is_decided=touch.is_decided
    )
