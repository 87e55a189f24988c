"""`manage.py verify_history`: prove that the record is whole."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from annotations.history import head, verify

_HEX_SHA256 = 64


class Command(BaseCommand):
    """Check the chain of history entries."""

    help = "Check every history entry; names the first broken one. --head also detects a cut tail."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--head SEQ:HASH`, as an earlier run printed it."""
        parser.add_argument(
            "--head", metavar="SEQ:HASH", help="the head that an earlier run printed"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify, print the head, or fail naming the first broken entry."""
        expected = None
        if options["head"]:
            seq, _colon, digest = options["head"].partition(":")
            if not seq.isdigit() or len(digest) != _HEX_SHA256:
                raise CommandError("Give --head as printed by an earlier run: SEQ:HASH")
            expected = (int(seq), digest)
        broken = verify(expected)
        if broken:
            raise CommandError(f"Entry {broken.seq} {broken.reason}.")
        seq_now, digest_now = head()
        self.stdout.write(f"{seq_now} entries, whole. Head {seq_now}:{digest_now}")
