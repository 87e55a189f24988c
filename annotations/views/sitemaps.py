"""What search engines are to look at: every public address, and the checks of the last two days for news."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from annotations.models import Newsroom, Publication
from annotations.publishing import (
    check_of,
    first_published,
    fresh_list,
    public_checks,
)
from annotations.publishing.public_articles import address_of, indexed_articles
from annotations.views.conditional import conditional
from annotations.views.everyone import public
from annotations.views.feeds import plain

# sitemaps.org: of one file. Google News: of one file, and how new.
MOST = 50_000
NEWS_MOST = 1_000
NEWS_FOR = timedelta(days=2)
_OWN = (
    *("factchecks", "public_articles", "corrections"),
    *("methodology", "methodology_sources", "methodology_funding"),
)
_KIND = "application/xml; charset=utf-8"
Pages = list[tuple[str, datetime | None]]


@public
@conditional(fresh_list)
def sitemap(request: HttpRequest) -> HttpResponse:
    """All addresses; where they are more than one file may hold, the files that hold them."""
    newsroom = Newsroom.current()
    checks, articles = _counts(newsroom)
    own = _own()
    if len(own) + checks + articles <= MOST:
        whole = [*own, *_checks(0), *_articles(newsroom, 0)]
        return _answer(request, "sitemap", {"pages": whole})
    numbers = range(1 + _files(checks) + _files(articles))
    parts = [settings.PUBLIC_URL + reverse("sitemap_part", args=[n]) for n in numbers]
    return _answer(request, "index", {"parts": parts})


@public
@conditional(lambda **_asked: fresh_list())
def part(request: HttpRequest, number: int) -> HttpResponse:
    """One file of many: 0 has the newsroom's own pages, then come those of the checks, then those of the articles."""
    newsroom = Newsroom.current()
    files = _files(_counts(newsroom)[0])
    if number == 0:
        pages = _own()
    elif number <= files:
        pages = _checks(number - 1)
    else:
        pages = _articles(newsroom, number - 1 - files)
    if not pages:
        raise Http404
    return _answer(request, "sitemap", {"pages": pages})


@public
@conditional()
def news(request: HttpRequest) -> HttpResponse:
    """The checks that first appeared within two days; a correction makes no check new."""
    since = timezone.now() - NEWS_FOR
    newest = public_checks().filter(
        claim__publications__version=1, claim__publications__published_at__gte=since
    )
    listed = list(newest.defer("claim__search")[:NEWS_MOST])
    first = first_published(listed)
    newsroom = Newsroom.current()
    entries = [
        {
            "url": settings.PUBLIC_URL + one.address,
            "at": first[one.claim_id],
            "title": plain(check_of(one).content["statement"]),
        }
        for one in listed
    ]
    context = {"name": plain(newsroom.name), "language": newsroom.language, "entries": entries}
    return _answer(request, "news", context)


def _counts(newsroom: Newsroom) -> tuple[int, int]:
    """How many checks and how many articles have a page."""
    checks = Publication.objects.public().order_by().count()
    return checks, indexed_articles(newsroom).order_by().count()


def _files(count: int) -> int:
    return -(-count // MOST)


def _own() -> Pages:
    return [(settings.PUBLIC_URL + reverse(name), None) for name in _OWN]


def _checks(file: int) -> Pages:
    """By the age of the claim, so that new ones change the last file only."""
    rows = Publication.objects.public().order_by("claim").values_list("slug", "published_at")
    part = rows[file * MOST : (file + 1) * MOST]
    return [(f"{settings.PUBLIC_URL}/factchecks/{slug}/", at) for slug, at in part]


def _articles(newsroom: Newsroom, file: int) -> Pages:
    rows = indexed_articles(newsroom).order_by("pk").values_list("pk", flat=True)
    part = rows[file * MOST : (file + 1) * MOST]
    return [(settings.PUBLIC_URL + address_of(pk), None) for pk in part]


def _answer(request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, f"annotations/sitemaps/{name}.xml", context, content_type=_KIND)
