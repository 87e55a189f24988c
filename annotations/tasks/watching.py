"""The conductor of a look: ask for leave, fetch what changed, compare it, tell what happened."""

from annotations.models import Work
from annotations.tasks import leases
from annotations.watch import KIND

__all__ = ["KIND", "run"]


def run(work: Work) -> None:
    """Do one look; safe to run again after being killed at any point: nothing is kept before its end."""
    if leases.is_held(work):
        leases.finish(work)
