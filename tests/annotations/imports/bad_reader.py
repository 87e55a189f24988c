"""A reader process that misbehaves to order: the bytes of a document say how."""

import itertools
import os
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable

from annotations.imports.readers import Document, ReaderError, server


def spin() -> None:
    for _ in itertools.count():
        pass


def hoard() -> None:
    held = [bytearray(64 * 1024 * 1024) for _ in range(64)]
    raise AssertionError(len(held))


def write() -> None:
    with tempfile.TemporaryFile() as file:
        file.write(b"x")


def fail() -> None:
    raise KeyError


WAYS: dict[str, Callable[[], object]] = {
    "sleep": lambda: time.sleep(60),
    "spin": spin,
    "exit": lambda: os._exit(3),
    "kill": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "memory": hoard,
    "connect": lambda: socket.create_connection(("127.0.0.1", 9)),
    "program": lambda: subprocess.run(["true"], check=True),
    "fork": os.fork,
    "write": write,
    "raise": fail,
    "garbage": lambda: os.write(4, b"\xff\xff\xff\xff garbage"),
    "print": lambda: print("stray words"),  # noqa: T201 (what it is here for)
    "refuse": lambda: None,
}


def misbehave(body: bytes, **_: object) -> Document:
    WAYS[body.decode()]()
    raise ReaderError("no_article_found")


if __name__ == "__main__":
    server.VERBS["read"] = misbehave
    server.main()
