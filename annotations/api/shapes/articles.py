"""Articles, imports, revisions, sources, ratings, accounts, events."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from annotations.api.shapes.base import Person, Shape, listed
from annotations.api.shapes.clearing import SignOff
from annotations.api.shapes.desks import DeskNamed
from annotations.api.shapes.kinship import AlsoPublished, Kinship
from annotations.api.shapes.origins import SourceOrigin
from annotations.imports.advice import Action
from annotations.models import (
    ImportKind,
    ImportStage,
    ImportStatus,
    Origin,
    Priority,
    PublicText,
    Purpose,
    SourceKind,
    Stage,
    Visibility,
)


class ImportProblem(Shape):
    """Why an import failed."""

    code = serializers.CharField()
    detail = serializers.CharField()


class ImportAdvice(Shape):
    """What to do next about a failed import: a sentence, and what makes sense, best first."""

    sentence = serializers.CharField()
    actions = serializers.ListField(child=serializers.ChoiceField(Action.choices))


class ImportShape(Shape):
    """A request to bring an article in, or fact-checks of others."""

    id = serializers.UUIDField()
    status = serializers.ChoiceField(ImportStatus.choices)
    stage = serializers.RegexField(f"^({'|'.join(ImportStage.values)})$")
    attempts = serializers.IntegerField()
    article = serializers.UUIDField(allow_null=True)
    revision = serializers.UUIDField(allow_null=True)
    error = ImportProblem(allow_null=True)
    advice = ImportAdvice(allow_null=True)
    kind = serializers.RegexField(f"^({'|'.join(ImportKind.values)})$")
    batch = serializers.UUIDField(allow_null=True)
    feed = serializers.UUIDField(allow_null=True)
    part = serializers.CharField(
        allow_blank=True, help_text="Which of several stories in the same bytes."
    )
    outcome = serializers.DictField(
        help_text="Earlier checks: new, changed, same, refused; and reasons of the first refused."
    )
    origin = serializers.ChoiceField(Origin.choices)
    url = serializers.CharField(allow_blank=True)
    filename = serializers.CharField(allow_blank=True)
    title = serializers.CharField(allow_blank=True)
    purpose = serializers.ChoiceField(Purpose.choices)
    kinships = Kinship(
        many=True, help_text="Articles that may be the same story as the one that it brought."
    )
    created_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)


class Block(Shape):
    """A part of the text; code points, end exclusive."""

    id = serializers.CharField()
    kind = serializers.CharField()
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    furniture = serializers.BooleanField()
    reason = serializers.CharField(allow_null=True)
    repeat_of = serializers.CharField(allow_null=True)
    page = serializers.IntegerField(
        allow_null=True, help_text="Of a paged document, from 1, where the block begins."
    )


class AsideBlock(Shape):
    """A part of a page that is kept beside the text."""

    id = serializers.CharField()
    kind = serializers.CharField()
    text = serializers.CharField()
    reason = serializers.CharField(allow_null=True)
    after = serializers.CharField(allow_null=True)
    page = serializers.IntegerField(allow_null=True)


class RevisionBrief(Shape):
    """One text of an article."""

    id = serializers.UUIDField()
    number = serializers.IntegerField()
    length = serializers.IntegerField()
    created_at = serializers.DateTimeField()


class RevisionListed(RevisionBrief):
    """One text of an article, and where it came from."""

    text_sha256 = serializers.CharField()
    recipe = serializers.CharField()
    origin = serializers.ChoiceField(Origin.choices)
    fetched_at = serializers.DateTimeField()
    created_by = serializers.UUIDField(allow_null=True)
    is_current = serializers.BooleanField()


class Revision(RevisionListed):
    """One text of an article, whole. `sentences` is flat: start and end of one after the other."""

    text = serializers.CharField()
    blocks = Block(many=True)
    set_aside = AsideBlock(many=True)
    sentences = serializers.ListField(child=serializers.IntegerField())


class Progress(Shape):
    """How far the checking is."""

    claims = serializers.IntegerField()
    checked = serializers.IntegerField()
    approved = serializers.IntegerField()
    sentences = serializers.IntegerField()
    unread = serializers.IntegerField()


class ArticleListed(Shape):
    """An article in a list."""

    id = serializers.UUIDField()
    title = serializers.CharField(allow_blank=True)
    byline = serializers.CharField(allow_blank=True)
    site_name = serializers.CharField(allow_blank=True)
    url = serializers.CharField(allow_blank=True)
    canonical_url = serializers.CharField(allow_blank=True)
    published_at = serializers.DateTimeField(allow_null=True)
    language = serializers.CharField(allow_blank=True)
    purpose = serializers.ChoiceField(Purpose.choices)
    stage = serializers.ChoiceField(Stage.choices)
    progress = Progress()
    assignees = Person(many=True)
    reviewers = Person(many=True)
    deadline_at = serializers.DateTimeField(allow_null=True)
    priority = serializers.ChoiceField(Priority.choices)
    created_at = serializers.DateTimeField()
    revision = RevisionBrief(allow_null=True)


class Article(ArticleListed):
    """An article with its newest text."""

    desk = DeskNamed(allow_null=True)
    topics = DeskNamed(many=True)
    subtitle = serializers.CharField(allow_blank=True)
    image_url = serializers.CharField(allow_blank=True)
    updated_at = serializers.DateTimeField(allow_null=True)
    role = serializers.CharField()
    publicly = serializers.ChoiceField(
        ["", *PublicText.values],
        help_text="What readers see of its text; empty: as the newsroom's settings say.",
    )
    field_notes = serializers.DictField()
    writers = Person(many=True)
    writer_names = serializers.ListField(child=serializers.CharField())
    sign_off = SignOff(
        allow_null=True, help_text="The newest clearing or sign-off, in force or ended."
    )
    identifier = serializers.CharField(
        allow_blank=True, help_text="What the publisher's system calls the story."
    )
    wire = serializers.DictField(
        help_text="What an agency says of it: pubstatus, ednote, embargoed."
    )
    merged_into = serializers.UUIDField(
        allow_null=True, help_text="The article that this turned out to be."
    )
    also_published = AlsoPublished(many=True)
    kinships = Kinship(many=True)
    created_by = serializers.UUIDField(allow_null=True)
    revision = Revision(allow_null=True)


class ArchiveChange(Shape):
    """The last edit of a source's page that was found; `old` and `new` are numbers of the copy's texts."""

    at = serializers.DateTimeField()
    old = serializers.IntegerField()
    new = serializers.IntegerField()


class Archive(Shape):
    """How the page of a source is archived."""

    state = serializers.ChoiceField(["kept", "under_way", "failed"])
    article = serializers.UUIDField(
        allow_null=True, help_text="The copy, or the article imported from the same address."
    )
    archived_at = serializers.DateTimeField(allow_null=True)
    sha256 = serializers.CharField(allow_blank=True, help_text="Of the bytes that came.")
    final_url = serializers.CharField(
        allow_blank=True, help_text="The address that answered, after redirects."
    )
    revision = serializers.IntegerField(help_text="The number of the copy's newest text, from 1.")
    seen = serializers.CharField(allow_blank=True, help_text="What the last look at the page saw.")
    looked_at = serializers.DateTimeField(allow_null=True)
    changed = ArchiveChange(allow_null=True)
    trouble = serializers.CharField(
        allow_blank=True, help_text="removed, redirected or stand_in, while it lasts."
    )
    trouble_since = serializers.DateTimeField(allow_null=True)
    error = ImportProblem(allow_null=True)
    next_try_at = serializers.DateTimeField(allow_null=True)


class Source(Shape):
    """A reusable source."""

    id = serializers.UUIDField()
    url = serializers.CharField(allow_blank=True)
    title = serializers.CharField(allow_blank=True)
    publisher = serializers.CharField(allow_blank=True)
    author = serializers.CharField(allow_blank=True)
    published_at = serializers.DateTimeField(allow_null=True)
    language = serializers.CharField(allow_blank=True)
    kind = serializers.ChoiceField(SourceKind.choices)
    origin = SourceOrigin(
        allow_null=True, help_text="Where its information comes from, if not from itself."
    )
    contact = serializers.CharField(
        allow_blank=True, help_text="How the person is reached; empty for who may not edit."
    )
    merged_into = serializers.UUIDField(
        allow_null=True,
        help_text="The record that it counts for, where it turned out to be the same.",
    )
    visibility = serializers.ChoiceField(Visibility.choices)
    copy_is_public = serializers.BooleanField(
        help_text="Whether readers of checks approved from now on may read the archived copy."
    )
    article = serializers.UUIDField(allow_null=True)
    archive = Archive(allow_null=True)
    version = serializers.IntegerField()
    created_by = serializers.UUIDField()
    created_at = serializers.DateTimeField()


class Rating(Shape):
    """One step of the newsroom's scale."""

    slug = serializers.CharField()
    version = serializers.IntegerField()
    label = serializers.CharField()  # type: ignore[assignment]  # DRF takes fields out of the class
    labels = serializers.DictField(
        child=serializers.CharField(), help_text="The label in further languages, by their codes."
    )
    definition = serializers.CharField(allow_blank=True)
    definitions = serializers.DictField(
        child=serializers.CharField(),
        help_text="The definition in further languages, by their codes.",
    )
    number = serializers.IntegerField(allow_null=True)
    needs_evidence = serializers.BooleanField()
    needs_stance = serializers.CharField(
        allow_null=True, help_text="The stance of the source that it needs."
    )
    needs_attempts = serializers.BooleanField(help_text="It needs what was tried to find some.")
    purpose = serializers.ChoiceField(Purpose.choices)
    look = serializers.CharField()


class RatingWords(Shape):
    """A rating in further languages; what is left out stays, an empty text takes one away."""

    labels = serializers.DictField(
        child=serializers.CharField(max_length=80, allow_blank=True),
        required=False,
        help_text="By language: `en`, `ru` or `be`.",
    )
    definitions = serializers.DictField(
        child=serializers.CharField(max_length=5000, allow_blank=True),
        required=False,
        help_text="By language: `en`, `ru` or `be`.",
    )


@extend_schema_field(
    {"oneOf": [{"$ref": "#/components/schemas/Person"}, {"type": "string", "enum": ["system"]}]}
)
class Doer(serializers.JSONField):
    """An account, or `system`."""


class HistoryEntry(Shape):
    """Who did what, when, through which door."""

    seq = serializers.IntegerField()
    at = serializers.DateTimeField()
    actor = Doer()
    door = serializers.CharField()
    verb = serializers.CharField()
    type = serializers.CharField()
    id = serializers.CharField()
    details = serializers.DictField(allow_null=True)


class Event(Shape):
    """Something that happened, as ids only."""

    seq = serializers.IntegerField()
    at = serializers.DateTimeField()
    verb = serializers.CharField()
    type = serializers.CharField()
    id = serializers.CharField()
    claim = serializers.UUIDField(allow_null=True)
    actor = serializers.UUIDField(allow_null=True)


Imports = listed(ImportShape, "Imports")
Articles = listed(ArticleListed, "Articles")
Revisions = listed(RevisionListed, "Revisions")
Sources = listed(Source, "Sources")
History = listed(HistoryEntry, "History")
Events = listed(Event, "Events")
