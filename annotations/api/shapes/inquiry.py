"""What was tried, asked, checked and noted for a claim; the verdict guard."""

from rest_framework import serializers

from annotations.api.shapes.base import Person, Shape, listed
from annotations.models import (
    AttemptKind,
    AttemptOutcome,
    Channel,
    Checked,
    CommentOutcome,
    Visibility,
)

_CONTACT = "How they are reached: never public; empty for whoever may not edit."


class AttemptTold(Shape):
    """That something was looked for; what is left out of a change stays."""

    kind = serializers.ChoiceField(AttemptKind.choices, required=False)
    where = serializers.CharField(required=False, help_text="Where it was searched, who was asked.")
    outcome = serializers.ChoiceField(AttemptOutcome.choices, required=False)
    note = serializers.CharField(required=False, allow_blank=True)
    tried_on = serializers.DateField(required=False, help_text="Today by default.")
    visibility = serializers.ChoiceField(Visibility.choices, required=False)


class Attempt(AttemptTold):
    """An attempt. Of a reserved one only id, visibility and `reserved` are shown."""

    id = serializers.UUIDField()
    claim = serializers.UUIDField(required=False)
    reserved = serializers.BooleanField(required=False)
    created_by = Person(required=False)
    created_at = serializers.DateTimeField(required=False)


class RequestTold(Shape):
    """Whom the newsroom asked for comment; what is left out of a change stays."""

    whom = serializers.CharField(required=False)
    channel = serializers.ChoiceField(Channel.choices, required=False)
    contact = serializers.CharField(required=False, allow_blank=True, help_text=_CONTACT)
    asked = serializers.CharField(required=False, allow_blank=True)
    sent_at = serializers.DateTimeField(required=False, help_text="Now by default.")
    deadline_at = serializers.DateTimeField(required=False, allow_null=True)
    outcome = serializers.ChoiceField(CommentOutcome.choices, required=False)
    answer = serializers.CharField(required=False, allow_blank=True)
    answered_at = serializers.DateTimeField(required=False, allow_null=True)


class RequestForComment(RequestTold):
    """A request for comment."""

    id = serializers.UUIDField()
    claim = serializers.UUIDField(required=False)
    is_overdue = serializers.BooleanField()
    created_by = Person()
    created_at = serializers.DateTimeField()


class QuoteChecked(Shape):
    """Three checks of a quotation: said at all, in these words, and true; what is left out stays."""

    said = serializers.ChoiceField(Checked.choices, required=False, allow_blank=True)
    said_note = serializers.CharField(required=False, allow_blank=True)
    wording = serializers.ChoiceField(Checked.choices, required=False, allow_blank=True)
    wording_note = serializers.CharField(required=False, allow_blank=True)
    content = serializers.ChoiceField(Checked.choices, required=False, allow_blank=True)
    content_note = serializers.CharField(required=False, allow_blank=True)
    translator = serializers.CharField(required=False, allow_blank=True)
    original_words = serializers.CharField(required=False, allow_blank=True)
    language = serializers.CharField(required=False, allow_blank=True)


class QuoteCheck(QuoteChecked):
    """The check in force of one appearance; without an id nothing is checked."""

    id = serializers.UUIDField(allow_null=True)
    appearance = serializers.UUIDField()
    claim = serializers.UUIDField()
    created_by = Person(allow_null=True)
    created_at = serializers.DateTimeField(allow_null=True)


class NoteTold(Shape):
    """A working note; what is left out of a change stays."""

    body = serializers.CharField(required=False)
    visibility = serializers.ChoiceField(Visibility.choices, required=False)


class Note(NoteTold):
    """A note. Of a reserved one only id, visibility and `reserved` are shown."""

    id = serializers.UUIDField()
    claim = serializers.UUIDField(required=False)
    reserved = serializers.BooleanField(required=False)
    created_by = Person(required=False)
    created_at = serializers.DateTimeField(required=False)
    changed_at = serializers.DateTimeField(required=False)
    etag = serializers.CharField(required=False, help_text="Of the note: for If-Match.")


class ReasonGiven(Shape):
    """Why a claim may stand although the guard warns."""

    warning = serializers.CharField(help_text="The code of a warning that needs a reason.")
    reason = serializers.CharField(max_length=2_000)


class Reason(Shape):
    """What was written over a warning."""

    text = serializers.CharField()
    by = Person()
    at = serializers.DateTimeField()


class GuardWarning(Shape):
    """One thing that does not fit between verdict and evidence, as far as the caller may see."""

    code = serializers.CharField()
    words = serializers.CharField()
    is_blocker = serializers.BooleanField(
        help_text="Submit, approve and publish are refused with `evidence_missing`."
    )
    needs_reason = serializers.BooleanField()
    reason = Reason(allow_null=True)
    evidence = serializers.ListField(child=serializers.UUIDField())


class Submitted(Shape):
    """Why the claim may stand although the guard warns: `{warning: reason}`."""

    reasons = serializers.DictField(child=serializers.CharField(allow_blank=True), required=False)


Attempts = listed(Attempt, "Attempts")
RequestsForComment = listed(RequestForComment, "RequestsForComment")
Notes = listed(Note, "Notes")
Warnings = listed(GuardWarning, "GuardWarnings")
