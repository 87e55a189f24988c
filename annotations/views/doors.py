"""What every page's door does first and last: who is it, page or fragment, where to next."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from annotations import typed
from annotations.models import User
from annotations.permissions import Actor
from annotations.refusals import Forbidden, Refused
from annotations.views.errors import refused

Door = TypeVar("Door", bound=Callable[..., HttpResponse])
CHANGED = "claims-changed"


def private(view: Door) -> Door:
    """A door behind sign-in, kept in no cache.

    A fragment's request without a session gets 401 with a sentence, so that what was typed stays on
    the page; a page's request goes to the sign-in and comes back.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if is_fragment(request):
            words = _(
                "You are signed out. Sign in in another tab, then try again; what you typed is still here."
            )
            return refused(request, Forbidden("sign_in_required", words), status=401)
        back = request.get_full_path() if request.method == "GET" else "/"
        return redirect_to_login(back)

    guarded.is_private = True  # type: ignore[attr-defined]  # a test walks the addresses and reads it
    return cast("Door", never_cache(guarded))


def person_of(request: HttpRequest) -> User:
    """The signed-in person (the door is `private`)."""
    user = request.user
    if not isinstance(user, User):
        raise Forbidden("sign_in_required", _("Sign in first."))
    return user


def actor_of(request: HttpRequest) -> Actor:
    """The signed-in person at the pages' door."""
    return Actor(user=person_of(request), door="page")


def is_fragment(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of a page."""
    return request.headers.get("HX-Request") == "true" and "HX-Boosted" not in request.headers


def expected(request: HttpRequest) -> str | None:
    """The version that the form was made from (If-Match, or its hidden field), if it says."""
    return request.headers.get("If-Match") or request.POST.get("etag") or None


def asked(request: HttpRequest, name: str, limit: int = 200) -> str:
    """A word of the address's query, safe for the database.

    Raises:
        Invalid: `bad_characters`, `too_long`.
    """
    return typed.text_of(request.GET.get(name), name, limit)


def chosen(request: HttpRequest, name: str, allowed: list[str]) -> str:
    """A choice of the address's query; what is unknown counts as not chosen."""
    value = request.GET.get(name, "")
    return value if value in allowed else ""


def next_url(request: HttpRequest, default: str) -> str:
    """Where the form wants to go next, if that is a path of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else default


def part(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    status: int = 200,
    changed: str | None = None,
    said: str = "",
) -> HttpResponse:
    """A fragment for htmx; the same fragment inside a plain page for a browser without it.

    Args:
        request: who asks.
        template: the fragment's.
        context: its values.
        status: the answer's.
        changed: id of the claim that a change was made to, so that the page refreshes around it.
        said: a sentence shown for a moment.
    """
    if not is_fragment(request):
        whole = {**context, "fragment": template}
        return render(request, "annotations/parts/page.html", whole, status=status)
    response = render(request, template, context, status=status)
    return told(response, changed=changed, said=said)


def told(response: HttpResponse, *, changed: str | None = None, said: str = "") -> HttpResponse:
    """Add to a fragment what the page's scripts should hear of (htmx triggers)."""
    events: dict[str, Any] = {}
    if changed is not None:
        events[CHANGED] = {"claim": changed}
    if said:
        events["toast"] = {"words": said, "kind": "good"}
    if events:
        response["HX-Trigger"] = json.dumps(events)
    return response


def onward(request: HttpRequest, default: str, said: str = "") -> HttpResponse:
    """After a change without htmx: go where the form wants, and say what was done."""
    if said:
        messages.success(request, said)
    return HttpResponseRedirect(next_url(request, default))


def refusal_page(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """A refusal on its own: a sentence that the page's script shows where the person looks."""
    return refused(request, refusal)
