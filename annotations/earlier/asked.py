"""Fact-checks of others that a person or program sends: looked at before they are accepted."""

import json
from typing import Any

from django.utils.translation import gettext as _

from annotations import typed
from annotations.earlier.cleaning import cleaned
from annotations.imports import accept
from annotations.imports.readers.claim_reviews import check_of
from annotations.models import Import
from annotations.permissions import Actor, require_editor
from annotations.refusals import Invalid, TooLarge

MOST = 1_000
MOST_TOLD = 20
JSON = "application/json"


def import_list(*, actor: Actor, checks: Any) -> Import:
    """Accept ClaimReview objects (schema.org); those that cannot be kept are counted at its end.

    Args:
        actor: an editor or above.
        checks: a list of at most `MOST` objects with `url`, which is their identity, and
            `claimReviewed`.

    Raises:
        Invalid: `not_a_list`, `required` where it is empty, `no_valid_check` where none can be kept,
            with the first `errors`. TooLarge: `too_many_checks`. Forbidden: `role_required`.
    """
    require_editor(actor)
    if not isinstance(checks, list):
        raise Invalid("not_a_list", _("Give a list of ClaimReview objects."), field="checks")
    if not checks:
        raise Invalid("required", _("Give at least one ClaimReview object."), field="checks")
    if len(checks) > MOST:
        raise TooLarge(
            "too_many_checks",
            _("At most %(most)s checks are possible at once; these are %(count)s.")
            % {"most": typed.grouped(MOST), "count": typed.grouped(len(checks))},
            field="checks",
            most=MOST,
        )
    errors = [told for told in map(_trouble, range(len(checks)), checks) if told]
    if len(errors) == len(checks):
        raise Invalid(
            "no_valid_check",
            _("None of these can be kept. The first: %(why)s") % {"why": errors[0]["detail"]},
            field="checks",
            errors=errors[:MOST_TOLD],
        )
    return accept.import_checks(actor=actor, content=json.dumps(checks).encode(), media_type=JSON)


def import_pasted(*, actor: Actor, words: Any) -> Import:
    """Accept pasted JSON: a ClaimReview, a list of them, or a DataFeed.

    Raises:
        Invalid: `required`, `bad_characters`, `invalid_json`. Forbidden: `role_required`.
    """
    require_editor(actor)
    text = typed.text_of(words, "json", 10_000_000, required=True)
    try:
        json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Invalid(
            "invalid_json",
            _("This is not JSON: %(why)s") % {"why": str(error)[:200]},
            field="json",
        ) from None
    return accept.import_checks(actor=actor, content=text.encode(), media_type=JSON)


def _trouble(place: int, thing: Any) -> dict[str, Any] | None:
    """Why an object cannot be kept; None where it can."""
    check = check_of(thing) if isinstance(thing, dict) else None
    if check is None:
        words = _("This is no ClaimReview with “url” and “claimReviewed”.")
        return {"index": place, "code": "not_a_claim_review", "detail": words}
    try:
        cleaned(check)
    except Invalid as refusal:
        return {"index": place, "code": refusal.code, "detail": refusal.detail}
    return None
