"""What every door for everyone does first and last: no session, the newsroom's own language, a minute in caches."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from annotations.models import Newsroom

MAX_AGE = 60


def public(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A door for everyone, which caches may keep for a minute, in the language of the newsroom's public pages.

    It never looks at who asks, nor at what their browser prefers: one address has one answer for everybody. An answer that is streamed is
    written after the door has closed: it must take its words before.
    """

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        language = Newsroom.objects.values_list("language", flat=True).get(pk=1)
        with translation.override(language):
            response = view(request, *args, **kwargs)
        response.headers.setdefault("Content-Language", language)
        patch_cache_control(response, public=True, max_age=MAX_AGE, must_revalidate=True)
        return response

    return require_safe(opened)
