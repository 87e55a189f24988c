"""What was tried for a claim: searches and calls, requests for comment, checks of a quotation, notes, reasons."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from annotations.models.claim import Appearance, Claim
from annotations.models.ids import Identified
from annotations.models.source import Channel
from annotations.models.user import User
from annotations.models.visibility import Confidential, ConfidentialQuerySet, Visibility


class AttemptKind(models.TextChoices):
    """How something was looked for."""

    SEARCHED = "searched", _("searched")
    CALLED = "called", _("called")
    WROTE = "wrote", _("wrote to")
    VISITED = "visited", _("went to")
    ASKED = "asked", _("asked")
    OTHER = "other", _("tried otherwise")


class AttemptOutcome(models.TextChoices):
    """What came of it."""

    NOTHING = "nothing", _("found nothing")
    NO_ANSWER = "no_answer", _("no answer")
    DECLINED = "declined", _("declined to answer")
    UNCLEAR = "unclear", _("unclear")
    FOUND = "found", _("found something")


class Attempt(Confidential):
    """That something was looked for: where or whom, when, and what came of it."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="attempts")
    kind = models.CharField(max_length=12, choices=AttemptKind)
    where = models.CharField(max_length=1000)
    outcome = models.CharField(max_length=12, choices=AttemptOutcome)
    note = models.TextField(blank=True)
    tried_on = models.DateField()

    objects = ConfidentialQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=AttemptKind.values), name="attempt_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(outcome__in=AttemptOutcome.values), name="attempt_outcome_known"
            ),
            models.CheckConstraint(condition=~models.Q(where=""), name="attempt_says_where"),
            models.CheckConstraint(
                condition=models.Q(visibility__in=Visibility.values),
                name="attempt_visibility_known",
            ),
        ]
        indexes = [models.Index(fields=["claim", "created_at", "id"], name="attempt_of_claim")]

    def __str__(self) -> str:
        return f"{self.kind} {self.where}"


class CommentOutcome(models.TextChoices):
    """What came of a request for comment."""

    WAITING = "waiting", _("waiting for an answer")
    ANSWERED = "answered", _("answered")
    DECLINED = "declined", _("declined to comment")
    NO_ANSWER = "no_answer", _("did not answer by the deadline")


class RequestForComment(Identified):
    """That somebody whom a claim concerns was asked what they say to it. Printed publicly, save `contact`."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="requests_for_comment")
    whom = models.CharField(max_length=300)
    channel = models.CharField(max_length=12, choices=Channel)
    contact = models.CharField(max_length=500, blank=True)
    asked = models.TextField(blank=True)
    sent_at = models.DateTimeField()
    deadline_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(
        max_length=12, choices=CommentOutcome, default=CommentOutcome.WAITING
    )
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = _("requests for comment")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome__in=CommentOutcome.values), name="comment_outcome_known"
            ),
            models.CheckConstraint(condition=~models.Q(whom=""), name="comment_asks_somebody"),
            models.CheckConstraint(
                condition=~models.Q(outcome="answered") | ~models.Q(answer=""),
                name="comment_answer_has_words",
            ),
            models.CheckConstraint(
                condition=models.Q(deadline_at__isnull=True)
                | models.Q(deadline_at__gte=models.F("sent_at")),
                name="comment_deadline_after_sending",
            ),
        ]
        indexes = [models.Index(fields=["claim", "created_at", "id"], name="comment_of_claim")]

    def __str__(self) -> str:
        return f"{self.whom} {self.outcome}"


class Checked(models.TextChoices):
    """What one of the three checks of a quotation found."""

    OPEN = "", _("not checked")
    RIGHT = "right", _("right")
    WRONG = "wrong", _("wrong")
    UNCLEAR = "unclear", _("could not be settled")


class QuoteCheck(Identified):
    """Three checks of a quotation: that it was said, that the words are right, and that what it says is so.

    The original words and their language stand with the appearance, who translated them here. One in force for
    each appearance.
    """

    appearance = models.ForeignKey(
        Appearance, on_delete=models.PROTECT, related_name="quote_checks"
    )
    said = models.CharField(max_length=8, choices=Checked, blank=True, default=Checked.OPEN)
    said_note = models.TextField(blank=True)
    wording = models.CharField(max_length=8, choices=Checked, blank=True, default=Checked.OPEN)
    wording_note = models.TextField(blank=True)
    content = models.CharField(max_length=8, choices=Checked, blank=True, default=Checked.OPEN)
    content_note = models.TextField(blank=True)
    translator = models.CharField(max_length=300, blank=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["appearance"],
                condition=models.Q(superseded_at__isnull=True),
                name="quote_check_one_in_force",
            ),
            models.CheckConstraint(
                condition=models.Q(said__in=Checked.values)
                & models.Q(wording__in=Checked.values)
                & models.Q(content__in=Checked.values),
                name="quote_check_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.said} {self.wording} {self.content}"


class Note(Confidential):
    """A person's working note on a claim: never judged, never printed."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="notes")
    body = models.TextField()
    changed_at = models.DateTimeField(auto_now=True)

    objects = ConfidentialQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(body=""), name="note_says_something"),
            models.CheckConstraint(
                condition=models.Q(visibility__in=Visibility.values), name="note_visibility_known"
            ),
        ]
        indexes = [models.Index(fields=["claim", "created_at", "id"], name="note_of_claim")]

    def __str__(self) -> str:
        return self.body[:60]


class GuardReason(Identified):
    """Why a claim may stand although the guard warns of something; the reviewer reads it.

    `warning` is the guard's code. One in force for each claim and warning. `is_open` tells that the guard warned
    on what everyone may see; a reason that was written over confidential things is shown only to those who see them.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="guard_reasons")
    warning = models.CharField(max_length=40)
    reason = models.TextField()
    is_open = models.BooleanField(default=False)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "warning"],
                condition=models.Q(superseded_at__isnull=True),
                name="guard_reason_one_in_force",
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="guard_reason_says_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.warning} {self.claim_id}"
