"""Watching published pages: when each is looked at, and what was seen there that a person should know."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.models.article import Article
from annotations.models.blob import Blob
from annotations.models.claim import AnchorState, Highlight
from annotations.models.ids import Identified
from annotations.models.revision import ArticleRevision
from annotations.models.source import Evidence
from annotations.models.user import User
from annotations.models.work import Import
from annotations.told_again import told_again


class Seen(models.TextChoices):
    """What stood at a page's address at the last look."""

    NOTHING_YET = "nothing_yet", _("not looked at yet")
    SAME = "same", _("as it was")
    EDITED = "edited", _("edited")
    REDIRECTED = "redirected", _("leads elsewhere")
    REMOVED = "removed", _("removed")
    STAND_IN = "stand_in", _("something else in its place")
    UNREACHABLE = "unreachable", _("not reached")
    REFUSED = "refused", _("not allowed to look")


class WatchQuerySet(models.QuerySet["Watch"]):
    """Questions about many watched pages."""

    def visible_to(self, user: User) -> "WatchQuerySet":
        """Those of the articles that this person may read."""
        return self.filter(article__in=Article.objects.visible_to(user))

    def due(self) -> "WatchQuerySet":
        """Those to be looked at now, by the database's clock."""
        return self.filter(is_paused=False, next_look_at__lte=Now())


class Watch(Identified):
    """That the page of an article or archived source is looked at again and again.

    `looked_at` is the last look that got an answer of any kind, `changed_at` when the publisher's words were
    last found changed. `etag` and `last_modified` are sent back word for word. After a failure the next look
    waits longer; `error_code` says why. `url` is where the address led at the last look.
    """

    article = models.OneToOneField(Article, on_delete=models.PROTECT, related_name="watch")
    is_paused = models.BooleanField(default=False)
    paused_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    paused_at = models.DateTimeField(null=True)
    next_look_at = models.DateTimeField(db_default=Now())
    looked_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(null=True)
    seen = models.CharField(max_length=12, choices=Seen, default=Seen.NOTHING_YET)
    failures = models.PositiveIntegerField(default=0)
    error_code = models.CharField(max_length=60, blank=True)
    error_detail = models.TextField(blank=True)
    etag = models.CharField(max_length=1000, blank=True)
    last_modified = models.CharField(max_length=200, blank=True)
    body_sha256 = models.CharField(max_length=64, blank=True)
    url = models.URLField(max_length=4000, blank=True)
    created_at = models.DateTimeField(db_default=Now())

    objects = WatchQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "watches"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(seen__in=Seen.values), name="watch_seen_known"
            ),
            models.CheckConstraint(
                condition=models.Q(paused_by__isnull=True) | models.Q(is_paused=True),
                name="watch_paused_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_look_at"], name="watch_due", condition=models.Q(is_paused=False)
            ),
            models.Index(fields=["-created_at", "-id"], name="watch_newest"),
            models.Index(fields=["seen", "-created_at", "-id"], name="watch_by_seen"),
        ]

    def __str__(self) -> str:
        return f"{self.seen} {self.article_id}"

    @property
    def is_due(self) -> bool:
        """Whether it is about to be looked at."""
        return not self.is_paused and self.next_look_at <= timezone.now()

    @property
    def error(self) -> dict[str, str] | None:
        """`{code, detail}` of the last look, where it failed."""
        if not self.error_code:
            return None
        return {"code": self.error_code, "detail": told_again(self.error_detail)}


class AlertKind(models.TextChoices):
    """What happened at a publisher."""

    EDITED = "edited", _("Edited without a word")
    REMOVED = "removed", _("Removed")
    REDIRECTED = "redirected", _("Leads elsewhere")
    STAND_IN = "stand_in", _("Something else in its place")


class Resolution(models.TextChoices):
    """How an alert ended."""

    SEEN = "seen", _("looked at")
    TAKEN = "taken", _("the new text was taken")
    BACK = "back", _("the page is back")


class AlertQuerySet(models.QuerySet["Alert"]):
    """Questions about many alerts."""

    def visible_to(self, user: User) -> "AlertQuerySet":
        """Those of the articles that this person may read."""
        return self.filter(article__in=Article.objects.visible_to(user))

    def waiting(self) -> "AlertQuerySet":
        """Those that nobody has dealt with, newest first."""
        return self.filter(resolved_at__isnull=True).order_by("-at", "-id")


class Alert(Identified):
    """Something that happened at the publisher of an article or source, for people to look at.

    An edit has its two texts. A stand-in (`code`: `paywall`, `sign_in`, `empty`, `other_page`, `cut_short`) has the bytes
    that came, so that a person may take them all the same; the article's text stayed as it was. `url` is
    where the address leads now. A removal, redirect or stand-in is told once while it lasts: `last_seen_at` moves on.
    """

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="alerts")
    kind = models.CharField(max_length=12, choices=AlertKind)
    code = models.CharField(max_length=60, blank=True)
    url = models.URLField(max_length=4000, blank=True)
    old_revision = models.ForeignKey(
        ArticleRevision, null=True, on_delete=models.PROTECT, related_name="+"
    )
    new_revision = models.ForeignKey(
        ArticleRevision, null=True, on_delete=models.PROTECT, related_name="+"
    )
    item = models.ForeignKey(Import, null=True, on_delete=models.PROTECT, related_name="alerts")
    blob = models.ForeignKey(Blob, null=True, on_delete=models.PROTECT, related_name="+")
    fetched = models.JSONField(default=dict)
    at = models.DateTimeField(db_default=Now())
    last_seen_at = models.DateTimeField(db_default=Now())
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    resolution = models.CharField(max_length=8, choices=Resolution, blank=True)

    objects = AlertQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=AlertKind.values), name="alert_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    resolved_at__isnull=True, resolution="", resolved_by__isnull=True
                )
                | models.Q(resolved_at__isnull=False, resolution__in=Resolution.values),
                name="alert_resolved_somehow",
            ),
            models.CheckConstraint(
                condition=models.Q(resolved_by__isnull=False)
                | models.Q(resolution__in=["", "back"]),
                name="alert_resolved_by_somebody",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="edited")
                | models.Q(old_revision__isnull=False, new_revision__isnull=False),
                name="alert_edit_has_texts",
            ),
            models.UniqueConstraint(
                fields=["article", "kind"],
                condition=models.Q(resolved_at__isnull=True) & ~models.Q(kind="edited"),
                name="alert_once_while_it_lasts",
            ),
            models.UniqueConstraint(
                fields=["new_revision"],
                condition=models.Q(kind="edited"),
                name="alert_edit_once",
            ),
        ]
        indexes = [
            models.Index(fields=["-at", "-id"], name="alert_newest"),
            models.Index(
                fields=["-at", "-id"],
                name="alert_waiting",
                condition=models.Q(resolved_at__isnull=True),
            ),
            models.Index(fields=["article", "-at", "-id"], name="alert_of_article"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.article_id}"

    @property
    def lasted(self) -> timedelta:
        """From the first to the last time that it was seen."""
        until: datetime = self.last_seen_at
        return until - self.at


class AlertTouch(Identified):
    """A passage, or an evidence without one, that an edit touched, as it was found then.

    `highlight` is the claim's or quoted passage; null where the evidence rests on the page as a whole.
    """

    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="touches")
    highlight = models.ForeignKey(
        Highlight, null=True, on_delete=models.PROTECT, related_name="alert_touches"
    )
    evidence = models.ForeignKey(
        Evidence, null=True, on_delete=models.PROTECT, related_name="alert_touches"
    )
    state = models.CharField(max_length=10, choices=AnchorState)
    change = models.CharField(max_length=10, blank=True)
    context = models.CharField(max_length=8, default="same")

    class Meta:
        verbose_name_plural = "alert touches"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(highlight__isnull=False) | models.Q(evidence__isnull=False),
                name="alert_touch_of_something",
            ),
            models.UniqueConstraint(
                fields=["alert", "highlight", "evidence"],
                name="alert_touch_once",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.highlight_id}"
