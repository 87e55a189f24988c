"""Reading in a process of its own, which may hang or die without harm to the worker.

Starting a reader costs a hundred times what reading a page costs, so readers stay warm and read many
documents. Works in Celery's children, which may not use multiprocessing; after a fork a process
starts readers of its own.
"""

import logging
import os
import signal
import threading
from typing import Any

from annotations.imports.reader_process import MODULE, Gone, Reader
from annotations.imports.readers.document import SENTENCES, Document, ReaderError
from annotations.imports.readers.wire import document_of, request

DEADLINE = 30.0
MAX_IDLE = 2
log = logging.getLogger(__name__)


class ReaderPool:
    """Warm readers of this process; any number of threads may use it at once."""

    def __init__(self, module: str = MODULE) -> None:
        self.module = module
        self.lock = threading.Lock()
        self.idle: list[Reader] = []

    def read(self, verb: str, options: dict[str, Any], body: bytes, seconds: float) -> Document:
        """Have one document read.

        Raises:
            ReaderError: `reader_timeout`, `reader_died`, `reader_failed`, or the reader's own refusal.
        """
        asked = {**options, "seconds": max(1, int(seconds))}
        reader = self._take()
        try:
            found = reader.ask(request(verb, asked, body), seconds)
        except TimeoutError:
            reader.kill()
            raise ReaderError("reader_timeout") from None
        except (Gone, ValueError):
            is_late = reader.kill() == -signal.SIGXCPU
            raise ReaderError("reader_timeout" if is_late else "reader_died") from None
        except BaseException:  # the worker's own time limit: never leave a reader half-way
            reader.kill()
            raise
        self._give_back(reader)
        if found.get("trace"):
            log.warning("a reader failed: %s", found["trace"])
        if "error" in found:
            raise ReaderError(found["error"] if found["error"] in SENTENCES else "reader_failed")
        return document_of(found["document"])

    def close(self) -> None:
        """End all idle readers."""
        with self.lock:
            idle, self.idle = self.idle, []
        for reader in idle:
            reader.kill()

    def _take(self) -> Reader:
        with self.lock:
            while self.idle:
                reader = self.idle.pop()
                if reader.owner == os.getpid() and reader.process.poll() is None:
                    return reader
        try:
            return Reader(self.module)
        except (Gone, TimeoutError, OSError):
            raise ReaderError("reader_died") from None

    def _give_back(self, reader: Reader) -> None:
        with self.lock:
            if not reader.is_spent and len(self.idle) < MAX_IDLE:
                self.idle.append(reader)
                return
        reader.kill()


_pools: dict[int, ReaderPool] = {}


def pool() -> ReaderPool:
    """This process's pool; a fork gets its own, with a lock that nobody holds."""
    return _pools.setdefault(os.getpid(), ReaderPool())


def read_in_process(body: bytes, *, deadline_seconds: float = DEADLINE, **options: Any) -> Document:
    """`annotations.imports.readers.read` in a reader process.

    Args:
        body: the bytes as they arrived.
        deadline_seconds: after which the reader is killed.
        options: `media_type`, `charset`, `url`, `filename`, `kind_hint`.

    Raises:
        ReaderError: `reader_timeout`, `reader_died`, `reader_failed`, or the reader's own refusal.
    """
    return pool().read("read", options, body, deadline_seconds)


def read_text_in_process(
    text: str, *, deadline_seconds: float = DEADLINE, **options: Any
) -> Document:
    """`annotations.imports.readers.read_text` in a reader process; options `title`, `url`.

    Raises:
        ReaderError: as `read_in_process`.
    """
    return pool().read(
        "read_text", options, text.encode("utf-8", "surrogatepass"), deadline_seconds
    )


def read_feed_in_process(
    body: bytes, *, deadline_seconds: float = DEADLINE, **options: Any
) -> Document:
    """`annotations.imports.readers.read_feed` in a reader process.

    Args:
        body: the bytes as they arrived.
        deadline_seconds: after which the reader is killed.
        options: `media_type`, `charset`, `url`.

    Raises:
        ReaderError: as `read_in_process`, and `not_a_feed`.
    """
    return pool().read("read_feed", options, body, deadline_seconds)


def read_checks_in_process(
    body: bytes, *, deadline_seconds: float = DEADLINE, **options: Any
) -> Document:
    """`annotations.imports.readers.read_checks` in a reader process; options as `read_feed_in_process`.

    Raises:
        ReaderError: as `read_in_process`, and `no_checks_found`.
    """
    return pool().read("read_checks", options, body, deadline_seconds)
