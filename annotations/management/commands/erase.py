"""`manage.py erase`: empty payloads of history that hold personal data."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from annotations.history import erase
from annotations.models import User
from annotations.permissions import Actor
from annotations.refusals import Refused


class Command(BaseCommand):
    """Erase what entries say, for good; the entries stay, with who erased them and why."""

    help = "Empty the payloads of history entries for good. The chain still verifies and names the erasure."

    def add_arguments(self, parser: CommandParser) -> None:
        """Entries, who asked, why, and as whom."""
        parser.add_argument("entries", nargs="+", type=int, help="numbers of the entries")
        parser.add_argument("--by", required=True, help="user name of the administrator who erases")
        parser.add_argument(
            "--about", required=True, help="whose request it is (kept in the record)"
        )
        parser.add_argument("--reason", required=True, help="why (kept in the record)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Erase, or say why not; nothing is half done."""
        person = User.objects.filter(username=options["by"], is_active=True).first()
        if person is None:
            raise CommandError(f"There is no active account {options['by']}.")
        try:
            done = erase(
                actor=Actor(person, "command"),
                entries=options["entries"],
                about=options["about"],
                reason=options["reason"],
            )
        except Refused as refusal:
            raise CommandError(f"{refusal.detail} ({refusal.code})") from refusal
        self.stdout.write(f"Erased the payloads of {len(done.seqs)} entries.")
