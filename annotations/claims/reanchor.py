"""Finding every highlight's place in a new revision, before that revision becomes the current one."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from annotations import workflow
from annotations.anchoring.reanchor import Mapper, Placement
from annotations.anchoring.selectors import describe
from annotations.models import Anchor, Article, ArticleRevision, Claim, Evidence, Highlight


@dataclass(frozen=True, slots=True)
class Reanchored:
    """What a new text did to the passages of its article.

    Attributes:
        stale: the claims whose valid approval became stale.
        touched: the anchors in the new text whose passage needs a look, as it did not in the text before:
            orphaned, other words, or another sentence or attribution around the same words.
        placed: how many passages were looked for.
    """

    stale: list[Claim] = field(default_factory=list)
    touched: list[Anchor] = field(default_factory=list)
    placed: int = 0


def reanchor(article: Article, revision: ArticleRevision) -> Reanchored:
    """Place all highlights of an article in its new revision and notice what that does to approvals.

    Idempotent: a highlight that has its place in `revision` already is left alone. Each highlight is
    mapped from the revision in which a person last confirmed it.

    Args:
        article: locked by the caller.
        revision: the new text; its `text` and `sentences` are read.

    Returns:
        What became stale, and which passages need a look.
    """
    pending = list(
        Highlight.objects.filter(article=article, retired_at__isnull=True)
        .exclude(revision=revision)
        .exclude(anchors__revision=revision)
        .order_by("id")
    )
    by_origin: dict[UUID, list[Highlight]] = defaultdict(list)
    for highlight in pending:
        by_origin[highlight.revision_id].append(highlight)
    anchors: list[Anchor] = []
    for origin_id, highlights in by_origin.items():
        origin = ArticleRevision.objects.get(pk=origin_id)
        mapper = Mapper(origin.text, revision.text, origin.sentences, revision.sentences)
        anchors += [_anchor(mapper, highlight, revision) for highlight in highlights]
    Anchor.objects.bulk_create(anchors, batch_size=500, ignore_conflicts=True)
    touched = [anchor for anchor in anchors if needs_look(anchor)]
    return Reanchored(workflow.mark_stale(_claims_of(touched)), touched, len(anchors))


def needs_look(anchor: Anchor) -> bool:
    """Whether a person must look at it: no place, other words, or another sentence or attribution around them."""
    return anchor.state == "orphaned" or anchor.change == "wording" or anchor.context == "changed"


def _anchor(mapper: Mapper, highlight: Highlight, revision: ArticleRevision) -> Anchor:
    found: Placement = mapper.place(highlight.start, highlight.end)
    details: dict[str, Any] = {}
    if found.start is not None and found.end is not None:
        selector = describe(revision.text, found.start, found.end)
        details = {
            "start": found.start,
            "end": found.end,
            "exact": selector.exact,
            "prefix": selector.prefix,
            "suffix": selector.suffix,
        }
    return Anchor(
        highlight=highlight,
        revision=revision,
        state=found.state,
        change=found.change or "",
        context=found.context,
        candidates=[list(candidate) for candidate in found.candidates][:5],
        **details,
    )


def _claims_of(touched: list[Anchor]) -> list[Claim]:
    """The claims whose judged words, sentence or quoted passage are no longer as confirmed."""
    if not touched:
        return []
    ids = [anchor.highlight_id for anchor in touched]
    quoted = Evidence.objects.standing().filter(passage__in=ids)
    return list(
        Claim.objects.filter(appearances__highlights__in=ids).union(
            Claim.objects.filter(pk__in=quoted.order_by().values("claim"))
        )
    )
