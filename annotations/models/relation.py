"""How claims stand to each other, and verdicts that were taken over from an earlier check."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from annotations.models.claim import Claim
from annotations.models.decision import ReviewDecision
from annotations.models.earlier import EarlierCheck
from annotations.models.ids import Identified
from annotations.models.user import User


class ClaimRelationKind(models.TextChoices):
    """What the first claim is to the second."""

    SAME_AS = "same_as", _("says the same as")
    CONTRADICTS = "contradicts", _("contradicts")
    DIFFERENT_SCOPE = "different_scope", _("is of another scope than")
    FOLLOWS_FROM = "follows_from", _("follows from")


class ClaimRelation(Identified):
    """That a person relates two claims. All but `follows_from` hold both ways and are kept with `a` < `b`."""

    a = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="relations")
    b = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="relations_back")
    kind = models.CharField(max_length=16, choices=ClaimRelationKind)
    reason = models.TextField(blank=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["a", "b"],
                condition=models.Q(removed_at__isnull=True),
                name="claim_relation_one_in_force",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="follows_from") | models.Q(a__lt=models.F("b")),
                name="claim_relation_in_order",
            ),
            models.CheckConstraint(
                condition=~models.Q(a=models.F("b")), name="claim_relation_of_two"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=ClaimRelationKind.values), name="claim_relation_known"
            ),
        ]
        indexes = [
            models.Index(
                fields=["b"],
                name="claim_relation_back",
                condition=models.Q(removed_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.a_id} {self.kind} {self.b_id}"


class Reuse(Identified):
    """That a claim took over verdict and sources of an earlier check.

    It is an own one, by the decision that judged it, or that of another fact-checker. `ended_at` is set when the original stopped being what was taken over; `ended_why` is `corrected`, `withdrawn`,
    `stale` or `changed`.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="reuses")
    original = models.ForeignKey(
        Claim, null=True, blank=True, on_delete=models.PROTECT, related_name="reused_by"
    )
    decision = models.ForeignKey(
        ReviewDecision, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    check_of_others = models.ForeignKey(
        EarlierCheck, null=True, blank=True, on_delete=models.PROTECT, related_name="reused_by"
    )
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=12, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["claim"],
                condition=models.Q(removed_at__isnull=True),
                name="reuse_one_in_force",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    original__isnull=False, decision__isnull=False, check_of_others__isnull=True
                )
                | models.Q(
                    original__isnull=True, decision__isnull=True, check_of_others__isnull=False
                ),
                name="reuse_of_one_check",
            ),
            models.CheckConstraint(
                condition=~models.Q(claim=models.F("original")), name="reuse_of_another_claim"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True, ended_why="")
                | models.Q(
                    ended_at__isnull=False,
                    ended_why__in=["corrected", "withdrawn", "stale", "changed"],
                ),
                name="reuse_ended_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["original"],
                name="reuse_of_original",
                condition=models.Q(removed_at__isnull=True, ended_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} reuses {self.original_id or self.check_of_others_id}"
