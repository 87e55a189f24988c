"""When the head of history goes out: once a day by each way, after a failure again within the hour."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from annotations.history.noting import note_due

_log = logging.getLogger(__name__)
# Any number that no other lock of ours has.
_LOCK = 7_106_201


def note_head_if_due() -> None:
    """Send the head by each way that is due; a failure is kept in its row and shown to administrators.

    Of two that are told to at the same moment (two beats, a message delivered twice) one does nothing: a mail and a
    time-stamp, once sent, cannot be taken back.
    """
    with _alone() as is_alone:
        for note in note_due() if is_alone else ():
            if note.error:
                _log.warning("the head of history did not go out by %s: %s", note.way, note.error)


@contextmanager
def _alone() -> Iterator[bool]:
    """Whether nobody else is at it; no transaction is held open meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])
        (is_alone,) = cursor.fetchone() or (False,)
    try:
        yield bool(is_alone)
    finally:
        if is_alone:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
