"""Writing why a claim may stand although the guard warns; the reviewer reads it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import typed, workflow
from annotations.history import record
from annotations.models import Claim, GuardReason, User
from annotations.permissions import Actor, require_editor
from annotations.refusals import Invalid
from annotations.verdicts.warnings import GuardWarning, warnings_for
from annotations.verdicts.weighing import stranger

LIMIT = 2_000


@transaction.atomic
def give_reason(
    *, actor: Actor, claim_id: UUID, warning: Any, reason: Any, expected: str | None = None
) -> GuardReason:
    """Write why a claim may stand although the guard warns of something. It replaces what was written before.

    It is no edit: nothing of it is judged or printed, and the claim's state stays. A claim in review
    is to be read again.

    Args:
        actor: an editor or above.
        claim_id: which claim.
        warning: the code of a warning that stands for this person and needs a reason.
        reason: the words.
        expected: the claim's ETag that was read (If-Match), or None.

    Returns:
        The reason in force; the present one where it says the same.

    Raises:
        Invalid: `unknown_warning`, `required`, `too_long` and the others of `typed`. Missing, OutOfDate, Forbidden.
    """
    person = require_editor(actor)
    claim = workflow.take(actor, claim_id, expected=expected)
    code = typed.text_of(warning, "warning", 40, required=True)
    words = typed.text_of(reason, "reason", LIMIT, required=True)
    kept = keep_reasons(claim, person, {code: words})
    tell_reasons(actor, claim, kept)
    return GuardReason.objects.get(claim=claim, warning=code, superseded_at__isnull=True)


def missing_reasons(claim: Claim, user: User) -> list[GuardWarning]:
    """The warnings, as this person is warned, for which a reason is needed and none stands. The publish gate asks."""
    warned = warnings_for([claim], user)[claim.pk]
    return [one for one in warned if one.takes_reason and one.reason is None]


def reasons_asked(given: Any) -> dict[str, str]:
    """The reasons of a submission, `{warning: reason}`; empty ones are left out.

    Raises:
        Invalid: `not_object`, and those of `typed`.
    """
    if given in (None, ""):
        return {}
    if not isinstance(given, Mapping):
        detail = _("Give the reasons as an object: the warning's code, and why.")
        raise Invalid("not_object", detail, field="reasons")
    clean = {
        typed.text_of(code, "reasons", 40): typed.text_of(words, f"reason-{code}"[:60], LIMIT)
        for code, words in given.items()
    }
    return {code: words for code, words in clean.items() if words}


def keep_reasons(claim: Claim, person: User, given: Mapping[str, str]) -> list[GuardReason]:
    """Keep reasons of a claim that the caller has locked; `tell_reasons` writes them to history.

    Returns:
        Those that are new.

    Raises:
        Invalid: `unknown_warning`.
    """
    if not given:
        return []
    warned = {w.code: w for w in warnings_for([claim], person)[claim.pk] if w.takes_reason}
    for code in given:
        if code not in warned:
            detail = _("The claim has no such warning now. Look at its newest version.")
            raise Invalid("unknown_warning", detail, field="warning")
    fresh = {
        code: words
        for code, words in given.items()
        if (reason := warned[code].reason) is None or reason.text != words
    }
    if not fresh:
        return []
    # Whether everyone is warned of it: else the reason would betray what is confidential.
    open_codes = {one.code for one in warnings_for([claim], stranger())[claim.pk]}
    standing = GuardReason.objects.filter(claim=claim, superseded_at__isnull=True)
    standing.filter(warning__in=fresh).update(superseded_at=timezone.now())
    kept = [
        GuardReason(
            claim=claim,
            warning=code,
            reason=words,
            is_open=code in open_codes,
            created_by=person,
        )
        for code, words in fresh.items()
    ]
    GuardReason.objects.bulk_create(kept)
    workflow.ask_to_read_again([claim.pk], is_reserved=not any(one.is_open for one in kept))
    claim.refresh_from_db(fields=["version", "reserved_version"])
    return kept


def tell_reasons(actor: Actor, claim: Claim, kept: list[GuardReason]) -> None:
    """Write new reasons to history, the last thing in the transaction."""
    for one in kept:
        record(actor, "reason_given", one, claim=claim, warning=one.warning, reason=one.reason)
