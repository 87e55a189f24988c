"""What waits for a person's look after a new text."""

from rest_framework import serializers

from annotations.api.shapes.base import Shape
from annotations.models import AnchorState, HighlightPurpose


class TrayPlace(Shape):
    """Words in their sentence; code points of a revision's text, end exclusive."""

    start = serializers.IntegerField()
    end = serializers.IntegerField()
    exact = serializers.CharField()
    sentence = serializers.CharField(help_text="The text of the sentences that it touches.")


class TrayPlaceIn(TrayPlace):
    """A place in a named text."""

    revision = serializers.UUIDField()


class TrayCandidate(TrayPlace):
    """Where it may stand, in the newest text."""

    score = serializers.FloatField(help_text="Higher is likelier; only to be compared.")


class TrayPiece(Shape):
    """A run of characters of the two sentences: kept, removed or added."""

    mark = serializers.RegexField("^(same|del|ins)$")
    text = serializers.CharField()


class TraySpeakers(Shape):
    """Words that say who is quoted; empty for nobody."""

    was = serializers.CharField(allow_blank=True)
    now = serializers.CharField(allow_blank=True)


class TrayEntry(Shape):
    """A passage that waits."""

    highlight = serializers.UUIDField()
    claim = serializers.UUIDField()
    evidence = serializers.UUIDField(allow_null=True, help_text="Of a quote: what it stands for.")
    purpose = serializers.RegexField(f"^({HighlightPurpose.CLAIM}|{HighlightPurpose.QUOTE})$")
    state = serializers.RegexField(f"^({'|'.join(AnchorState.values)})$")
    change = serializers.RegexField("^(typography|wording)$", allow_null=True)
    context = serializers.RegexField("^(same|changed)$")  # type: ignore[assignment]  # DRF takes fields out of the class
    was = TrayPlaceIn(help_text="As a person last confirmed it.")
    now = TrayPlaceIn(allow_null=True, help_text="Null: these words are no longer in the text.")
    near = serializers.IntegerField(help_text="The place nearest to where it stood.")
    pieces = TrayPiece(many=True, help_text="What parts the two sentences.")
    speakers = TraySpeakers(allow_null=True, help_text="Where only who is quoted changed.")
    candidates = TrayCandidate(many=True, help_text="At most three, the best first.")
    same = serializers.ListField(
        child=serializers.UUIDField(),
        help_text="All that wait with the very same edit, this one among them.",
    )
    etag = serializers.CharField(help_text="Of the claim.")


class TrayCoverage(Shape):
    """Sentences that were called done and are unread again because their words changed."""

    lapsed = serializers.IntegerField()
    start = serializers.IntegerField(allow_null=True, help_text="Where the first begins.")


class Tray(Shape):
    """What waits, in the order of the text."""

    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True, help_text="Always null.")
    revision = serializers.UUIDField(allow_null=True, help_text="The newest text.")
    waiting = serializers.IntegerField(help_text="How many wait on all pages together.")
    results = TrayEntry(many=True)
    coverage = TrayCoverage()


class TrayConfirmed(Shape):
    """What is confirmed, at most 500 passages."""

    highlights = serializers.ListField(child=serializers.UUIDField())
    revision = serializers.UUIDField(help_text="The text that they were seen in.")
    etags = serializers.DictField(
        child=serializers.CharField(),
        required=False,
        help_text="By highlight: the ETag of its claim that was read; another version is 412.",
    )


class Confirmed(Shape):
    """What was confirmed."""

    confirmed = serializers.ListField(child=serializers.UUIDField())
