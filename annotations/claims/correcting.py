"""What readers are told of a check's next version, and that a claimant put it right: values that are judged."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import typed
from annotations.models import Claim, PublicationKind
from annotations.refusals import Conflict, Invalid

NOTE_LIMIT = 2_000
KINDS = (PublicationKind.CORRECTION, PublicationKind.RATING, PublicationKind.UPDATE)
"""What a next version may be; the first one is none of them."""


def checked_correction(claim: Claim, given: dict[str, Any]) -> dict[str, Any]:
    """The given fields of the next version and of the claimant's own correction, clean; others are left out.

    Args:
        claim: locked by the caller.
        given: any of `correction_kind`, `correction_note`, `claimant_corrected_on`, `claimant_corrected_url`,
            `claimant_corrected_note`. Without the day nothing stands of the claimant's correction.

    Raises:
        Conflict: `not_published` where there is no earlier version to correct.
        Invalid: naming the field at fault.
    """
    clean = _next_version(given)
    if clean and not claim.slug:
        raise Conflict(
            "not_published",
            _("Nothing of this claim was ever public, so there is nothing to correct."),
        )
    return clean | _by_the_claimant(claim, given)


def _next_version(given: dict[str, Any]) -> dict[str, Any]:
    clean: dict[str, Any] = {}
    if given.get("correction_kind") is not None:
        clean["correction_kind"] = typed.choice_of(
            given["correction_kind"], "correction_kind", KINDS
        )
    if "correction_note" in given:
        clean["correction_note"] = typed.text_of(
            given["correction_note"], "correction_note", NOTE_LIMIT
        )
    return clean


def _by_the_claimant(claim: Claim, given: dict[str, Any]) -> dict[str, Any]:
    clean: dict[str, Any] = {}
    if "claimant_corrected_on" in given:
        day = typed.date_of(given["claimant_corrected_on"], "claimant_corrected_on")
        if day and day > timezone.localdate():
            raise Invalid(
                "in_the_future", _("This day has not come yet."), field="claimant_corrected_on"
            )
        clean["claimant_corrected_on"] = day
        if day is None and not given.get("claimant_corrected_url"):
            clean["claimant_corrected_url"] = ""
        if day is None and not given.get("claimant_corrected_note"):
            clean["claimant_corrected_note"] = ""
    if "claimant_corrected_url" in given:
        clean["claimant_corrected_url"] = typed.url_of(
            given["claimant_corrected_url"], "claimant_corrected_url"
        )
    if "claimant_corrected_note" in given:
        clean["claimant_corrected_note"] = typed.text_of(
            given["claimant_corrected_note"], "claimant_corrected_note", NOTE_LIMIT
        )
    on = clean.get("claimant_corrected_on", claim.claimant_corrected_on)
    if on is None and (clean.get("claimant_corrected_url") or clean.get("claimant_corrected_note")):
        raise Invalid(
            "required",
            _("Say on which day the claimant corrected it."),
            field="claimant_corrected_on",
        )
    return clean
