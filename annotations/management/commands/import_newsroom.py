"""`manage.py import_newsroom FILE`: an export back into an empty newsroom."""

import json
import os
from pathlib import Path
from typing import Any

import dj_database_url
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from annotations.management.commands.verify_history import read_head
from annotations.portable import Unfit, import_newsroom

_AFTER = (
    "Nobody has a password yet: set an administrator's with `manage.py changepassword NAME`; the others ask for a new one at the "
    "sign-in page, or get it from you. Webhooks are paused with new secrets, open invitations have to be renewed."
)


class Command(BaseCommand):
    """Read an export back, everything or nothing."""

    help = (
        "Read an export back into an empty newsroom, with the same ids, hashes and record. Runs as the owner of the tables: "
        "name its address in OWNER_DATABASE_URL."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, and a head that was noted outside."""
        parser.add_argument("file", type=Path, help="as export_newsroom wrote it")
        parser.add_argument(
            "--head",
            metavar="SEQ:HASH|FILE",
            help="a head of history that was noted outside; the export must hold it",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read it, tell progress on standard error, and what remains to be done."""
        head = read_head(options["head"]) if options["head"] else None
        _act_as_owner()
        try:
            done = import_newsroom(source=options["file"], say=self.stderr.write, head=head)
        except Unfit as error:
            raise CommandError(str(error)) from error
        finally:
            connection.close()
        rows = sum(part.rows for part in done.nouns)
        self.stdout.write(
            f"Imported {done.newsroom}: {rows:,} rows, {done.files.count:,} files, head {done.head}."
        )
        self.stdout.write(_AFTER)


def _act_as_owner() -> None:
    """Connect as the role that migrates, where the environment or a running `make run` names one."""
    address = os.environ.get("OWNER_DATABASE_URL") or _of_a_running_product()
    if not address:
        return
    connection.close()
    named = dj_database_url.parse(address)
    for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT"):
        connection.settings_dict[key] = named.get(key, "")


def _of_a_running_product() -> str:
    if os.environ.get("DATABASE_URL"):
        return ""
    try:
        services = json.loads((settings.DATA_DIR / "run" / "services.json").read_text())
    except (OSError, ValueError):
        return ""
    return str(services.get("OWNER_DATABASE_URL", ""))
