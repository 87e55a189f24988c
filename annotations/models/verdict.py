"""Verdicts: what each person found."""

from django.db import models

from annotations.models.claim import Claim
from annotations.models.ids import Identified
from annotations.models.rating import Rating
from annotations.models.user import User


class Verdict(Identified):
    """One person's finding on a claim. A later finding of the same person supersedes it.

    The claim's `verdict` is the standing one. `proposed_wording` is what our own copy should say instead.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="verdicts")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="verdicts")
    rating = models.ForeignKey(Rating, on_delete=models.PROTECT, related_name="verdicts")
    explanation = models.TextField()
    proposed_wording = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "person"],
                condition=models.Q(superseded_at__isnull=True),
                name="verdict_one_per_person",
            ),
            models.CheckConstraint(
                condition=~models.Q(explanation=""), name="verdict_is_explained"
            ),
        ]

    def __str__(self) -> str:
        return str(self.rating_id)
