"""Web Annotations over HTTP (https://www.w3.org/TR/annotation-protocol/): media types, links, preferences."""

import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.utils.cache import patch_vary_headers
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.parsers import StrictJSONParser
from annotations.publishing.annotation import CONTEXT

MEDIA_TYPE = f'application/ld+json; profile="{CONTEXT}"'
CONTAINER, RESOURCE = (
    '<http://www.w3.org/ns/ldp#BasicContainer>; rel="type"',
    '<http://www.w3.org/ns/ldp#Resource>; rel="type"',
)
_CONSTRAINED = (
    '<http://www.w3.org/TR/annotation-protocol/>; rel="http://www.w3.org/ns/ldp#constrainedBy"'
)
_OF_JSON = f'<{CONTEXT}>; rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"'
_INCLUDE = re.compile(r'include="?([^";]*)"?', re.IGNORECASE)


class AnnotationRenderer(JSONRenderer):
    """JSON-LD with the annotations' profile."""

    media_type = MEDIA_TYPE
    format = "annotation"


class LinkedDataRenderer(JSONRenderer):
    """JSON-LD, for those who ask for it by name only."""

    media_type = "application/ld+json"
    format = "jsonld"


class LinkedDataParser(StrictJSONParser):
    """JSON-LD, as strictly as JSON."""

    media_type = "application/ld+json"


@dataclass(frozen=True, slots=True)
class Preferred:
    """How much of a container the caller wants in one answer.

    `is_asked` is whether a preference was stated that is honoured; by default the first page comes with the container.
    """

    is_minimal: bool = False
    iris: bool = False
    is_asked: bool = False


def preferred(request: Request) -> Preferred:
    """What `Prefer: return=representation;include="…"` asks for; what contradicts itself or is unknown is ignored."""
    header = request.headers.get("Prefer", "")
    is_whole = re.search(r"return\s*=\s*representation", header, re.IGNORECASE)
    found = _INCLUDE.search(header) if is_whole else None
    wanted = {one.rpartition("#")[2] for one in found[1].split()} if found else set()
    wanted &= {"PreferMinimalContainer", "PreferContainedIRIs", "PreferContainedDescriptions"}
    is_both = {"PreferContainedIRIs", "PreferContainedDescriptions"} <= wanted
    iris = request.query_params.get("iris") == "1"
    if not wanted or is_both:
        return Preferred(iris=iris)
    return Preferred(
        is_minimal="PreferMinimalContainer" in wanted,
        iris=iris or "PreferContainedIRIs" in wanted,
        is_asked=True,
    )


def linked(
    request: Request,
    told: dict[str, Any],
    *,
    kind: str,
    status: int = 200,
    etag: str = "",
    is_asked: bool = False,
    **headers: str,
) -> HttpResponse:
    """An answer with the protocol's headers; 304 where the caller has it already.

    Args:
        request: whose `Accept` was weighed.
        told: the JSON-LD.
        kind: `CONTAINER` or `RESOURCE`.
        status: the answer's.
        etag: of the resource; of a container it is made of what is sent.
        is_asked: whether a preference was honoured.
        headers: further ones, `_` for `-`.
    """
    tag = etag or f'"{hashlib.sha256(json.dumps(told, default=str).encode()).hexdigest()[:32]}"'
    more = {name.replace("_", "-"): value for name, value in headers.items()}
    more |= {"ETag": tag, "Link": links(request, kind)}
    if is_asked:
        more["Preference-Applied"] = "return=representation"
    known = {
        one.strip().removeprefix("W/")
        for one in (request.headers.get("If-None-Match") or "").split(",")
    }
    is_read = status == 200 and not etag and tag in known  # noqa: PLR2004 - HTTP's
    response: HttpResponse = (
        HttpResponse(status=304, headers=more)
        if is_read
        else Response(told, status=status, headers=more, content_type=_media_type(request))
    )
    patch_vary_headers(response, ["Accept", "Prefer"])
    return response


def options(request: Request, allowed: list[str], kind: str) -> Response:
    """What may be done here, and in which form."""
    headers = {"Allow": ", ".join(allowed), "Link": links(request, kind)}
    if "POST" in allowed:
        headers["Accept-Post"] = f"{MEDIA_TYPE}, application/json"
    return Response(status=204, headers=headers)


def links(request: Request, kind: str) -> str:
    """The `Link` header: what it is, by which rules; of plain JSON, which context makes it JSON-LD."""
    renderer = getattr(request, "accepted_renderer", None)
    is_plain = renderer is None or renderer.format == "json"
    found = [
        kind,
        *([_CONSTRAINED] if kind == CONTAINER else []),
        *([_OF_JSON] if is_plain else []),
    ]
    return ", ".join(found)


def _media_type(request: Request) -> str:
    is_plain = request.accepted_renderer.format == "json"
    return "application/json" if is_plain else MEDIA_TYPE
