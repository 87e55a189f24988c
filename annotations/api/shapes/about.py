"""What the newsroom says of itself on its public pages."""

from rest_framework import serializers

from annotations.api.shapes.base import Shape
from annotations.models import Language, PublicText


class AboutChanged(Shape):
    """What is left out stays. The texts are Markdown, of at most 50,000 characters each."""

    name = serializers.CharField(required=False, max_length=200)
    methodology = serializers.CharField(required=False, allow_blank=True)
    sources_policy = serializers.CharField(required=False, allow_blank=True)
    ownership = serializers.CharField(required=False, allow_blank=True)
    funding = serializers.CharField(required=False, allow_blank=True)
    corrections_policy = serializers.CharField(required=False, allow_blank=True)
    contact = serializers.CharField(required=False, allow_blank=True)
    language = serializers.ChoiceField(Language.choices, required=False)
    shows_articles = serializers.ChoiceField(PublicText.choices, required=False)


class About(Shape):
    """What the public pages say of the newsroom; a text left empty is told as not written yet."""

    name = serializers.CharField()
    methodology = serializers.CharField(allow_blank=True, help_text="Markdown.")
    sources_policy = serializers.CharField(
        allow_blank=True, help_text="Markdown: how sources are chosen, named and archived."
    )
    ownership = serializers.CharField(allow_blank=True, help_text="Markdown.")
    funding = serializers.CharField(allow_blank=True, help_text="Markdown.")
    corrections_policy = serializers.CharField(allow_blank=True, help_text="Markdown.")
    contact = serializers.CharField(
        allow_blank=True, help_text="Markdown: where readers tell of an error."
    )
    language = serializers.ChoiceField(
        Language.choices, help_text="In which the public pages speak."
    )
    shows_articles = serializers.ChoiceField(
        PublicText.choices,
        help_text="What the public page of an article shows beside its published checks.",
    )
