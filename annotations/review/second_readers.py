"""Who has read a claim's verdict for certain, and what is left for each person to rate independently."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from annotations.models import Claim, HistoryEntry, Newsroom, SecondVerdict, State, User, Verdict
from annotations.review.second import outcomes

_OWN_VERBS = ("second_verdict_taken", "second_verdict_given", "second_verdict_handed_back")
_MOST = 50


def wanted_of(person: User) -> list[tuple[Claim, int]]:
    """Claims in review that this person may rate independently, the longest waiting first, at most 50; with the rank."""
    if person.is_staff or not Newsroom.current().wants_second_verdict:
        return []
    waiting = Claim.objects.visible_to(person).awaiting_review().filter(state=State.IN_REVIEW)
    mine = SecondVerdict.objects.filter(person=person, handed_back_at__isnull=True)
    waiting = waiting.exclude(pk__in=mine.values("claim")).select_related("article")
    rows = list(waiting.defer("search", "article__search")[:_MOST])
    barred = readers_among(rows, person)
    found = outcomes(rows)
    return [
        (claim, missing)
        for claim in rows
        if claim.pk not in barred
        and found[claim.pk].under_way is None
        and (missing := found[claim.pk].missing)
    ]


def taken_by(person: User) -> "list[SecondVerdict]":
    """What this person has taken and not given yet, oldest first."""
    rows = SecondVerdict.objects.under_way().filter(person=person, claim__deleted_at__isnull=True)
    return list(rows.select_related("claim__article").defer("claim__search").order_by("id"))


def readers_among(claims: Collection[Claim], person: User) -> set[UUID]:
    """Those of the claims whose verdict this person has read for certain, or is to decide on.

    Whoever stands in the claim's record did something with it open: wrote, decided, commented, assigned, reserved. Whoever
    gave a verdict or is named as its reviewer is out too.
    """
    ids = [claim.pk for claim in claims]
    acted = HistoryEntry.objects.filter(claim__in=ids, actor=person).exclude(verb__in=_OWN_VERBS)
    rated = Verdict.objects.filter(claim__in=ids, person=person)
    named = Claim.objects.filter(pk__in=ids).filter(
        Q(contributors__contains=[person.pk])
        | Q(reviewer=person)
        | Q(taken_by=person)
        | Q(reserved_for=person)
        | Q(assignee=person)
    )
    return {
        *acted.values_list("claim", flat=True),
        *rated.values_list("claim", flat=True),
        *named.values_list("pk", flat=True),
    }
