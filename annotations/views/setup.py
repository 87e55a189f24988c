"""The page of the one-time set-up link: the first administrator's account."""

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from annotations.accounts.setup import refuse_unless_open, set_up
from annotations.refusals import Missing, Refused
from annotations.views.filled import Filled, typed_in

FIELDS = ("username", "full_name", "email")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def setup(request: HttpRequest, secret: str) -> HttpResponse:
    """Choose a name and a password; the link works once, and signs in."""
    refuse_unless_open(secret)
    form = Filled()
    if request.method == "POST":
        given = typed_in(request, *FIELDS)
        try:
            user = set_up(
                secret=secret, password=request.POST.get("password"), **{"username": "", **given}
            )
        except Missing:
            raise
        except Refused as refusal:
            form = Filled(values=given, refusal=refusal)
        else:
            login(request, user, backend="annotations.accounts.backend.Backend")
            return HttpResponseRedirect("/")
    return render(request, "annotations/setup/setup.html", {"form": form}, status=form.status)
