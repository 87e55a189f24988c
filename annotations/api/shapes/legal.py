"""Legal matters, dossiers, and what a page said."""

from rest_framework import serializers

from annotations.api.shapes.base import Person, Shape, listed
from annotations.models import DossierKind

_KINDS = f"^({'|'.join(DossierKind.values)})$"


class MatterAsked(Shape):
    """A matter; what is left out of a change stays."""

    title = serializers.CharField(required=False, max_length=300)
    requester = serializers.CharField(required=False, max_length=300)
    received_on = serializers.DateField(required=False)
    reference = serializers.CharField(required=False, allow_blank=True, max_length=120)
    deadline_on = serializers.DateField(required=False, allow_null=True)
    note = serializers.CharField(required=False, allow_blank=True)
    holds = serializers.BooleanField(required=False, help_text="True by default.")


class MatterMade(MatterAsked):
    """A new matter with what it is about and who may see it."""

    claims = serializers.ListField(child=serializers.UUIDField(), required=False)
    articles = serializers.ListField(child=serializers.UUIDField(), required=False)
    people = serializers.ListField(child=serializers.UUIDField(), required=False)


class MatterContents(Shape):
    """What to add to a matter and what to take out of it."""

    claims = serializers.ListField(child=serializers.UUIDField(), required=False)
    articles = serializers.ListField(child=serializers.UUIDField(), required=False)
    people = serializers.ListField(child=serializers.UUIDField(), required=False)


class MatterClosed(Shape):
    """How it ended."""

    reason = serializers.CharField(required=False, allow_blank=True)


class DossierAsked(Shape):
    """Which dossier to make."""

    kind = serializers.RegexField(_KINDS)
    choices = serializers.DictField(
        child=serializers.BooleanField(),
        required=False,
        help_text="What one for disclosure keeps: `names`, `discussion`, `authors`; all false by default.",
    )


class MatterDossier(Shape):
    """A dossier of a matter."""

    id = serializers.UUIDField()
    matter = serializers.UUIDField()
    kind = serializers.RegexField(_KINDS)
    made_by = Person()
    created_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)
    error = serializers.CharField(allow_blank=True)
    sha256 = serializers.CharField(allow_null=True, help_text="Of the ZIP file.")
    redactions = serializers.JSONField(help_text="`[{path, what, reason}]`")
    record_head = serializers.CharField(
        allow_blank=True, help_text="`SEQ:HASH` of the record it was made at."
    )


class Matter(Shape):
    """A legal matter."""

    id = serializers.UUIDField()
    title = serializers.CharField()
    reference = serializers.CharField(allow_blank=True)
    requester = serializers.CharField()
    received_on = serializers.DateField()
    deadline_on = serializers.DateField(allow_null=True)
    note = serializers.CharField(allow_blank=True)
    holds = serializers.BooleanField()
    claims = serializers.ListField(child=serializers.UUIDField())
    articles = serializers.ListField(child=serializers.UUIDField())
    people = Person(many=True)
    created_by = Person()
    created_at = serializers.DateTimeField()
    closed_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField()


Matters = listed(Matter, "Matters")
MatterDossiers = listed(MatterDossier, "MatterDossiers")


class Said(Shape):
    """What stood at an address at a moment."""

    kind = serializers.RegexField("^(factcheck|article|unknown)$")
    at = serializers.DateTimeField()
    checks = serializers.JSONField(
        help_text=(
            "`[{claim, state, publication, decisions, content, is_exact, evidence}]`; `state` is `shown` or `withdrawn`, "
            "`content` the judged content that the caller may see, each evidence with its archived `copies` (`is_at`: the "
            "one that was here then)."
        )
    )
    texts = serializers.JSONField(
        help_text="`[{article, revision, number, text, text_sha256, bytes_sha256, arrived_at, next_arrived_at}]`"
    )
