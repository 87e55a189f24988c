"""Why an approval went stale, told to the claim's history: what a new text did to its passages and quotes."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from annotations.claims.reanchor import Reanchored
from annotations.history.record_each import record_each
from annotations.models import Anchor, Appearance, ArticleRevision, Evidence
from annotations.permissions import Actor


@dataclass(slots=True)
class _Why:
    """The touched passages of one claim, and those of its evidence."""

    passages: list[Anchor] = field(default_factory=list)
    quotes: dict[UUID, list[Anchor]] = field(default_factory=lambda: defaultdict(list))


def tell_stale(*, actor: Actor, reanchored: Reanchored, revision: ArticleRevision) -> None:
    """Write `approval_stale` for each claim whose approval a new text made stale, with the passages that did it.

    What became of a quote is told on its evidence (`quote_changed`), where only those read it who may see that
    evidence; the claim's own entry then names neither text nor passage. Call it last in the transaction: it
    writes history, in as many statements however many claims there are.

    Args:
        actor: who brought the new text.
        reanchored: what it did (see `reanchor`).
        revision: the new text.
    """
    if not reanchored.stale:
        return
    ids = [claim.pk for claim in reanchored.stale]
    why = _reasons(ids, reanchored.touched)
    evidence = Evidence.objects.in_bulk([pk for one in why.values() for pk in one.quotes])
    quotes = [
        (claim, evidence[pk], anchors)
        for claim in reanchored.stale
        for pk, anchors in sorted(why[claim.pk].quotes.items())
    ]
    record_each(
        actor,
        "quote_changed",
        [(of, claim.article_id, _facts(anchors, revision)) for claim, of, anchors in quotes],
        claims=[claim.pk for claim, _of, _anchors in quotes],
    )
    told = [
        (claim, claim.article_id, _facts(why[claim.pk].passages, revision))
        for claim in reanchored.stale
    ]
    record_each(actor, "approval_stale", told, claims=ids)


def _reasons(claims: list[UUID], touched: list[Anchor]) -> dict[UUID, _Why]:
    anchors = {anchor.highlight_id: anchor for anchor in touched}
    why: dict[UUID, _Why] = defaultdict(_Why)
    own = Appearance.objects.filter(claim__in=claims, removed_at__isnull=True)
    own = own.filter(highlights__in=anchors).order_by("highlights")
    for claim, highlight in own.values_list("claim", "highlights"):
        why[claim].passages.append(anchors[highlight])
    standing = Evidence.objects.filter(claim__in=claims, removed_at__isnull=True)
    for quoted in ("passage", "found_passages"):
        rows = standing.filter(**{f"{quoted}__in": anchors}).order_by(quoted)
        for claim, evidence, highlight in rows.values_list("claim", "pk", quoted):
            why[claim].quotes[evidence].append(anchors[highlight])
    return why


def _facts(anchors: list[Anchor], revision: ArticleRevision) -> dict[str, Any]:
    if not anchors:
        return {}
    return {"revision": str(revision.pk), "passages": [_passage(anchor) for anchor in anchors]}


def _passage(anchor: Anchor) -> dict[str, Any]:
    """What became of one: its words, and where only what stands around them changed, the sentences."""
    is_lost = anchor.start is None
    facts = {
        "highlight": str(anchor.highlight_id),
        "state": str(anchor.state),
        "change": anchor.change or None,
        "context": anchor.context,
        "was": anchor.highlight.exact,
        "now": None if is_lost else anchor.exact,
    }
    if anchor.context == "changed" and not is_lost:
        facts |= {"sentence_was": anchor.highlight.sentence, "sentence_now": anchor.sentence}
    return facts
