"""Sources, and evidence: a source's link to a claim, with a stance."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from annotations.models.article import Article
from annotations.models.blob import Blob
from annotations.models.claim import Claim, Highlight
from annotations.models.ids import Identified
from annotations.models.revision import ArticleRevision
from annotations.models.user import User
from annotations.models.visibility import Visibility


class SourceKind(models.TextChoices):
    """What a source is."""

    DOCUMENT = "document", _("official document")
    DATA = "data", _("data set")
    STATEMENT = "statement", _("press statement")
    NEWS = "news", _("news report")
    EYEWITNESS = "eyewitness", _("eyewitness")
    EXPERT = "expert", _("expert")
    CONTACT = "contact", _("phone or mail contact")
    SOCIAL = "social", _("social post")
    MEDIA = "media", _("image or video")
    OTHER = "other", _("other")


class Stance(models.TextChoices):
    """What a source does to a claim."""

    CORROBORATES = "corroborates", _("Corroborates")
    CONTRADICTS = "contradicts", _("Contradicts")
    CONTEXT = "context", _("Context")


class Channel(models.TextChoices):
    """By which way a person was reached, or a thing that has no address came here."""

    CALL = "call", _("call")
    MAIL = "mail", _("e-mail")
    MESSAGE = "message", _("message")
    MEETING = "meeting", _("meeting")
    LETTER = "letter", _("letter")
    PAPER = "paper", _("document on paper")
    FORM = "form", _("web form")
    OTHER = "other", _("other way")


class SourceOriginQuerySet(models.QuerySet["SourceOrigin"]):
    """Questions about many origins."""

    def visible_to(self, user: User) -> "SourceOriginQuerySet":
        """Those that this person named, or that something they may read goes back to: a name alone may betray."""
        if not user.is_active:
            return self.none()
        sources = Source.objects.visible_to(user).filter(origin__isnull=False)
        evidence = Evidence.objects.visible_to(user).filter(origin__isnull=False)
        return self.filter(
            models.Q(created_by=user)
            | models.Q(pk__in=sources.values("origin"))
            | models.Q(pk__in=evidence.values("origin"))
            | models.Q(claims__isnull=False)
        ).distinct()


class SourceOrigin(Identified):
    """Where information comes from, whoever carries it: an agency, a ministry, a witness.

    Several outlets that carry one agency story are one origin. `name_key` is the name without case and
    needless space.
    """

    name = models.CharField(max_length=300)
    name_key = models.CharField(max_length=300, db_index=True, editable=False)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SourceOriginQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="source_origin_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class SourceQuerySet(models.QuerySet["Source"]):
    """Questions about many sources."""

    def visible_to(self, user: User) -> "SourceQuerySet":
        """Those whose content this person may read. No role opens confidential ones."""
        if not user.is_active:
            return self.none()
        ids = Source.shared_with.through.objects.filter(user=user).values("source_id")
        return self.filter(
            models.Q(visibility=Visibility.EVERYONE)
            | models.Q(created_by=user)
            | models.Q(pk__in=ids)
        )


class Source(Identified):
    """A reusable record of something that tells about a claim. The same URL is the same source.

    `origin` is where its information comes from, where that is not the source itself. `contact` is how a person
    is reached; it is never printed. One that turned out to be another is `merged_into` it: what was linked to it
    stays linked, and counts for the other.

    `article` is its text as archived here, or the imported article that it is. `archiving` is the import that
    last tried to archive its page, for the `archive_tries`th time.
    """

    url = models.URLField(max_length=4000, blank=True)
    url_key = models.CharField(max_length=64, blank=True, editable=False)
    title = models.CharField(max_length=1000, blank=True)
    publisher = models.CharField(max_length=500, blank=True)
    author = models.CharField(max_length=500, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    language = models.CharField(max_length=16, blank=True)
    kind = models.CharField(max_length=12, choices=SourceKind, default=SourceKind.OTHER)
    origin = models.ForeignKey(
        SourceOrigin, null=True, blank=True, on_delete=models.PROTECT, related_name="sources"
    )
    contact = models.CharField(max_length=500, blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )
    copy_is_public = models.BooleanField(
        _("our archived copy is public"),
        default=False,
        help_text=_(
            "Readers of a published check may read the archived copy itself, not only its hash."
        ),
    )
    article = models.ForeignKey(
        Article, null=True, blank=True, on_delete=models.PROTECT, related_name="as_sources"
    )
    archiving = models.ForeignKey(
        "Import", null=True, blank=True, on_delete=models.PROTECT, related_name="archives"
    )
    archive_tries = models.PositiveSmallIntegerField(default=0)
    visibility = models.CharField(max_length=8, choices=Visibility, default=Visibility.EVERYONE)
    shared_with = models.ManyToManyField(User, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["url_key"],
                condition=~models.Q(url_key="") & models.Q(visibility="everyone"),
                name="source_open_url_once",
            ),
            models.UniqueConstraint(
                fields=["article"],
                condition=models.Q(visibility="everyone"),
                name="source_open_article_once",
            ),
            models.CheckConstraint(
                condition=models.Q(visibility__in=Visibility.values), name="source_visibility_known"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=SourceKind.values), name="source_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(url="") | models.Q(url__iregex=r"^https?://"),
                name="source_url_is_http",
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into__isnull=True) | models.Q(visibility="everyone"),
                name="source_merged_is_open",
            ),
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("id")),
                name="source_not_merged_into_itself",
            ),
        ]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="source_newest"),
            models.Index(fields=["kind", "-created_at", "-id"], name="source_by_kind"),
            models.Index(fields=["publisher", "-created_at", "-id"], name="source_by_publisher"),
            models.Index(
                fields=["id"],
                name="source_to_archive",
                condition=models.Q(visibility="everyone", article__isnull=True) & ~models.Q(url=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.url


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    """Questions about many evidences."""

    def standing(self) -> "EvidenceQuerySet":
        """Those not removed, oldest first."""
        return self.filter(removed_at__isnull=True).order_by("created_at", "id")

    def visible_to(self, user: User) -> "EvidenceQuerySet":
        """Those whose content this person may read, by their own and their source's visibility."""
        if not user.is_active:
            return self.none()
        ids = Evidence.shared_with.through.objects.filter(user=user).values("evidence_id")
        own = (
            models.Q(visibility=Visibility.EVERYONE)
            | models.Q(created_by=user)
            | models.Q(pk__in=ids)
        )
        return self.filter(own, source__in=Source.objects.visible_to(user))

    def listed_to(self, user: User) -> "EvidenceQuerySet":
        """Those that this person may know to exist, without being `visible_to` them."""
        return (
            self.exclude(visibility=Visibility.HIDDEN)
            .exclude(source__visibility=Visibility.HIDDEN)
            .exclude(pk__in=self.visible_to(user).values("pk"))
        )


class Evidence(Identified):
    """A source's link to a claim.

    `cited_*` are the source's address, title, publisher, date and kind as copied when it was linked: they
    are what is judged and printed, so that a typo fixed in the shared record changes no approval.
    `passage` is the quoted passage of another imported article. `origin` is whose information it is, where that is
    not the source's own origin: a report that carries a ministry's figure. `is_primary` says whether the source
    saw or made it itself; null where nobody said. `quote_original` are the words in `quote_language` of which `quote`
    is a translation, by `quote_translator`. What has no address says how (`channel`), when (`obtained_at`) and, never
    printed, through which `contact` it came.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="evidence")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="evidence")
    stance = models.CharField(max_length=12, choices=Stance)
    quote = models.TextField(blank=True)
    note = models.TextField(blank=True)
    passage = models.ForeignKey(
        Highlight, null=True, blank=True, on_delete=models.PROTECT, related_name="quoted_by"
    )
    cited_url = models.URLField(max_length=4000, blank=True)
    cited_title = models.CharField(max_length=1000, blank=True)
    cited_publisher = models.CharField(max_length=500, blank=True)
    cited_published_at = models.DateTimeField(null=True, blank=True)
    cited_kind = models.CharField(max_length=12, choices=SourceKind, default=SourceKind.OTHER)
    cited_author = models.CharField(max_length=500, blank=True)
    origin = models.ForeignKey(
        SourceOrigin, null=True, blank=True, on_delete=models.PROTECT, related_name="evidence"
    )
    is_primary = models.BooleanField(null=True, blank=True)
    quote_original = models.TextField(blank=True)
    quote_language = models.CharField(max_length=16, blank=True)
    quote_translator = models.CharField(max_length=300, blank=True)
    channel = models.CharField(max_length=12, choices=Channel, blank=True)
    obtained_at = models.DateTimeField(null=True, blank=True)
    contact = models.CharField(max_length=500, blank=True)
    visibility = models.CharField(max_length=8, choices=Visibility, default=Visibility.EVERYONE)
    shared_with = models.ManyToManyField(User, blank=True, related_name="+")
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name_plural = _("evidence")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(stance__in=Stance.values), name="evidence_stance_known"
            ),
            models.CheckConstraint(
                condition=models.Q(visibility__in=Visibility.values),
                name="evidence_visibility_known",
            ),
            models.CheckConstraint(
                condition=models.Q(cited_url="") | models.Q(cited_url__iregex=r"^https?://"),
                name="evidence_url_is_http",
            ),
            models.CheckConstraint(
                condition=models.Q(channel="") | models.Q(channel__in=Channel.values),
                name="evidence_channel_known",
            ),
        ]
        indexes = [
            models.Index(fields=["claim", "created_at", "id"], name="evidence_of_claim"),
        ]

    def __str__(self) -> str:
        return f"{self.stance} {self.cited_title or self.cited_url}"

    @property
    def is_open(self) -> bool:
        """Whether everyone may see it (the source's visibility must be loaded)."""
        return (
            self.visibility == Visibility.EVERYONE and self.source.visibility == Visibility.EVERYONE
        )


class Attachment(Identified):
    """A file that belongs to an evidence: a scan, a recording, a mail. Who sees the evidence sees it."""

    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="attachments")
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+")
    filename = models.CharField(max_length=500)
    media_type = models.CharField(max_length=200, blank=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(filename=""), name="attachment_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.filename


class SoughtQuote(models.Model):
    """That the typed quote of an evidence was looked for in the archived copy of its source.

    `places` says how often `quote` stood in `revision`: only once is its place certain, and kept as a
    highlight. It is a table of its own because the evidence of an approved claim never changes.
    """

    evidence = models.OneToOneField(
        Evidence, primary_key=True, on_delete=models.PROTECT, related_name="sought"
    )
    revision = models.ForeignKey(ArticleRevision, on_delete=models.PROTECT, related_name="+")
    quote = models.TextField()
    places = models.PositiveSmallIntegerField()
    at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"{self.places} {self.evidence_id}"
