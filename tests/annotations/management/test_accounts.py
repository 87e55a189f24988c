"""Accounts changed from the command line are history too."""

import pytest
from django.core.management import call_command

from annotations.models import HistoryEntry, User
from tests.factories.users import PASSWORD, make_editor

pytestmark = pytest.mark.django_db


def test_a_password_changed_at_the_machine_is_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    person = make_editor("nina")
    monkeypatch.setattr(
        "django.contrib.auth.management.commands.changepassword.getpass.getpass",
        lambda prompt: PASSWORD,  # noqa: ARG005 - getpass' signature
    )
    call_command("changepassword", "nina", verbosity=0)
    entry = HistoryEntry.objects.get()
    assert (entry.verb, entry.door, entry.object_id) == (
        "password_changed",
        "command",
        str(person.pk),
    )
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_an_administrator_made_at_the_machine_is_recorded() -> None:
    call_command("createsuperuser", "--noinput", "--username=root", "--email=", verbosity=0)
    entry = HistoryEntry.objects.get()
    assert (entry.verb, entry.door) == ("account_made", "command")
    assert User.objects.get(pk=entry.object_id).role == "admin"
