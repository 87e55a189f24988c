"""All published reviews for other people's programs: a schema.org DataFeed."""

import json

from django.http import HttpRequest, HttpResponse

from annotations.models import Newsroom
from annotations.publishing import data_feed, feed_page, fresh_list
from annotations.refusals import Missing
from annotations.views.conditional import conditional
from annotations.views.everyone import public


@public
@conditional(fresh_list)
def claimreviews(request: HttpRequest) -> HttpResponse:
    """A page of the feed; `after` is the check that the page before ended with."""
    try:
        page = feed_page(request.GET.get("after", ""))
    except Missing as refusal:
        return _json({"code": refusal.code, "detail": refusal.detail}, "application/json", 404)
    response = _json(data_feed(page, Newsroom.current()), "application/ld+json")
    if page.next_url:
        response.headers["Link"] = f'<{page.next_url}>; rel="next"'
    return response


def _json(value: object, content_type: str, status: int = 200) -> HttpResponse:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(text, content_type=f"{content_type}; charset=utf-8", status=status)
