"""Taking an article away, and putting it back. Nothing of the record is lost."""

from typing import Any, NoReturn
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.history import record
from annotations.models import Appearance, Article, Claim, Evidence
from annotations.permissions import Actor, require_editor
from annotations.refusals import Conflict, Gone, Missing


@transaction.atomic
def remove(*, actor: Actor, article_id: UUID) -> Article:
    """Delete an article on which nothing stands; it can be put back.

    The lock keeps claims from being marked on it at the same moment.

    Args:
        actor: an editor or above.
        article_id: which.

    Raises:
        Conflict: `has_claims`, `is_source` (kept for what evidence says of it).
        Missing: `not_found`. Gone: `article_deleted`. Forbidden: `role_required`.
    """
    person = require_editor(actor)
    article = _taken(article_id)
    refuse_deleted(article)
    _refuse_needed(article)
    article.deleted_at, article.deleted_by = timezone.now(), person
    article.save(update_fields=["deleted_at", "deleted_by"])
    told: dict[str, Any] = {"title": article.title, "url": article.url}
    told |= {"before": {"is_deleted": False}, "after": {"is_deleted": True}}
    record(actor, "article_deleted", article, article=article, **told)
    return article


@transaction.atomic
def restore(*, actor: Actor, article_id: UUID) -> Article:
    """Put a deleted article back; one that is there stays as it is.

    Raises:
        Missing: `not_found`. Forbidden: `role_required`.
    """
    require_editor(actor)
    article = _taken(article_id)
    if article.deleted_at is not None:
        article.deleted_at = article.deleted_by = None
        article.save(update_fields=["deleted_at", "deleted_by"])
        told: dict[str, Any] = {"before": {"is_deleted": True}, "after": {"is_deleted": False}}
        record(actor, "article_restored", article, article=article, title=article.title, **told)
    return article


def refuse_deleted(article: Article | None) -> None:
    """Say that an article was deleted, by whom and when.

    Raises:
        Gone: `article_deleted`, with `article`, `deleted_by` (a name) and `deleted_at`.
    """
    if article is None or article.deleted_at is None:
        return
    by = article.deleted_by.name if article.deleted_by else ""
    raise Gone(
        "article_deleted",
        _("This article was deleted. Nothing of the record is lost; an editor can put it back."),
        article=str(article.pk),
        title=article.title,
        deleted_by=by,
        deleted_at=article.deleted_at.isoformat(),
    )


def refuse_absent(article_id: UUID) -> NoReturn:
    """Say why an article cannot be opened.

    Raises:
        Gone: `article_deleted`. Missing: `not_found`.
    """
    known = Article.objects.filter(pk=article_id, deleted_at__isnull=False)
    few = known.select_related("deleted_by").only(
        "id", "title", "deleted_at", "deleted_by__full_name", "deleted_by__username"
    )
    refuse_deleted(few.first())
    raise Missing("not_found", _("There is no such article."))


def _taken(article_id: UUID) -> Article:
    locked = Article.objects.select_for_update(of=("self",)).select_related("deleted_by")
    article = locked.defer("search").filter(pk=article_id).first()
    if article is None:
        raise Missing("not_found", _("There is no such article."))
    return article


def _refuse_needed(article: Article) -> None:
    if article.is_source:
        raise Conflict(
            "is_source",
            _(
                "This article is kept as the archived text of a source. Take it out of the evidence first."
            ),
        )
    claims = Claim.objects.filter(article=article, deleted_at__isnull=True)
    places = Appearance.objects.filter(
        article=article, removed_at__isnull=True, claim__deleted_at__isnull=True
    )
    quoted = Evidence.objects.filter(
        Q(passage__article=article) | Q(source__article=article),
        removed_at__isnull=True,
        claim__deleted_at__isnull=True,
    )
    if any(rows.exists() for rows in (claims, places, quoted)):
        raise Conflict(
            "has_claims",
            _(
                "Claims, or evidence of claims, stand on this article. Delete those first; what was published has to stay."
            ),
        )
