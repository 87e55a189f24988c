"""Our archived copy of a source, where a published check names it public: as plain text, or its bytes to save."""

from mimetypes import guess_extension
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from annotations.evidence.giving import OCTETS, headers_of
from annotations.models import Newsroom, Snapshot
from annotations.publishing import check_of, copy_named, text_of_copy
from annotations.views.conditional import conditional
from annotations.views.everyone import public
from annotations.views.public import live_among, versions_of, withdrawn


@public
@conditional()
def text(request: HttpRequest, slug: str, sha256: str) -> HttpResponse:
    """The readable text of a copy that a live check names public: never the page itself, which could run in our name."""
    copy = _copy(request, slug, sha256)
    if not isinstance(copy, Snapshot):
        return copy
    words = text_of_copy(copy)
    if words is None:
        raise Http404
    return HttpResponse(words, content_type="text/plain; charset=utf-8", headers=_headers())


@public
@conditional()
def octets(request: HttpRequest, slug: str, sha256: str) -> HttpResponse:
    """Its bytes as they arrived, to be saved: their sha256 is the one that the check prints."""
    copy = _copy(request, slug, sha256)
    if not isinstance(copy, Snapshot):
        return copy
    kind = copy.media_type.partition(";")[0].strip()
    name = f"{slug[:60]}-{sha256[:12]}{guess_extension(kind) or '.bin'}"
    return HttpResponse(copy.blob.content, content_type=OCTETS, headers=_headers(name))


def _copy(request: HttpRequest, slug: str, sha256: str) -> Snapshot | HttpResponse:
    """The copy, or the page that says when its check was withdrawn.

    Raises:
        Http404: no live check there names this copy public, or it was shut since.
    """
    versions = versions_of(slug)
    live = live_among(versions)
    if live is None:
        return withdrawn(request, versions[0], Newsroom.current())
    copy = copy_named(check_of(live).content, sha256)
    if copy is None:
        raise Http404
    return copy


def _headers(filename: str = "") -> dict[str, Any]:
    """Of a sandbox: nothing in it runs, is guessed, or is found by search engines."""
    given = headers_of(filename) if filename else {}
    given.pop("Cache-Control", None)  # for a minute in every cache, as all that is public
    return {
        **given,
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex",
    }
