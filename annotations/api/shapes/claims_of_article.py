"""The claims of an article, as its page and as programs ask for them."""

from drf_spectacular.utils import PolymorphicProxySerializer
from rest_framework import serializers

from annotations.api.shapes.base import Shape
from annotations.api.shapes.claims import Claim
from annotations.models import Approval, State


class ClaimBrief(Shape):
    """What drawing needs of a claim: `view=brief`."""

    id = serializers.UUIDField()
    statement = serializers.CharField()
    state = serializers.ChoiceField(State.choices)
    approval = serializers.ChoiceField(Approval.choices)
    version = serializers.IntegerField()
    look = serializers.CharField(allow_null=True)
    label = serializers.CharField(allow_null=True)  # type: ignore[assignment]  # DRF takes fields out of the class
    passages = serializers.ListField(
        child=serializers.ListField(), help_text="Each `[id, start, end, state]`."
    )
    assignee = serializers.UUIDField(allow_null=True)
    mine = serializers.BooleanField(help_text="Whether the caller made it or wrote in it.")
    needs_evidence = serializers.BooleanField()
    threads = serializers.IntegerField(allow_null=True, help_text="Open ones.")
    risks = serializers.ListField(child=serializers.CharField())


class ClaimsOfArticle(Shape):
    """Every claim of an article: whole, or brief where that is asked for."""

    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = PolymorphicProxySerializer(
        component_name="ClaimWholeOrBrief",
        serializers=[Claim, ClaimBrief],
        resource_type_field_name=None,
        many=True,
    )
