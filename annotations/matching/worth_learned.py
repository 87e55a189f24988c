"""What the newsroom's own accepts and dismissals of hints do to the weights of their reasons.

Of the newest choices, for each reason: how often a hint that was shown for it was accepted, smoothed towards how often any hint
was. The quotient multiplies the hand-set weight, never below 0.5 and never above 1.5: hints learn slowly, can be
explained in a sentence, and no reason is ever lost.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from django.db.models import Q

from annotations.models import HintAnswer, HintChoice
from annotations.reading.worth_weights import REASONS

NEWEST = 400
"""Choices that count; older ones are forgotten."""
_PRIOR = 10.0  # as if so many choices had gone the usual way before any was made
_LOW, _HIGH = 0.5, 1.5


def learned() -> dict[str, float]:
    """By reason what its weight is multiplied by; one query, whatever was chosen.

    A choice that was taken back teaches nothing, neither does a claim that was deleted since.
    """
    standing = HintChoice.objects.filter(
        Q(claim__isnull=True) | Q(claim__deleted_at__isnull=True), taken_back_at__isnull=True
    ).order_by("-created_at", "-id")
    return bends(standing.values_list("answer", "reasons")[:NEWEST])


def bends(choices: Iterable[tuple[str, Sequence[str]]]) -> dict[str, float]:
    """From answers with the reasons that the hint was shown for; empty where nothing was chosen."""
    accepted: Counter[str] = Counter()
    told: Counter[str] = Counter()
    yes = total = 0
    for answer, reasons in choices:
        total += 1
        told.update(reasons)
        if answer == HintAnswer.ACCEPTED:
            yes += 1
            accepted.update(reasons)
    if not total:
        return {}
    usual = (yes + _PRIOR / 2) / (total + _PRIOR)
    return {
        reason: min(_HIGH, max(_LOW, _rate(accepted[reason], told[reason], usual) / usual))
        for reason in REASONS
        if told[reason]
    }


def _rate(yes: int, told: int, usual: float) -> float:
    return (yes + _PRIOR * usual) / (told + _PRIOR)
