"""Other people's programs that are told what happens, and each telling of it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from annotations.models.ids import Identified
from annotations.models.user import User


class WebhookEvent(models.TextChoices):
    """What a program may ask to be told."""

    CLAIM_CREATED = "claim.created", _("a claim is marked")
    CLAIM_CHANGED = "claim.changed", _("a claim, its evidence or its verdict changes")
    CLAIM_STATE = "claim.state", _("a claim is submitted, sent back, approved")
    CLAIM_PUBLISHED = "claim.published", _("a check is published or corrected")
    CLAIM_WITHDRAWN = "claim.withdrawn", _("a check is withdrawn")
    ARTICLE_IMPORTED = "article.imported", _("an article or a new text of it arrives")
    ARTICLE_CLEARED = "article.cleared", _("an article is cleared or reopened")
    PING = "ping", _("a trial")


class Webhook(Identified):
    """An address that is told of events, each signed with `secret` (Standard Webhooks).

    After a change of secrets the one before signs too, until `previous_until`. Ended ones stay, with their
    deliveries. One that failed too long is paused: `paused_at`.
    """

    name = models.CharField(_("name"), max_length=200)
    url = models.URLField(_("address"), max_length=2000)
    secret = models.CharField(max_length=100)
    previous_secret = models.CharField(max_length=100, blank=True)
    previous_until = models.DateTimeField(null=True)
    events = ArrayField(
        models.CharField(max_length=24, choices=WebhookEvent), verbose_name=_("events")
    )
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    version = models.PositiveIntegerField(default=1)
    failing_since = models.DateTimeField(null=True)
    paused_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(events__contained_by=WebhookEvent.values),
                name="webhook_events_known",
            ),
            models.CheckConstraint(condition=~models.Q(secret=""), name="webhook_has_a_secret"),
        ]
        indexes = [models.Index(fields=["-created_at", "-id"], name="webhook_newest")]

    def __str__(self) -> str:
        return self.name

    @property
    def etag(self) -> str:
        """Its version, as doors tell it."""
        return f'"{self.version}"'


class DeliveryState(models.TextChoices):
    """What became of a delivery."""

    WAITING = "waiting", _("waiting")
    DELIVERED = "delivered", _("delivered")
    GIVEN_UP = "given_up", _("given up")


class WebhookDelivery(Identified):
    """One event for one webhook, told until it is answered 2xx or given up. Its id is what the receiver knows it by.

    `seq` is the entry of history that it tells of; `body` the exact text that is sent, made once.
    """

    webhook = models.ForeignKey(Webhook, on_delete=models.PROTECT, related_name="deliveries")
    event = models.CharField(max_length=24, choices=WebhookEvent)
    seq = models.BigIntegerField(null=True)
    body = models.TextField()
    state = models.CharField(max_length=12, choices=DeliveryState, default=DeliveryState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    status = models.PositiveSmallIntegerField(null=True)
    error = models.CharField(max_length=60, blank=True)
    answer = models.CharField(max_length=1000, blank=True)
    milliseconds = models.PositiveIntegerField(null=True)
    created_at = models.DateTimeField(db_default=Now())
    tried_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["webhook", "seq", "event"], name="webhook_delivery_told_once"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=DeliveryState.values),
                name="webhook_delivery_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(state="waiting", ended_at__isnull=True)
                | models.Q(state__in=["delivered", "given_up"], ended_at__isnull=False),
                name="webhook_delivery_ended_with_state",
            ),
        ]
        indexes = [
            models.Index(fields=["webhook", "-created_at", "-id"], name="webhook_delivery_newest"),
            models.Index(
                fields=["webhook", "state", "-created_at", "-id"], name="webhook_delivery_by_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event} to {self.webhook_id}"


class WebhookHead(models.Model):
    """Up to which entry of history webhooks were told. One row."""

    id = models.SmallIntegerField(primary_key=True, default=1, editable=False)
    seq = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="webhook_head_only_one")
        ]

    def __str__(self) -> str:
        return str(self.seq)
