"""Feeds that are subscribed to, and the entries already seen in them."""

from datetime import timedelta

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from annotations.models.ids import Identified
from annotations.models.user import User


class FeedKind(models.TextChoices):
    """What the entries of a feed become."""

    ARTICLES = "articles", _("Articles to check")
    EARLIER_CHECKS = "earlier_checks", _("Fact-checks of others")


class FeedQuerySet(models.QuerySet["Feed"]):
    """Questions about many feeds."""

    def visible_to(self, user: User) -> "FeedQuerySet":
        """Every signed-in account sees every feed that is subscribed to."""
        return self.subscribed() if user.is_active else self.none()

    def subscribed(self) -> "FeedQuerySet":
        """Those that nobody has unsubscribed from."""
        return self.filter(removed_at__isnull=True)

    def due(self) -> "FeedQuerySet":
        """Those to be asked now, by the database's clock."""
        return self.subscribed().filter(is_paused=False, next_poll_at__lte=Now())


class Feed(Identified):
    """One RSS or Atom feed. Unsubscribing keeps the row, so that its entries stay known.

    `url_key` is the address without scheme and tracking; `etag` and `last_modified` are sent back to
    the site word for word. After a failure the next poll waits longer; `error_code` says why.
    """

    url = models.URLField(max_length=4000)
    url_key = models.CharField(max_length=64)
    kind = models.CharField(max_length=16, choices=FeedKind, default=FeedKind.ARTICLES)
    title = models.CharField(max_length=500, blank=True)
    site_url = models.URLField(max_length=4000, blank=True)
    interval = models.DurationField(default=timedelta(minutes=30))
    is_paused = models.BooleanField(default=False)
    next_poll_at = models.DateTimeField(db_default=Now())
    polled_at = models.DateTimeField(null=True)
    succeeded_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    error_code = models.CharField(max_length=60, blank=True)
    error_detail = models.TextField(blank=True)
    etag = models.CharField(max_length=1000, blank=True)
    last_modified = models.CharField(max_length=200, blank=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True)

    objects = FeedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["url_key"],
                condition=models.Q(removed_at__isnull=True),
                name="feed_subscribed_once",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=FeedKind.values), name="feed_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(interval__gte=timedelta(minutes=1)), name="feed_interval_sane"
            ),
        ]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="feed_newest"),
            models.Index(
                fields=["next_poll_at"],
                name="feed_due",
                condition=models.Q(removed_at__isnull=True, is_paused=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.url


class FeedEntry(Identified):
    """One entry of a feed: seen once, imported once.

    `key` is the sha256 of the entry's id, or of its address where it has none.
    """

    feed = models.ForeignKey(Feed, on_delete=models.PROTECT, related_name="entries")
    key = models.CharField(max_length=64)
    url = models.URLField(max_length=4000, blank=True)
    title = models.CharField(max_length=1000, blank=True)
    published_at = models.DateTimeField(null=True)
    imported_as = models.ForeignKey(
        "Import", null=True, on_delete=models.PROTECT, related_name="feed_entries"
    )
    seen_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "feed entries"
        constraints = [
            models.UniqueConstraint(fields=["feed", "key"], name="feed_entry_once"),
        ]
        indexes = [models.Index(fields=["feed", "-seen_at", "-id"], name="feed_entry_newest")]

    def __str__(self) -> str:
        return self.title or self.url
