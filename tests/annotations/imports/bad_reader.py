"""A reader process that misbehaves to order: the bytes of a document say how."""

import os
import signal
import socket
import subprocess
import time
from pathlib import Path

from annotations.imports.readers import Document, ReaderError, server


def misbehave(body: bytes, **_: object) -> Document:
    way = body.decode()
    if way == "sleep":
        time.sleep(60)
    elif way == "spin":
        while True:
            pass
    elif way == "exit":
        os._exit(3)
    elif way == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    elif way == "memory":
        hoard = [bytearray(64 * 1024 * 1024) for _ in range(64)]
        raise AssertionError(len(hoard))
    elif way == "connect":
        socket.create_connection(("127.0.0.1", 9))
    elif way == "program":
        subprocess.run(["true"], check=True)
    elif way == "fork":
        os.fork()
    elif way == "write":
        Path("/tmp/reader-was-here").write_text("x" * 10)
    elif way == "raise":
        raise KeyError(way)
    elif way == "garbage":
        os.write(4, b"\xff\xff\xff\xff garbage")
    elif way == "print":
        print("stray words")  # noqa: T201 (what it is here for)
    raise ReaderError("no_article_found")


if __name__ == "__main__":
    server.VERBS["read"] = misbehave
    server.main()
