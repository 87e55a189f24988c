"""Invitations: a link that works once, for a time, for an address that nobody has."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone
from pytest_django import Settings

from annotations.accounts.invitations import (
    accept,
    invitation_with,
    invite,
    renew_invitation,
    revoke_invitation,
)
from annotations.models import HistoryEntry, HistoryPayload, Invitation, User
from annotations.permissions import Actor
from annotations.refusals import Refused
from tests.factories.users import PASSWORD, actor_of, make_admin, make_editor

pytestmark = pytest.mark.django_db
ADDRESS = "ira@news.example"


@pytest.fixture(autouse=True)
def cheap_hashes(settings: Settings) -> None:
    """What is tested here is not the hash."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def admin() -> Actor:
    return actor_of(make_admin())


def secret_of(link: str) -> str:
    return link.rstrip("/").rsplit("/", 1)[1]


def code_of(secret: str, **given: object) -> str:
    asked = {"username": "ira", "password": PASSWORD, **given}
    with pytest.raises(Refused) as refused:
        accept(secret=secret, **asked)
    return refused.value.code


def test_the_link_makes_an_account_with_the_role_and_a_confirmed_address(admin: Actor) -> None:
    made, link = invite(actor=admin, email="Ira@News.example", role="reviewer", full_name="Ira")
    user = accept(secret=secret_of(link), username="ira", password=PASSWORD)
    assert (user.role, user.name, user.email) == ("reviewer", "Ira", ADDRESS)
    assert user.check_password(PASSWORD)
    assert EmailAddress.objects.get(user=user).verified
    made.refresh_from_db()
    assert made.account == user
    assert code_of(secret_of(link), username="other") == "invitation_unknown"
    verbs = HistoryEntry.objects.filter(object_id=str(made.pk)).order_by("seq")
    assert list(verbs.values_list("verb", flat=True)) == ["invited", "invitation_accepted"]


def test_no_secret_is_kept(admin: Actor) -> None:
    made, link = invite(actor=admin, email=ADDRESS, role="editor")
    assert secret_of(link) not in str(Invitation.objects.filter(pk=made.pk).values().get())
    assert not HistoryPayload.objects.filter(body__contains=secret_of(link)).exists()


def test_a_link_sent_again_replaces_the_first_and_a_revoked_one_is_unknown(admin: Actor) -> None:
    made, first = invite(actor=admin, email=ADDRESS, role="editor")
    _, second = renew_invitation(actor=admin, invitation_id=made.pk)
    assert code_of(secret_of(first)) == "invitation_unknown"
    assert invitation_with(secret_of(second)) == made
    revoke_invitation(actor=admin, invitation_id=made.pk)
    assert code_of(secret_of(second)) == "invitation_unknown"
    with pytest.raises(Refused, match="invitation_unknown"):
        renew_invitation(actor=admin, invitation_id=made.pk)


def test_after_seven_days_the_link_is_unknown_and_the_address_may_be_invited_anew(
    admin: Actor,
) -> None:
    made, link = invite(actor=admin, email=ADDRESS, role="editor")
    assert timedelta(days=6.9) < made.expires_at - timezone.now() < timedelta(days=7.1)
    with pytest.raises(Refused, match="already_invited"):
        invite(actor=admin, email=ADDRESS, role="editor")
    Invitation.objects.update(expires_at=timezone.now())
    assert code_of(secret_of(link)) == "invitation_unknown"
    invite(actor=admin, email=ADDRESS, role="editor")


def test_a_taken_name_a_weak_password_and_a_known_address_are_refused(admin: Actor) -> None:
    make_editor("taken")
    _, link = invite(actor=admin, email=ADDRESS, role="editor")
    assert code_of(secret_of(link), username="TAKEN") == "taken"
    assert code_of(secret_of(link), password="short") == "password_weak"
    assert code_of(secret_of(link), username="a b") == "username_invalid"
    User.objects.filter(username="taken").update(email="Known@news.example")
    with pytest.raises(Refused, match="account_exists"):
        invite(actor=admin, email="known@news.example", role="editor")


def test_only_administrators_invite() -> None:
    with pytest.raises(Refused, match="role_required"):
        invite(actor=actor_of(make_editor()), email=ADDRESS, role="admin")
