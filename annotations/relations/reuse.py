"""Taking over the verdict and the sources of a check that says the same. It is reviewed anew, like any work."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from annotations import typed, workflow
from annotations.history import record
from annotations.models import (
    Claim,
    ClaimRelationKind,
    EarlierCheck,
    Rating,
    Reuse,
    User,
    Verdict,
)
from annotations.permissions import Actor, require_editor
from annotations.refusals import Missing
from annotations.relations.ending import is_as_taken
from annotations.relations.fitness import rating_of, refuse_unfit
from annotations.relations.relate import relate_taken, take_both, tell_related
from annotations.relations.taking_over import (
    hold_quoted_articles,
    link_check,
    take_over_evidence,
    tell_linked,
)
from annotations.verdicts.rate import EXPLANATION_LIMIT


@transaction.atomic
def reuse_claim(
    *, actor: Actor, claim_id: UUID, original_id: Any, expected: str | None = None
) -> tuple[Reuse, bool]:
    """Take over verdict, explanation and sources of an approved claim that says the same.

    The verdict becomes the acting person's, and its explanation says where it is from. Of the sources those are
    linked that everyone may see; confidential ones are never copied. The two claims are related as `same_as`.

    Args:
        actor: an editor or above; becomes a contributor.
        claim_id: the claim that takes over.
        original_id: the claim that was checked.
        expected: the ETag of the first claim that was read.

    Returns:
        What was taken over, and whether it is new: the same again changes nothing.

    Raises:
        Missing: `not_found`. Invalid: `same_claim`. Conflict: `correct_first`, `not_reusable`, `own_copy`,
        `other_scale`, `circular`, `already_related`. OutOfDate: `changed_meanwhile`.
    """
    person = require_editor(actor)
    hold_quoted_articles(typed.id_of(original_id, "claim"))
    claim, original = take_both(actor, claim_id, original_id, expected=expected)
    refuse_unfit(claim, original)
    standing = _standing(claim)
    if standing and standing.original_id == original.pk and _is_still(standing, original):
        return standing, False
    rating = rating_of(claim, original)
    workflow.open_for_edit(claim, person)
    relation, is_related_anew = relate_taken(person, claim, original, ClaimRelationKind.SAME_AS, "")
    _let_go(standing)
    reuse = Reuse.objects.create(
        claim=claim,
        original=original,
        decision=original.approval_decision,
        created_by=person,
    )
    claim.verdict = _verdict(person, claim, original, rating)
    evidence = take_over_evidence(person, claim, original)
    workflow.save(claim, "verdict")
    if is_related_anew:
        tell_related(actor, relation, claim, original)
    tell_linked(actor, claim, evidence)
    record(
        actor,
        "reused",
        reuse,
        claim=claim,
        original=str(original.pk),
        title=original.statement,
        content_sha256=original.content_sha256,
        after={"verdict": rating.slug, "explanation": claim.verdict.explanation},
    )
    return reuse, True


@transaction.atomic
def reuse_check(
    *, actor: Actor, claim_id: UUID, check_id: Any, expected: str | None = None
) -> tuple[Reuse, bool]:
    """Link the check of another fact-checker that says the same, as context. Its rating is never made one of ours.

    Args:
        actor: an editor or above; becomes a contributor.
        claim_id: the claim.
        check_id: the earlier check.
        expected: the claim's ETag that was read.

    Returns:
        What was taken over, and whether it is new.

    Raises:
        Missing: `not_found`. Conflict: `correct_first`. OutOfDate: `changed_meanwhile`.
    """
    person = require_editor(actor)
    claim = workflow.take(actor, claim_id, expected=expected)
    # An import that is changing the check at this moment has to end first.
    checks = EarlierCheck.objects.visible_to(person).select_for_update(no_key=True)
    check = (
        checks.defer("search", "original").filter(pk=typed.id_of(check_id, "earlier_check")).first()
    )
    if check is None:
        raise Missing("not_found", _("There is no such earlier check."), field="earlier_check")
    standing = _standing(claim)
    if standing and standing.check_of_others_id == check.pk and standing.ended_at is None:
        return standing, False
    workflow.open_for_edit(claim, person)
    _let_go(standing)
    reuse = Reuse.objects.create(claim=claim, check_of_others=check, created_by=person)
    evidence = link_check(person, claim, check)
    workflow.save(claim)
    tell_linked(actor, claim, evidence)
    record(
        actor,
        "check_of_others_reused",
        reuse,
        claim=claim,
        earlier_check=str(check.pk),
        url=check.url,
        title=f"{check.publisher}: {check.claim_reviewed}",
    )
    return reuse, True


def _standing(claim: Claim) -> Reuse | None:
    return (
        Reuse.objects.filter(claim=claim, removed_at__isnull=True)
        .select_related("decision")
        .first()
    )


def _is_still(reuse: Reuse, original: Claim) -> bool:
    """Whether what was taken over is what is approved there now."""
    return reuse.ended_at is None and is_as_taken(reuse, original)


def _let_go(reuse: Reuse | None) -> None:
    if reuse is not None:
        reuse.removed_at = timezone.now()
        reuse.save(update_fields=["removed_at"])


def _verdict(person: User, claim: Claim, original: Claim, rating: Rating) -> Verdict:
    standing = Verdict.objects.filter(claim=claim, person=person, superseded_at__isnull=True)
    standing.update(superseded_at=timezone.now())
    words = original.verdict.explanation if original.verdict else ""
    said = _where_from(original)
    room = EXPLANATION_LIMIT - len(said) - 2
    cut = words if len(words) <= room else words[: room - 1] + "…"
    return Verdict.objects.create(
        claim=claim, person=person, rating=rating, explanation=f"{cut}\n\n{said}"
    )


def _where_from(original: Claim) -> str:
    """The sentence that the explanation ends with: what it was taken over from, and where that can be read."""
    decision, publication = original.approval_decision, original.publication
    statement = original.statement
    said = {
        "claim": statement if len(statement) <= 300 else statement[:299] + "…",  # noqa: PLR2004 (a line or two)
        "date": date_format(decision.created_at, "DATE_FORMAT") if decision else "",
    }
    if publication is not None and publication.withdrawn_at is None:
        said["url"] = settings.PUBLIC_URL + publication.address
        return _("First checked in “%(claim)s” (%(date)s): %(url)s") % said
    return _("Taken over from our check of “%(claim)s”, approved on %(date)s.") % said
