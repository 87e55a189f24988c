"""Articles and their texts."""

from datetime import UTC, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.http.response import HttpResponseBase
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.asked import (
    actor_of,
    body_of,
    choice_asked,
    person_of,
    picked,
    words_asked,
)
from annotations.api.described import PAGE, asked, described
from annotations.api.door import Door
from annotations.api.filtering import CREATED, choice, narrowed, parameters, span, whole_words
from annotations.api.idempotency import once
from annotations.api.imports import accepted, file_of
from annotations.api.pagination import NEWEST, Order, moment, page_of, words
from annotations.api.parsers import FormParser, StrictJSONParser
from annotations.api.shapes import articles as shapes
from annotations.api.shapes.asking import ArticleCorrected, BlockChosen, RevisionAsked, RevisionFile
from annotations.api.told import article_told, brief_told, revision_told
from annotations.claims import progress_of
from annotations.clearing import name_writers
from annotations.desks import place
from annotations.imports import accept
from annotations.imports.assign import assign
from annotations.imports.correct import correct_article
from annotations.imports.remove import refuse_absent, remove, restore
from annotations.models import Article, ArticleRevision, Origin, Priority, Purpose, Stage
from annotations.publishing import show_text
from annotations.review.assigning import ARTICLE_PLAN, plan_article
from annotations.tasks.choose_blocks import choose_block

_CORRECTED = (
    "title",
    "subtitle",
    "byline",
    "site_name",
    "language",
    "canonical_url",
    "image_url",
    "published_at",
    "updated_at",
)
_ORDERS = {
    "-created_at": NEWEST,
    "created_at": Order("oldest", "created_at", descending=False, read=moment),
    "title": Order("title", "title", descending=False, read=words),
    "-title": Order("title-down", "title", descending=True, read=words),
    "-published_at": Order("published-down", "dated", descending=True, read=moment),
    "published_at": Order("published", "dated", descending=False, read=moment),
}
_FILTERS = (
    choice("stage", Stage.values),
    choice("purpose", Purpose.values),
    choice("priority", Priority.values),
    whole_words("desk", "desk__slug", "A desk's slug."),
    whole_words("topic", "topics__slug", "A topic's slug."),
    *CREATED,
    *span("published", "published_at", "Published"),
)
_OF_REVISIONS = (choice("origin", Origin.values, "snapshot__origin"), *CREATED)
_UNDATED = Value(datetime(1, 1, 2, tzinfo=UTC))
# What no list needs: a text may have two million code points.
_HEAVY = (
    "search",
    "current_revision__text",
    "current_revision__set_aside",
    "current_revision__document",
)


class Articles(Door):
    """`articles/`."""

    @described(
        "articles_list",
        "Articles, newest first.",
        answer=shapes.Articles,
        query=(
            *PAGE,
            asked("search", "Words of the title or text; quotes and -minus work."),
            asked("language", "Its code, such as `en`."),
            asked("url", "The whole address that it was imported from, or its canonical one."),
            *parameters(_FILTERS),
            asked("assignee", "A user name, an id, or `me`."),
            asked("ordering", "`-created_at` by default.", enum=list(_ORDERS)),
        ),
    )
    def get(self, request: Request) -> Response:
        """Every article that is checked, with its progress."""
        order = _ORDERS[choice_asked(request, "ordering", list(_ORDERS)) or "-created_at"]
        rows = _filtered(request).select_related("current_revision").defer(*_HEAVY)
        if order.field == "dated":
            rows = rows.annotate(dated=Coalesce(F("published_at"), _UNDATED))
        page = page_of(request, rows.prefetch_related("assignees", "reviewers"), order)
        progress = progress_of(page.rows)
        return Response(page.told([brief_told(a, progress[a.pk]) for a in page.rows]))


class ArticleOne(Door):
    """`articles/{id}/`."""

    @described("articles_get", "An article with its newest text.", answer=shapes.Article)
    def get(self, request: Request, article_id: UUID) -> Response:
        """Offsets anywhere count code points of `revision.text`."""
        return Response(article_told(_article(request, article_id)))

    @described(
        "articles_correct",
        "Correct an article's metadata, or say who works on it.",
        body=ArticleCorrected,
        answer=shapes.Article,
    )
    def patch(self, request: Request, article_id: UUID) -> Response:
        """What an editor says stands above every later import."""
        actor, body = actor_of(request), body_of(request)
        article_asked(request, article_id)
        with transaction.atomic():
            correct_article(actor=actor, article_id=article_id, **picked(body, *_CORRECTED))
            if "assignees" in body:
                assign(actor=actor, article_id=article_id, assignees=body["assignees"])
            if planned := picked(body, *ARTICLE_PLAN):
                plan_article(actor=actor, article_id=article_id, **planned)
            if placed := picked(body, "desk", "topics"):
                place(actor=actor, article_id=article_id, **placed)
            if "publicly" in body:
                show_text(actor=actor, article_id=article_id, publicly=body["publicly"])
            if said := picked(body, "writers", "writer_names"):
                name_writers(actor=actor, article_id=article_id, **said)
        return Response(article_told(_article(request, article_id)))

    @described(
        "articles_delete",
        "Delete an article on which no claim and no evidence stands.",
        status=204,
        errors=(404, 409),
    )
    def delete(self, request: Request, article_id: UUID) -> Response:
        """Its record stays, and it can be put back."""
        remove(actor=actor_of(request), article_id=article_id)
        return Response(status=204)


class ArticleRestore(Door):
    """`articles/{id}/restore/`."""

    @described(
        "articles_restore", "Put a deleted article back.", answer=shapes.Article, errors=(404,)
    )
    def post(self, request: Request, article_id: UUID) -> Response:
        """One that is there stays as it is."""
        restore(actor=actor_of(request), article_id=article_id)
        return Response(article_told(_article(request, article_id)))


class Revisions(Door):
    """`articles/{id}/revisions/`."""

    parser_classes = (StrictJSONParser, FormParser)

    @described(
        "revisions_list",
        "An article's texts, newest first.",
        answer=shapes.Revisions,
        query=(*PAGE, *parameters(_OF_REVISIONS)),
        errors=(404,),
    )
    def get(self, request: Request, article_id: UUID) -> Response:
        """Every text, without its words."""
        article = article_asked(request, article_id)
        rows = ArticleRevision.objects.filter(article=article).select_related("snapshot")
        rows = narrowed(request, rows, _OF_REVISIONS)
        page = page_of(request, rows.defer("text", "blocks", "set_aside", "sentences", "document"))
        current = article.current_revision_id
        return Response(page.told([revision_told(row, current) for row in page.rows]))

    @described(
        "revisions_create",
        "Import an article's text again: fetched, pasted or as a file.",
        body={"application/json": RevisionAsked, "multipart/form-data": RevisionFile},
        answer=shapes.ImportShape,
        status=202,
        creates=True,
        errors=(404,),
    )
    @once
    def post(self, request: Request, article_id: UUID) -> HttpResponseBase:
        """An import; every passage is re-anchored to the new text."""
        file = file_of(request) or {}
        text = {} if file else picked(body_of(request), "text")
        item = accept.import_again(actor=actor_of(request), article_id=article_id, **file, **text)
        return accepted(request, item)


class Block(Door):
    """`articles/{id}/blocks/{block}/`."""

    @described(
        "blocks_choose",
        "Put a block back into the story, or set it aside.",
        body=BlockChosen,
        answer=shapes.Revision,
        errors=(404, 409),
    )
    def post(self, request: Request, article_id: UUID, block_id: str) -> Response:
        """The text now in force; every passage was re-anchored to it."""
        body = body_of(request)
        revision = choose_block(
            actor=actor_of(request),
            article_id=article_id,
            block_id=block_id,
            revision_id=body.get("revision"),
            choice=body.get("choice", ""),
        )
        return Response(revision_told(revision, revision.pk, is_whole=True))


def article_asked(request: Request, article_id: UUID) -> Article:
    """The article that the request is about, without its text.

    Raises:
        Missing: `not_found`. Gone: `article_deleted`.
    """
    seen = Article.objects.visible_to(person_of(request)).defer("search")
    article = seen.filter(pk=article_id).first()
    if article is None:
        refuse_absent(article_id)
    return article


def _article(request: Request, article_id: UUID) -> Article:
    seen = Article.objects.visible_to(person_of(request)).defer(
        "search", "current_revision__document", "current_revision__snapshot__headers"
    )
    whole = seen.select_related("current_revision__snapshot", "desk").prefetch_related(
        "assignees", "reviewers", "writers", "topics"
    )
    article = whole.filter(pk=article_id).first()
    if article is None:
        refuse_absent(article_id)
    return article


def _filtered(request: Request) -> "QuerySet[Article]":
    person = person_of(request)
    rows = Article.objects.visible_to(person).listed()
    if search := words_asked(request, "search"):
        rows = rows.matching(search)
    rows = narrowed(request, rows, _FILTERS)
    if language := words_asked(request, "language", 16):
        rows = rows.filter(language=language)
    if url := words_asked(request, "url", 4000):
        rows = rows.filter(Q(url=url) | Q(canonical_url=url))
    if assignee := words_asked(request, "assignee", 150):
        rows = rows.filter(_assigned(assignee, str(person.pk)))
    return rows


def _assigned(name: str, me: str) -> Q:
    try:
        return Q(assignees=UUID(me if name == "me" else name))
    except ValueError:
        return Q(assignees__username=name)
