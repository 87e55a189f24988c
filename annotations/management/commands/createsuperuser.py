"""Django's command, recorded."""

from typing import Any

from django.contrib.auth.management.commands import createsuperuser
from django.db import connection, transaction

from annotations.history import record
from annotations.models import User
from annotations.permissions import Actor


class Command(createsuperuser.Command):
    """Make an administrator from the machine's own command line; the record says so."""

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> Any:
        """Make the account, record it."""
        with connection.cursor() as cursor:  # a person may take their time to type
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        known = set(User.objects.filter(is_superuser=True).values_list("pk", flat=True))
        said = super().handle(*args, **options)
        made = User.objects.filter(is_superuser=True).exclude(pk__in=known).first()
        if made is not None:
            actor = Actor(user=None, door="command")
            record(actor, "account_made", made, username=made.username, role=made.role)
        return said
