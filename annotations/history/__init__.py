"""The newsroom's memory: complete, append-only, chained."""

from annotations.history.record import record
from annotations.history.verify import Broken, head, verify

__all__ = ["Broken", "head", "record", "verify"]
