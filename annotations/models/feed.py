"""Feeds that are subscribed to, the entries seen in them, and what their sites' robots.txt say."""

from datetime import timedelta

from django.db import models
from django.db.models.functions import Coalesce, Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.models.blob import Blob
from annotations.models.ids import Identified
from annotations.models.user import User
from annotations.told_again import told_again

FRESH_FOR = timedelta(days=7)


class FeedKind(models.TextChoices):
    """What the entries of a feed become."""

    ARTICLES = "articles", _("Articles to check")
    EARLIER_CHECKS = "earlier_checks", _("Fact-checks of others")


class EntryState(models.TextChoices):
    """What became of an entry of a feed."""

    WAITING = "waiting", _("Waits for the next look")
    IMPORTED = "imported", _("Imported")
    PASSED_OVER = "passed_over", _("There before the subscription")
    REFUSED = "refused", _("Not imported")


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

    def with_counts(self) -> "FeedQuerySet":
        """With `fresh` and `waiting`: entries that came in the last seven days, and that wait."""
        came = FeedEntry.objects.filter(feed=models.OuterRef("pk")).order_by()
        fresh = came.filter(seen_at__gt=Now() - FRESH_FOR).exclude(state=EntryState.PASSED_OVER)
        waiting = came.filter(state=EntryState.WAITING)
        return self.annotate(fresh=_number_of(fresh), waiting=_number_of(waiting))


def _number_of(entries: "models.QuerySet[FeedEntry]") -> Coalesce:
    counted = entries.values("feed").annotate(number=models.Count("pk")).values("number")
    return Coalesce(models.Subquery(counted), 0)


class Feed(Identified):
    """One RSS or Atom feed. Unsubscribing keeps the row, so that its entries stay known.

    `url_key` is the address without scheme and tracking; `etag` and `last_modified` are sent back to
    the site word for word. After a failure the next poll waits longer; `error_code` says why.
    `backlog` says how many of the entries that are already there the first poll brings in; it is null
    once that poll has succeeded.
    """

    url = models.URLField(max_length=4000)
    url_key = models.CharField(max_length=64)
    kind = models.CharField(max_length=16, choices=FeedKind, default=FeedKind.ARTICLES)
    title = models.CharField(max_length=500, blank=True)
    site_url = models.URLField(max_length=4000, blank=True)
    interval = models.DurationField(default=timedelta(minutes=30))
    backlog = models.PositiveSmallIntegerField(null=True)
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

    @property
    def error(self) -> dict[str, str] | None:
        """`{code, detail}` of the last poll, where it failed."""
        if not self.error_code:
            return None
        return {"code": self.error_code, "detail": told_again(self.error_detail)}

    @property
    def is_due(self) -> bool:
        """Whether it is about to be asked."""
        return not self.is_paused and self.next_poll_at <= timezone.now()

    @property
    def interval_minutes(self) -> int:
        """Minutes between two polls."""
        return int(self.interval.total_seconds() // 60)


class FeedEntry(Identified):
    """One entry of a feed: seen once, imported once.

    `key` is the sha256 of the entry's id, or of its address where it has none; `url_key` is that of
    its address, so that a feed which gives the same story a new id does not bring it in again. `part`
    is what the reader calls it within the feed's bytes; `blob` keeps those bytes where the entry has
    no address of its own, so that it can be imported from them.
    """

    feed = models.ForeignKey(Feed, on_delete=models.PROTECT, related_name="entries")
    key = models.CharField(max_length=64)
    url_key = models.CharField(max_length=64, blank=True)
    part = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=12, choices=EntryState, default=EntryState.WAITING)
    error_code = models.CharField(max_length=60, blank=True)
    error_detail = models.TextField(blank=True)
    blob = models.ForeignKey(Blob, null=True, on_delete=models.PROTECT, related_name="+")
    media_type = models.CharField(max_length=200, blank=True)
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
            models.CheckConstraint(
                condition=models.Q(state__in=EntryState.values), name="feed_entry_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(state="imported", imported_as__isnull=False)
                | ~models.Q(state="imported") & models.Q(imported_as__isnull=True),
                name="feed_entry_imported_as_something",
            ),
        ]
        indexes = [
            models.Index(fields=["feed", "-seen_at", "-id"], name="feed_entry_newest"),
            models.Index(fields=["feed", "url_key"], name="feed_entry_address"),
            models.Index(
                fields=["feed", "id"],
                name="feed_entry_waiting",
                condition=models.Q(state="waiting"),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.url

    @property
    def error(self) -> dict[str, str] | None:
        """`{code, detail}` of a refused entry."""
        if not self.error_code:
            return None
        return {"code": self.error_code, "detail": told_again(self.error_detail)}


class SiteRules(models.Model):
    """A site's robots.txt as it was last read, and when its feeds were last visited.

    `origin` is scheme, host and port. `rules` has only what concerns this product; empty means that
    everything is allowed. `failing_since` is set while the file cannot be reached, which means that
    nothing is allowed (RFC 9309, 2.3.1.4).
    """

    origin = models.CharField(primary_key=True, max_length=300)
    rules = models.TextField(blank=True)
    read_at = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(null=True)
    visited_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "site rules"

    def __str__(self) -> str:
        return self.origin
