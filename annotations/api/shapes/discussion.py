"""What people say to each other about a claim."""

from rest_framework import serializers

from annotations.api.shapes.base import Person, Shape, listed
from annotations.api.shapes.wordings import Pin, PinAsked


class Said(Shape):
    """Words for a thread; `@username` calls somebody."""

    text = serializers.CharField(max_length=5000, help_text="Plain text, 1 to 5,000 characters.")


class ThreadAsked(Said, PinAsked):
    """A question, and what it is about."""


class Comment(Shape):
    """One contribution. Of a removed one the place stays and the words are empty."""

    id = serializers.UUIDField()
    author = Person()
    text = serializers.CharField(allow_blank=True)
    mentions = Person(many=True)
    created_at = serializers.DateTimeField()
    edited_at = serializers.DateTimeField(allow_null=True)
    removed = serializers.BooleanField()


class Replied(Comment):
    """A new comment, and whether it opened its resolved thread again."""

    thread = serializers.UUIDField()
    reopened = serializers.BooleanField()


class Resolved(Shape):
    """Who settled a thread, and when."""

    by = Person()
    at = serializers.DateTimeField()


class Thread(Shape):
    """A question about a claim and its answers, oldest first."""

    id = serializers.UUIDField()
    pin = Pin(allow_null=True, help_text="Null where it is about the claim as a whole.")
    created_by = Person()
    created_at = serializers.DateTimeField()
    resolved = Resolved(allow_null=True)
    comments = Comment(many=True)


class Discussion(Shape):
    """Every thread of a claim, oldest first."""

    threads = Thread(many=True)
    open = serializers.IntegerField(help_text="How many are not resolved.")


PeopleToCall = listed(Person, "PeopleToCall")
