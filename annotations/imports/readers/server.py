"""The reader process: reads documents one after another, within limits of memory and time.

Started by `annotations.imports.reading_pool` with requests on standard input and answers on
standard output. It holds no other handle, and refuses to open connections or start programs.
"""

import json
import os
import resource
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from annotations.imports.readers import (
    Document,
    ReaderError,
    read,
    read_checks,
    read_feed,
    read_text,
)
from annotations.imports.readers.wire import HEADER, MAX_FRAME, answer, frame, refusal

MEMORY = 1024 * 1024 * 1024  # of address space; an idle reader maps a quarter of it
OPEN_FILES = 64
TRACE = 2000  # characters
STATUS = Path("/proc/self/status")
WARM_UP = (
    b"<html><body><article>"
    + b"<p>The first page is our own.</p>" * 9
    + b"</article></body></html>"
)
FORBIDDEN = (
    "socket.connect",
    "socket.bind",
    "socket.getaddrinfo",
    "socket.sendto",
    "subprocess.Popen",
    "os.system",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
)


def main() -> None:
    """Serve until standard input ends."""
    requests, answers = _private_channels()
    read(WARM_UP)  # libraries load their models now, which the limits would forbid later
    _limit()
    answers.write(frame(b"ready"))
    while (head := _frame(requests)) is not None:
        body = _frame(requests)
        if body is None:
            return
        asked = json.loads(head)
        allow_seconds(int(asked["options"].pop("seconds", 30)))
        answers.write(_served(asked["verb"], asked["options"], body))


def _private_channels() -> tuple[BinaryIO, BinaryIO]:
    """The two pipes under numbers of their own, so that no stray print gets into an answer."""
    requests, answers = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    os.close(nothing)
    return os.fdopen(requests, "rb"), os.fdopen(answers, "wb", buffering=0)


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
    sys.addaudithook(_refuse)


def _refuse(event: str, _: tuple[Any, ...]) -> None:
    if event in FORBIDDEN:
        raise PermissionError(event)


def allow_seconds(seconds: int) -> None:
    """Let the kernel end this process after so much more of computing, whatever it is doing."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime) + seconds + 1
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (until, hard))


def _frame(stream: BinaryIO) -> bytes | None:
    head = stream.read(HEADER)
    if len(head) < HEADER:
        return None
    length = int.from_bytes(head, "big")
    data = stream.read(length) if length <= MAX_FRAME else b""
    return data if len(data) == length else None


def _read_pasted(body: bytes, **options: Any) -> Document:
    return read_text(body.decode("utf-8", "surrogatepass"), **options)


VERBS: dict[str, Callable[..., Document]] = {
    "read": read,
    "read_text": _read_pasted,
    "read_feed": read_feed,
    "read_checks": read_checks,
}


def _served(verb: str, options: dict[str, Any], body: bytes) -> bytes:
    try:
        found = VERBS[verb](body, **options)
    except ReaderError as error:
        return refusal(error.code, memory=_memory())
    except MemoryError:
        return refusal("reader_died", memory=MEMORY)  # so much that this process is not used again
    except Exception:  # noqa: BLE001 (a document of an unknown sender may raise anything)
        return refusal("reader_failed", memory=_memory(), trace=traceback.format_exc()[-TRACE:])
    return answer(found, memory=_memory())


def _memory() -> int:
    """The most memory this program ever held, in KiB.

    Not `ru_maxrss`, which a process takes over from the one that started it: a reader of a large
    worker would be replaced after each document.
    """
    status = STATUS.read_text().splitlines() if STATUS.exists() else []
    for line in status:
        if line.startswith("VmHWM:"):
            return int(line.split()[1])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    main()
