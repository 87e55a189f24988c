"""What a claim states in figures, as data: the quantity, its value and its scope."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from annotations.models.claim import Claim, Highlight
from annotations.models.ids import Identified
from annotations.models.user import User


class Quantity(Identified):
    """What is counted or measured, the same across articles: "Detentions in Belarus".

    `label_key` is the label without case and needless space: two of one name are one.
    """

    label = models.CharField(max_length=200)
    label_key = models.CharField(max_length=200, unique=True, editable=False)
    note = models.TextField(blank=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = _("quantities")
        constraints = [
            models.CheckConstraint(condition=~models.Q(label=""), name="quantity_has_a_label"),
        ]

    def __str__(self) -> str:
        return self.label


class FigureQualifier(models.TextChoices):
    """How a value is meant, in the words of English news text."""

    NONE = "none", _("no qualifier")
    EXACT = "exact", _("exactly")
    ABOUT = "about", _("about")
    MORE_THAN = "more than", _("more than")
    AT_LEAST = "at least", _("at least")
    LESS_THAN = "less than", _("less than")
    AT_MOST = "at most", _("at most")
    ALMOST = "almost", _("almost")
    BARELY = "barely", _("barely")
    VAGUE = "vague", _("vague")


class Figure(Identified):
    """A figure of a claim.

    `low` and `high` are the value as stated, equal where it is one ("around 3,000" is 3000, 3000, about), null
    where none is stated ("hundreds": vague). `period_from` and `period_to` are days, both included. `share_of`
    is the figure of which this one is a share (a third of the 987). `inferred` names the fields that the text
    does not state and nobody has confirmed; `confirmed` says that a person stands for value and quantity.
    `highlight` is the passage that states it, one of the claim's.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="figures")
    highlight = models.ForeignKey(Highlight, null=True, on_delete=models.PROTECT, related_name="+")
    quantity = models.ForeignKey(
        Quantity, null=True, blank=True, on_delete=models.PROTECT, related_name="figures"
    )
    low = models.DecimalField(max_digits=30, decimal_places=9, null=True, blank=True)
    high = models.DecimalField(max_digits=30, decimal_places=9, null=True, blank=True)
    qualifier = models.CharField(
        max_length=10, choices=FigureQualifier, default=FigureQualifier.NONE
    )
    unit = models.CharField(max_length=60, blank=True)
    period_from = models.DateField(null=True, blank=True)
    period_to = models.DateField(null=True, blank=True)
    period_words = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=200, blank=True)
    population = models.CharField(max_length=200, blank=True)
    authority = models.CharField(max_length=300, blank=True)
    share_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="shares"
    )
    inferred: "ArrayField[Any, Any]" = ArrayField(
        models.CharField(max_length=20), default=list, blank=True
    )
    confirmed = models.BooleanField(default=False)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(qualifier__in=FigureQualifier.values),
                name="figure_qualifier_known",
            ),
            models.CheckConstraint(
                condition=models.Q(high__isnull=True)
                | models.Q(low__isnull=True)
                | models.Q(high__gte=models.F("low")),
                name="figure_range_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(period_from__isnull=True)
                | models.Q(period_to__isnull=True)
                | models.Q(period_to__gte=models.F("period_from")),
                name="figure_period_in_order",
            ),
            models.CheckConstraint(
                condition=~models.Q(confirmed=True) | models.Q(quantity__isnull=False),
                name="figure_confirmed_has_quantity",
            ),
            models.CheckConstraint(
                condition=~models.Q(share_of=models.F("id")), name="figure_no_share_of_itself"
            ),
        ]
        indexes = [
            models.Index(fields=["claim", "created_at", "id"], name="figure_of_claim"),
            models.Index(
                fields=["quantity", "period_from", "id"],
                name="figure_of_quantity",
                condition=models.Q(removed_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.qualifier} {self.low}-{self.high} {self.unit}"


class FigureRelationKind(models.TextChoices):
    """How two figures of one quantity stand to each other."""

    AGREE = "agree", _("agree")
    CONFLICT = "conflict", _("conflict")
    DIFFERENT_SCOPE = "different_scope", _("different scope")


class FigureRelation(Identified):
    """What a person says of a pair, instead of what is computed. `a` is the one with the smaller id."""

    a = models.ForeignKey(Figure, on_delete=models.PROTECT, related_name="+")
    b = models.ForeignKey(Figure, on_delete=models.PROTECT, related_name="+")
    relation = models.CharField(max_length=16, choices=FigureRelationKind)
    reason = models.TextField()
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["a", "b"],
                condition=models.Q(superseded_at__isnull=True),
                name="figure_relation_one_in_force",
            ),
            models.CheckConstraint(
                condition=models.Q(a__lt=models.F("b")), name="figure_relation_in_order"
            ),
            models.CheckConstraint(
                condition=models.Q(relation__in=FigureRelationKind.values),
                name="figure_relation_known",
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="figure_relation_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.a_id} {self.relation} {self.b_id}"
