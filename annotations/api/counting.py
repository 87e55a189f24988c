"""Calls counted in memory, and shared between processes by one statement a second."""

import logging
import threading
import time
from collections import Counter
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection

_log = logging.getLogger(__name__)
# After so many seconds without a call the thread ends and gives its connection back.
_IDLE = 30
_ADD = """
    INSERT INTO annotations_apiuse (who, minute, calls)
    SELECT * FROM unnest(%s::text[], %s::bigint[], %s::int[])
    ON CONFLICT (who, minute) DO UPDATE SET calls = annotations_apiuse.calls + excluded.calls
    RETURNING who, minute, calls
"""
_USED = """
    UPDATE annotations_apitoken SET last_used_at = now()
    WHERE id = ANY (%s) AND coalesce(last_used_at < now() - interval '1 hour', true)
"""
_HOUR = 3600
Key = tuple[str, int]


class Counts:
    """What this process counted, and what all had counted together when it last shared.

    Two processes may together let through at most what each of them counts between two sharings, a second of calls.
    """

    def __init__(self) -> None:
        """Nothing counted."""
        self._lock = threading.Lock()
        self._sharing = threading.Lock()
        self._unsent: Counter[Key] = Counter()
        self._known: dict[Key, int] = {}
        self._used: set[UUID] = set()
        self._told: dict[UUID, float] = {}
        self._thread: threading.Thread | None = None
        self._counted_at = 0.0

    def add(self, who: str, minute: int, most: int) -> int:
        """Count a call unless `most` are made already.

        Returns:
            How many were made in this minute, this one included; `most` + 1 where it is one too many.
        """
        key = (who, minute)
        with self._lock:
            used = self._known.get(key, 0) + self._unsent[key]
            if used >= most:
                return most + 1
            self._unsent[key] += 1
            self._counted_at = time.monotonic()
        self._waken()
        return used + 1

    def note_use(self, token_id: UUID) -> None:
        """Remember that a token was used; its row says so at most once an hour."""
        now = time.monotonic()
        with self._lock:
            if now - self._told.get(token_id, -_HOUR) >= _HOUR:
                self._told[token_id] = now
                self._used.add(token_id)

    def share(self) -> None:
        """Add to the database what was counted since the last time, and learn what others counted.

        Where the database refuses, the counts are kept for the next time.
        """
        with self._sharing:
            with self._lock:
                sent, self._unsent = self._unsent, Counter()
                used, self._used = self._used, set()
                # Until the total is known, what is on its way still counts.
                for key, calls in sent.items():
                    self._known[key] = self._known.get(key, 0) + calls
            try:
                totals = _write(sorted(+sent), sent, used)
            except DatabaseError:
                _log.exception("the counts of calls could not be shared")
                with self._lock:
                    self._unsent.update(sent)
                    self._used |= used
                    for key, calls in sent.items():
                        self._known[key] -= calls
                return
            with self._lock:
                self._known.update(totals)
                self._forget(int(time.time() // 60) - 1)

    def forget(self) -> None:
        """Begin anew, as a process does that was just started."""
        with self._lock:
            self._unsent, self._known = Counter(), {}
            self._used, self._told = set(), {}

    def _forget(self, before: int) -> None:
        self._known = {key: calls for key, calls in self._known.items() if key[1] >= before}
        soon = time.monotonic() - _HOUR
        self._told = {token: told for token, told in self._told.items() if told > soon}

    def _waken(self) -> None:
        """Start the sharing thread, also anew in a process that was forked off one that had it."""
        if not settings.API_USE_SHARED_EVERY or (self._thread and self._thread.is_alive()):
            return
        with self._lock:
            if self._thread and self._thread.is_alive():
                return
            self._thread = threading.Thread(target=self._share_on, name="api-use", daemon=True)
            self._thread.start()

    def _share_on(self) -> None:
        while time.monotonic() - self._counted_at < _IDLE:
            time.sleep(settings.API_USE_SHARED_EVERY)
            close_old_connections()
            self.share()
        connection.close()


def _write(keys: list[Key], calls: "Counter[Key]", used: set[UUID]) -> dict[Key, int]:
    found: dict[Key, int] = {}
    with connection.cursor() as cursor:
        if keys:
            whos, minutes = [who for who, _minute in keys], [minute for _who, minute in keys]
            cursor.execute(_ADD, [whos, minutes, [calls[key] for key in keys]])
            found = {(who, minute): total for who, minute, total in cursor.fetchall()}
        if used:
            cursor.execute(_USED, [sorted(used)])
    return found


COUNTS = Counts()
