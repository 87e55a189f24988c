"""Who a session belongs to, with what the door asks of everybody, in one query."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from annotations.accounts.factors import owing
from annotations.models import User


class Backend(AuthenticationBackend):  # type: ignore[misc]  # allauth ships no types
    """Sign-in by user name or address, as allauth does it."""

    def get_user(self, user_id: Any) -> User | None:
        """The open account, with `owes_second_factor` from the same query."""
        found = User.objects.annotate(owes_second_factor=owing()).filter(pk=user_id).first()
        return found if found is not None and self.user_can_authenticate(found) else None
