"""What a caller has read, as an ETag that tells nothing they may not know."""

from collections.abc import Collection
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from annotations.models import Claim, User
from annotations.refusals import OutOfDate

_TAGS = "SELECT id, factcheck_reserved_tag(id, %s) FROM annotations_claim WHERE id = ANY (%s)"


def etag_of(claim: Claim, user: User) -> str:
    """The claim's ETag for this person, quotes included."""
    return etags_of([claim], user)[claim.pk]


def etags_of(claims: Collection[Claim], user: User) -> dict[UUID, str]:
    """The ETags of claims for this person, by the claim's id; one query at most.

    Of confidential evidence and attempts only those count that the person may see: a counter of all of them would
    tell whoever sees one that another one changed.
    """
    reserved = [claim.pk for claim in claims if claim.reserved_version]
    tags: dict[UUID, str] = {}
    if reserved:
        with connection.cursor() as cursor:
            cursor.execute(_TAGS, [user.pk, reserved])
            tags = {pk: tag for pk, tag in cursor.fetchall() if tag}
    return {
        claim.pk: f'"{claim.version}-{tags[claim.pk]}"'
        if claim.pk in tags
        else f'"{claim.version}"'
        for claim in claims
    }


def is_read(expected: str | None, current: str) -> bool:
    """Whether what the caller read (If-Match) is `current`, an ETag; `W/` is ignored, nothing and `*` match all."""
    if expected is None or expected.strip() == "*":
        return True
    return current in {part.strip().removeprefix("W/") for part in expected.split(",")}


def refuse_if_stale(claim: Claim, user: User, expected: str | None) -> None:
    """Compare what the caller read (If-Match) with what is there now.

    Raises:
        OutOfDate: `changed_meanwhile` (412), with the current version.
    """
    if is_read(expected, etag_of(claim, user)):
        return
    raise OutOfDate(
        "changed_meanwhile",
        _(
            "Somebody changed this claim while you had it open. Look at the new version, then decide again; what you typed is still here."
        ),
        version=claim.version,
    )
