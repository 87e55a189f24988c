"""Archived pages as WARC files, for every tool that opens those."""

from collections.abc import Iterable
from uuid import UUID

from django.http import StreamingHttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request

from annotations.api.articles import article_asked
from annotations.api.asked import person_of
from annotations.api.described import described
from annotations.api.door import Door
from annotations.evidence.reading import saw_thing
from annotations.evidence.warc import warc_of
from annotations.models import Article, ArticleRevision, Source
from annotations.refusals import Missing

_WARC = {(200, "application/gzip"): OpenApiTypes.BINARY}


class _WhateverIsAsked(BaseContentNegotiation):
    """There is one form of a file; errors are JSON."""

    def select_renderer(
        self,
        request: Request,  # noqa: ARG002 - DRF's signature
        renderers: Iterable[BaseRenderer],
        format_suffix: str | None = None,  # noqa: ARG002 - DRF's signature
    ) -> tuple[BaseRenderer, str]:
        """The first, whatever the caller accepts."""
        first = next(iter(renderers))
        return first, first.media_type or ""


class FileDoor(Door):
    """A call whose answer is a file."""

    renderer_classes = (JSONRenderer,)
    content_negotiation_class = _WhateverIsAsked


class SourceArchive(FileDoor):
    """`sources/{id}/archive.warc.gz`."""

    @described(
        "sources_archive",
        "The archived page of a source as a WARC file.",
        also=_WARC,
        errors=(404, 409),
    )
    def get(self, request: Request, source_id: UUID) -> StreamingHttpResponse:
        """Of the text in force; earlier ones are below `articles/{id}/revisions/{id}/`."""
        seen = Source.objects.visible_to(person_of(request)).select_related("archiving")
        source = seen.filter(pk=source_id).first()
        if source is None:
            raise Missing("not_found", _("There is no such source."))
        saw_thing(person_of(request), source)
        copy = source.article_id or (source.archiving.article_id if source.archiving else None)
        articles = Article.objects.visible_to(person_of(request))
        article = articles.filter(pk=copy).first() if copy else None
        if article is None or article.current_revision_id is None:
            raise Missing("not_archived", _("The page of this source is not archived."))
        return _sent(article.pk, article.current_revision_id)


class RevisionArchive(FileDoor):
    """`articles/{id}/revisions/{id}/archive.warc.gz`."""

    @described(
        "revisions_archive",
        "The page that a text of an article was read from, as a WARC file.",
        also=_WARC,
        errors=(404, 409),
    )
    def get(self, request: Request, article_id: UUID, revision_id: UUID) -> StreamingHttpResponse:
        """Where it was fetched from its address."""
        return _sent(article_asked(request, article_id).pk, revision_id)


class ArticleArchive(FileDoor):
    """`articles/{id}/archive.warc.gz`."""

    @described(
        "articles_archive",
        "The page that an article's newest text was read from, as a WARC file.",
        also=_WARC,
        errors=(404, 409),
    )
    def get(self, request: Request, article_id: UUID) -> StreamingHttpResponse:
        """Where it was fetched from its address."""
        article = article_asked(request, article_id)
        return _sent(article.pk, article.current_revision_id)


def _sent(article_id: UUID, revision_id: UUID | None) -> StreamingHttpResponse:
    rows = ArticleRevision.objects.filter(article=article_id).select_related("snapshot__blob")
    revision = rows.only("snapshot").filter(pk=revision_id).first() if revision_id else None
    if revision is None:
        raise Missing("revision_not_found", _("This article has no such revision."))
    warc = warc_of(revision.snapshot)
    return StreamingHttpResponse(
        warc.chunks,
        content_type="application/gzip",
        headers={
            "Content-Disposition": f'attachment; filename="{warc.filename}"',
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "X-Content-Type-Options": "nosniff",
        },
    )
