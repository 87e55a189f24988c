"""The servers and settings of one run, as its children and ``manage.py`` see them."""

import hashlib
import json
import os
import secrets
import socket
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeGuard

from factcheck.embedded import roles
from factcheck.embedded.errors import CannotStartError
from factcheck.embedded.places import secret, write_private
from factcheck.embedded.postgres import EmbeddedPostgres
from factcheck.embedded.redis import EmbeddedRedis
from factcheck.supervise.plan import HOST, Plan

SERVICES = "services.json"
# A server that was started again is left alone for so long.
RETRY_SECONDS = 2.0
DEMO_PORT = "demo-port"
DEMO_MADE = "run/demo-made"
SECRET_KEY = "key"  # noqa: S105 - the secret's name
# The file that `manage.py make_demo` reads too.
DEMO_PASSWORD = "demo-password"  # noqa: S105 - the file's name
# The newsroom's own; the database roles' passwords belong to one cluster.
SECRETS_KEPT = (SECRET_KEY,)


Embedded = EmbeddedPostgres | EmbeddedRedis


@dataclass
class Services:
    """Embedded servers of this run (None where one is named), and what `settings` read."""

    plan: Plan
    postgres: EmbeddedPostgres | None = None
    redis: EmbeddedRedis | None = None
    values: dict[str, str] = field(default_factory=dict)
    retry_at: float = field(default=0.0, init=False)

    def start(self) -> None:
        """Start what is not named, and write ``run/services.json`` for `settings`.

        Raises:
            CannotStartError: a server does not start.
        """
        plan = self.plan
        if not plan.database_url:
            self.postgres = EmbeddedPostgres(plan.folder)
            self.postgres.start()
        if not plan.redis_url:
            self.redis = EmbeddedRedis(plan.folder)
            self.redis.start()
        self.values = {
            "DATABASE_URL": self.postgres.url(roles.APP) if self.postgres else plan.database_url,
            "OWNER_DATABASE_URL": (
                self.postgres.url(roles.OWNER) if self.postgres else plan.owner_database_url
            ),
            "REDIS_URL": self.redis.url() if self.redis else plan.redis_url,
            "FACTCHECK_PUBLIC_URL": plan.public_url,
            "FACTCHECK_SECRET_KEY": (
                os.environ.get("FACTCHECK_SECRET_KEY") or secret(plan.folder, SECRET_KEY, size=48)
            ),
            "FACTCHECK_FETCH_ALLOW": plan.fetch_allow,
            "FACTCHECK_DEMO": "1" if plan.has_demo else "0",
            "PORT": str(plan.port),
        }
        if plan.has_demo:
            self._add_demo()
        write_private(plan.folder / "run" / SERVICES, json.dumps(self.values, indent=1) + "\n")

    def stop(self) -> None:
        """Stop what was started: Redis first, PostgreSQL last."""
        (self.plan.folder / "run" / SERVICES).unlink(missing_ok=True)
        for server in (self.redis, self.postgres):
            if server is not None:
                server.stop()

    def pids(self) -> list[int]:
        """Return the numbers of the embedded servers' processes."""
        return [
            server.process.pid
            for server in (self.postgres, self.redis)
            if server is not None and server.process is not None
        ]

    def tend(self) -> str | None:
        """Start an embedded server that ended again; return what to tell the person.

        A server that does not come up, because it was killed once more while it recovered, say, is
        tried again for as long as we run.
        """
        if time.monotonic() < self.retry_at:
            return None
        said = [_start_again(server) for server in (self.postgres, self.redis) if _is_down(server)]
        if said:
            self.retry_at = time.monotonic() + RETRY_SECONDS
        return "\n".join(said) or None

    def is_demo_made(self) -> bool:
        """Whether the demo was made with the password of this run; else it has to be set anew."""
        try:
            return (self.plan.folder / DEMO_MADE).read_text() == self._demo_mark()
        except OSError:
            return False

    def note_demo_made(self) -> None:
        """Remember that the demo accounts have this run's password."""
        write_private(self.plan.folder / DEMO_MADE, self._demo_mark())

    def _demo_mark(self) -> str:
        told = f"{self.values['FACTCHECK_SECRET_KEY']}\0{self.values['FACTCHECK_DEMO_PASSWORD']}"
        return hashlib.sha256(told.encode()).hexdigest()

    def _add_demo(self) -> None:
        port = demo_port(self.plan.folder)
        password = os.environ.get("FACTCHECK_DEMO_PASSWORD") or demo_password(self.plan.folder)
        self.values["FACTCHECK_DEMO_PUBLISHER"] = f"http://{HOST}:{port}"
        self.values["FACTCHECK_DEMO_PASSWORD"] = password
        self.values["FACTCHECK_FETCH_ALLOW"] = ",".join(
            filter(None, [self.plan.fetch_allow, f"{HOST}:{port}"])
        )


def _is_down(server: Embedded | None) -> TypeGuard[Embedded]:
    # Without a process it failed to start again the last time.
    return server is not None and (server.process is None or server.process.poll() is not None)


def _start_again(server: Embedded) -> str:
    name = "PostgreSQL" if isinstance(server, EmbeddedPostgres) else "Redis"
    ended = f" ended (exit code {server.process.returncode})" if server.process else ""
    try:
        server.start()
    except CannotStartError as error:
        return f"{name}{ended or ' is down'} and does not start: {error}"
    return f"{name}{ended} and was started again." if ended else f"{name} is back."


def demo_port(folder: Path) -> int:
    """Return the demo publisher's port: free when it was chosen, kept in the data folder."""
    kept = folder / DEMO_PORT
    try:
        return int(kept.read_text())
    except (OSError, ValueError):
        with socket.socket() as probe:
            probe.bind((HOST, 0))
            port = int(probe.getsockname()[1])
        write_private(kept, f"{port}\n")
        return port


def demo_password(folder: Path) -> str:
    """Return the demo accounts' password: random when it was made, kept in the data folder."""
    kept = folder / DEMO_PASSWORD
    try:
        return kept.read_text().strip()
    except OSError:
        password = secrets.token_urlsafe(9)
        write_private(kept, f"{password}\n")
        return password


def is_free(port: int) -> bool:
    """Whether nothing listens on the loopback `port`."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True
