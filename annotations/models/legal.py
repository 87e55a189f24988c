"""Legal matters, their dossiers; what was erased; where the head of history was sent."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from annotations.models.article import Article
from annotations.models.blob import Blob
from annotations.models.claim import Claim
from annotations.models.ids import Identified
from annotations.models.user import User


class LegalMatterQuerySet(models.QuerySet["LegalMatter"]):
    """Questions about many matters."""

    def visible_to(self, user: User) -> "LegalMatterQuerySet":
        """Those that this person opened or is one of the people of. No role opens others, nor being superuser."""
        if not user.is_active:
            return self.none()
        theirs = LegalMatter.people.through.objects.filter(user=user).values("legalmatter_id")
        return self.filter(models.Q(created_by=user) | models.Q(pk__in=theirs))

    def open(self) -> "LegalMatterQuerySet":
        """Those not closed."""
        return self.filter(closed_at__isnull=True)


class LegalMatter(Identified):
    """A complaint, a letter before action, a lawsuit: who asks, until when, and about what.

    While `holds` and not closed, nothing of its claims, articles and their sources is erased or purged. Seen by who opened it and its `people`.
    """

    title = models.CharField(_("title"), max_length=300)
    reference = models.CharField(_("reference"), max_length=120, blank=True)
    requester = models.CharField(_("who asks"), max_length=300)
    received_on = models.DateField(_("received on"))
    deadline_on = models.DateField(_("to be answered by"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    holds = models.BooleanField(_("hold: nothing of it may be erased"), default=True)
    claims = models.ManyToManyField(Claim, blank=True, related_name="legal_matters")
    articles = models.ManyToManyField(Article, blank=True, related_name="legal_matters")
    people = models.ManyToManyField(User, blank=True, related_name="legal_matters")
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    objects = LegalMatterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(title="") & ~models.Q(requester=""),
                name="legal_matter_says_who_and_what",
            ),
        ]
        indexes = [models.Index(fields=["-created_at", "-id"], name="legal_matter_newest")]

    def __str__(self) -> str:
        return self.title

    @property
    def etag(self) -> str:
        """Its version, as doors tell it."""
        return f'"{self.version}"'

    @property
    def is_holding(self) -> bool:
        """Whether nothing of it may be erased now."""
        return self.holds and self.closed_at is None


class DossierKind(models.TextChoices):
    """For whom a dossier is."""

    COUNSEL = "counsel", _("for counsel, complete")
    DISCLOSURE = "disclosure", _("for disclosure, redacted")


class Dossier(Identified):
    """A dossier of a legal matter as it was made once; its bytes are kept.

    `redactions` lists what was left out and why, without saying it. It waits while `blob` and `error` are empty.
    """

    matter = models.ForeignKey(LegalMatter, on_delete=models.PROTECT, related_name="dossiers")
    kind = models.CharField(max_length=12, choices=DossierKind)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    blob = models.ForeignKey(Blob, null=True, on_delete=models.PROTECT, related_name="+")
    redactions = models.JSONField(default=list)
    history_seq = models.BigIntegerField(null=True)
    history_hash = models.CharField(max_length=64, blank=True)
    finished_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=DossierKind.values), name="dossier_kind_known"
            ),
        ]
        indexes = [models.Index(fields=["matter", "-created_at"], name="dossier_of_matter")]

    def __str__(self) -> str:
        return f"{self.kind} {self.matter_id}"

    @property
    def filename(self) -> str:
        """What it is saved as."""
        return f"dossier-{self.kind}-{self.created_at:%Y%m%d-%H%M%S}.zip"


class Erasure(Identified):
    """That personal data was erased from the record: whose request, who did it, why, and which entries."""

    about = models.CharField(max_length=300)
    reason = models.TextField()
    object_type = models.CharField(max_length=30, blank=True)
    object_id = models.CharField(max_length=40, blank=True)
    seqs = models.JSONField(default=list)
    done_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="erasure_says_why")
        ]

    def __str__(self) -> str:
        return self.about


class HeadWay(models.TextChoices):
    """How the head of history goes out."""

    MAIL = "mail", _("by mail")
    TIMESTAMP = "timestamp", _("RFC 3161 time-stamp")


class HeadNote(Identified):
    """That the number and hash of the newest entry were put somewhere that this newsroom does not control."""

    seq = models.BigIntegerField()
    hash = models.CharField(max_length=64)
    way = models.CharField(max_length=12, choices=HeadWay)
    address = models.CharField(max_length=500)
    token = models.BinaryField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["-created_at", "-id"], name="head_note_newest")]

    def __str__(self) -> str:
        return f"{self.seq} {self.hash[:12]}"
