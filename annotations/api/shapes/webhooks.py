"""Webhooks and their deliveries."""

from rest_framework import serializers

from annotations.api.shapes.base import Shape, listed
from annotations.models import DeliveryState, WebhookEvent

# No ChoiceField: what is asked for has one choice less than what is delivered.
_EVENTS = f"^({'|'.join(one.replace('.', '[.]') for one in WebhookEvent.values)})$"


class Webhook(Shape):
    """An address that is told of events, signed by the rules of Standard Webhooks."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    url = serializers.CharField()
    events = serializers.ListField(child=serializers.RegexField(_EVENTS))
    version = serializers.IntegerField()
    created_by = serializers.UUIDField()
    created_at = serializers.DateTimeField()
    failing_since = serializers.DateTimeField(allow_null=True)
    paused_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)
    previous_secret_until = serializers.DateTimeField(
        allow_null=True, help_text="Until then the secret before the last one signs too."
    )


class WebhookSecret(Webhook):
    """A webhook with its secret, which is told this once."""

    secret = serializers.CharField()


class WebhookAsked(Shape):
    """Which address is to be told of what."""

    name = serializers.CharField(max_length=200)
    url = serializers.CharField(
        max_length=2000, help_text="https; http only of hosts that the operator allows."
    )
    events = serializers.ListField(child=serializers.RegexField(_EVENTS))


class WebhookChanged(Shape):
    """What is left out stays."""

    name = serializers.CharField(required=False, max_length=200)
    url = serializers.CharField(required=False, max_length=2000)
    events = serializers.ListField(required=False, child=serializers.RegexField(_EVENTS))
    is_paused = serializers.BooleanField(required=False)


class WebhookDelivery(Shape):
    """A message and what came of it so far. Its id is the `webhook-id` that the receiver saw."""

    id = serializers.UUIDField()
    event = serializers.RegexField(_EVENTS)
    seq = serializers.IntegerField(allow_null=True, help_text="The entry of history it tells of.")
    state = serializers.ChoiceField(DeliveryState.choices)
    attempts = serializers.IntegerField()
    status = serializers.IntegerField(allow_null=True, help_text="Of the last answer.")
    error = serializers.CharField(allow_blank=True, help_text="Why the last attempt failed.")
    milliseconds = serializers.IntegerField(allow_null=True)
    created_at = serializers.DateTimeField()
    tried_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)


class WebhookDeliveryWhole(WebhookDelivery):
    """A message with its words."""

    body = serializers.CharField(help_text="Exactly what is sent at every attempt.")
    answer = serializers.CharField(
        allow_blank=True, help_text="The first 1,000 characters of the last answer that took it."
    )


Webhooks = listed(Webhook, "Webhooks")
WebhookDeliveries = listed(WebhookDelivery, "WebhookDeliveries")
