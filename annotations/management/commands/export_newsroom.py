"""`manage.py export_newsroom FILE`: the newsroom in one file, independent of PostgreSQL and of the tables."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from annotations.portable import Unfit, export_newsroom


class Command(BaseCommand):
    """Write nouns as JSON Lines and files by their hash into one ZIP."""

    help = (
        "Write the whole newsroom into one new ZIP, while people work: JSON Lines and files, without passwords and other "
        "secrets (docs/portable.md). It holds confidential things: keep it safe."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to."""
        parser.add_argument("file", type=Path, help="a new file, such as newsroom.zip")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it, tell progress on standard error, and what was written on standard output."""
        try:
            done = export_newsroom(target=options["file"], say=self.stderr.write)
        except Unfit as error:
            raise CommandError(str(error)) from error
        rows = sum(part.rows for part in done.nouns)
        self.stdout.write(
            f"Exported {rows:,} rows and {done.files.count:,} files to {options['file']}. Head {done.head}"
        )
