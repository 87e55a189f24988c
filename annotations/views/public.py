"""What everyone may see: published checks, rendered from the judged bytes and from nothing else.

No sign-in, no cookie, no session: these doors never look at who asks.
"""

import json
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe

from annotations.models import Newsroom, Publication, Rating
from annotations.publishing import (
    check_of,
    corrections_of,
    embed_of,
    fresh_check,
    fresh_list,
    open_copies,
    public_checks,
    reexamined_since,
    review_of,
)
from annotations.views.checked import add_copies, add_pages, earlier_version, share_of, shown
from annotations.views.conditional import conditional
from annotations.views.corrected import events_page, told_of, told_of_event
from annotations.views.everyone import MAX_AGE, public
from annotations.views.paging import page_of

__all__ = ["MAX_AGE", "public", "shown"]
# What would end a script element or begin a comment in it (as django.utils.html.json_script).
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@public
@conditional(lambda: fresh_list(shows_reexamined=True))
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
        "canonical_url": settings.PUBLIC_URL + "/factchecks/",
    }
    return render(request, "annotations/public/factchecks.html", context)


@public
@conditional(fresh_check)
def factcheck(request: HttpRequest, slug: str) -> HttpResponse:
    """One check: the live version at its one address, or when and why it was withdrawn (410)."""
    versions = versions_of(slug)
    newsroom = Newsroom.current()
    live = live_among(versions)
    if live is None:
        return withdrawn(request, versions[0], newsroom)
    check = check_of(live, first_published_at=versions[-1].published_at)
    told = shown(check)
    add_copies(told, open_copies(check.content))
    add_pages(told, newsroom)
    context = {
        "check": told,
        "share": share_of(told),
        "reexamined_at": reexamined_since([live], newsroom).get(live.claim_id),
        "corrections": [told_of(one) for one in corrections_of(versions)],
        "earlier": [earlier_version(version) for version in versions if version is not live],
        "newsroom": newsroom,
        "json_ld": json_ld(review_of(check, newsroom)),
        "embed": embed_of(check, newsroom),
        "canonical_url": settings.PUBLIC_URL + check.address,
    }
    return render(request, "annotations/public/factcheck.html", context)


def versions_of(slug: str) -> list[Publication]:
    """Every version of the check at an address, the newest first.

    Raises:
        Http404: nothing was ever published there.
    """
    versions = list(
        Publication.objects.filter(slug=slug)
        .select_related("decision", "claim")
        .defer("claim__search")
        .order_by("-version")
    )
    if not versions:
        raise Http404
    return versions


def live_among(versions: list[Publication]) -> Publication | None:
    """The version that readers see; None where the check was withdrawn."""
    return next((v for v in versions if not v.withdrawn_at and not v.superseded_at), None)


def withdrawn(request: HttpRequest, last: Publication, newsroom: Newsroom) -> HttpResponse:
    """When and why a check was withdrawn: gone, and to be listed no more."""
    context = {"publication": last, "newsroom": newsroom}
    response = render(request, "annotations/public/withdrawn.html", context, status=410)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@public
@conditional(fresh_list)
def corrections(request: HttpRequest) -> HttpResponse:
    """What was corrected, rated anew, updated or withdrawn, newest first, and how this newsroom goes about it."""
    paged = events_page(request.GET.get("after", ""))
    context = {
        "nav": "corrections",
        "entries": [told_of_event(event) for event in paged.events],
        "page": paged,
        "newsroom": Newsroom.current(),
        "canonical_url": settings.PUBLIC_URL + "/corrections/",
    }
    return render(request, "annotations/public/corrections.html", context)


@public
@conditional(fresh_list)
def methodology(request: HttpRequest) -> HttpResponse:
    """How this newsroom checks, and what its ratings mean."""
    context = {
        "nav": "methodology",
        "newsroom": Newsroom.current(),
        "ratings": list(Rating.objects.offered()),
        "canonical_url": settings.PUBLIC_URL + "/methodology/",
    }
    return render(request, "annotations/public/methodology.html", context)


@public
@conditional(fresh_list)
def sources(request: HttpRequest) -> HttpResponse:
    """How this newsroom chooses, names and archives its sources."""
    context = {
        "nav": "methodology",
        "newsroom": Newsroom.current(),
        "canonical_url": settings.PUBLIC_URL + "/methodology/sources/",
    }
    return render(request, "annotations/public/sources.html", context)


@public
@conditional(fresh_list)
def funding(request: HttpRequest) -> HttpResponse:
    """Whose this newsroom is, and who pays for it."""
    context = {
        "nav": "methodology",
        "newsroom": Newsroom.current(),
        "canonical_url": settings.PUBLIC_URL + "/methodology/funding/",
    }
    return render(request, "annotations/public/funding.html", context)


def json_ld(value: dict[str, Any]) -> SafeString:
    """JSON that is safe inside a script element."""
    text = json.dumps(value, ensure_ascii=False).translate(_ESCAPES)
    return mark_safe(text)  # noqa: S308 - nothing in it can end the element: see _ESCAPES
