"""What a caller has read, as an ETag that tells nothing they may not know."""

from django.utils.translation import gettext as _

from annotations.models import Claim, Evidence, User
from annotations.refusals import OutOfDate


def sees_reserved(claim: Claim, user: User) -> bool:
    """Whether this person may see any confidential evidence of the claim."""
    if not claim.reserved_version:
        return False
    reserved = Evidence.objects.visible_to(user).filter(claim=claim)
    return reserved.exclude(visibility="everyone", source__visibility="everyone").exists()


def etag_of(claim: Claim, user: User) -> str:
    """The claim's ETag for this person, quotes included."""
    if sees_reserved(claim, user):
        return f'"{claim.version}-{claim.reserved_version}"'
    return f'"{claim.version}"'


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
