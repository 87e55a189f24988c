"""Everybody's own account: name, address, password, second factors, sessions, tokens."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from annotations import typed
from annotations.accounts.people import rename_self
from annotations.accounts.sessions import sessions_of
from annotations.accounts.tokens import DAY, issue_token, revoke_token, tokens_of
from annotations.models import ApiToken, Language, Scope
from annotations.refusals import Invalid, Refused
from annotations.views.devices import device_of
from annotations.views.doors import actor_of, onward, person_of, private
from annotations.views.filled import Filled, typed_in

_LIVES = (7, 30, 90, 366)


@require_safe
@private
def account(request: HttpRequest) -> HttpResponse:
    """The page."""
    return _page(request)


@require_POST
@private
def rename(request: HttpRequest) -> HttpResponse:
    """Change one's own name."""
    try:
        rename_self(actor=actor_of(request), full_name=request.POST.get("full_name", ""))
    except Refused as refusal:
        form = Filled(values=typed_in(request, "full_name"), refusal=refusal)
        return _page(request, form=form)
    return onward(request, "/account/", _("Your name is saved."))


@require_POST
@private
@reauthentication_required  # type: ignore[untyped-decorator]  # allauth ships no types
def make_token(request: HttpRequest) -> HttpResponse:
    """A new API token; its secret is shown this once."""
    try:
        secret, token = issue_token(
            actor=actor_of(request),
            name=typed.text_of(request.POST.get("name"), "name", 100, required=True),
            scope=typed.choice_of(request.POST.get("scope"), "scope", Scope.values),
            seconds=_days(request.POST.get("days")) * DAY,
        )
    except Refused as refusal:
        form = Filled(values=typed_in(request, "name", "scope", "days"), refusal=refusal)
        return _page(request, token_form=form)
    return _page(request, made={"secret": secret, "token": token})


@require_POST
@private
def end_token(request: HttpRequest, token_id: Any) -> HttpResponse:
    """Revoke one of one's own tokens."""
    token = get_object_or_404(ApiToken, pk=token_id, person=person_of(request))
    revoke_token(actor=actor_of(request), token_id=token.pk)
    return onward(request, "/account/#tokens", _("The token is refused from now on."))


def _days(given: Any) -> int:
    days = int(given) if isinstance(given, str) and given.isdecimal() and len(given) < 4 else 0  # noqa: PLR2004 - three digits
    if days not in _LIVES:
        raise Invalid("number_invalid", _("Choose how long the token lives."), field="days")
    return days


def _page(
    request: HttpRequest,
    *,
    form: Filled | None = None,
    token_form: Filled | None = None,
    made: dict[str, Any] | None = None,
) -> HttpResponse:
    person = person_of(request)
    factors = list(Authenticator.objects.filter(user=person).order_by("created_at", "pk"))
    context = {
        "person": person,
        "form": form or Filled(),
        "token_form": token_form or Filled(),
        "made": made,
        "address": EmailAddress.objects.filter(user=person, verified=True).first(),
        "app": next((f for f in factors if f.type == Authenticator.Type.TOTP), None),
        "passkeys": [f.wrap() for f in factors if f.type == Authenticator.Type.WEBAUTHN],
        "codes": next((f for f in factors if f.type == Authenticator.Type.RECOVERY_CODES), None),
        "sessions": [
            {
                "row": row,
                "device": device_of(row.user_agent),
                "is_this": row.session_key == request.session.session_key,
            }
            for row in sessions_of(person)
        ],
        "tokens": tokens_of(person),
        "lives": _LIVES,
        "scopes": Scope.choices,
        "languages": Language.choices,
    }
    status = max(context["form"].status, context["token_form"].status)
    return render(request, "annotations/account/account.html", context, status=status)
