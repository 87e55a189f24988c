"""The language of an answer: the person's own, else the one that the browser or program asks for, else English."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from annotations.accounts.people import choose_language
from annotations.models import User
from annotations.refusals import Refused
from annotations.views.doors import actor_of, onward, private
from annotations.views.errors import refused

# The public pages' language is the newsroom's, so they set it themselves; the others say nothing to a person.
_NOT_OURS = ("/factchecks/", "/corrections/", "/methodology/", "/static/", "/healthz", "/readyz")


class LanguageMiddleware:
    """Says everything behind sign-in, at the sign-in and in the API in the reader's language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the reader's language, and say in which."""
        if request.path.startswith(_NOT_OURS):
            with translation.override(settings.LANGUAGE_CODE):
                return self.get_response(request)
        language = language_of(request)
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Accept-Language"])
        return response


def language_of(request: HttpRequest) -> str:
    """The reader's language, one of `LANGUAGES`; a call with a token has no person's setting, only its header."""
    is_known = settings.SESSION_COOKIE_NAME in request.COOKIES
    person = request.user if is_known else None
    chosen = person.language if isinstance(person, User) else ""
    return chosen or translation.get_language_from_request(request)


@require_POST
@private
def choose(request: HttpRequest) -> HttpResponse:
    """Say in which language one wants to be spoken to; the answer speaks it already."""
    try:
        person = choose_language(actor=actor_of(request), language=request.POST.get("language", ""))
    except Refused as refusal:
        return refused(request, refusal)
    with translation.override(person.language or translation.get_language_from_request(request)):
        return onward(request, "/account/", _("Your language is saved."))
