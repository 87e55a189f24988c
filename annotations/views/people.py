"""The people of the newsroom: who they are, what they may do, who leaves, who is invited."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from annotations.accounts.factors import factors_of, take_factors_away
from annotations.accounts.invitation_mail import mail_invitation
from annotations.accounts.invitations import (
    DAYS,
    invite,
    open_invitations,
    renew_invitation,
    revoke_invitation,
)
from annotations.accounts.leaving import left_by
from annotations.accounts.people import change_role, close_account, open_account
from annotations.accounts.tokens import revoke_token, tokens_of
from annotations.models import ApiToken, Invitation, Newsroom, Role, User
from annotations.permissions import can_administer
from annotations.refusals import Forbidden, Refused
from annotations.views.doors import actor_of, asked, onward, person_of, private
from annotations.views.filled import Filled, typed_in
from annotations.views.paging import page_of

_FIELDS = ("email", "full_name", "role")


@require_safe
@private
def people(request: HttpRequest) -> HttpResponse:
    """Everybody, newest first, and who is invited."""
    _require_admin(request)
    return _page(request)


@require_POST
@private
def invite_someone(request: HttpRequest) -> HttpResponse:
    """Invite; the link is mailed, or shown this once."""
    given = {"email": "", "role": "", **typed_in(request, *_FIELDS)}
    try:
        made, link = invite(actor=actor_of(request), **given)
    except Forbidden:
        raise
    except Refused as refusal:
        return _page(request, form=Filled(values=given, refusal=refusal))
    return _sent(request, made, link)


@require_POST
@private
def renew(request: HttpRequest, invitation_id: Any) -> HttpResponse:
    """Send an invitation again, with a new link."""
    made, link = renew_invitation(actor=actor_of(request), invitation_id=invitation_id)
    return _sent(request, made, link)


@require_POST
@private
def revoke(request: HttpRequest, invitation_id: Any) -> HttpResponse:
    """Take an invitation back."""
    revoke_invitation(actor=actor_of(request), invitation_id=invitation_id)
    return onward(request, "/people/", _("The invitation is revoked; its link no longer works."))


@require_safe
@private
def person(request: HttpRequest, person_id: Any) -> HttpResponse:
    """One account, and what waits in its name."""
    _require_admin(request)
    return _person_page(request, get_object_or_404(User, pk=person_id))


@require_POST
@private
def role(request: HttpRequest, person_id: Any) -> HttpResponse:
    """Give somebody another role."""
    _require_admin(request)
    found = get_object_or_404(User, pk=person_id)
    try:
        change_role(actor=actor_of(request), person=found, role=request.POST.get("role"))
    except Refused as refusal:
        form = Filled(values=typed_in(request, "role"), refusal=refusal)
        return _person_page(request, User.objects.get(pk=person_id), form)
    return onward(request, f"/people/{person_id}/", _("The role is saved."))


@require_POST
@private
def close(request: HttpRequest, person_id: Any) -> HttpResponse:
    """Somebody leaves."""
    _require_admin(request)
    found = get_object_or_404(User, pk=person_id)
    try:
        close_account(actor=actor_of(request), person=found)
    except Refused as refusal:
        return _person_page(request, User.objects.get(pk=person_id), Filled(refusal=refusal))
    return onward(request, f"/people/{person_id}/", _("The account is closed. Its work is kept."))


@require_POST
@private
def reopen(request: HttpRequest, person_id: Any) -> HttpResponse:
    """Somebody comes back."""
    _require_admin(request)
    open_account(actor=actor_of(request), person=get_object_or_404(User, pk=person_id))
    return onward(request, f"/people/{person_id}/", _("The account is open again."))


@require_POST
@private
def take_factors(request: HttpRequest, person_id: Any) -> HttpResponse:
    """Remove the second factors of somebody who lost them."""
    _require_admin(request)
    found = get_object_or_404(User, pk=person_id)
    try:
        take_factors_away(actor=actor_of(request), person=found)
    except Refused as refusal:
        return _person_page(request, found, Filled(refusal=refusal))
    return onward(request, f"/people/{person_id}/", _("The second factors are removed."))


@require_POST
@private
def end_token(request: HttpRequest, person_id: Any, token_id: Any) -> HttpResponse:
    """End a token of somebody's."""
    _require_admin(request)
    token = get_object_or_404(ApiToken, pk=token_id, person=person_id)
    revoke_token(actor=actor_of(request), token_id=token.pk)
    said = _("The token is refused from now on.")
    return onward(request, f"/people/{person_id}/#tokens", said)


def _require_admin(request: HttpRequest) -> None:
    if not can_administer(person_of(request)):
        raise Forbidden("role_required", _("Only administrators see this page."), role=Role.ADMIN)


def _sent(request: HttpRequest, made: Invitation, link: str) -> HttpResponse:
    if mail_invitation(made, link):
        said = _("The invitation is on its way to %(email)s.") % {"email": made.email}
        return onward(request, "/people/", said)
    return _page(request, link={"url": link, "email": made.email})


def _page(
    request: HttpRequest, *, form: Filled | None = None, link: dict[str, str] | None = None
) -> HttpResponse:
    words = asked(request, "search")
    found = User.objects.all()
    if words:
        found = found.filter(full_name__icontains=words) | found.filter(username__icontains=words)
    page = page_of(request, found, by="-date_joined", size=50)
    kinds = factors_of(page.items)
    needed = set(Newsroom.current().second_factor_roles)
    form = form or Filled()
    context = {
        "rows": [
            {"person": one, "factors": kinds[one.pk], "is_owed": one.role in needed}
            for one in page.items
        ],
        "page": page,
        "search": words,
        "invitations": open_invitations()
        .select_related("invited_by")
        .order_by("-created_at", "-pk")[:100],
        "form": form,
        "link": link,
        "roles": Role.choices,
        "days": DAYS,
    }
    return render(request, "annotations/people/people.html", context, status=form.status)


def _person_page(request: HttpRequest, found: User, form: Filled | None = None) -> HttpResponse:
    form = form or Filled()
    context = {
        "person": found,
        "factors": factors_of([found])[found.pk],
        "left": left_by(found, reader=person_of(request)),
        "tokens": tokens_of(found),
        "roles": Role.choices,
        "form": form,
        "is_self": found.pk == person_of(request).pk,
    }
    return render(request, "annotations/people/person.html", context, status=form.status)
