"""What may be taken over: an approved check of the same purpose, on the scale in force, that does not rest on the taker."""

from uuid import UUID

from django.utils.translation import gettext as _

from annotations.models import Claim, Purpose, Rating, Reuse
from annotations.refusals import Conflict
from annotations.relations.standing import is_for_both, is_reusable

_LONGEST_CHAIN = 100


def refuse_unfit(claim: Claim, original: Claim) -> None:
    """Refuse what may not be taken over.

    Raises:
        Conflict: `own_copy`, `other_scale`, `not_reusable`, `circular`.
    """
    if not is_for_both(claim, original):
        if original.article.purpose == Purpose.OWN:
            detail = _(
                "That claim is of our own copy. Nothing of it may enter a check that can become public."
            )
            raise Conflict("own_copy", detail, field="claim")
        detail = _(
            "Our own copy is rated on another scale. Relate the two claims and rate this one yourself."
        )
        raise Conflict("other_scale", detail, field="claim")
    if not is_reusable(original):
        raise Conflict(
            "not_reusable",
            _(
                "That check is not approved at the moment, so there is nothing to take over. Look at it first."
            ),
            field="claim",
            state=original.state,
            approval=original.approval,
        )
    _refuse_circle(claim, original)


def _refuse_circle(claim: Claim, original: Claim) -> None:
    """A check cannot rest on one that rests on it."""
    at: UUID | None = original.pk
    for _step in range(_LONGEST_CHAIN):
        row = Reuse.objects.filter(claim=at, removed_at__isnull=True, ended_at__isnull=True).first()
        at = row.original_id if row else None
        if at is None:
            return
        if at == claim.pk:
            raise Conflict(
                "circular",
                _(
                    "That check took over the verdict of this one. One of them has to be checked on its own."
                ),
                field="claim",
            )


def rating_of(claim: Claim, original: Claim) -> Rating:
    """The original's rating, where the scale in force still has it.

    Raises:
        Conflict: `other_scale`.
    """
    slug = original.verdict.rating.slug if original.verdict else None
    rating = Rating.objects.offered(claim.article.purpose).filter(slug=slug).first()
    if rating is None:
        raise Conflict(
            "other_scale",
            _(
                "The scale has changed since that check. Relate the two claims and rate this one yourself."
            ),
            field="claim",
        )
    return rating
