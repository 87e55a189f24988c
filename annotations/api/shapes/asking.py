"""The bodies that calls take."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from annotations.api.shapes.base import Shape
from annotations.models import (
    Asserts,
    Channel,
    ClaimantKind,
    Priority,
    PublicText,
    Purpose,
    Scope,
    SourceKind,
    Stance,
    Visibility,
)


class Passage(Shape):
    """Offsets in code points of `revision.text`, end exclusive; or W3C selectors."""

    start = serializers.IntegerField(required=False)
    end = serializers.IntegerField(required=False)
    revision = serializers.UUIDField(required=False, help_text="The text that they count in.")
    exact = serializers.CharField(required=False)
    prefix = serializers.CharField(required=False)
    suffix = serializers.CharField(required=False)
    selector = serializers.ListField(
        child=serializers.DictField(), required=False, help_text="W3C Web Annotation selectors."
    )


class WordingAsked(Shape):
    """How a claim is worded; what is left out stays."""

    statement = serializers.CharField(required=False)
    asserts = serializers.ChoiceField(Asserts.choices, required=False)
    claimant = serializers.CharField(required=False, allow_blank=True)
    claimant_kind = serializers.ChoiceField(ClaimantKind.choices, required=False)
    claimed_on = serializers.DateField(required=False, allow_null=True)


class ClaimMarked(Passage, WordingAsked):
    """A new claim."""

    linked = serializers.UUIDField(required=False)


class ClaimAmended(WordingAsked):
    """A changed claim. `on_hold` and `publish_at` are no edits."""

    reviewer = serializers.CharField(
        required=False,
        allow_null=True,
        help_text="Who is asked to review it: an id or a user name.",
    )
    deadline_at = serializers.DateTimeField(
        required=False, allow_null=True, help_text="null: the article's."
    )
    priority = serializers.ChoiceField(
        Priority.choices, required=False, allow_null=True, help_text="null: the article's."
    )
    on_hold = serializers.BooleanField(required=False)
    hold_reason = serializers.CharField(
        required=False, allow_blank=True, help_text="Why it is on hold; kept while it is."
    )
    publish_at = serializers.DateTimeField(
        required=False, allow_null=True, help_text="By reviewers only; later than now."
    )
    correction_kind = serializers.ChoiceField(["correction", "rating", "update"], required=False)
    correction_note = serializers.CharField(required=False, allow_blank=True)
    claimant_corrected_on = serializers.DateField(required=False, allow_null=True)
    claimant_corrected_url = serializers.CharField(required=False, allow_blank=True)
    claimant_corrected_note = serializers.CharField(required=False, allow_blank=True)


class AppearanceAdded(Passage):
    """A further passage."""

    article = serializers.UUIDField()
    speaker = serializers.CharField(required=False)
    carried_by = serializers.CharField(required=False)
    said_on = serializers.DateField(required=False, allow_null=True)
    original_words = serializers.CharField(required=False)
    language = serializers.CharField(required=False)


class SourceGiven(Shape):
    """A source by its details; the same address is the same source."""

    url = serializers.URLField(required=False)
    title = serializers.CharField(required=False)
    publisher = serializers.CharField(required=False)
    author = serializers.CharField(required=False)
    published_at = serializers.DateTimeField(required=False, allow_null=True)
    language = serializers.CharField(required=False)
    kind = serializers.ChoiceField(SourceKind.choices, required=False)
    origin = serializers.CharField(
        required=False,
        allow_null=True,
        help_text="Where its information comes from: a name, or an id.",
    )
    contact = serializers.CharField(
        required=False, allow_blank=True, help_text="How the person is reached; never public."
    )
    visibility = serializers.ChoiceField(Visibility.choices, required=False)


class SourceChanged(Shape):
    """What is wrong in a source's record, put right; fields left out stay. Its visibility stays."""

    url = serializers.URLField(required=False)
    title = serializers.CharField(required=False)
    publisher = serializers.CharField(required=False, allow_blank=True)
    author = serializers.CharField(required=False, allow_blank=True)
    published_at = serializers.DateTimeField(required=False, allow_null=True)
    language = serializers.CharField(required=False, allow_blank=True)
    kind = serializers.ChoiceField(SourceKind.choices, required=False)
    origin = serializers.CharField(
        required=False,
        allow_null=True,
        help_text="Where its information comes from: a name, or an id.",
    )
    contact = serializers.CharField(
        required=False, allow_blank=True, help_text="How the person is reached; never public."
    )
    copy_is_public = serializers.BooleanField(
        required=False, help_text="Never of a confidential source."
    )


@extend_schema_field(
    {
        "oneOf": [
            {"type": "string", "format": "uuid"},
            {"$ref": "#/components/schemas/SourceGivenRequest"},
        ]
    }
)
class SourceNamed(serializers.JSONField):
    """The id of a known source, or its details."""


class PassageQuoted(Passage):
    """A passage of another imported article, as a source."""

    article = serializers.UUIDField()


class EvidenceDetails(Shape):
    """How it was obtained, whether first-hand, of what the quote is a translation, whose information it is."""

    is_primary = serializers.BooleanField(required=False, allow_null=True)
    quote_original = serializers.CharField(required=False, allow_blank=True)
    quote_language = serializers.CharField(required=False, allow_blank=True)
    quote_translator = serializers.CharField(required=False, allow_blank=True)
    channel = serializers.ChoiceField(Channel.choices, required=False, allow_blank=True)
    obtained_at = serializers.DateTimeField(required=False, allow_null=True)
    contact = serializers.CharField(required=False, allow_blank=True)
    origin = serializers.CharField(
        required=False, allow_null=True, help_text="Whose information it is: a name, or an id."
    )


class EvidenceLinked(EvidenceDetails):
    """A source (an id, or its details), or a passage of another article."""

    stance = serializers.ChoiceField(Stance.choices)
    source = SourceNamed(required=False)  # type: ignore[assignment]  # DRF takes fields out of the class
    passage = PassageQuoted(required=False)
    quote = serializers.CharField(required=False, allow_blank=True)
    note = serializers.CharField(required=False, allow_blank=True)
    visibility = serializers.ChoiceField(Visibility.choices, required=False)


class EvidenceChanged(EvidenceDetails):
    """What is left out stays."""

    stance = serializers.ChoiceField(Stance.choices, required=False)
    quote = serializers.CharField(required=False, allow_blank=True)
    note = serializers.CharField(required=False, allow_blank=True)
    visibility = serializers.ChoiceField(Visibility.choices, required=False)


class VerdictGiven(Shape):
    """A rating of the scale, and why."""

    verdict = serializers.SlugField()
    explanation = serializers.CharField()
    proposed_wording = serializers.CharField(
        required=False,
        allow_blank=True,
        help_text="What our own copy should say instead: needed with `change`, possible with `attribute` and `cut`.",
    )


class Assigned(Shape):
    """Who works on a claim next; null for nobody."""

    person = serializers.UUIDField(allow_null=True)


class Commented(Shape):
    """Words for the record."""

    comment = serializers.CharField(required=False, allow_blank=True)


class ReturnComment(Shape):
    """What should change. May be left out where the caller pinned comments or suggestions that are open."""

    comment = serializers.CharField(required=False, allow_blank=True)


class Reasoned(Shape):
    """Why."""

    reason = serializers.CharField(required=False, allow_blank=True)


class ArticleSaid(Shape):
    """What the person says of an article."""

    title = serializers.CharField(required=False, allow_blank=True)
    byline = serializers.CharField(required=False, allow_blank=True)
    site_name = serializers.CharField(required=False, allow_blank=True)
    language = serializers.CharField(required=False, allow_blank=True)
    published_at = serializers.DateTimeField(required=False, allow_null=True)


class ImportAsked(ArticleSaid):
    """An address to fetch, or a pasted text (with `url`: where it came from)."""

    url = serializers.URLField(required=False)
    text = serializers.CharField(required=False)
    purpose = serializers.ChoiceField(Purpose.choices, required=False)


class FileImportAsked(ArticleSaid):
    """An uploaded file."""

    file = serializers.FileField()
    url = serializers.URLField(required=False)
    purpose = serializers.ChoiceField(Purpose.choices, required=False)


class RevisionAsked(Shape):
    """A new text, or nothing: fetch again."""

    text = serializers.CharField(required=False)


class RevisionFile(Shape):
    """A new text as a file."""

    file = serializers.FileField()


class BlockChosen(Shape):
    """Put a block back into the story, or set it aside."""

    choice = serializers.ChoiceField(["story", "aside"])
    revision = serializers.UUIDField(required=False)


class ArticleCorrected(ArticleSaid):
    """Metadata as the editor says, and who works on it."""

    subtitle = serializers.CharField(required=False, allow_blank=True)
    canonical_url = serializers.URLField(required=False)
    image_url = serializers.URLField(required=False)
    updated_at = serializers.DateTimeField(required=False, allow_null=True)
    assignees = serializers.ListField(child=serializers.CharField(), required=False)
    reviewers = serializers.ListField(child=serializers.CharField(), required=False)
    deadline_at = serializers.DateTimeField(required=False, allow_null=True)
    priority = serializers.ChoiceField(Priority.choices, required=False)
    desk = serializers.CharField(
        required=False,
        allow_null=True,
        allow_blank=True,
        help_text="An id or slug; null or nothing for no desk.",
    )
    topics = serializers.ListField(
        child=serializers.CharField(), required=False, help_text="Ids or slugs of topics."
    )
    writers = serializers.ListField(
        child=serializers.CharField(), required=False, help_text="Ids or user names of accounts."
    )
    writer_names = serializers.ListField(
        child=serializers.CharField(), required=False, help_text="Those without an account."
    )
    publicly = serializers.ChoiceField(
        ["", *PublicText.values],
        required=False,
        help_text="What readers see of its text; empty: as the newsroom's settings say. Never of our own copy.",
    )


class TokenAsked(Shape):
    """Credentials."""

    username = serializers.CharField()
    password = serializers.CharField()
    otp = serializers.CharField(required=False, help_text="Where a second factor is due.")
    name = serializers.CharField(required=False)
    scope = serializers.ChoiceField(Scope.choices, required=False)
    expires_in = serializers.IntegerField(required=False, help_text="Seconds; 90 days by default.")
