"""How claims stand to each other, and what a check took over from an earlier one."""

from rest_framework import serializers

from annotations.api.shapes.base import Person, Shape, listed
from annotations.models import Approval, ClaimRelationKind, FigureRelationKind, State

# As patterns: fields of one name with other choices elsewhere would all get made-up names in the schema.
_KIND = f"^({'|'.join(ClaimRelationKind.values)})$"
_BOARD = f"^({'|'.join(FigureRelationKind.values)})?$"
_STATE = f"^({'|'.join(State.values)})$"
_APPROVAL = f"^({'|'.join(Approval.values)})$"
_WHY = "^(corrected|withdrawn|stale|changed)?$"


class RelationAsked(Shape):
    """What the claim of the address is to another one."""

    kind = serializers.RegexField(_KIND)
    claim = serializers.UUIDField(help_text="The other claim.")
    reason = serializers.CharField(required=False, allow_blank=True, max_length=2000)


class RelatedVerdict(Shape):
    """The standing verdict of a related claim."""

    slug = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # DRF takes fields out of the class


class RelatedClaim(Shape):
    """The other claim, in brief."""

    id = serializers.UUIDField()
    statement = serializers.CharField()
    article = serializers.UUIDField()
    state = serializers.RegexField(_STATE)
    approval = serializers.RegexField(_APPROVAL)
    verdict = RelatedVerdict(allow_null=True)


class OnTheBoard(Shape):
    """What the figure board says of the two."""

    quantity = serializers.UUIDField()
    a = serializers.UUIDField(help_text="A figure of one of the claims.")
    b = serializers.UUIDField(help_text="A figure of the other.")
    relation = serializers.RegexField(_BOARD, allow_blank=True)
    reason = serializers.CharField(allow_blank=True)


class Relation(Shape):
    """How two claims stand to each other. All but `follows_from` (`a` from `b`) hold both ways."""

    id = serializers.UUIDField()
    kind = serializers.RegexField(_KIND)
    a = serializers.UUIDField()
    b = serializers.UUIDField()
    is_back = serializers.BooleanField(
        help_text="Whether it was the other claim's relation to this one."
    )
    other = RelatedClaim()
    reason = serializers.CharField(allow_blank=True)
    board = OnTheBoard(allow_null=True)
    offers_reuse = serializers.BooleanField(
        help_text="Whether the other's verdict and sources may be taken over here."
    )
    created_by = Person()
    created_at = serializers.DateTimeField()


class ReuseAsked(Shape):
    """What is taken over: one of the two."""

    claim = serializers.UUIDField(required=False, help_text="An approved claim that says the same.")
    earlier_check = serializers.UUIDField(
        required=False, help_text="Another fact-checker's check that says the same."
    )


class Reuse(Shape):
    """What a claim took over, and whether the original is still what it was."""

    id = serializers.UUIDField()
    claim = serializers.UUIDField()
    original = serializers.UUIDField(allow_null=True)
    earlier_check = serializers.UUIDField(allow_null=True)
    decision = serializers.UUIDField(allow_null=True, help_text="That judged the original.")
    content_sha256 = serializers.CharField(
        allow_null=True, help_text="Of the bytes that it judged."
    )
    created_by = Person()
    created_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)
    ended_why = serializers.RegexField(_WHY, allow_blank=True)


RelationList = listed(Relation, "RelationList")
