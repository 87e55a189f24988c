"""Translates what a room refuses into a page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from annotations.refusals import Refused
from annotations.views.errors import refused


class RefusalMiddleware:
    """Answers a Refused that a page's view did not handle itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass every request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn a refusal into its page; leave every other exception alone."""
        return refused(request, exception) if isinstance(exception, Refused) else None
