"""Publishes waiting work to Celery, outside every request; Redis may vanish meanwhile."""

import logging
import signal
import threading
import time
from uuid import UUID

import psycopg
from celery import current_app
from django.db import DatabaseError, connection
from django.db.models.functions import Now
from kombu.exceptions import OperationalError

from annotations import feeds, watch
from annotations.models import Work
from annotations.notices import mails_due_later, tell_news
from annotations.tasks import beats, leases
from annotations.webhooks import tell_programs

_log = logging.getLogger(__name__)
BATCH = 200
POLL = 1.0
PULSE = 5.0
SWEEP = 5.0


class Dispatcher:
    """The loop: publish what is due, prove life, sweep up what was lost."""

    def __init__(self) -> None:
        self.stopping = threading.Event()
        self._pulsed = self._swept = 0.0

    def stop(self, *_args: object) -> None:
        """End after the present round."""
        self.stopping.set()

    def run(self) -> None:
        """Work until told to stop; every failure is logged and tried again."""
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, self.stop)
        while not self.stopping.is_set():
            try:
                is_full = self.round()
                if not is_full:
                    self._wait()
            except (DatabaseError, psycopg.Error):
                _log.warning("the database does not answer; trying again")
                connection.close()
                self.stopping.wait(POLL)
            except (OperationalError, OSError, ConnectionError) as error:
                _log.warning("the broker does not answer (%s); trying again", type(error).__name__)
                self.stopping.wait(POLL)

    def round(self) -> bool:
        """One round.

        Returns:
            Whether there may be more work right now.
        """
        tell_news()  # needs no broker, so it comes before all that does
        tell_programs()
        now = time.monotonic()
        if now - self._swept >= SWEEP:
            leases.sweep()
            # Beat does this too; a newsroom whose beat has died still hears its feeds and publishers.
            feeds.poll_due_later()
            watch.watch_due_later()
            mails_due_later()
            self._swept = now
        if now - self._pulsed >= PULSE:
            beats.beat("dispatcher")
            _send("annotations.heartbeat", "worker")
            self._pulsed = now
        return publish_due() == BATCH

    def _wait(self) -> None:
        """Until a NOTIFY says that there is work, or for one poll."""
        connection.ensure_connection()
        raw = connection.connection
        with connection.cursor() as cursor:
            cursor.execute("LISTEN factcheck_work")
        for _notice in raw.notifies(timeout=POLL, stop_after=1):
            return


def publish_due() -> int:
    """Publish every due work row once.

    A row is marked before its message is sent: if sending fails, it is due again after a minute at
    the latest, and at once when the failure is noticed here.

    Returns:
        How many were published.
    """
    ids: list[UUID] = list(Work.objects.due().values_list("pk", flat=True)[:BATCH])
    sent = 0
    for work_id in ids:
        marked = Work.objects.due().filter(pk=work_id).order_by().update(dispatched_at=Now())
        if not marked:
            continue
        try:
            _send("annotations.do_work", str(work_id))
        except Exception:
            Work.objects.filter(pk=work_id, lease_until__isnull=True).update(dispatched_at=None)
            raise
        sent += 1
    return sent


def _send(task: str, *args: str) -> None:
    current_app.send_task(task, args=args, retry=False, ignore_result=True)
