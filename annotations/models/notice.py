"""What a person is told, and how they want to be told."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from annotations.models.article import Article
from annotations.models.claim import Claim
from annotations.models.ids import Identified
from annotations.models.user import User


class NoticeKind(models.TextChoices):
    """What happened."""

    ASSIGNED = "assigned", _("you are asked to work on something")
    MENTIONED = "mentioned", _("somebody mentions you")
    SENT_BACK = "sent_back", _("a claim of yours is sent back")
    APPROVED = "approved", _("a claim of yours is approved")
    PUBLISHED = "published", _("a claim of yours is published or withdrawn")
    STALE = "stale", _("an approval went stale")
    DEADLINE = "deadline", _("a deadline comes near or has passed")
    IMPORT_FAILED = "import_failed", _("an import of yours failed")
    SILENT_EDIT = "silent_edit", _("a page was edited silently or removed")
    REMINDED = "reminded", _("somebody asks you to review")
    BLOCKED = "blocked", _("a scheduled check could not be published")
    SUGGESTED = "suggested", _("somebody suggests a wording or answers yours")
    WEBHOOK = "webhook", _("a program is not told any more what happens")


class NoticeWay(models.TextChoices):
    """How a kind of notice reaches a person, beside the list in the app."""

    AT_ONCE = "at_once", _("mail at once")
    DIGEST = "digest", _("in the daily mail")
    APP = "app", _("in the app only")
    NONE = "none", _("not at all")


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Questions about what a person is told."""

    def visible_to(self, person: User) -> "NoticeQuerySet":
        """This person's own, save those about what they may not read (any more)."""
        claims = Claim.objects.visible_to(person).filter(pk=models.OuterRef("claim"))
        articles = Article.objects.visible_to(person).filter(pk=models.OuterRef("article"))
        return self.filter(
            models.Q(claim__isnull=True) | models.Exists(claims),
            models.Q(article__isnull=True) | models.Exists(articles),
            person=person,
        )

    def unseen(self) -> "NoticeQuerySet":
        """Those not looked at yet."""
        return self.filter(seen_at__isnull=True)

    def to_mail(self, way: str) -> "NoticeQuerySet":
        """Those that wait to be mailed in this way; what was seen in the app meanwhile needs no mail."""
        return self.unseen().filter(mail=way, mailed_at__isnull=True)


class Notice(Identified):
    """One thing that one person is told. `key` keeps it from being told twice.

    `body` holds ids and codes, never words of confidential things: the sentence is made when it is shown, as that
    person may see it then.
    """

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=16, choices=NoticeKind)
    key = models.CharField(max_length=120)
    seq = models.BigIntegerField(null=True)
    actor = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    article = models.ForeignKey(Article, null=True, on_delete=models.PROTECT, related_name="+")
    claim = models.ForeignKey(Claim, null=True, on_delete=models.PROTECT, related_name="+")
    body = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(null=True)
    mail = models.CharField(max_length=8, choices=NoticeWay, default=NoticeWay.APP)
    mailed_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="notice_told_once"),
            models.CheckConstraint(
                condition=models.Q(kind__in=NoticeKind.values), name="notice_kind_known"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-created_at", "-id"], name="notice_of_person"),
            models.Index(
                fields=["person", "-id"],
                name="notice_unseen",
                condition=models.Q(seen_at__isnull=True),
            ),
            models.Index(
                fields=["mail", "person", "id"],
                name="notice_to_mail",
                condition=models.Q(mailed_at__isnull=True, mail__in=["at_once", "digest"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.person_id}"


class NoticeChoice(Identified):
    """How one person wants one kind of notice."""

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="notice_choices")
    kind = models.CharField(max_length=16, choices=NoticeKind)
    way = models.CharField(max_length=8, choices=NoticeWay)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], name="notice_choice_once"),
            models.CheckConstraint(
                condition=models.Q(way__in=NoticeWay.values), name="notice_way_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.way}"


class Digest(Identified):
    """When a person's daily mail is sent, by their own clock."""

    person = models.OneToOneField(User, on_delete=models.PROTECT, related_name="digest")
    hour = models.PositiveSmallIntegerField(_("hour"), default=8)
    time_zone = models.CharField(_("time zone"), max_length=60, default="UTC")
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(hour__lte=23), name="digest_hour_of_day")
        ]

    def __str__(self) -> str:
        return f"{self.hour}:00 {self.time_zone}"


class NoticeHead(models.Model):
    """One row: up to which entry of history people have been told."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="notice_one_head")]

    def __str__(self) -> str:
        return str(self.seq)
