"""Translates what a room refuses into a page, and writes down who read what is confidential."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from annotations.evidence.reading import watched
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


class ReadingMiddleware:
    """Writes down what confidential things of others an answer shows, before the answer leaves (see `evidence.reading`).

    Where that cannot be written, the answer does not leave.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, then write."""
        with watched() as readings:
            response = self.get_response(request)
            readings.keep("api" if request.path.startswith("/api/") else "page")
        return response
