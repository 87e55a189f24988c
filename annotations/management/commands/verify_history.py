"""`manage.py verify_history`: prove that the record is whole."""

from pathlib import Path
from typing import Any

from cryptography import x509
from django.core.management.base import BaseCommand, CommandError, CommandParser

from annotations.history import erased_by, head, verify
from annotations.history.verify_notes import Noted, verify_notes

_HEX_SHA256 = 64


class Command(BaseCommand):
    """Check the chain of history entries."""

    help = (
        "Check every history entry and the heads that were noted; names the first broken one. --head compares with a "
        "head from outside, which also detects a cut tail."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """`--head SEQ:HASH` or a file that holds one; `--roots FILE` for the signatures of time-stamps."""
        parser.add_argument(
            "--head",
            metavar="SEQ:HASH|FILE",
            help="a head that was noted outside, or a file that holds one (a mail as it was sent)",
        )
        parser.add_argument(
            "--roots",
            metavar="FILE",
            help="PEM certificates of trusted time-stamp authorities; without, signatures are not checked",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify, print the head, or fail naming the first broken entry."""
        expected = read_head(options["head"]) if options["head"] else None
        roots = _roots(options["roots"]) if options["roots"] else []
        broken = verify(expected)
        noted = Noted(None) if broken else verify_notes(roots)
        broken = broken or noted.broken
        if broken:
            raise CommandError(f"Entry {broken.seq} {broken.reason}.")
        for seq, by in sorted(erased_by().items()):
            self.stdout.write(f"Entry {seq}: erased by entry {by}")
        self.stdout.write(_noted(noted))
        seq_now, digest_now = head()
        self.stdout.write(f"{seq_now} entries, whole. Head {seq_now}:{digest_now}")


def _noted(noted: Noted) -> str:
    signatures = f"{noted.signed} signatures checked"
    if noted.stamps and not noted.signed:
        signatures = "signatures not checked: give --roots"
    return f"{noted.heads} noted heads fit, {noted.stamps} of them time-stamped ({signatures})."


def read_head(given: str) -> tuple[int, str]:
    """A head as it was printed, or the first one in a file."""
    if found := _read(given):
        return found
    path = Path(given)
    if path.is_file():
        for word in path.read_text(errors="replace").split():
            if found := _read(word):
                return found
        raise CommandError(f"{given} holds no head (SEQ:HASH).")
    raise CommandError(
        "Give --head as printed by an earlier run: SEQ:HASH, or a file that holds it."
    )


def _read(word: str) -> tuple[int, str] | None:
    seq, _colon, digest = word.partition(":")
    is_head = (
        seq.isascii()
        and seq.isdigit()
        and len(digest) == _HEX_SHA256
        and not set(digest.lower()) - set("0123456789abcdef")
    )
    return (int(seq), digest.lower()) if is_head else None


def _roots(name: str) -> list[x509.Certificate]:
    try:
        return x509.load_pem_x509_certificates(Path(name).read_bytes())
    except (OSError, ValueError) as error:
        raise CommandError(f"{name} holds no PEM certificates: {error}") from error
