"""Heartbeats of the background processes."""

from django.db.models.functions import Now

from annotations.models import Heartbeat


def beat(name: str) -> None:
    """Note that the process `name` works, by the database's clock."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": Now()})
