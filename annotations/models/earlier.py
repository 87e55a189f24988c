"""Fact-checks of others: what matching can find, never shown as our own."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db import models
from django.utils.translation import gettext as _

from annotations.models.ids import Identified
from annotations.models.user import User
from annotations.models.work import Import

MOST_MATCHES = 5_000


class EarlierCheckQuerySet(models.QuerySet["EarlierCheck"]):
    """Questions about many earlier checks."""

    def visible_to(self, user: User) -> "EarlierCheckQuerySet":
        """Every signed-in account: they are public elsewhere."""
        return self if user.is_active else self.none()

    def matching(self, words: str) -> "EarlierCheckQuerySet":
        """The newest of those whose claim, title or publisher has all of `words`."""
        query = SearchQuery(words, config="simple", search_type="websearch")
        found = EarlierCheck.objects.filter(search=query).order_by("-created_at", "-id")
        return self.filter(pk__in=found.values("pk")[:MOST_MATCHES])

    def asked_for(
        self, *, search: str = "", publisher: str = "", language: str = ""
    ) -> "EarlierCheckQuerySet":
        """Those that fit all filters that are not empty."""
        found = self.matching(search) if search else self
        if publisher:
            found = found.filter(publisher=publisher)
        return found.filter(language=language) if language else found


class EarlierCheck(Identified):
    """A ClaimReview (schema.org) of another fact-checker; its `url` is its identity.

    The rating stands in the publisher's own words and numbers; it is never translated into ours.
    `original` is the object as it was received.
    """

    url = models.URLField(max_length=4000)
    url_key = models.CharField(max_length=64, unique=True)
    claim_reviewed = models.TextField()
    title = models.CharField(max_length=1000, blank=True)
    publisher = models.CharField(max_length=500)
    publisher_url = models.URLField(max_length=4000, blank=True)
    rating_label = models.CharField(max_length=500, blank=True)
    rating_value = models.FloatField(null=True)
    rating_best = models.FloatField(null=True)
    rating_worst = models.FloatField(null=True)
    claimant = models.CharField(max_length=1000, blank=True)
    claimed_on = models.DateField(null=True)
    reviewed_on = models.DateField(null=True)
    language = models.CharField(max_length=16, blank=True)
    appearances = models.JSONField(default=list)
    original = models.JSONField(default=dict)
    received_in = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="earlier_checks")
    search = SearchVectorField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = EarlierCheckQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(claim_reviewed="") & ~models.Q(publisher=""),
                name="earlier_check_says_what_and_whose",
            ),
        ]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="earlier_check_newest"),
            models.Index(fields=["changed_at"], name="earlier_check_changed"),
            models.Index(
                fields=["publisher", "-created_at", "-id"], name="earlier_check_by_publisher"
            ),
            models.Index(
                fields=["language", "-created_at", "-id"], name="earlier_check_by_language"
            ),
            GinIndex(fields=["search"], name="earlier_check_search"),
        ]

    def __str__(self) -> str:
        return self.claim_reviewed

    @property
    def scale(self) -> str:
        """The publisher's number and the ends of its scale, as it gives them: ``2 (1 to 5)``."""
        if self.rating_value is None:
            return ""
        value = f"{self.rating_value:g}"
        if self.rating_worst is None or self.rating_best is None:
            return value
        ends = {"worst": f"{self.rating_worst:g}", "best": f"{self.rating_best:g}"}
        return f"{value} ({_('%(worst)s to %(best)s') % ends})"
