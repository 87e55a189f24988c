"""What Celery calls. Each task is a name for a function that can be called without a queue."""

from uuid import UUID

from celery import shared_task

from annotations import feeds, presence, watch, webhooks
from annotations.evidence.archive import archive_due_later
from annotations.matching.embedding import keep_missing
from annotations.matching.terms_counted import count_if_grown
from annotations.notices import forget_old, tell_deadlines
from annotations.publishing import publish_due_later
from annotations.tasks import beats, housekeeping, leases, notices, noting, run


@shared_task(name="annotations.do_work")
def do_work(work_id: str) -> None:
    """Do one waiting work row, if it is still to do."""
    run.do_work(UUID(work_id))


@shared_task(name="annotations.heartbeat", expires=60)
def heartbeat(name: str, host: str = "") -> None:
    """Prove that a message was consumed: here, or sent from `host`."""
    beats.beat(name, host)


@shared_task(name="annotations.sweep", expires=60)
def sweep() -> None:
    """Make work due again whose worker has not been heard of; clear away what is old."""
    leases.sweep()
    housekeeping.forget_old_keys()
    housekeeping.forget_old_polls()
    beats.forget_old_hosts()
    housekeeping.forget_old_uses()
    presence.purge()
    forget_old()


@shared_task(name="annotations.poll_feeds", expires=60)
def poll_feeds() -> None:
    """Have every feed asked that is due."""
    feeds.poll_due_later()


@shared_task(name="annotations.watch_pages", expires=60)
def watch_pages() -> None:
    """Have every page looked at that is due, and what claims rest on archived."""
    archive_due_later()
    watch.watch_due_later()


@shared_task(name="annotations.publish_due", expires=30)
def publish_due() -> None:
    """See that every claim whose hour has come has its work."""
    publish_due_later()


@shared_task(name="annotations.tell_notices", expires=10)
def tell_notices() -> None:
    """Tell people what history says; the dispatcher does it too, and sooner."""
    notices.tell()


@shared_task(name="annotations.tell_programs", expires=10)
def tell_programs() -> None:
    """Write what other people's programs are to be told; the dispatcher does it too, and sooner."""
    webhooks.tell_programs()


@shared_task(name="annotations.tell_deadlines", expires=60)
def tell_deadlines_near() -> None:
    """Tell of deadlines that come near or have passed."""
    tell_deadlines()


@shared_task(name="annotations.keep_vectors", expires=30)
def keep_vectors() -> None:
    """Make the vectors of checks and claims that have none, where the optional package is installed."""
    keep_missing()


@shared_task(name="annotations.count_terms", expires=300)
def count_terms() -> None:
    """Count how often terms occur, where there are notably more texts."""
    count_if_grown()


@shared_task(name="annotations.note_head", expires=900)
def note_head() -> None:
    """Send the head of history out, where it is due."""
    noting.note_head_if_due()
