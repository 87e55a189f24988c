"""Typed quotes of evidence, looked up in the archived copy of its source and kept as highlights of their own.

What is found is re-anchored like every passage, so that an approval notices when the source changes its words.
It is no part of what is judged: whoever typed the quote did that.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models.functions import Now

from annotations.anchoring.selectors import Span, describe
from annotations.claims.mark import facts_of
from annotations.evidence.quote_places import places_of
from annotations.history.record_each import record_each
from annotations.models import (
    Article,
    ArticleRevision,
    Evidence,
    Highlight,
    HighlightPurpose,
    SoughtQuote,
)
from annotations.permissions import SYSTEM
from annotations.reading.sentences import sentence_at

_MOST = 200
# An evidence that was looked up and has no quote or no copy any more, or was never looked up; also one whose quote is
# other words by now, or was not found for certain in an earlier text and has no place since.
_PENDING = """
SELECT e.id, a.id FROM annotations_evidence e
JOIN annotations_source s ON s.id = e.source_id
LEFT JOIN annotations_import i ON i.id = s.archiving_id
LEFT JOIN annotations_article a ON a.id = coalesce(s.article_id, i.article_id) AND a.deleted_at IS NULL
LEFT JOIN annotations_soughtquote q ON q.evidence_id = e.id
WHERE CASE WHEN e.removed_at IS NULL AND e.passage_id IS NULL AND e.quote <> '' THEN
        CASE WHEN a.current_revision_id IS NULL THEN q.evidence_id IS NOT NULL
        ELSE q.evidence_id IS NULL OR q.quote <> e.quote OR (
            q.places <> 1 AND q.revision_id <> a.current_revision_id
            AND NOT EXISTS (SELECT 1 FROM annotations_highlight h
                            WHERE h.evidence_id = e.id AND h.retired_at IS NULL)) END
    ELSE q.evidence_id IS NOT NULL END
    AND (%(article)s::uuid IS NULL OR a.id = %(article)s)
ORDER BY a.id, e.id LIMIT %(most)s
"""


@dataclass(slots=True)
class Sought:
    """What a look-up did; `tell` writes it to history."""

    found: list[Highlight] = field(default_factory=list)
    let_go: list[Highlight] = field(default_factory=list)
    looked_up: int = 0

    def tell(self) -> None:
        """Write one entry for each evidence and passage, the last thing in the transaction."""
        for verb, highlights in (("quote_place_dropped", self.let_go), ("quote_found", self.found)):
            told = [
                (h.evidence, h.evidence.claim.article_id, _facts(h))
                for h in highlights
                if h.evidence
            ]
            claims = [h.evidence.claim_id for h in highlights if h.evidence]
            record_each(SYSTEM, verb, told, claims=claims)


def find_quotes_later() -> int:
    """Look up what was typed or changed since the last round, one archived copy after the other.

    Returns:
        How many quotes were looked up or let go; at most 200 in a round.
    """
    by_copy: dict[UUID | None, list[UUID]] = {}
    for evidence, article in _pending(None):
        by_copy.setdefault(article, []).append(evidence)
    return sum(_find_in(article, ids) for article, ids in by_copy.items())


@transaction.atomic
def _find_in(article_id: UUID | None, ids: list[UUID]) -> int:
    revision = None
    if article_id:
        articles = Article.objects.select_for_update(of=("self",), no_key=True)
        current = articles.values_list("current_revision", flat=True).get(pk=article_id)
        revision = ArticleRevision.objects.defer("document").filter(pk=current).first()
    sought = seek(ids, revision)
    sought.tell()
    return sought.looked_up


def seek_all(article: Article, revision: ArticleRevision) -> Sought:
    """Look up all quotes of a copy that have not been looked up yet. Writes no history: see `Sought.tell`.

    Args:
        article: the copy, locked by the caller.
        revision: its text in force.
    """
    return seek([evidence for evidence, _copy in _pending(article.pk)], revision)


def seek(ids: Sequence[UUID], revision: ArticleRevision | None) -> Sought:
    """Look quotes up in a text: what stands in exactly one place becomes a highlight; other places are never guessed."""
    if not ids:
        return Sought()
    rows = Evidence.objects.filter(pk__in=ids).select_related("claim").defer("claim__search")
    evidences = list(rows.order_by("pk"))
    let_go = _let_go(evidences)
    found: list[Highlight] = []
    notes: list[SoughtQuote] = []
    for evidence in evidences:
        if revision is None or not evidence.quote or evidence.removed_at or evidence.passage_id:
            continue
        places = places_of(revision.text, evidence.quote)
        found += [_highlight(revision, span, evidence) for span in places.spans]
        notes.append(
            SoughtQuote(
                evidence=evidence, revision=revision, quote=evidence.quote, places=places.count
            )
        )
    SoughtQuote.objects.filter(evidence__in=ids).delete()
    SoughtQuote.objects.bulk_create(notes)
    Highlight.objects.bulk_create(found)
    return Sought(found, let_go, len(evidences))


def _let_go(evidences: Sequence[Evidence]) -> list[Highlight]:
    """Retire the places of quotes that are other words by now, or gone."""
    by_id = {evidence.pk: evidence for evidence in evidences}
    standing = Highlight.objects.filter(evidence__in=by_id, retired_at__isnull=True)
    old = list(standing.order_by("pk"))
    for highlight in old:
        highlight.evidence = by_id[highlight.evidence_id] if highlight.evidence_id else None
    Highlight.objects.filter(pk__in=[h.pk for h in old]).update(retired_at=Now())
    return old


def _highlight(revision: ArticleRevision, span: Span, evidence: Evidence) -> Highlight:
    selector = describe(revision.text, *span)
    sentences = sentence_at(revision.sentences, *span)
    first = min([span[0], *(start for start, _end in sentences)])
    last = max([span[1], *(end for _start, end in sentences)])
    return Highlight(
        article_id=revision.article_id,
        revision=revision,
        start=selector.start,
        end=selector.end,
        exact=selector.exact,
        prefix=selector.prefix,
        suffix=selector.suffix,
        sentence=revision.text[first:last],
        page=_page(revision, span[0]),
        purpose=HighlightPurpose.QUOTE,
        evidence=evidence,
    )


def _page(revision: ArticleRevision, place: int) -> int | None:
    """The page of a paged document on which a place is, from 1."""
    return next(
        (block.get("page") for block in revision.blocks if block["start"] <= place < block["end"]),
        None,
    )


def _facts(highlight: Highlight) -> dict[str, Any]:
    return {"article": str(highlight.article_id), "passage": facts_of(highlight)}


def _pending(article: UUID | None) -> list[tuple[UUID, UUID | None]]:
    with connection.cursor() as cursor:
        cursor.execute(_PENDING, {"article": article, "most": _MOST})
        return list(cursor.fetchall())
