"""Who may read the reasons that were written over the guard's warnings.

A reason tells that there was something to warn of. Where that was confidential, only those who see everything of the
claim, and the author, may know of the reason.
"""

from collections.abc import Collection
from uuid import UUID

from annotations.models import GuardReason, User
from annotations.verdicts.weighing import seen_whole


def reasons_told(claims: Collection[UUID], user: User) -> list[GuardReason]:
    """The reasons in force of these claims that this person may read."""
    if not claims:
        return []
    rows = GuardReason.objects.filter(claim__in=claims, superseded_at__isnull=True)
    return _readable(list(rows.select_related("created_by")), user)


def _readable(rows: list[GuardReason], user: User) -> list[GuardReason]:
    secret = {row.claim_id for row in rows if not row.is_open and row.created_by_id != user.pk}
    whole = seen_whole(secret, user) if secret else set()
    return [
        row for row in rows if row.is_open or row.created_by_id == user.pk or row.claim_id in whole
    ]
