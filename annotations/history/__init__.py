"""The newsroom's memory: complete, append-only, chained."""

from annotations.history.erase import entries_of, erase, held_among, held_error
from annotations.history.record import record
from annotations.history.verify import Broken, erased_by, head, verify

__all__ = [
    "Broken",
    "entries_of",
    "erase",
    "erased_by",
    "head",
    "held_among",
    "held_error",
    "record",
    "verify",
]
