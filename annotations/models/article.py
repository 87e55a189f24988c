"""Articles: what is checked, and archived web sources."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from annotations.models.desk import Desk, Priority
from annotations.models.ids import Identified
from annotations.models.user import User

# A word that more articles have than anybody reads through.
MOST_MATCHES = 5_000


class Purpose(models.TextChoices):
    """Whose words are checked: others' (may become public), or our own before publication."""

    OTHERS = "others", _("Published by others")
    OWN = "own", _("Our own copy")


class ArticleRole(models.TextChoices):
    """An article under check, or a web source kept for what it says."""

    ARTICLE = "article", _("Article")
    SOURCE = "source", _("Archived source")


class Stage(models.TextChoices):
    """How far the checking of an article is."""

    NEW = "new", _("New")
    CHECKING = "checking", _("Checking")
    IN_REVIEW = "in_review", _("In review")
    DONE = "done", _("Done")


class ArticleQuerySet(models.QuerySet["Article"]):
    """Questions about many articles."""

    def visible_to(self, user: User) -> "ArticleQuerySet":
        """Those that this person may read: every signed-in account reads every article not deleted."""
        return self.filter(deleted_at__isnull=True) if user.is_active else self.none()

    def listed(self) -> "ArticleQuerySet":
        """Those of the article lists: readable, no archived sources, none that is part of another."""
        return self.filter(
            role=ArticleRole.ARTICLE,
            current_revision__isnull=False,
            merged_into__isnull=True,
            deleted_at__isnull=True,
        )

    def matching(self, words: str) -> "ArticleQuerySet":
        """The newest of those whose title or text has all of `words` (at most `MOST_MATCHES`).

        The inner limit keeps PostgreSQL from walking the order's index in the hope of an early match.
        """
        query = SearchQuery(words, config="simple", search_type="websearch")
        found = Article.objects.filter(search=query).order_by("-created_at", "-id")
        return self.filter(pk__in=found.values("pk")[:MOST_MATCHES])


class Article(Identified):
    """One document, whatever its text was at different times.

    The metadata fields hold the current values. `field_notes` says for each where it came from:
    ``{"published_at": {"origin": "caption", "confidence": "low"}}``; origin ``person`` means that an
    editor set it, and no import changes it again.

    `identifier` is what the publisher's system calls the story, `wire` what else an agency says of it
    (see `annotations.imports.readers.document.Document`). An article that turned out to be another one
    again is `merged_into` it: it keeps its record and leaves the lists. So does a deleted one.
    """

    role = models.CharField(max_length=8, choices=ArticleRole, default=ArticleRole.ARTICLE)
    purpose = models.CharField(max_length=8, choices=Purpose, default=Purpose.OTHERS)
    title = models.CharField(max_length=1000, blank=True)
    subtitle = models.TextField(blank=True)
    byline = models.CharField(max_length=1000, blank=True)
    site_name = models.CharField(max_length=500, blank=True)
    url = models.URLField(max_length=4000, blank=True)
    canonical_url = models.URLField(max_length=4000, blank=True)
    image_url = models.URLField(max_length=4000, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField(null=True, blank=True)
    language = models.CharField(max_length=16, blank=True)
    identifier = models.CharField(max_length=500, blank=True)
    wire = models.JSONField(default=dict, blank=True)
    field_notes = models.JSONField(default=dict, blank=True)
    stage = models.CharField(max_length=12, choices=Stage, default=Stage.NEW)
    writers = models.ManyToManyField(User, blank=True, related_name="written_articles")
    writer_names = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    assignees = models.ManyToManyField(User, blank=True, related_name="assigned_articles")
    reviewers = models.ManyToManyField(User, blank=True, related_name="articles_to_review")
    desk = models.ForeignKey(
        Desk, null=True, blank=True, on_delete=models.PROTECT, related_name="articles"
    )
    topics = models.ManyToManyField(Desk, blank=True, related_name="articles_about")
    publicly = models.CharField(
        _("public page"),
        max_length=8,
        blank=True,
        help_text=_("Empty: as the newsroom's settings say. Never for our own copy."),
    )
    deadline_at = models.DateTimeField(null=True, blank=True)
    priority = models.SmallIntegerField(choices=Priority, default=Priority.NORMAL)
    current_revision = models.ForeignKey(
        "ArticleRevision", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )
    search = SearchVectorField(null=True, editable=False)
    created_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    deleted_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = ArticleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(publicly__in=["", "text", "passages", "nothing"]),
                name="article_publicly_known",
            ),
            models.CheckConstraint(
                condition=models.Q(publicly__in=["", "nothing"]) | ~models.Q(purpose="own"),
                name="article_own_copy_is_not_public",
            ),
            models.CheckConstraint(
                condition=models.Q(purpose__in=Purpose.values), name="article_purpose_known"
            ),
            models.CheckConstraint(
                condition=models.Q(stage__in=Stage.values), name="article_stage_known"
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=ArticleRole.values), name="article_role_known"
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into__isnull=True)
                | ~models.Q(merged_into=models.F("id")),
                name="article_not_merged_into_itself",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-created_at", "-id"],
                name="article_newest",
                condition=models.Q(
                    role="article", current_revision__isnull=False, merged_into__isnull=True
                ),
            ),
            models.Index(fields=["stage", "-created_at", "-id"], name="article_by_stage"),
            models.Index(fields=["language", "-created_at", "-id"], name="article_by_language"),
            models.Index(fields=["purpose", "-created_at", "-id"], name="article_by_purpose"),
            models.Index(fields=["desk", "-created_at", "-id"], name="article_by_desk"),
            models.Index(fields=["priority", "-created_at", "-id"], name="article_by_priority"),
            models.Index(
                fields=["deadline_at", "id"],
                name="article_deadline",
                condition=models.Q(deadline_at__isnull=False),
            ),
            models.Index(fields=["canonical_url"], name="article_canonical"),
            models.Index(fields=["url"], name="article_url"),
            models.Index(
                fields=["identifier"],
                name="article_identifier",
                condition=~models.Q(identifier=""),
            ),
            GinIndex(fields=["search"], name="article_search"),
        ]

    def __str__(self) -> str:
        return self.title or self.url or str(self.id)

    @property
    def is_source(self) -> bool:
        """Whether this is an archived web source and not in the article lists."""
        return self.role == ArticleRole.SOURCE

    def sure_of(self, field: str) -> Any:
        """The value of a metadata field, or None while it is only proposed (low confidence)."""
        return None if self.note_of(field).get("confidence") == "low" else getattr(self, field)

    def note_of(self, field: str) -> dict[str, Any]:
        """Where the value of a metadata field came from, or an empty dict."""
        note: dict[str, Any] = self.field_notes.get(field, {})
        return note
