"""An article's published checks as W3C Web Annotations, for everyone."""

import json
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from annotations.models import Newsroom
from annotations.publishing.annotation_pages import FIRST
from annotations.publishing.annotation_public import public_annotations
from annotations.publishing.freshness import fresh_article
from annotations.views.conditional import conditional
from annotations.views.everyone import public

MEDIA_TYPE = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'


@public
@conditional(fresh_article)
def annotations(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """The collection with its first page; with `page`, one page of it."""
    name = request.GET.get("page", "")
    found = public_annotations(
        article_id, Newsroom.current(), page=_behind(name), is_page=bool(name)
    )
    if found is None:
        raise Http404
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(text, content_type=MEDIA_TYPE, headers={"Vary": "Accept-Encoding"})


def _behind(name: str) -> UUID | None:
    try:
        return UUID(name) if name not in {"", FIRST} else None
    except ValueError:
        raise Http404 from None
