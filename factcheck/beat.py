"""The clock's memory of when it last asked for what."""

from pathlib import Path

from celery.beat import PersistentScheduler
from django.conf import settings


class Scheduler(PersistentScheduler):
    """Celery's own, on a host whose data folder is new too: there is nothing else that would make it."""

    def setup_schedule(self) -> None:
        """Make the folder and open the file in it."""
        folder = Path(settings.CELERY_BEAT_SCHEDULE_FILENAME).parent
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        super().setup_schedule()
