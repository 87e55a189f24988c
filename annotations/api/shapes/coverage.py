"""How far a text is read."""

from rest_framework import serializers

from annotations.api.shapes.base import Shape
from annotations.models import CoverageKind

_KIND = f"^({'|'.join(CoverageKind.values)})$"


class WhoSaid(Shape):
    """An account by its name."""

    id = serializers.UUIDField()
    name = serializers.CharField()


class CoverageConfirmed(Shape):
    """The second person, and when."""

    by = WhoSaid()
    at = serializers.DateTimeField()


class CoverageMark(Shape):
    """What a person said of a sentence; code points in the text, end exclusive."""

    id = serializers.UUIDField()
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    kind = serializers.RegexField(_KIND)
    by = WhoSaid()
    at = serializers.DateTimeField()
    confirmed = CoverageConfirmed(allow_null=True)


class CoverageOfArticle(Shape):
    """The state of every sentence of an article's newest text."""

    revision = serializers.UUIDField(allow_null=True)
    states = serializers.CharField(
        allow_blank=True,
        help_text=(
            "One character per sentence, in the order of `revision.sentences`: `-` not counted, `u` unread, `p` claimed"
            " in part, `c` claimed, `d` nothing left beside its claims, `n` nothing to check, `r` repeats an earlier"
            " one, which is counted for both."
        ),
    )
    sentences = serializers.IntegerField(help_text="How many are counted.")
    unread = serializers.IntegerField(help_text="How many of them are left: `u` and `p`.")
    marks = CoverageMark(many=True)
    unconfirmed = serializers.IntegerField(
        help_text="How many of the marks that say “nothing to check” nobody confirmed."
    )


class CoverageAnswer(CoverageOfArticle):
    """The same after saying something, and which rows hold for it."""

    ids = serializers.ListField(
        child=serializers.UUIDField(),
        help_text="In text order, of the sentences that were named; also those that said the same before.",
    )


class CoverageSaid(Shape):
    """Every sentence that the passage touches is done."""

    revision = serializers.UUIDField(required=False, help_text="The text that the places count in.")
    start = serializers.IntegerField(help_text="First code point.")
    end = serializers.IntegerField(help_text="After the last code point.")
    kind = serializers.RegexField(
        _KIND,
        help_text="`nothing_left` beside its claims, or why there is nothing to check.",
    )


class CoverageNamed(Shape):
    """Rows by their ids, at most 2,000."""

    ids = serializers.ListField(child=serializers.UUIDField())
