"""Feeds and their entries."""

from rest_framework import serializers

from annotations.api.shapes.articles import ImportProblem
from annotations.api.shapes.base import Shape, listed
from annotations.models import EntryState, FeedKind, ImportStatus

# No ChoiceField: the names of kinds would collide with those of sources in the description.
_KINDS = f"^({'|'.join(FeedKind.values)})$"


class Feed(Shape):
    """A feed that the newsroom follows."""

    id = serializers.UUIDField()
    url = serializers.CharField()
    title = serializers.CharField(allow_blank=True)
    site_url = serializers.CharField(allow_blank=True)
    kind = serializers.RegexField(_KINDS)
    interval_minutes = serializers.IntegerField()
    is_paused = serializers.BooleanField()
    next_poll_at = serializers.DateTimeField()
    polled_at = serializers.DateTimeField(allow_null=True)
    succeeded_at = serializers.DateTimeField(allow_null=True)
    failures = serializers.IntegerField(help_text="In a row.")
    error = ImportProblem(allow_null=True)
    new_entries = serializers.IntegerField(help_text="That came in the last seven days.")
    waiting_entries = serializers.IntegerField(help_text="That are imported at the next polls.")
    created_by = serializers.UUIDField()
    created_at = serializers.DateTimeField()


class EntryImport(Shape):
    """What an entry became."""

    id = serializers.UUIDField()
    status = serializers.ChoiceField(ImportStatus.choices)
    article = serializers.UUIDField(allow_null=True)
    error = ImportProblem(allow_null=True)


class FeedEntry(Shape):
    """An entry of a feed."""

    id = serializers.UUIDField()
    state = serializers.ChoiceField(EntryState.choices)
    url = serializers.CharField(allow_blank=True)
    title = serializers.CharField(allow_blank=True)
    published_at = serializers.DateTimeField(allow_null=True)
    seen_at = serializers.DateTimeField()
    error = ImportProblem(allow_null=True)
    imported_as = EntryImport(allow_null=True)


class FeedAsked(Shape):
    """A feed to follow; the address may be that of a page which announces one."""

    url = serializers.URLField()
    kind = serializers.RegexField(_KINDS, required=False)
    interval_minutes = serializers.IntegerField(required=False, help_text="30 by default.")
    backlog = serializers.IntegerField(
        required=False,
        help_text="How many of the entries that are already there are imported: 0 to 500, 5 by default.",
    )


class FeedChanged(Shape):
    """What is left out stays."""

    kind = serializers.RegexField(_KINDS, required=False)
    interval_minutes = serializers.IntegerField(required=False)
    is_paused = serializers.BooleanField(required=False)


Feeds = listed(Feed, "Feeds")
FeedEntries = listed(FeedEntry, "FeedEntries")
