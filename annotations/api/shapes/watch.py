"""Watched pages, and what happened at their publishers."""

from rest_framework import serializers

from annotations.api.shapes.articles import ImportProblem
from annotations.api.shapes.base import Person, Shape, listed
from annotations.models import AlertKind, Resolution, Seen, State

# No ChoiceField: the names of kinds would collide with those of others in the description.
_KINDS = f"^({'|'.join(AlertKind.values)})$"
_SEEN = f"^({'|'.join(Seen.values)})$"
_RESOLUTIONS = f"^({'|'.join(Resolution.values)})$"


class Watch(Shape):
    """How the page of an article or archived source is watched."""

    article = serializers.UUIDField()
    is_watched = serializers.BooleanField(help_text="Whether it is looked at again and again.")
    reason = serializers.CharField(
        allow_blank=True,
        help_text="Why it is not: no_address, not_fetched, merged, paused, off (the newsroom's setting), no_claims.",
    )
    is_paused = serializers.BooleanField()
    seen = serializers.RegexField(_SEEN, help_text="What stood there at the last look.")
    url = serializers.CharField(allow_blank=True, help_text="Where the address led then.")
    looked_at = serializers.DateTimeField(allow_null=True)
    next_look_at = serializers.DateTimeField(allow_null=True)
    changed_at = serializers.DateTimeField(
        allow_null=True, help_text="When the publisher's words were last found changed."
    )
    failures = serializers.IntegerField(help_text="In a row.")
    error = ImportProblem(allow_null=True)


class WatchChanged(Shape):
    """What is left out stays."""

    is_paused = serializers.BooleanField(required=False)


class AlertArticle(Shape):
    """The article or archived source that an alert is about."""

    id = serializers.UUIDField()
    title = serializers.CharField(allow_blank=True)
    url = serializers.CharField(allow_blank=True)
    role = serializers.CharField()


class AlertClaim(Shape):
    """A claim that an alert touches."""

    id = serializers.UUIDField()
    statement = serializers.CharField()
    claim_state = serializers.RegexField(f"^({'|'.join(State.values)})$")
    by = serializers.RegexField("^(passage|quote|page|in|source)$")
    state = serializers.CharField(
        allow_blank=True, help_text="The anchor's, of a passage or quote."
    )
    change = serializers.CharField(allow_blank=True)
    context = serializers.CharField()  # type: ignore[assignment]  # the contract's name
    is_decided = serializers.BooleanField(
        help_text="Whether a person has said since where the passage stands."
    )


class Alert(Shape):
    """Something that happened at a publisher."""

    id = serializers.UUIDField()
    kind = serializers.RegexField(_KINDS)
    code = serializers.CharField(
        allow_blank=True,
        help_text="Of a stand-in: empty, sign_in, paywall, other_page, cut_short; of a removal: http_404, http_410.",
    )
    article = AlertArticle()
    url = serializers.CharField(allow_blank=True, help_text="Where the address leads now.")
    old_revision = serializers.UUIDField(allow_null=True)
    new_revision = serializers.UUIDField(allow_null=True)
    at = serializers.DateTimeField()
    last_seen_at = serializers.DateTimeField()
    resolved_at = serializers.DateTimeField(allow_null=True)
    resolved_by = Person(allow_null=True)
    resolution = serializers.RegexField(_RESOLUTIONS, allow_null=True)
    can_take = serializers.BooleanField(help_text="Whether `take/` has bytes to import.")
    claims = AlertClaim(many=True, help_text="The first few, the gravest first.")
    claims_count = serializers.IntegerField(help_text="Of all that this person may see.")


Alerts = listed(Alert, "Alerts")
