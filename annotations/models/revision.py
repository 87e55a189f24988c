"""Snapshots (bytes as arrived) and revisions (the readable text that offsets refer to)."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from annotations.models.article import Article
from annotations.models.blob import Blob
from annotations.models.ids import Identified
from annotations.models.user import User


class Origin(models.TextChoices):
    """By which way the bytes came in."""

    FETCH = "fetch", _("Fetched from its address")
    PASTE = "paste", _("Pasted")
    FILE = "file", _("Uploaded")
    BROWSER = "browser", _("Sent from a browser")
    FEED = "feed", _("From a feed")


class Snapshot(Identified):
    """The bytes of an article as they arrived once. Never changed, never deleted."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="snapshots")
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+")
    origin = models.CharField(max_length=8, choices=Origin)
    requested_url = models.URLField(max_length=4000, blank=True)
    url = models.URLField(max_length=4000, blank=True)
    filename = models.CharField(max_length=500, blank=True)
    media_type = models.CharField(max_length=200, blank=True)
    charset = models.CharField(max_length=60, blank=True)
    status_code = models.PositiveSmallIntegerField(null=True)
    headers = models.JSONField(default=dict)
    fetched_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["article", "-fetched_at"], name="snapshot_of_article")]

    def __str__(self) -> str:
        return f"{self.origin} {self.blob_id[:12]}"


class ArticleRevision(Identified):
    """One immutable readable text of an article.

    `text` is what every offset refers to, in Unicode code points. `blocks` cut it into headline,
    paragraphs, captions and so on; `set_aside` are blocks of a fetched page that are kept beside the
    text as site furniture; `sentences` is a flat list of offsets ``[s0, e0, s1, e1, ...]``.

    A revision is what one reader recipe makes of one snapshot: `recipe` names the reader's version
    and the person's choices of blocks, so that making it twice gives one row.
    """

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="revisions")
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    recipe = models.CharField(max_length=120)
    choices = models.JSONField(default=dict)
    text = models.TextField()
    length = models.PositiveIntegerField()
    text_sha256 = models.CharField(max_length=64)
    blocks = models.JSONField(default=list)
    set_aside = models.JSONField(default=list)
    sentences: "ArrayField[Any, list[int]]" = ArrayField(models.IntegerField(), default=list)
    document = models.JSONField(default=dict)
    created_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "recipe"], name="revision_once_per_recipe"),
            models.UniqueConstraint(fields=["article", "number"], name="revision_number_once"),
        ]

    def __str__(self) -> str:
        return f"revision {self.number}"


class Exchange(Identified):
    """One request of a fetch and its answer, redirects included, as they were: what a WARC file is made of.

    Headers are lists of pairs in their order. `blob` is the body with its content coding taken off; null where it
    was not kept (of a redirect). `address` is the IP address that answered. Never changed, never deleted.
    """

    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="exchanges")
    position = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    method = models.CharField(max_length=8, default="GET")
    url = models.URLField(max_length=4000)
    address = models.GenericIPAddressField(null=True)
    http_version = models.CharField(max_length=8, default="HTTP/1.1")
    status_code = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=200, blank=True)
    request_headers = models.JSONField(default=list)
    response_headers = models.JSONField(default=list)
    blob = models.ForeignKey(Blob, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "position"], name="exchange_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.status_code} {self.url}"
