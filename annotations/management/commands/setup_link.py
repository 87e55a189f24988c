"""Print a one-time link with which a first administrator sets up an account."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from annotations.accounts.setup import make_link
from annotations.refusals import Conflict


class Command(BaseCommand):
    """`manage.py setup_link` (`make admin`)."""

    help = "Print a one-time link with which a first administrator sets up an account."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Print the link, or say what to do where an administrator exists."""
        try:
            link = make_link()
        except Conflict as refusal:
            raise CommandError(
                f"{refusal.detail} Give others the role in /admin/; a forgotten password is set "
                "anew with: manage.py changepassword NAME"
            ) from None
        self.stdout.write(f"Set up the first administrator here (works once): {link}")
