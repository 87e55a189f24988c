"""Taking a deletion back: of a claim, or of one of its passages."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from annotations import workflow
from annotations.claims.anchors import refuse_if_published
from annotations.claims.deciding import claim_of, hold_article_of, is_reserved, touch
from annotations.claims.mark import facts_of
from annotations.claims.reanchor import reanchor
from annotations.history import record
from annotations.models import Article, Claim, Highlight
from annotations.permissions import Actor, require_editor
from annotations.refusals import Conflict, Missing


@transaction.atomic
def restore(*, actor: Actor, claim_id: UUID) -> Claim:
    """Bring a deleted draft back as it was, in the state in which it was deleted.

    Args:
        actor: an editor or above.
        claim_id: which claim.

    Returns:
        The claim; one that was not deleted is left as it is.

    Raises:
        Missing: `not_found`, also where the article was deleted. Conflict: `merged` where the article
        became part of another one meanwhile.
    """
    require_editor(actor)
    claims = Claim.objects.select_related("article").select_for_update(of=("self",))
    claim = claims.filter(pk=claim_id).first()
    if claim is None:
        raise Missing("not_found", _("There is no such claim."))
    if claim.deleted_at is None:
        return claim
    _refuse_if_gone(claim.article)
    claim.deleted_at = None
    workflow.save(claim, "deleted_at")
    workflow.refresh_stage(claim.article)
    told: dict[str, Any] = {"before": {"is_deleted": True}, "after": {"is_deleted": False}}
    record(actor, "restored", claim, claim=claim, statement=claim.statement, **told)
    return claim


@transaction.atomic
def restore_passage(*, actor: Actor, highlight_id: UUID, expected: str | None = None) -> Highlight:
    """Bring a retired passage back, or one that was let go; it is looked for in the newest text.

    Args:
        actor: an editor or above.
        highlight_id: which.
        expected: the ETag of its claim that was read (If-Match).

    Returns:
        The passage; one that was neither retired nor let go is left as it is.

    Raises:
        Missing: `not_found`. Conflict: `correct_first`, `already_there` where the claim bears the same
        words again, `merged`. OutOfDate: `changed_meanwhile`.
    """
    person = require_editor(actor)
    hold_article_of(highlight_id)
    found = Highlight.objects.filter(pk=highlight_id).select_related("appearance", "article")
    highlight = found.first()
    if highlight is None:
        raise Missing("not_found", _("There is no such passage."))
    claim = workflow.take(actor, claim_of(person, highlight), expected=expected)
    highlight.refresh_from_db(fields=["retired_at", "gone_at"])
    if highlight.retired_at is None and highlight.gone_at is None:
        return highlight
    refuse_if_published(claim)
    article = highlight.article
    _refuse_if_gone(article)
    _refuse_if_there(highlight)
    touch(actor, claim, is_reserved=is_reserved(highlight))
    highlight.retired_at = highlight.gone_at = None
    highlight.save(update_fields=["retired_at", "gone_at"])
    if article.current_revision is not None:
        # While it was retired, new texts came without looking for its place.
        reanchor(article, article.current_revision)
    facts = facts_of(highlight)
    record(actor, "passage_restored", highlight, article=article, claim=claim, passage=facts)
    return highlight


def _refuse_if_gone(article: Article) -> None:
    if article.deleted_at is not None:
        raise Missing("not_found", _("This article was deleted."))
    if article.merged_into_id is not None:
        raise Conflict(
            "merged",
            _(
                "This copy is part of another article now. Open that one and mark the passage there."
            ),
            article=str(article.merged_into_id),
        )


def _refuse_if_there(highlight: Highlight) -> None:
    same = Highlight.objects.filter(
        appearance=highlight.appearance_id,
        revision=highlight.revision_id,
        start=highlight.start,
        end=highlight.end,
        purpose=highlight.purpose,
        retired_at__isnull=True,
    ).exclude(pk=highlight.pk)
    if highlight.appearance_id is not None and same.exists():
        raise Conflict("already_there", _("The claim has a passage with exactly these words."))
