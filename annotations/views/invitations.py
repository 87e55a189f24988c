"""The page of an invitation's link: choose name and password, once."""

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from annotations.accounts.invitations import accept, invitation_with
from annotations.accounts.sessions import begin_seeing
from annotations.refusals import Missing, Refused
from annotations.views.filled import Filled, typed_in

FIELDS = ("username", "full_name")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Accept; the link works once, and leads to the new account."""
    found = invitation_with(secret)
    form = Filled(values={"full_name": found.full_name})
    if request.method == "POST":
        given = typed_in(request, *FIELDS)
        try:
            user = accept(
                secret=secret, password=request.POST.get("password"), **{"username": "", **given}
            )
        except Missing:
            raise
        except Refused as refusal:
            form = Filled(values=given, refusal=refusal)
        else:
            login(request, user, backend="annotations.accounts.backend.Backend")
            begin_seeing(request.session)
            return HttpResponseRedirect("/account/")
    context = {"form": form, "invitation": found}
    return render(request, "annotations/people/accept.html", context, status=form.status)
