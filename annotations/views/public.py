"""What everyone may see: published checks, rendered from the judged bytes and from nothing else.

No sign-in, no cookie, no session: these doors never look at who asks.
"""

import json
from collections.abc import Callable
from copy import deepcopy
from datetime import date, datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from annotations.models import Channel, Newsroom, Publication, Rating
from annotations.publishing import (
    Check,
    check_of,
    claim_review,
    corrections_of,
    modified_on,
    public_checks,
    reexamined_since,
)
from annotations.views.corrected import events_page, told_of, told_of_event
from annotations.views.figured import printed_figures
from annotations.views.paging import page_of
from annotations.views.printed import printed_inquiry

MAX_AGE = 60
# What would end a script element or begin a comment in it (as django.utils.html.json_script).
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def public(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A door for everyone, which caches may keep for a minute."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        patch_cache_control(response, public=True, max_age=MAX_AGE)
        return response

    return require_safe(opened)


@public
def factchecks(request: HttpRequest) -> HttpResponse:
    """The published checks, newest first."""
    paged = page_of(request, public_checks(), by="-published_at", size=20)
    newsroom = Newsroom.current()
    again = reexamined_since(paged.items, newsroom)
    context = {
        "nav": "factchecks",
        "checks": [
            {**shown(check_of(one)), "reexamined_at": again.get(one.claim_id)}
            for one in paged.items
        ],
        "page": paged,
        "newsroom": newsroom,
    }
    return render(request, "annotations/public/factchecks.html", context)


@public
def factcheck(request: HttpRequest, slug: str) -> HttpResponse:
    """One check: the live version at its one address, or when and why it was withdrawn (410)."""
    versions = list(
        Publication.objects.filter(slug=slug)
        .select_related("decision", "claim")
        .defer("claim__search")
        .order_by("-version")
    )
    if not versions:
        raise Http404
    newsroom = Newsroom.current()
    live = next((v for v in versions if not v.withdrawn_at and not v.superseded_at), None)
    if live is None:
        gone = {"publication": versions[0], "newsroom": newsroom}
        return render(request, "annotations/public/withdrawn.html", gone, status=410)
    check = check_of(live, first_published_at=versions[-1].published_at)
    context = {
        "check": shown(check),
        "reexamined_at": reexamined_since([live], newsroom).get(live.claim_id),
        "corrections": [told_of(one) for one in corrections_of(versions)],
        "earlier": [_earlier(version) for version in versions if version is not live],
        "newsroom": newsroom,
        "json_ld": json_ld(_review(check, newsroom)),
        "canonical_url": settings.PUBLIC_URL + check.address,
    }
    return render(request, "annotations/public/factcheck.html", context)


@public
def corrections(request: HttpRequest) -> HttpResponse:
    """What was corrected, rated anew, updated or withdrawn, newest first, and how this newsroom goes about it."""
    paged = events_page(request.GET.get("after", ""))
    context = {
        "nav": "corrections",
        "entries": [told_of_event(event) for event in paged.events],
        "page": paged,
        "newsroom": Newsroom.current(),
    }
    return render(request, "annotations/public/corrections.html", context)


@public
def methodology(request: HttpRequest) -> HttpResponse:
    """How this newsroom checks, and what its ratings mean."""
    context = {
        "nav": "methodology",
        "newsroom": Newsroom.current(),
        "ratings": list(Rating.objects.offered()),
    }
    return render(request, "annotations/public/methodology.html", context)


@public
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public address, for search engines."""
    rows = public_checks().values_list("slug", "published_at")[:50_000]
    pages = [(f"{settings.PUBLIC_URL}/factchecks/{slug}/", at) for slug, at in rows]
    first = [
        (f"{settings.PUBLIC_URL}{path}", None)
        for path in ("/factchecks/", "/methodology/", "/corrections/")
    ]
    context = {"pages": [*first, *pages]}
    return render(
        request,
        "annotations/public/sitemap.xml",
        context,
        content_type="application/xml; charset=utf-8",
    )


def shown(check: Check) -> dict[str, Any]:
    """A check for templates: the judged content with real dates, and nothing that was not judged."""
    content = deepcopy(check.content)
    for appearance in content["appearances"]:
        appearance["said_on"] = _day(appearance["said_on"])
        appearance["article"]["published_at"] = _moment(appearance["article"]["published_at"])
    for evidence in content["evidence"]:
        evidence["published_at"] = _moment(evidence["published_at"])
        # What was approved before these were judged says nothing of them.
        evidence["obtained_at"] = _moment(evidence.get("obtained_at"))
        channel = evidence.get("channel")
        evidence["channel_label"] = Channel(channel).label if channel else ""
    publication = check.publication
    return {
        **content,
        "claimed_on": _day(content["claimed_on"]),
        "claimant_corrected": _claimant_corrected(content.get("claimant_corrected")),
        "kind": publication.kind,
        "note": publication.note,
        "look": content["rating"]["look"],
        "verdict_label": content["rating"]["label"],
        "address": check.address,
        "inquiry": printed_inquiry(check.content),
        "in_figures": printed_figures(check.content),
        "version": publication.version,
        "published_at": publication.published_at,
        "first_published_at": check.first_published_at,
        "is_corrected": publication.version > 1,
    }


def json_ld(value: dict[str, Any]) -> SafeString:
    """JSON that is safe inside a script element."""
    text = json.dumps(value, ensure_ascii=False).translate(_ESCAPES)
    return mark_safe(text)  # noqa: S308 - nothing in it can end the element: see _ESCAPES


def _review(check: Check, newsroom: Newsroom) -> dict[str, Any]:
    return claim_review(
        check.content,
        url=settings.PUBLIC_URL + check.address,
        publisher=newsroom.name,
        publisher_url=settings.PUBLIC_URL,
        published_on=check.first_published_at.isoformat(),
        modified_on=modified_on(check.publication),
    )


def _earlier(publication: Publication) -> dict[str, Any]:
    rating = json.loads(publication.decision.content)["rating"]
    return {
        "version": publication.version,
        "published_at": publication.published_at,
        "withdrawn_at": publication.withdrawn_at,
        "look": rating["look"],
        "verdict_label": rating["label"],
    }


def _claimant_corrected(told: dict[str, Any] | None) -> dict[str, Any] | None:
    return {**told, "on": _day(told["on"])} if told else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
