"""Finding every highlight's place in a new revision, before that revision becomes the current one."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from annotations import workflow
from annotations.anchoring.reanchor import Mapper, Placement
from annotations.anchoring.selectors import describe
from annotations.claims.looks import Before, needs_look
from annotations.models import (
    Anchor,
    Appearance,
    Article,
    ArticleRevision,
    Claim,
    Evidence,
    Highlight,
    HighlightPurpose,
    Visibility,
)
from annotations.reading.sentences import sentence_at

# Rows of one INSERT: an article of five thousand passages is written in one statement.
_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Reanchored:
    """What a new text did to the passages of its article.

    Attributes:
        stale: the claims whose valid approval became stale.
        touched: the anchors in the new text whose passage needs a look, as it did not in the text before:
            orphaned, other words, or another sentence or attribution around the same words. Each has its
            `highlight` loaded.
        placed: how many passages were looked for.
    """

    stale: list[Claim] = field(default_factory=list)
    touched: list[Anchor] = field(default_factory=list)
    placed: int = 0


def reanchor(article: Article, revision: ArticleRevision) -> Reanchored:
    """Place all highlights of an article in its new revision and notice what that does to approvals.

    Idempotent. Each highlight is mapped from the revision in which a person last confirmed it. A passage
    that needed a look in the text before already, and stands there in the same words, sentence and
    attribution as now, does not make an approval stale again: whoever approved meanwhile knew it.

    Args:
        article: locked by the caller; its `current_revision` is still the text before, or `revision`
            itself where only passages that have no place in it yet are looked for.
        revision: the new text; its `text` and `sentences` are read.

    Returns:
        What became stale, and which passages need a look.
    """
    pending = _pending(article, revision)
    by_origin: dict[UUID, list[Highlight]] = defaultdict(list)
    for highlight in pending:
        by_origin[highlight.revision_id].append(highlight)
    anchors: list[Anchor] = []
    for origin_id, highlights in by_origin.items():
        origin = ArticleRevision.objects.get(pk=origin_id)
        mapper = Mapper(origin.text, revision.text, origin.sentences, revision.sentences)
        anchors += [_anchor(mapper, highlight, revision) for highlight in highlights]
    looks = [anchor for anchor in anchors if needs_look(anchor)]
    touched = Before(article, revision).news_among(looks) if looks else []
    Anchor.objects.bulk_create(anchors, batch_size=_AT_ONCE, ignore_conflicts=True)
    return Reanchored(_notice(touched), touched, len(anchors))


def _pending(article: Article, revision: ArticleRevision) -> list[Highlight]:
    """The passages to look for. In a text that was in force before they are looked for anew."""
    standing = Highlight.objects.filter(article=article, retired_at__isnull=True)
    found = standing.exclude(revision=revision)
    if article.current_revision_id == revision.pk:
        found = found.exclude(anchors__revision=revision)
    else:
        # Some may have been confirmed elsewhere since they were placed there.
        Anchor.objects.filter(revision=revision).delete()
    return list(found.order_by("id"))


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
            "sentence": _sentence(revision, found.start, found.end),
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


def _sentence(revision: ArticleRevision, start: int, end: int) -> str:
    """The text of the sentences that a passage touches, as `find_passage` keeps it of a confirmed one."""
    touched = sentence_at(revision.sentences, start, end)
    first = min([start, *(begin for begin, _finish in touched)])
    last = max([end, *(finish for _begin, finish in touched)])
    return revision.text[first:last]


def _notice(touched: list[Anchor]) -> list[Claim]:
    """Give up the valid approvals of what was touched, and have what is in review read again; the former."""
    if not touched:
        return []
    claims = _claims_of(touched)
    stale = workflow.mark_stale(Claim.objects.only("pk").filter(pk__in=claims))
    workflow.ask_to_read_again([pk for pk, is_open in claims.items() if is_open])
    reserved = [pk for pk, is_open in claims.items() if not is_open]
    workflow.ask_to_read_again(reserved, is_reserved=True)
    return stale


def _claims_of(touched: list[Anchor]) -> dict[UUID, bool]:
    """Whose judged words, sentence or quote they are, and whether everyone may see a passage of it that was touched."""
    ids = [anchor.highlight_id for anchor in touched]
    own = Appearance.objects.filter(
        removed_at__isnull=True,
        highlights__purpose=HighlightPurpose.CLAIM,
        highlights__in=ids,
        claim__deleted_at__isnull=True,
    )
    standing = Evidence.objects.filter(removed_at__isnull=True, claim__deleted_at__isnull=True)
    quoting = standing.filter(passage__in=ids) | standing.filter(found_passages__in=ids)
    opened = quoting.filter(visibility=Visibility.EVERYONE, source__visibility=Visibility.EVERYONE)
    claims = dict.fromkeys(quoting.values_list("claim", flat=True), False)
    seen = own.values_list("claim", flat=True).union(opened.values_list("claim", flat=True))
    return claims | dict.fromkeys(seen, True)
