"""Whence annotations came that others made elsewhere."""

from django.db import models
from django.db.models.functions import Now

from annotations.models.article import Article
from annotations.models.claim import Claim
from annotations.models.ids import Identified
from annotations.models.user import User


class AnnotationOrigin(Identified):
    """Whence a claim was imported as an annotation (Hypothesis, a Web Annotation): `iri` names it there, once per article."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="annotation_origins")
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="+")
    iri = models.CharField(max_length=2000)
    creator = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(db_default=Now())
    received_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "iri"], name="annotation_origin_once")
        ]

    def __str__(self) -> str:
        return self.iri
