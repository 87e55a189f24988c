"""The Celery worker: ``python -m factcheck.supervise.worker [options of celery worker]``.

Celery's pool children outlive a worker that is killed outright; here they are tied to it.
"""

import signal
import sys
from typing import Any

from celery.signals import worker_process_init

from factcheck.celery import app
from factcheck.embedded.spawn import tie_to_parent


@worker_process_init.connect
def _die_with_the_worker(**_sent: Any) -> None:
    tie_to_parent(signal.SIGKILL)


def main(options: list[str]) -> None:
    """Consume until told to stop; one task at a time is reserved per child."""
    app.worker_main(
        [
            *("worker", "--prefetch-multiplier=1", "--without-gossip", "--without-mingle"),
            *("--loglevel=INFO", *options),
        ]
    )


if __name__ == "__main__":
    main(sys.argv[1:])
