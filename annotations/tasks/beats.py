"""Heartbeats of the background processes."""

import socket
from datetime import timedelta

from django.db.models.functions import Now

from annotations.models import Heartbeat

# Names of processes and hosts share 40 characters.
_HOST = 28
# A host that was taken away is not missed for ever.
KEPT = timedelta(days=1)


def beat(name: str, host: str = "") -> None:
    """Note that the process `name` works, by the database's clock: anywhere, and on its host.

    Args:
        name: `worker`, `dispatcher` or `beat`.
        host: the machine that it works on; this one unless told.
    """
    place = (host or socket.gethostname())[:_HOST]
    rows = [Heartbeat(name=each, at=Now()) for each in (name, f"{name}@{place}")]
    Heartbeat.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["name"], update_fields=["at"]
    )


def forget_old_hosts() -> int:
    """Forget the processes of hosts that were not heard of for `KEPT`.

    Returns:
        How many.
    """
    gone = Heartbeat.objects.filter(name__contains="@", at__lt=Now() - KEPT)
    deleted, _by_model = gone.delete()
    return deleted
