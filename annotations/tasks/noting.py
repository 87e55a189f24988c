"""When the head of history goes out: once a day by each way, after a failure again within the hour."""

import logging

from annotations.history.noting import note_due

_log = logging.getLogger(__name__)


def note_head_if_due() -> None:
    """Send the head by each way that is due; a failure is kept in its row and shown to administrators."""
    for note in note_due():
        if note.error:
            _log.warning("the head of history did not go out by %s: %s", note.way, note.error)
