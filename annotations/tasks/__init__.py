"""The conductor: order of steps; Celery tasks of three lines; the dispatcher."""

from annotations.tasks.celery_tasks import do_work, heartbeat, sweep

__all__ = ["do_work", "heartbeat", "sweep"]
