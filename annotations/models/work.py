"""Work to be done later, written with the change that asks for it; imports; heartbeats."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from annotations.models.article import Article, ArticleRole, Purpose
from annotations.models.batch import Batch
from annotations.models.blob import Blob
from annotations.models.feed import Feed
from annotations.models.ids import Identified
from annotations.models.revision import ArticleRevision, Snapshot
from annotations.models.user import User
from annotations.told_again import told_again


class WorkQuerySet(models.QuerySet["Work"]):
    """Questions that the dispatcher and the sweeper ask, by the database's clock."""

    def due(self) -> "WorkQuerySet":
        """Not done, due, not published lately, and not in anybody's hands."""
        return self.filter(
            models.Q(dispatched_at__isnull=True)
            | models.Q(dispatched_at__lt=Now() - timedelta(seconds=settings.WORK_LEASE_SECONDS)),
            models.Q(lease_until__isnull=True) | models.Q(lease_until__lt=Now()),
            done_at__isnull=True,
            available_at__lte=Now(),
        ).order_by("available_at", "id")

    def lost(self) -> "WorkQuerySet":
        """In the hands of somebody who has not been heard of for longer than the lease."""
        return self.filter(done_at__isnull=True, lease_until__lt=Now())


class Work(Identified):
    """One thing to do later; the truth behind a Celery message, which may get lost.

    A worker takes it with a lease (owner and the database's clock); a lease that runs out makes it
    due again. `dispatched_at` only keeps the dispatcher from publishing it twice in a row.
    """

    kind = models.CharField(max_length=40)
    subject = models.UUIDField()
    payload = models.JSONField(default=dict)
    attempts = models.PositiveIntegerField(default=0)
    available_at = models.DateTimeField(db_default=Now())
    dispatched_at = models.DateTimeField(null=True)
    lease_owner = models.CharField(max_length=80, blank=True)
    lease_until = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(db_default=Now())

    objects = WorkQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["available_at", "id"],
                name="work_waiting",
                condition=models.Q(done_at__isnull=True),
            ),
            models.Index(fields=["kind", "subject"], name="work_of_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class ImportStatus(models.TextChoices):
    """An accepted import ends succeeded or failed."""

    QUEUED = "queued", _("Waiting")
    RUNNING = "running", _("Running")
    SUCCEEDED = "succeeded", _("Arrived")
    FAILED = "failed", _("Failed")


class ImportStage(models.TextChoices):
    """Where in the pipeline an import is."""

    ACCEPTED = "accepted", _("accepted")
    FETCH = "fetch", _("fetching the page")
    READ = "read", _("reading the text")
    REVISE = "revise", _("preparing the article")
    DONE = "done", _("done")


class ImportKind(models.TextChoices):
    """What an import brings: an article, fact-checks of others for matching, or others' annotations of an article."""

    ARTICLE = "article", _("Article")
    EARLIER_CHECKS = "earlier_checks", _("Earlier checks")
    ANNOTATIONS = "annotations", _("Annotations from elsewhere")


class ImportQuerySet(models.QuerySet["Import"]):
    """Questions about many imports."""

    def visible_to(self, user: User) -> "ImportQuerySet":
        """Every signed-in account sees every import."""
        return self if user.is_active else self.none()

    def listed(self) -> "ImportQuerySet":
        """Those of the import lists: no archives of sources, which nobody asked for by name."""
        return self.filter(article_role=ArticleRole.ARTICLE)

    def unfinished(self) -> "ImportQuerySet":
        """Accepted and not ended."""
        return self.filter(status__in=[ImportStatus.QUEUED, ImportStatus.RUNNING])


class Import(Identified):
    """One request to bring an article in, with its status and attempts.

    `part` names one of several stories in the same bytes. `outcome` counts what an import of earlier
    checks brought: ``{"new": 3, "changed": 1, "same": 40, "refused": 0}``; of annotations
    ``{"claims": 12, "comments": 2, "left": 1}``.
    """

    kind = models.CharField(max_length=16, choices=ImportKind, default=ImportKind.ARTICLE)
    batch = models.ForeignKey(Batch, null=True, on_delete=models.PROTECT, related_name="imports")
    feed = models.ForeignKey(Feed, null=True, on_delete=models.PROTECT, related_name="imports")
    part = models.CharField(max_length=200, blank=True)
    outcome = models.JSONField(default=dict, blank=True)
    origin = models.CharField(max_length=8)
    purpose = models.CharField(max_length=8, choices=Purpose, default=Purpose.OTHERS)
    article_role = models.CharField(max_length=8, default="article")
    url = models.URLField(max_length=4000, blank=True)
    filename = models.CharField(max_length=500, blank=True)
    media_type = models.CharField(max_length=200, blank=True)
    given = models.JSONField(default=dict)
    blob = models.ForeignKey(Blob, null=True, on_delete=models.PROTECT, related_name="+")
    article = models.ForeignKey(
        Article, null=True, on_delete=models.PROTECT, related_name="imports"
    )
    snapshot = models.ForeignKey(Snapshot, null=True, on_delete=models.PROTECT, related_name="+")
    revision = models.ForeignKey(
        ArticleRevision, null=True, on_delete=models.PROTECT, related_name="+"
    )
    status = models.CharField(max_length=10, choices=ImportStatus, default=ImportStatus.QUEUED)
    stage = models.CharField(max_length=10, choices=ImportStage, default=ImportStage.ACCEPTED)
    attempts = models.PositiveIntegerField(default=0)
    requests = models.PositiveIntegerField(default=1)
    error_code = models.CharField(max_length=60, blank=True)
    error_detail = models.TextField(blank=True)
    requested_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=ImportStatus.values), name="import_status_known"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=ImportKind.values), name="import_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=["queued", "running"], finished_at__isnull=True)
                | models.Q(status__in=["succeeded", "failed"], finished_at__isnull=False),
                name="import_finished_with_status",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="succeeded")
                | models.Q(revision__isnull=False)
                | models.Q(kind__in=["earlier_checks", "annotations"]),
                name="import_succeeded_has_revision",
            ),
        ]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="import_newest"),
            models.Index(fields=["status", "-created_at", "-id"], name="import_by_status"),
            models.Index(fields=["origin", "-created_at", "-id"], name="import_by_origin"),
            models.Index(fields=["article"], name="import_of_article"),
            models.Index(fields=["batch", "-created_at", "-id"], name="import_of_batch"),
            models.Index(fields=["feed", "-created_at", "-id"], name="import_of_feed"),
            models.Index(
                fields=["created_at"],
                name="import_waiting",
                condition=models.Q(status__in=["queued", "running"]),
            ),
        ]

    def __str__(self) -> str:
        return self.url or self.filename or str(self.id)

    @property
    def is_finished(self) -> bool:
        """Whether it ended, one way or the other."""
        return self.status in {ImportStatus.SUCCEEDED, ImportStatus.FAILED}

    @property
    def error(self) -> dict[str, str] | None:
        """`{code, detail}` of a failed import."""
        if not self.error_code:
            return None
        return {"code": self.error_code, "detail": told_again(self.error_detail)}


class Heartbeat(models.Model):
    """When each background process last proved that it works."""

    name = models.CharField(primary_key=True, max_length=40)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} {self.at}"
