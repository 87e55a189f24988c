"""The data folder belongs to one run at a time."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from factcheck.embedded.errors import CannotStartError
from factcheck.embedded.places import private_folder


@contextmanager
def held(folder: Path, *, by: str) -> Iterator[None]:
    """Hold `folder` while the block runs; `by` tells others who does, such as an address.

    The kernel drops the hold when we end, however we end.

    Raises:
        CannotStartError: another process holds it; the sentence names it.
    """
    for part in (folder, folder / "run", folder / "log"):
        private_folder(part)
    path = folder / "run" / "lock"
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "r+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotStartError(_who_holds(folder, lock.read())) from None
        lock.seek(0)
        lock.truncate()
        lock.write(json.dumps({"pid": os.getpid(), "by": by}))
        lock.flush()
        yield


def _who_holds(folder: Path, note: str) -> str:
    try:
        said = json.loads(note)
        who = f"process {said['pid']}, {said['by']}"
    except (ValueError, KeyError, TypeError):
        who = "another process"
    return f"The data folder {folder} is in use by {who}; stop that first."
