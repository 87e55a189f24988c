"""Desks, topics, and the workflow as the newsroom wants it."""

from rest_framework import serializers

from annotations.api.shapes.base import Person, Shape, listed
from annotations.models import DeskKind


class DeskNamed(Shape):
    """A desk or topic, as an article names it."""

    id = serializers.UUIDField()
    slug = serializers.CharField()
    name = serializers.CharField()


class Desk(DeskNamed):
    """A desk or topic. Where it names reviewers, only they decide on its articles' claims."""

    kind = serializers.ChoiceField(DeskKind.choices)
    reviewers = Person(many=True)
    position = serializers.IntegerField()
    is_retired = serializers.BooleanField()


Desks = listed(Desk, "Desks")


class DeskChanged(Shape):
    """What is left out stays."""

    name = serializers.CharField(required=False)
    reviewers = serializers.ListField(
        child=serializers.CharField(), required=False, help_text="Ids or user names of reviewers."
    )
    position = serializers.IntegerField(required=False)
    is_retired = serializers.BooleanField(required=False)


class DeskMade(Shape):
    """A new desk or topic; without reviewers every reviewer may decide."""

    kind = serializers.ChoiceField(DeskKind.choices)
    name = serializers.CharField()
    reviewers = serializers.ListField(
        child=serializers.CharField(), required=False, help_text="Ids or user names of reviewers."
    )
    position = serializers.IntegerField(required=False)


class Workflow(Shape):
    """The workflow as the newsroom wants it."""

    review_steps = serializers.IntegerField(
        min_value=1, max_value=2, help_text="How many other people approve, one after the other."
    )
    wants_sign_off = serializers.BooleanField(help_text="Articles are signed off as a whole.")
    wants_second_verdict = serializers.BooleanField(
        help_text="Somebody else rates a claim without seeing the first verdict."
    )
    warns_hours_before = serializers.IntegerField(
        min_value=0, max_value=336, help_text="How long before a deadline to warn."
    )


class WorkflowChanged(Shape):
    """What is left out stays."""

    review_steps = serializers.IntegerField(min_value=1, max_value=2, required=False)
    wants_sign_off = serializers.BooleanField(required=False)
    wants_second_verdict = serializers.BooleanField(required=False)
    warns_hours_before = serializers.IntegerField(min_value=0, max_value=336, required=False)
