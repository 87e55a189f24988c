"""Annotated proofs."""

from rest_framework import serializers

from annotations.api.shapes.base import Shape, listed
from annotations.models import DossierKind


class ProofAsked(Shape):
    """Of which text."""

    revision = serializers.IntegerField(
        required=False, min_value=1, help_text="Number of the revision; the newest by default."
    )


class Proof(Shape):
    """A PDF that the caller had made. It waits while `finished_at` is null."""

    id = serializers.UUIDField()
    article = serializers.UUIDField()
    revision = serializers.IntegerField()
    language = serializers.CharField()
    created_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)
    sha256 = serializers.CharField(allow_null=True, help_text="Of the PDF.")
    record_seq = serializers.IntegerField(
        allow_null=True, help_text="Newest entry of the record when it was made."
    )
    error = serializers.CharField(allow_blank=True)
    detail = serializers.CharField(allow_blank=True, help_text="What to do about the error.")


class DossierOfOne(Shape):
    """Which dossier to make of one claim or article."""

    kind = serializers.RegexField(f"^({'|'.join(DossierKind.values)})$")
    choices = serializers.DictField(
        child=serializers.BooleanField(),
        required=False,
        help_text="What one for disclosure keeps: `names`, `discussion`, `authors`; all false by default.",
    )


Proofs = listed(Proof, "Proofs")
