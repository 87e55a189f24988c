"""The newsroom: one installation is one of them."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from annotations.models.user import Role


class Language(models.TextChoices):
    """A language of the interface; content may be in any. Each is called as it calls itself."""

    ENGLISH = "en", "English"
    RUSSIAN = "ru", "Русский"
    BELARUSIAN = "be", "Беларуская"


class PublicText(models.TextChoices):
    """What the public page of an article shows of its text, as the rights to it allow."""

    TEXT = "text", _("the whole text")
    PASSAGES = "passages", _("only the passages that are checked")
    NOTHING = "nothing", _("there is no such page")


class Newsroom(models.Model):
    """Its name, and what its public pages say about how it works. One row."""

    id = models.SmallIntegerField(primary_key=True, default=1, editable=False)
    name = models.CharField(_("name"), max_length=200, default="Factcheck")
    methodology = models.TextField(_("methodology"), blank=True)
    corrections_policy = models.TextField(_("corrections policy"), blank=True)
    ownership = models.TextField(_("ownership"), blank=True)
    funding = models.TextField(_("funding"), blank=True)
    sources_policy = models.TextField(
        _("sources policy"),
        blank=True,
        help_text=_("How you choose, name and archive sources, and when one stays unnamed."),
    )
    contact = models.TextField(
        _("contact"), blank=True, help_text=_("Where readers write to, to tell of an error.")
    )
    language = models.CharField(
        _("language of the public pages"), max_length=8, choices=Language, default=Language.ENGLISH
    )
    shows_articles = models.CharField(
        _("public annotated articles"),
        max_length=8,
        choices=PublicText,
        default=PublicText.PASSAGES,
        help_text=_("What the public page of an article shows beside its published checks."),
    )
    feeds_most = models.PositiveSmallIntegerField(
        _("feeds at most"),
        default=50,
        help_text=_("How many feeds may be subscribed to at the same time."),
    )
    feed_interval_least = models.PositiveSmallIntegerField(
        _("minutes between two polls at least"),
        default=15,
        help_text=_("No feed is asked more often than this."),
    )
    feed_entries_most = models.PositiveSmallIntegerField(
        _("new entries of one poll at most"),
        default=30,
        help_text=_("Further new entries wait for the next poll; none is lost."),
    )
    says_reexamined = models.BooleanField(
        _("say publicly that a check is being re-examined"),
        default=False,
        help_text=_(
            "When what was approved has changed at its publisher, the public page says so until a "
            "reviewer has looked again. The check itself stays as it was published."
        ),
    )
    watch_is_on = models.BooleanField(
        _("watch published pages"),
        default=True,
        help_text=_(
            "Fetch the pages of articles and sources again by itself, as long as claims rest on them."
        ),
    )
    watch_interval_least = models.PositiveSmallIntegerField(
        _("minutes between two looks at a page at least"),
        default=60,
        help_text=_("Fresh pages are looked at this often; older ones less and less."),
    )
    watch_interval_most = models.PositiveIntegerField(
        _("minutes between two looks at a page at most"),
        default=7 * 24 * 60,
        help_text=_("How seldom a page is looked at that has not changed for long."),
    )
    review_steps = models.PositiveSmallIntegerField(
        _("reviewers who must approve"),
        default=1,
        choices=[(1, _("one other person")), (2, _("two other people, one after the other"))],
    )
    wants_sign_off = models.BooleanField(
        _("articles are signed off as a whole"),
        default=False,
        help_text=_(
            "A checked article asks for a reviewer who signs it off. It keeps no claim from being published."
        ),
    )
    wants_second_verdict = models.BooleanField(
        _("independent second verdict"),
        default=False,
        help_text=_(
            "Before a claim is approved somebody else rates it without seeing the first verdict; where the two "
            "disagree, a third person does."
        ),
    )
    warns_hours_before = models.PositiveSmallIntegerField(
        _("hours before a deadline to warn"), default=4
    )
    second_factor_roles: "ArrayField[Any, Any]" = ArrayField(
        models.CharField(max_length=16, choices=Role),
        verbose_name=_("roles that need a second factor"),
        default=list,
        blank=True,
    )
    head_address = models.EmailField(
        _("address for the daily hash of the record"),
        blank=True,
        help_text=_(
            "An address outside this newsroom: who has it can prove later that nothing was cut off."
        ),
    )
    timestamp_url = models.URLField(
        _("time-stamp authority (RFC 3161)"), max_length=500, blank=True
    )
    setup_digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("newsroom")
        verbose_name_plural = _("newsroom")
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="newsroom_only_one"),
            models.CheckConstraint(
                condition=models.Q(language__in=Language.values), name="newsroom_language_known"
            ),
            models.CheckConstraint(
                condition=models.Q(shows_articles__in=PublicText.values),
                name="newsroom_public_text_known",
            ),
            models.CheckConstraint(
                condition=models.Q(review_steps__in=[1, 2]), name="newsroom_one_or_two_steps"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    watch_interval_least__gte=1,
                    watch_interval_most__gte=models.F("watch_interval_least"),
                ),
                name="newsroom_watch_intervals_sane",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def current(cls) -> "Newsroom":
        """The one row (made by the first migration)."""
        return cls.objects.get(pk=1)
