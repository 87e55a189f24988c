"""Django's command, recorded."""

import getpass
from typing import Any

from django.contrib.auth.management.commands import changepassword
from django.db import connection, transaction

from annotations.history import record
from annotations.models import User
from annotations.permissions import Actor


class Command(changepassword.Command):
    """Change somebody's password from the machine's own command line; the record says so."""

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> Any:
        """Ask for the password twice, save, record."""
        with connection.cursor() as cursor:  # a person may take their time to type
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        said = super().handle(*args, **options)
        # Without a name Django takes that of the machine's user, and has refused if there is none.
        name = options.get("username") or getpass.getuser()
        person = User.objects.get_by_natural_key(name)
        record(Actor(user=None, door="command"), "password_changed", person)
        return said
