"""`manage.py note_head`: send the head of history out now."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from annotations.history.noting import note_head


class Command(BaseCommand):
    """Send the number and hash of the newest entry by every way that the newsroom set."""

    help = (
        "Send the head of history to the newsroom's outside address and time-stamp authority, now."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """One line for each way; fails where one failed or none is set."""
        notes = note_head()
        if not notes:
            raise CommandError(
                "No outside address is set: an administrator sets the mail address or the time-stamp authority in the "
                "newsroom's settings."
            )
        for note in notes:
            said = f"failed: {note.error}" if note.error else "sent"
            self.stdout.write(f"{note.way} {note.address}: {note.seq}:{note.hash} {said}")
        if any(note.error for note in notes):
            raise CommandError("Not every way worked; the next try is within the hour.")
