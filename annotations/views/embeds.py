"""Checks in other people's pages: a card for a frame, and oEmbed (oembed.com), which says how to show it."""

import json
from typing import Any
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from csp.decorators import csp
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt

from annotations.models import Newsroom
from annotations.publishing import check_of, embed_of, fresh_check, reexamined_since
from annotations.publishing.embedded import WIDTH, Embed
from annotations.refusals import Invalid, Missing, Refused
from annotations.views.checked import shown
from annotations.views.conditional import conditional
from annotations.views.everyone import MAX_AGE, public
from annotations.views.feeds import plain
from annotations.views.public import live_among, versions_of

_HERE = urlsplit(settings.PUBLIC_URL)
# In a sandbox without its own origin, browsers differ in what 'self' is: our address is named too.
_STYLES = ["'self'", f"{_HERE.scheme}://{_HERE.netloc}"]
_POLICY = {
    "default-src": ["'none'"],
    "style-src": _STYLES,
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
    "frame-ancestors": ["*"],
    "sandbox": ["allow-popups", "allow-popups-to-escape-sandbox"],
}
_MOST_WIDE = 10_000
_NOT_IMPLEMENTED = 501


@csp(_POLICY)
@xframe_options_exempt
@public
@conditional(fresh_check)
def embed(request: HttpRequest, slug: str) -> HttpResponse:
    """The card: the only page of ours that others may frame. It runs nothing and says so where a check was withdrawn."""
    versions = versions_of(slug)
    newsroom = Newsroom.current()
    live = live_among(versions)
    context: dict[str, Any] = {"newsroom": newsroom, "last": versions[0]}
    if live is not None:
        check = check_of(live, first_published_at=versions[-1].published_at)
        context |= {
            "check": shown(check),
            "reexamined_at": reexamined_since([live], newsroom).get(live.claim_id),
            "page_url": settings.PUBLIC_URL + check.address,
            "address": f"{_HERE.netloc}{check.address}",
        }
    status = 200 if live is not None else 410
    response = render(request, "annotations/embeds/embed.html", context, status=status)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@public
@conditional()
def oembed(request: HttpRequest) -> HttpResponse:
    """How to show the check at `url`, as JSON or XML, no wider than `maxwidth`; for programs of any origin."""
    kind = request.GET.get("format", "json")
    try:
        if kind not in {"json", "xml"}:
            words = _("There is json and xml.")
            return _problem(Refused("format_unknown", words, field="format"), _NOT_IMPLEMENTED)
        width, height = (_asked(request, name) for name in ("maxwidth", "maxheight"))
        newsroom = Newsroom.current()
        card = _card(request.GET.get("url", ""), newsroom, min(width or WIDTH, WIDTH))
    except Refused as refusal:
        return _problem(refusal, refusal.status)
    return _answer(_told(card, newsroom, min(height or card.height, card.height)), kind)


def _card(url: str, newsroom: Newsroom, width: int) -> Embed:
    """The card of the live check at an address of ours.

    Raises:
        Missing: `not_found`: another address, or nothing public there (any more).
    """
    missing = Missing("not_found", _("There is no published check at this address."), field="url")
    try:
        parts = urlsplit(url)
        match = resolve(parts.path)
    except (ValueError, Resolver404):
        raise missing from None
    if parts.netloc != _HERE.netloc or match.url_name not in {"factcheck", "embed"}:
        raise missing
    try:
        versions = versions_of(match.kwargs["slug"])
    except Http404:
        raise missing from None
    live = live_among(versions)
    if live is None:
        raise missing
    return embed_of(check_of(live), newsroom, width=width)


def _asked(request: HttpRequest, name: str) -> int | None:
    """A size in pixels, if one is asked for.

    Raises:
        Invalid: `number_invalid`.
    """
    text = request.GET.get(name, "")
    if not text:
        return None
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0  # noqa: PLR2004 - digits
    if not 1 <= number <= _MOST_WIDE:
        raise Invalid("number_invalid", _("Give a whole number of pixels."), field=name)
    return number


def _told(card: Embed, newsroom: Newsroom, height: int) -> dict[str, Any]:
    return {
        "version": "1.0",
        "type": "rich",
        "title": card.title,
        "provider_name": newsroom.name,
        "provider_url": f"{settings.PUBLIC_URL}/factchecks/",
        "author_name": newsroom.name,
        "author_url": f"{settings.PUBLIC_URL}/factchecks/",
        "cache_age": MAX_AGE,
        "html": card.html.replace(f'height="{card.height}"', f'height="{height}"'),
        "width": card.width,
        "height": height,
    }


def _answer(told: dict[str, Any], kind: str) -> HttpResponse:
    if kind == "json":
        return _open(HttpResponse(json.dumps(told), content_type="application/json"))
    inner = "".join(f"<{k}>{escape(plain(str(v)))}</{k}>" for k, v in told.items())
    head = '<?xml version="1.0" encoding="utf-8" standalone="yes"?>'
    text = f"{head}\n<oembed>{inner}</oembed>\n"
    return _open(HttpResponse(text, content_type="text/xml; charset=utf-8"))


def _problem(refusal: Refused, status: int) -> HttpResponse:
    told = {"code": refusal.code, "detail": refusal.detail, "field": refusal.field}
    return _open(HttpResponse(json.dumps(told), content_type="application/json", status=status))


def _open(response: HttpResponse) -> HttpResponse:
    """Readable for a script of any page: nothing in it depends on who asks."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
