"""Web Annotations, and files of them."""

from rest_framework import serializers

from annotations.api.shapes.base import Shape


class WebAnnotation(Shape):
    """A W3C Web Annotation; further properties are possible."""

    type = serializers.CharField(default="Annotation")
    id = serializers.CharField(required=False, help_text="Its address elsewhere; kept as `via`.")
    motivation = serializers.CharField(required=False)
    body = serializers.JSONField(
        required=False,
        help_text="A body with the purpose `describing` is the statement, every other one a comment.",
    )
    target = serializers.JSONField(
        help_text="One or several, each with a TextQuoteSelector or a TextPositionSelector (code points)."
    )


class AnnotationsBrought(Shape):
    """Answers and exports of Hypothesis, Web Annotations, their collections and pages, as they are."""

    rows = serializers.ListField(child=serializers.DictField(), required=False)
    annotations = serializers.ListField(child=serializers.DictField(), required=False)
    items = serializers.ListField(child=serializers.DictField(), required=False)


class AnnotationsFile(Shape):
    """The same as a file, or CSV."""

    file = serializers.FileField()


class PlaceTold(Shape):
    """Code points of the newest text, end exclusive."""

    start = serializers.IntegerField()
    end = serializers.IntegerField()


class AnnotationBecame(Shape):
    """One annotation of a file and what became of it."""

    number = serializers.IntegerField(help_text="Its place in the file, from 1.")
    id = serializers.CharField(allow_null=True)
    creator = serializers.CharField(allow_blank=True)
    created = serializers.DateTimeField(allow_null=True)
    exact = serializers.CharField(allow_blank=True)
    comment = serializers.CharField(allow_blank=True)
    code = serializers.CharField(
        help_text="`claim` or `comment` where it is here, else why it is not, such as `repeated`."
    )
    detail = serializers.CharField()
    claim = serializers.UUIDField(allow_null=True)
    places = PlaceTold(many=True)


class AnnotationsBecame(Shape):
    """What became of each annotation of an import."""

    status = serializers.CharField()
    outcome = serializers.DictField()
    results = AnnotationBecame(many=True)
