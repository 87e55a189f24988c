"""One reader process as its worker sees it: start, ask with a deadline, kill."""

import json
import os
import selectors
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from annotations.imports.readers.wire import HEADER, MAX_FRAME

ROOT = Path(__file__).resolve().parents[2]
MODULE = "annotations.imports.readers.server"
START_SECONDS = 60.0
MAX_DOCUMENTS = 300
MAX_MEMORY = 450 * 1024  # KiB; a reader that ever held more is replaced
CHUNK = 256 * 1024


class Gone(Exception):
    """The reader ended before it answered."""


class Reader:
    """One warm process."""

    def __init__(self, module: str = MODULE) -> None:
        self.owner = os.getpid()
        self.documents = 0
        self.memory = 0
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            cwd=ROOT,
            close_fds=True,
            start_new_session=True,  # Ctrl-C is for the worker, which ends the reader itself
        )
        for pipe in (self.process.stdin, self.process.stdout):
            os.set_blocking(pipe.fileno(), False)  # type: ignore[union-attr]
        try:
            self._exchange(b"", time.monotonic() + START_SECONDS)
        except BaseException:
            self.kill()
            raise

    def ask(self, data: bytes, seconds: float) -> dict[str, Any]:
        """Send a request and wait for its answer.

        Raises:
            TimeoutError: there was none in time.
            Gone: the reader died.
        """
        self.documents += 1
        found: dict[str, Any] = json.loads(self._exchange(data, time.monotonic() + seconds))
        self.memory = int(found["memory"])
        return found

    @property
    def is_spent(self) -> bool:
        """Whether a fresh reader should take its place."""
        return self.documents >= MAX_DOCUMENTS or self.memory > MAX_MEMORY

    def kill(self) -> int:
        """End it at once; its exit status."""
        if self.owner != os.getpid():
            return 0  # a fork's copy: the process belongs to the parent
        self.process.kill()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()
        return self.process.wait()

    def _exchange(self, data: bytes, until: float) -> bytes:
        unsent, arrived = memoryview(data), bytearray()
        with selectors.DefaultSelector() as selector:
            selector.register(self.process.stdout, selectors.EVENT_READ)  # type: ignore[arg-type]
            if data:
                selector.register(self.process.stdin, selectors.EVENT_WRITE)  # type: ignore[arg-type]
            while (wanted := _missing(arrived)) > 0:
                left = until - time.monotonic()
                if left <= 0:
                    raise TimeoutError
                for key, _ in selector.select(left):
                    if key.fileobj is self.process.stdout:
                        arrived += self._receive(key.fd, wanted)
                        continue
                    unsent = self._send(key.fd, unsent)
                    if not unsent:
                        selector.unregister(key.fileobj)
        return bytes(arrived[HEADER:])

    def _receive(self, pipe: int, wanted: int) -> bytes:
        data = os.read(pipe, min(wanted, CHUNK))
        if not data:
            raise Gone
        return data

    def _send(self, pipe: int, data: memoryview) -> memoryview:
        try:
            return data[os.write(pipe, data[:CHUNK]) :]
        except BlockingIOError:
            return data
        except BrokenPipeError:
            raise Gone from None


def _missing(arrived: bytearray) -> int:
    """How many bytes of the answer's frame are still to come."""
    if len(arrived) < HEADER:
        return HEADER - len(arrived)
    length = int.from_bytes(arrived[:HEADER], "big")
    if length > MAX_FRAME:
        raise Gone
    return HEADER + length - len(arrived)


def _environment() -> dict[str, str]:
    """Nothing of the worker's environment but where programs are: no address, no secret."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "LC_ALL": "C.UTF-8",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "MALLOC_ARENA_MAX": "2",
    }
