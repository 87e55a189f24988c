"""The fields that word a claim, checked in one place for marking and amending."""

from typing import Any

from django.utils.translation import gettext as _

from annotations import typed
from annotations.models import Asserts, ClaimantKind
from annotations.refusals import Invalid

STATEMENT_LIMIT = 5_000
FIELDS = ("statement", "asserts", "claimant", "claimant_kind", "claimed_on")


def checked(given: dict[str, Any]) -> dict[str, Any]:
    """The given fields of `FIELDS`, clean; fields that are not given are left out.

    Raises:
        Invalid: naming the field at fault.
    """
    clean: dict[str, Any] = {}
    if "statement" in given:
        clean["statement"] = typed.text_of(given["statement"], "statement", STATEMENT_LIMIT)
        if not clean["statement"]:
            raise Invalid(
                "required", _("Write the statement that is to be checked."), field="statement"
            )
    if given.get("asserts") is not None:
        clean["asserts"] = typed.choice_of(given["asserts"], "asserts", Asserts.values)
    if given.get("claimant") is not None:
        clean["claimant"] = typed.text_of(given["claimant"], "claimant", 300)
    if given.get("claimant_kind") is not None:
        clean["claimant_kind"] = typed.choice_of(
            given["claimant_kind"], "claimant_kind", ClaimantKind.values
        )
    elif clean.get("claimant"):
        clean["claimant_kind"] = ClaimantKind.ORGANISATION
    if clean.get("claimant") == "" or clean.get("claimant_kind") == ClaimantKind.NOT_NAMED:
        clean["claimant"], clean["claimant_kind"] = "", ClaimantKind.NOT_NAMED
    if "claimed_on" in given:
        clean["claimed_on"] = typed.date_of(given["claimed_on"], "claimed_on")
    return clean
