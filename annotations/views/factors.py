"""allauth's pages for second factors and addresses, each recorded in the transaction of its change."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.views import EmailView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, EditWebAuthnView, RemoveWebAuthnView
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from annotations.accounts.factors import refuse_last_of
from annotations.history import record
from annotations.models import User
from annotations.views.doors import actor_of, person_of


class Recorded:
    """A form of allauth's whose change is history."""

    request: HttpRequest
    verb = ""

    def form_valid(self, form: Any) -> HttpResponse:
        """Change, then record, or neither."""
        with transaction.atomic():
            facts = self.facts(form)
            answer: HttpResponse = super().form_valid(form)  # type: ignore[misc]  # a view's, beside this class
            record(actor_of(self.request), self.verb, person_of(self.request), **facts)
        return answer

    def facts(self, _form: Any) -> dict[str, Any]:
        """What is told, never a secret."""
        return {}


@method_decorator(login_required, name="dispatch")
class AddApp(Recorded, ActivateTOTPView):  # type: ignore[misc]  # allauth ships no types
    """Set up an authenticator app."""

    verb = "second_factor_added"

    def facts(self, _form: Any) -> dict[str, Any]:
        """Its kind."""
        return {"kind": "totp"}


class RemoveApp(Recorded, DeactivateTOTPView):  # type: ignore[misc]  # allauth ships no types
    """Remove the authenticator app."""

    verb = "second_factor_removed"

    def facts(self, _form: Any) -> dict[str, Any]:
        """Its kind."""
        return {"kind": "totp"}


class NewCodes(Recorded, GenerateRecoveryCodesView):  # type: ignore[misc]  # allauth ships no types
    """New recovery codes; the old ones stop working."""

    verb = "recovery_codes_made"


@method_decorator(login_required, name="dispatch")
class AddPasskey(Recorded, AddWebAuthnView):  # type: ignore[misc]  # allauth ships no types
    """Add a passkey or a security key."""

    verb = "second_factor_added"

    def facts(self, form: Any) -> dict[str, Any]:
        """Its kind and name."""
        return {"kind": "webauthn", "name": form.cleaned_data["name"]}


class RemovePasskey(Recorded, RemoveWebAuthnView):  # type: ignore[misc]  # allauth ships no types
    """Remove a passkey."""

    verb = "second_factor_removed"

    def facts(self, _form: Any) -> dict[str, Any]:
        """Its kind and name; refuses the last of a role that needs one."""
        factor: Authenticator = self.get_object()
        refuse_last_of(factor)
        return {"kind": "webauthn", "name": factor.wrap().name}


class RenamePasskey(Recorded, EditWebAuthnView):  # type: ignore[misc]  # allauth ships no types
    """Call a passkey something else."""

    verb = "second_factor_renamed"

    def facts(self, form: Any) -> dict[str, Any]:
        """Both names."""
        before = Authenticator.objects.get(pk=self.get_object().pk).wrap().name
        return {"before": {"name": before}, "after": {"name": form.cleaned_data["name"]}}


@method_decorator(login_required, name="dispatch")
class ChangeAddress(EmailView):  # type: ignore[misc]  # allauth ships no types
    """Ask for another mail address; it counts once its mail's link was used."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Change, then record, or neither."""
        person = person_of(request)
        with transaction.atomic():
            before = sorted(_addresses(person))
            answer: HttpResponse = super().post(request, *args, **kwargs)
            after = sorted(_addresses(person))
            if before != after:
                record(actor_of(request), "email_asked", person, before=before, after=after)
        return answer


def _addresses(person: User) -> list[str]:
    return list(EmailAddress.objects.filter(user=person).values_list("email", flat=True))


add_app = never_cache(AddApp.as_view())
remove_app = never_cache(RemoveApp.as_view())
new_codes = never_cache(NewCodes.as_view())
add_passkey = never_cache(AddPasskey.as_view())
remove_passkey = never_cache(RemovePasskey.as_view())
rename_passkey = never_cache(RenamePasskey.as_view())
change_address = never_cache(ChangeAddress.as_view())
