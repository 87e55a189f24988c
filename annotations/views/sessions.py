"""Ending sessions."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from annotations.accounts.sessions import end_other_sessions, end_session
from annotations.views.doors import actor_of, onward, person_of, private


@require_POST
@private
def end(request: HttpRequest, number: int) -> HttpResponse:
    """End one of one's own sessions."""
    end_session(actor=actor_of(request), session_id=number)
    return onward(request, "/account/#sessions", _("That device is signed out."))


@require_POST
@private
def end_others(request: HttpRequest) -> HttpResponse:
    """End all but this one."""
    person, this = person_of(request), request.session.session_key or ""
    n = end_other_sessions(actor=actor_of(request), person=person, but=this)
    said = ngettext("%(n)d device is signed out.", "%(n)d devices are signed out.", n) % {"n": n}
    return onward(request, "/account/#sessions", said)
