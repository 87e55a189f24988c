"""Evidence that rests on an archived page as a whole: no words of it are anchored, so any change of its words counts."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from annotations import workflow
from annotations.anchoring.typography import is_typography
from annotations.history.record_each import Told, record_each
from annotations.models import Article, ArticleRevision, Claim, Evidence, Highlight
from annotations.permissions import Actor


@dataclass(frozen=True, slots=True)
class Resting:
    """What other words of a page did to the evidence that rests on it as a whole.

    Attributes:
        evidence: the evidence concerned, with its claim loaded.
        stale: ids of the claims whose valid approval became stale.
        old: the page's text before.
        new: its text now.
    """

    evidence: list[Evidence] = field(default_factory=list)
    stale: frozenset[UUID] = frozenset()
    old: ArticleRevision | None = None
    new: ArticleRevision | None = None

    def tell(self, actor: Actor) -> None:
        """Write it to history, the last thing in the transaction.

        Which page it was is told on the evidence only, where those read it who may see that evidence.
        """
        rows = [one for one in self.evidence if one.claim_id in self.stale]
        if not rows or self.old is None or self.new is None:
            return
        facts = {"old_revision": str(self.old.pk), "revision": str(self.new.pk)}
        told = [(one, one.claim.article_id, facts) for one in rows]
        record_each(actor, "archive_changed", told, claims=[one.claim_id for one in rows])
        claims = {one.claim_id: one.claim for one in rows}
        stale: list[Told] = [(claim, claim.article_id, {}) for claim in claims.values()]
        record_each(actor, "approval_stale", stale, claims=list(claims))


def stale_by_page(
    *, article: Article, old: ArticleRevision | None, new: ArticleRevision
) -> Resting:
    """Make approvals stale that rest on a page as a whole, where its story's words are no longer the same.

    Evidence rests on the page as a whole where it has no quoted passage, and no typed quote whose place in the
    copy is known.

    Args:
        article: locked by the caller; an archived source, or an article that is one.
        old: its text before, if it had one.
        new: its text in force.

    Returns:
        The evidence concerned; none where the words are the same, or differ in typography only.
    """
    if old is None or old.pk == new.pk:
        return Resting()
    evidence = _resting_on(article)
    if not evidence or is_typography(_words(old), _words(new)):
        return Resting()
    stale = workflow.mark_stale(_each_claim(evidence))
    return Resting(evidence, frozenset(claim.pk for claim in stale), old, new)


def is_rested_on(article: Article) -> bool:
    """Whether any evidence rests on the page as a whole."""
    return _rows(article).exists()


def _resting_on(article: Article) -> list[Evidence]:
    return list(_rows(article).select_related("claim").defer("claim__search").order_by("pk"))


def _rows(article: Article) -> QuerySet[Evidence]:
    placed = Highlight.objects.filter(evidence=OuterRef("pk"), retired_at__isnull=True)
    copied = Q(source__article=article) | Q(
        source__article__isnull=True, source__archiving__article=article
    )
    return Evidence.objects.filter(
        copied,
        ~Exists(placed),
        passage__isnull=True,
        removed_at__isnull=True,
        claim__deleted_at__isnull=True,
    )


def _each_claim(evidence: Sequence[Evidence]) -> list[Claim]:
    return list({one.claim_id: one.claim for one in evidence}.values())


def _words(revision: ArticleRevision) -> str:
    """The story without site furniture; where its paragraphs part is no word."""
    return " ".join(
        revision.text[block["start"] : block["end"]]
        for block in revision.blocks
        if not block["furniture"]
    )
