"""The review queue."""

from rest_framework import serializers

from annotations.api.shapes.base import Person, Reviewing, Shape, listed
from annotations.api.shapes.desks import DeskNamed
from annotations.models import Approval, Priority, State


class QueuedArticle(Shape):
    """The article of a claim that waits."""

    id = serializers.UUIDField()
    title = serializers.CharField(allow_blank=True)
    language = serializers.CharField(allow_blank=True)
    desk = DeskNamed(allow_null=True)
    topics = DeskNamed(many=True)


class Queued(Shape):
    """A claim that waits for a decision; deadline and priority are the article's where it has none."""

    id = serializers.UUIDField()
    statement = serializers.CharField()
    article = QueuedArticle()
    state = serializers.ChoiceField(State.choices)
    approval = serializers.ChoiceField(Approval.choices)
    waiting_since = serializers.DateTimeField()
    deadline_at = serializers.DateTimeField(allow_null=True)
    priority = serializers.ChoiceField(Priority.choices)
    reviewer = Person(allow_null=True, help_text="Who was asked to review it.")
    reviewing = Reviewing(allow_null=True)
    submitted_by = Person(allow_null=True)
    is_own = serializers.BooleanField(help_text="The caller wrote in it: somebody else decides.")
    may_decide = serializers.BooleanField()


class Taken(Shape):
    """Taking a review; also in somebody else's place."""

    over = serializers.BooleanField(
        required=False, help_text="Take it over from whoever reviews it."
    )
    held_by = serializers.UUIDField(
        required=False, help_text="From whom, as read; `taken` (409) where it is another by now."
    )


Queue = listed(Queued, "Queue")
