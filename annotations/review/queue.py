"""What waits for a decision, as far as each person may decide or wrote it.

A claim that is reserved for another reviewer and one with confidential things that a person may not see are left
out alike, so that neither is told from the other.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from annotations.desks import of_other_desks
from annotations.models import (
    Attempt,
    Claim,
    Evidence,
    Role,
    Source,
    User,
    Visibility,
)
from annotations.models.user import ROLE_RANK
from annotations.workflow.steps import approved_first_by

REVIEWING = [role for role, rank in ROLE_RANK.items() if rank >= ROLE_RANK[Role.REVIEWER]]


def decidable_by(person: User) -> QuerySet[Claim]:
    """What waits for a decision and is not kept from this person, the longest waiting first; their own work too."""
    waiting = Claim.objects.awaiting_review().exclude(of_other_desks(person))
    return waiting.filter(Q(reserved_for__isnull=True) | Q(reserved_for=person)).exclude(
        Exists(_unseen_evidence(person)) | Exists(_unseen_attempts(person))
    )


def queue_of(person: User) -> QuerySet[Claim]:
    """The queue as this person reads it: what they may decide, and all that they wrote in themselves."""
    own = Q(contributors__contains=[person.pk])
    waiting = Claim.objects.awaiting_review()
    return waiting.filter(own | Q(pk__in=decidable_by(person).order_by().values("pk")))


def waiting_for(person: User) -> QuerySet[Claim]:
    """What waits for a decision that this person may make, the longest waiting first."""
    others = decidable_by(person).exclude(contributors__contains=[person.pk])
    return others.exclude(approved_first_by(person))


def is_kept_from(claim: Claim, person: User) -> bool:
    """Whether somebody else must decide: the claim is reserved for them, or this person may not see all of it."""
    if claim.reserved_for_id not in {None, person.pk}:
        return True
    return bool(kept_from([claim.pk], person))


def kept_from(ids: Iterable[UUID], person: User) -> set[UUID]:
    """Those of the claims that are reserved for another, or hold something that this person may not see."""
    rows = Claim.objects.filter(pk__in=list(ids)).filter(
        (Q(reserved_for__isnull=False) & ~Q(reserved_for=person))
        | Exists(_unseen_evidence(person))
        | Exists(_unseen_attempts(person))
    )
    return set(rows.values_list("pk", flat=True))


def without_a_reviewer(person: User) -> QuerySet[Claim]:
    """Claims that wait with confidential things of this person, which nobody who may see them was named to decide."""
    mine = Evidence.objects.filter(claim=OuterRef("pk"), removed_at__isnull=True, created_by=person)
    mine = mine.exclude(visibility=Visibility.EVERYONE, source__visibility=Visibility.EVERYONE)
    attempts = Attempt.objects.filter(
        claim=OuterRef("pk"), removed_at__isnull=True, created_by=person
    ).exclude(visibility=Visibility.EVERYONE)
    shared = Evidence.shared_with.through.objects.filter(
        evidence=OuterRef("pk"), user=OuterRef(OuterRef("reserved_for"))
    )
    blind = mine.filter(~Exists(shared)).exclude(visibility=Visibility.EVERYONE)
    blind = blind.exclude(created_by=OuterRef("reserved_for"))
    can_decide = Q(reserved_for__is_active=True, reserved_for__role__in=REVIEWING)
    return (
        Claim.objects.awaiting_review()
        .filter(Exists(mine) | Exists(attempts))
        .filter(~can_decide | Q(reserved_for__isnull=True) | Exists(blind))
    )


def judged_by(claim: Claim) -> set[UUID]:
    """Who wrote in what the standing approval judged, and in what stands now."""
    decision = claim.approval_decision
    return {*claim.contributors, *(decision.authors if decision else [])}


def _unseen_evidence(person: User) -> QuerySet[Evidence]:
    """Standing evidence of the outer claim that this person may not see; what is confidential, so few rows."""
    own = Evidence.shared_with.through.objects.filter(user=person, evidence=OuterRef("pk"))
    of_source = Source.shared_with.through.objects.filter(user=person, source=OuterRef("source"))
    is_kept = ~Q(visibility=Visibility.EVERYONE) & ~Q(created_by=person) & ~Exists(own)
    is_source_kept = (
        ~Q(source__visibility=Visibility.EVERYONE)
        & ~Q(source__created_by=person)
        & ~Exists(of_source)
    )
    return Evidence.objects.filter(
        is_kept | is_source_kept, claim=OuterRef("pk"), removed_at__isnull=True
    )


def _unseen_attempts(person: User) -> QuerySet[Attempt]:
    own = Attempt.shared_with.through.objects.filter(user=person, attempt=OuterRef("pk"))
    found: QuerySet[Attempt] = Attempt.objects.filter(
        ~Exists(own), claim=OuterRef("pk"), removed_at__isnull=True
    )
    return found.exclude(Q(visibility=Visibility.EVERYONE) | Q(created_by=person))
