"""The newest published checks as feeds, Atom and RSS, for readers and other newsrooms."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5

from django.conf import settings
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import rfc2822_date
from django.utils.translation import gettext as _

from annotations.models import Newsroom, Publication
from annotations.publishing import Check, check_of, first_published, fresh_list, public_checks
from annotations.views.checked import shown
from annotations.views.conditional import conditional
from annotations.views.everyone import public
from annotations.views.paging import Paged, page_of

SIZE = 50
# XML 1.0 has no place for these.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BEFORE_ALL = datetime(1970, 1, 1, tzinfo=UTC)


@public
@conditional(fresh_list)
def atom(request: HttpRequest) -> HttpResponse:
    """RFC 4287, in pages (RFC 5005); what was withdrawn is named as deleted (RFC 6721)."""
    context = _context(request, "feed")
    context["deleted"] = _withdrawn() if not context["first_url"] else []
    times = [one["updated"] for one in context["entries"]]
    times += [one["at"] for one in context["deleted"]]
    context["updated"] = max(times, default=_BEFORE_ALL)
    return _xml(request, "annotations/feeds/atom.xml", context, "application/atom+xml")


@public
@conditional(fresh_list)
def rss(request: HttpRequest) -> HttpResponse:
    """RSS 2.0, with the same entries under the same ids."""
    context = _context(request, "feed_rss")
    newest = max((one["updated"] for one in context["entries"]), default=_BEFORE_ALL)
    context["built"] = rfc2822_date(newest)
    return _xml(request, "annotations/feeds/rss.xml", context, "application/rss+xml")


def id_of(claim_id: UUID) -> str:
    """What an entry is known by for ever, whatever its version and wherever this newsroom moves to."""
    return uuid5(claim_id, "published").urn


def plain(text: str) -> str:
    """The text with spaces for what no XML document can hold."""
    return _CONTROLS.sub(" ", text)


def _context(request: HttpRequest, name: str) -> dict[str, Any]:
    paged = page_of(request, public_checks(), by="-published_at", size=SIZE)
    newsroom = Newsroom.current()
    here = settings.PUBLIC_URL + reverse(name)
    return {
        "newsroom": newsroom,
        "title": plain(newsroom.name),
        "home": settings.PUBLIC_URL + reverse("factchecks"),
        "here": here,
        "self_url": here + _query(request, paged),
        "first_url": paged.first_url and here,
        "next_url": paged.next_url and here + paged.next_url,
        "entries": _entries(paged.items),
    }


def _query(request: HttpRequest, paged: Paged[Publication]) -> str:
    """The place of this page, where it is another than the first."""
    after = request.GET.get("after", "")
    return f"?after={after}" if paged.first_url else ""


def _entries(publications: Iterable[Publication]) -> list[dict[str, Any]]:
    listed = list(publications)
    first = first_published(listed)
    return [_entry(check_of(one, first.get(one.claim_id))) for one in listed]


def _entry(check: Check) -> dict[str, Any]:
    told = shown(check)
    said = {"verdict": told["verdict_label"], "statement": told["statement"]}
    url = settings.PUBLIC_URL + check.address
    html = render_to_string("annotations/feeds/_entry.html", {"check": told, "url": url})
    return {
        "id": id_of(check.publication.claim_id),
        "url": url,
        "title": plain(_("%(verdict)s: %(statement)s") % said),
        "summary": plain(told["explanation"]),
        "html": plain(html),
        "verdict": plain(told["verdict_label"]),
        "rating": told["rating"]["slug"],
        "published": check.first_published_at,
        "updated": check.publication.published_at,
        "published_822": rfc2822_date(check.first_published_at),
    }


def _withdrawn() -> list[dict[str, Any]]:
    """The checks that were withdrawn last and have no version since, without a word of what they said."""
    rows = Publication.objects.filter(withdrawn_at__isnull=False, pk=F("claim__publication"))
    newest = rows.order_by("-withdrawn_at", "-pk").only("claim", "withdrawn_at", "withdrawn_reason")
    return [
        {"id": id_of(one.claim_id), "at": one.withdrawn_at, "why": plain(one.withdrawn_reason)}
        for one in newest[:SIZE]
    ]


def _xml(request: HttpRequest, template: str, context: dict[str, Any], kind: str) -> HttpResponse:
    return render(request, template, context, content_type=f"{kind}; charset=utf-8")
