"""Public annotated articles: what others published, with our checks of it at their places."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from annotations.models import Newsroom
from annotations.publishing import (
    fresh_article,
    fresh_list,
    public_article,
    public_articles,
    reexamined_since,
)
from annotations.publishing.public_articles import PublicArticle, newest_said
from annotations.views.annotated import excerpts_of, passages_of, remarks_of, text_of
from annotations.views.checked import article_shown
from annotations.views.conditional import conditional
from annotations.views.everyone import public
from annotations.views.paging import page_of


@public
@conditional(fresh_list)
def articles(request: HttpRequest) -> HttpResponse:
    """The articles with published checks, newest first."""
    newsroom = Newsroom.current()
    paged = page_of(request, public_articles(newsroom).defer("search"), size=20)
    said = newest_said(paged.items)
    context = {
        "nav": "public_articles",
        "articles": [article_shown(said[one.pk]) for one in paged.items if one.pk in said],
        "page": paged,
        "newsroom": newsroom,
        "canonical_url": f"{settings.PUBLIC_URL}/factchecks/articles/",
    }
    return render(request, "annotations/public_articles/articles.html", context)


@public
@conditional(fresh_article)
def article(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """One article: its text, or only the sentences that were checked, and each check in the margin."""
    newsroom = Newsroom.current()
    found = public_article(article_id, newsroom)
    if found is None:
        raise Http404
    again = reexamined_since([one.check.publication for one in found.remarks], newsroom)
    passages = passages_of(found, get_language())
    context = {
        "nav": "public_articles",
        "article": article_shown(found.about),
        "is_whole": found.is_whole,
        "language": found.remarks[0].language or found.article.language,
        "remarks": remarks_of(found, get_language(), again),
        "newsroom": newsroom,
        "canonical_url": _canonical(found),
        **_words(found, passages),
    }
    response = render(request, "annotations/public_articles/article.html", context)
    if found.is_whole:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def _words(found: PublicArticle, passages: Any) -> dict[str, Any]:
    return text_of(found, passages) if found.is_whole else excerpts_of(passages)


def _canonical(found: PublicArticle) -> str:
    """Of somebody else's whole text its publisher's page; of quotes among our checks this page is the only one."""
    theirs: str = found.about["url"]
    return theirs if found.is_whole and theirs else settings.PUBLIC_URL + found.address
