"""Review decisions, bound to the exact bytes that they judged; and what was published of them."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from annotations.models.claim import Claim
from annotations.models.ids import Identified
from annotations.models.user import User


class DecisionKind(models.TextChoices):
    """What a reviewer decided."""

    APPROVE = "approve", _("approved")
    REQUEST_CHANGES = "request_changes", _("changes requested")


class ReviewDecision(Identified):
    """One approval or return. Never changed, never deleted.

    `content` is the canonical JSON (RFC 8785) of what was judged, by the recipe named in `recipe`;
    `content_sha256` is the hash of its UTF-8 bytes. `authors` are all whose work this and the earlier
    approvals of the claim judged: none of them may publish it. Of an approval, `step` of `steps`: it approves the
    claim only where both are equal; an earlier one is the first of two pairs of eyes.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=16, choices=DecisionKind)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="decisions")
    comment = models.TextField(blank=True)
    recipe = models.CharField(max_length=40)
    content = models.TextField()
    content_sha256 = models.CharField(max_length=64)
    claim_version = models.PositiveIntegerField()
    authors: "ArrayField[Any, Any]" = ArrayField(models.UUIDField(), default=list)
    step = models.PositiveSmallIntegerField(default=1)
    steps = models.PositiveSmallIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(step__gte=1, steps__lte=2, step__lte=models.F("steps")),
                name="decision_step_of_steps",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="approve") | ~models.Q(comment=""),
                name="decision_return_says_why",
            ),
        ]
        indexes = [models.Index(fields=["claim", "-created_at"], name="decision_of_claim")]

    def __str__(self) -> str:
        return f"{self.kind} {self.content_sha256[:12]}"


class PublicationKind(models.TextChoices):
    """What a published version is, to readers."""

    FIRST = "first", _("first published")
    UPDATE = "update", _("updated")
    CORRECTION = "correction", _("corrected")
    RATING = "rating", _("rated anew")


class PublicationQuerySet(models.QuerySet["Publication"]):
    """What the public may see."""

    def public(self) -> "PublicationQuerySet":
        """The live publication of every claim, newest first; withdrawn ones are not in it."""
        return self.filter(withdrawn_at__isnull=True, superseded_at__isnull=True).order_by(
            "-published_at", "-id"
        )


class Publication(Identified):
    """One published version of a claim's check, rendered from the judged bytes of its decision.

    `kind` and `note` say what differs from the version before, as the judged bytes have it.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="publications")
    decision = models.ForeignKey(ReviewDecision, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    slug = models.SlugField(max_length=100)
    kind = models.CharField(max_length=12, choices=PublicationKind, default=PublicationKind.FIRST)
    note = models.TextField(blank=True)
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_reason = models.TextField(blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["claim", "version"], name="publication_version_once"),
            models.UniqueConstraint(
                fields=["claim"],
                condition=models.Q(withdrawn_at__isnull=True, superseded_at__isnull=True),
                name="publication_one_live",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-published_at", "-id"],
                name="publication_live",
                condition=models.Q(withdrawn_at__isnull=True, superseded_at__isnull=True),
            ),
            models.Index(
                fields=["-published_at", "-id"],
                name="publication_corrected",
                condition=models.Q(version__gt=1),
            ),
            models.Index(
                fields=["-withdrawn_at", "-id"],
                name="publication_withdrawn",
                condition=models.Q(withdrawn_at__isnull=False),
            ),
            models.Index(fields=["slug"], name="publication_slug"),
        ]

    def __str__(self) -> str:
        return f"{self.slug} v{self.version}"

    @property
    def address(self) -> str:
        """The path of its public page: one per claim, the same for every version."""
        return f"/factchecks/{self.slug}/"

    def as_json(self, public_url: str) -> dict[str, Any]:
        """The contract's `publication` object."""
        return {
            "version": self.version,
            "url": public_url + self.address,
            "at": self.published_at,
            "withdrawn_at": self.withdrawn_at,
        }
