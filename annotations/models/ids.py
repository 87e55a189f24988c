"""Identifiers: UUIDv7 (RFC 9562), made in Python, so that they sort by time of making."""

import uuid

from django.db import models
from uuid_utils.compat import uuid7


def new_id() -> uuid.UUID:
    """A new UUIDv7."""
    return uuid.UUID(int=uuid7().int)


class Identified(models.Model):
    """Base of every noun: an opaque, time-ordered primary key."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    class Meta:
        abstract = True
