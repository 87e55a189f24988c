"""Clearing, signing off, the change list, backing notes."""

from rest_framework import serializers

from annotations.api.shapes.base import Person, Shape, listed
from annotations.models import SignOffKind


class RevisionNamed(Shape):
    """A text, by id and number."""

    id = serializers.UUIDField()
    number = serializers.IntegerField()


class SignOff(Shape):
    """That a reviewer cleared or signed off an article at one revision; in force while `ended_at` is null."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(SignOffKind.choices)
    revision = RevisionNamed()
    by = Person()
    comment = serializers.CharField(allow_blank=True)
    content_sha256 = serializers.CharField(help_text="Of the canonical JSON of what was looked at.")
    at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)
    ended_why = serializers.CharField(
        allow_blank=True,
        help_text="`new_revision`, `claim_changed`, `unread`, `writer_named` or `reopened`.",
    )
    ended_by = Person(allow_null=True)


class ReadyItem(Shape):
    """What keeps an article from being signed off, or (`blocks` false) needs a written reason with it."""

    code = serializers.CharField(
        help_text="`sentences_unread`, `claims_unrated`, `unapproved`, `change_open`, `on_hold`, `thread_open`, `unresolved`."
    )
    detail = serializers.CharField()
    claim = serializers.UUIDField(allow_null=True)
    statement = serializers.CharField(allow_blank=True)
    blocks = serializers.BooleanField()
    count = serializers.IntegerField()


class SigningOff(Shape):
    """Where an article stands: the sign-off in force, what is missing, why the caller may not, and the record."""

    in_force = SignOff(allow_null=True)
    revision = RevisionNamed(allow_null=True)
    items = ReadyItem(many=True)
    why_not = serializers.CharField(
        allow_blank=True, help_text="Empty, or `role_required`, `wrote`, `checked`."
    )
    sign_offs = SignOff(many=True)


class SignedOff(Shape):
    """The text that was read."""

    revision = serializers.UUIDField()
    comment = serializers.CharField(required=False, allow_blank=True)


class Reopened(Shape):
    """Why it may not stand."""

    reason = serializers.CharField()


class ChangeSource(Shape):
    """A source that everyone may see, in short."""

    title = serializers.CharField()
    url = serializers.CharField(allow_blank=True)


class Change(Shape):
    """What is asked of one passage of our own copy."""

    claim = serializers.UUIDField()
    statement = serializers.CharField()
    finding = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # DRF takes fields out of the class
    exact = serializers.CharField()
    sentence = serializers.CharField()
    start = serializers.IntegerField(allow_null=True, help_text="Null where it has left the text.")
    proposed_wording = serializers.CharField(allow_blank=True)
    explanation = serializers.CharField()
    is_done = serializers.BooleanField(help_text="The newest text has it already.")
    sources = ChangeSource(many=True)


class ChangeList(Shape):
    """All of them, in text order."""

    revision = RevisionNamed(allow_null=True)
    changes = Change(many=True)


class ChangesSent(Shape):
    """The text that the list was read with; words that go with it."""

    revision = serializers.UUIDField()
    note = serializers.CharField(required=False, allow_blank=True)


class SentTo(Shape):
    """To whom it goes: accounts, and names of those without one."""

    people = Person(many=True)
    names = serializers.ListField(child=serializers.CharField())


class ChangeAnswered(Shape):
    """The writer's answer to one line."""

    answer = serializers.ChoiceField(["done", "disputed"])
    why = serializers.CharField(
        required=False, allow_blank=True, help_text="Required with `disputed`."
    )


class AnswerKept(Shape):
    """The thread that the answer began."""

    thread = serializers.UUIDField()
    claim = serializers.UUIDField()


class BackingNote(Shape):
    """What the writer rests a claim on."""

    id = serializers.UUIDField()
    claim = serializers.UUIDField()
    body = serializers.CharField()
    created_by = Person()
    created_at = serializers.DateTimeField()
    changed_at = serializers.DateTimeField(allow_null=True)


class BackingTold(Shape):
    """The words."""

    body = serializers.CharField()


BackingNotes = listed(BackingNote, "BackingNotes")
