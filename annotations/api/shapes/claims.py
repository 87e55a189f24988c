"""Claims, passages, evidence."""

from rest_framework import serializers

from annotations.api.shapes.base import Person, Reviewing, Shape, listed
from annotations.api.shapes.figures import Figure
from annotations.api.shapes.origins import Attachment, SourceOrigin
from annotations.models import (
    AnchorState,
    Approval,
    Asserts,
    Channel,
    ClaimantKind,
    Priority,
    SourceKind,
    Stance,
    State,
    Visibility,
)

_PLACED = f"^({'|'.join(AnchorState.values)})$"


class Anchor(Shape):
    """A passage as it stands in the newest text; code points, end exclusive."""

    id = serializers.UUIDField()
    revision = serializers.UUIDField()
    state = serializers.RegexField(_PLACED)
    change = serializers.ChoiceField(["typography", "wording"], allow_null=True)
    context = serializers.ChoiceField(["same", "changed"])  # type: ignore[assignment]  # DRF takes fields out of the class
    start = serializers.IntegerField(allow_null=True)
    end = serializers.IntegerField(allow_null=True)
    exact = serializers.CharField()
    prefix = serializers.CharField(allow_blank=True)
    suffix = serializers.CharField(allow_blank=True)
    confirmed = serializers.CharField(allow_null=True, help_text="The words as last confirmed.")
    page = serializers.IntegerField(
        allow_null=True, help_text="Of a paged document, from 1, where the passage was confirmed."
    )
    is_gone = serializers.BooleanField(
        help_text="A person said that these words left the text for good, and they are not back."
    )


class Highlight(Anchor):
    """A passage and the claim it is of."""

    claim = serializers.UUIDField()
    retired_at = serializers.DateTimeField(allow_null=True)


class Appearance(Shape):
    """Where a claim appears: one article, one or more passages."""

    id = serializers.UUIDField()
    article = serializers.UUIDField()
    speaker = serializers.CharField(allow_blank=True)
    carried_by = serializers.CharField(allow_blank=True)
    said_on = serializers.DateField(allow_null=True)
    original_words = serializers.CharField(allow_blank=True)
    language = serializers.CharField(allow_blank=True)
    passages = Anchor(many=True)


class ClaimAppearance(Appearance):
    """An appearance with its claim."""

    claim = serializers.UUIDField()


class CitedSource(Shape):
    """The source as copied into an evidence."""

    id = serializers.UUIDField()
    url = serializers.CharField(allow_blank=True)
    title = serializers.CharField(allow_blank=True)
    publisher = serializers.CharField(allow_blank=True)
    author = serializers.CharField(allow_blank=True)
    published_at = serializers.DateTimeField(allow_null=True)
    kind = serializers.ChoiceField(SourceKind.choices)
    visibility = serializers.ChoiceField(Visibility.choices)
    article = serializers.UUIDField(allow_null=True)


class QuotedPassage(Anchor):
    """The quoted passage of another imported article, as it stands in that article's newest text."""

    article = serializers.UUIDField()


class Evidence(Shape):
    """A source's link to a claim. Of a reserved one only id, visibility and `reserved` are shown."""

    id = serializers.UUIDField()
    visibility = serializers.ChoiceField(Visibility.choices)
    reserved = serializers.BooleanField(required=False)
    stance = serializers.ChoiceField(Stance.choices, required=False)
    quote = serializers.CharField(allow_blank=True, required=False)
    note = serializers.CharField(allow_blank=True, required=False)
    source = CitedSource(required=False)  # type: ignore[assignment]  # DRF takes fields out of the class
    passage = QuotedPassage(allow_null=True, required=False)
    is_primary = serializers.BooleanField(
        allow_null=True,
        required=False,
        help_text="Whether it saw or made it itself; null: not said.",
    )
    quote_original = serializers.CharField(
        allow_blank=True, required=False, help_text="The words of which `quote` is a translation."
    )
    quote_language = serializers.CharField(allow_blank=True, required=False)
    quote_translator = serializers.CharField(allow_blank=True, required=False)
    channel = serializers.ChoiceField(Channel.choices, allow_blank=True, required=False)
    obtained_at = serializers.DateTimeField(allow_null=True, required=False)
    contact = serializers.CharField(
        allow_blank=True, required=False, help_text="Never public; empty for who may not edit."
    )
    origin = SourceOrigin(
        allow_null=True,
        required=False,
        help_text="Whose information it is, if not the source's own.",
    )
    attachments = Attachment(many=True, required=False)
    created_by = Person(required=False)
    created_at = serializers.DateTimeField(required=False)


class ClaimEvidence(Evidence):
    """An evidence with its claim."""

    claim = serializers.UUIDField()


class StandingVerdict(Shape):
    """The rating as it was worded when it was given."""

    slug = serializers.CharField()
    version = serializers.IntegerField()
    label = serializers.CharField()  # type: ignore[assignment]  # DRF takes fields out of the class
    labels = serializers.DictField(
        child=serializers.CharField(), help_text="The same in further languages, by their code."
    )
    number = serializers.IntegerField(allow_null=True)
    look = serializers.CharField()


class Publication(Shape):
    """What the public sees of a claim."""

    version = serializers.IntegerField()
    url = serializers.URLField()
    at = serializers.DateTimeField()
    withdrawn_at = serializers.DateTimeField(allow_null=True)


class Returned(Shape):
    """Why the claim was sent back."""

    comment = serializers.CharField()
    by = serializers.CharField()
    at = serializers.DateTimeField()


class NextVersion(Shape):
    """What readers will be told, or were told last, of a version after the first."""

    kind = serializers.ChoiceField(["correction", "rating", "update"])
    note = serializers.CharField(allow_blank=True)


class ClaimantCorrected(Shape):
    """That the claimant put it right themselves."""

    on = serializers.DateField()
    url = serializers.CharField(allow_blank=True)
    note = serializers.CharField(allow_blank=True)


class FirstApproval(Shape):
    """The first of two approvals: by whom, and when."""

    by = Person()
    at = serializers.DateTimeField()


class Claim(Shape):
    """A statement under check."""

    id = serializers.UUIDField()
    article = serializers.UUIDField()
    statement = serializers.CharField()
    asserts = serializers.ChoiceField(Asserts.choices)
    asserts_chosen = serializers.BooleanField()
    attribution = serializers.CharField(allow_blank=True)
    claimant = serializers.CharField(allow_blank=True)
    claimant_kind = serializers.ChoiceField(ClaimantKind.choices)
    claimed_on = serializers.DateField(allow_null=True)
    linked = serializers.UUIDField(allow_null=True)
    origin = SourceOrigin(allow_null=True, help_text="Whose word it rests on.")
    anchor = Anchor(allow_null=True)
    anchor_state = serializers.ChoiceField(AnchorState.choices, allow_null=True)
    appearances = Appearance(many=True)
    verdict = StandingVerdict(allow_null=True)
    explanation = serializers.CharField(allow_blank=True)
    proposed_wording = serializers.CharField(
        allow_blank=True, help_text="What our own copy should say instead."
    )
    state = serializers.ChoiceField(State.choices)
    approval = serializers.ChoiceField(Approval.choices)
    on_hold = serializers.BooleanField()
    hold_reason = serializers.CharField(allow_blank=True)
    publish_at = serializers.DateTimeField(allow_null=True)
    publication = Publication(allow_null=True)
    evidence = Evidence(many=True)
    figures = Figure(many=True)
    publish_problem = serializers.ListField(
        child=serializers.CharField(),
        help_text="Why it could not be published at its planned hour, as codes.",
    )
    correction = NextVersion(allow_null=True)
    claimant_corrected = ClaimantCorrected(allow_null=True)
    returned = Returned(allow_null=True)
    first_approval = FirstApproval(
        allow_null=True,
        help_text="Where the newsroom asks for two approvals: the first one of exactly this content, while the second is missing.",
    )
    first_approval_lapsed = FirstApproval(
        allow_null=True,
        help_text="A first approval that no longer counts, since the claim was changed or taken back afterwards.",
    )
    other_desk = serializers.BooleanField(
        help_text="Whether it is to be decided on by the reviewers whom its desk or topics name, the caller not among them."
    )
    rating_blind = serializers.BooleanField(
        help_text="The caller rates it independently just now, so its verdict is kept from them."
    )
    is_author = serializers.BooleanField(help_text="Whether the caller may not approve it.")
    created_by = Person()
    reserved_for = Person(
        allow_null=True,
        help_text="The one reviewer who may decide on it, as told to them and to who wrote in it.",
    )
    reserved = serializers.BooleanField(
        help_text="Whether it waits for a decision that the caller is kept from."
    )
    assignee = Person(allow_null=True, help_text="Who works on it next.")
    reviewer = Person(allow_null=True, help_text="Who was asked to review it.")
    reviewing = Reviewing(allow_null=True)
    deadline_at = serializers.DateTimeField(allow_null=True, help_text="null: the article's.")
    priority = serializers.ChoiceField(
        Priority.choices, allow_null=True, help_text="null: the article's."
    )
    created_at = serializers.DateTimeField()
    changed_at = serializers.DateTimeField()
    submitted_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField()
    etag = serializers.CharField()


class LeftBehind(Shape):
    """A claim that stays with its editor, and why."""

    claim = serializers.UUIDField()
    code = serializers.CharField(help_text="`verdict_missing` or `evidence_missing`.")
    detail = serializers.CharField()


class RatedSubmitted(Shape):
    """Ids of the claims that go to review, and those that stay."""

    submitted = serializers.ListField(child=serializers.UUIDField())
    left = LeftBehind(many=True)


Claims = listed(Claim, "Claims")
