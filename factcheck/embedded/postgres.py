"""An embedded PostgreSQL: one cluster, reached through one private Unix socket."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

import psycopg

from factcheck.embedded import roles
from factcheck.embedded.binaries import major_version, postgres_programs
from factcheck.embedded.errors import CannotStartError
from factcheck.embedded.identity import Identity, server_identity
from factcheck.embedded.leftover import STOP_SECONDS, end_leftover
from factcheck.embedded.places import private_folder, secret, socket_folder, write_private
from factcheck.embedded.spawn import spawn

RECOVERY_SECONDS = 120
BUILTIN_SINCE = 17
SUPERUSER = "postgres"
FAST_BUT_FRAGILE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


@dataclass
class EmbeddedPostgres:
    """The cluster in ``<folder>/postgres``; logs to ``<folder>/log/postgres.log``.

    `is_durable` False gives up safety against power loss, for tests; `programs` names another
    PostgreSQL than the package's, `listen` an address to listen on beside the socket, for drills.
    """

    folder: Path
    is_durable: bool = True
    programs: Path | None = None
    listen: str = ""
    identity: Identity = field(default_factory=server_identity)
    process: subprocess.Popen[bytes] | None = None

    def __post_init__(self) -> None:
        self.folder = self.folder.resolve()

    @property
    def cluster(self) -> Path:
        """The folder that PostgreSQL calls its data directory."""
        return self.folder / "postgres"

    @cached_property
    def sockets(self) -> Path:
        """The folder of the server's socket, mode 0700."""
        return socket_folder(self.folder, "pg", uid=self.identity.uid, gid=self.identity.gid)

    def url(self, role: str, database: str = roles.DATABASE) -> str:
        """Return the address that `role` connects with, password included."""
        password = secret(self.folder, role)
        return f"postgresql://{role}:{password}@{quote(str(self.sockets), safe='')}/{database}"

    def start(self) -> None:
        """Make the cluster where there is none, start the server, wait for it, make roles.

        Raises:
            CannotStartError: another version's cluster, a server that ends at once or is not
                ready within `RECOVERY_SECONDS`.
        """
        programs = self.programs or postgres_programs(self.identity)
        private_folder(self.folder)
        private_folder(self.folder / "log")
        if not (self.cluster / "PG_VERSION").exists():
            self._initialise(programs)
        self._refuse_other_version(programs)
        end_leftover(self.cluster)
        self._launch(programs)
        self._wait_until_ready()
        roles.prepare(
            self.url(SUPERUSER, "postgres"),
            owner_password=secret(self.folder, roles.OWNER),
            app_password=secret(self.folder, roles.APP),
        )

    def stop(self, seconds: float = STOP_SECONDS) -> None:
        """End the server: finish what is committed, drop the connections (a "fast" shutdown)."""
        if self.process is None:
            return
        for how in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            if self.process.poll() is None:
                self.process.send_signal(how)
            try:
                self.process.wait(seconds)
                break
            except subprocess.TimeoutExpired:
                continue
        self.process = None

    def _initialise(self, programs: Path) -> None:
        fresh = self.folder / "postgres.new"
        if fresh.exists():
            subprocess.run(["rm", "-rf", "--", fresh], check=True)
        private_folder(fresh, uid=self.identity.uid, gid=self.identity.gid)
        password_file = self.sockets / "initdb-password"
        write_private(password_file, secret(self.folder, SUPERUSER) + "\n")
        os.chown(password_file, self.identity.uid, self.identity.gid)
        with (
            self._reachable(fresh) as (place, descriptors),
            self._reachable(self.sockets) as (
                sockets,
                more,
            ),
        ):
            command: list[str | Path] = [
                *(programs / "initdb", "-D", place, "--username", SUPERUSER, "--no-instructions"),
                *("--encoding=UTF8", *_locale(programs)),
                *("--auth=scram-sha-256", f"--pwfile={sockets}/{password_file.name}"),
                *(() if self.is_durable else ("--no-sync",)),
            ]
            with (self.folder / "log" / "postgres.log").open("ab") as log:
                code = spawn(
                    command,
                    log=log,
                    env=_bare_environment(),
                    identity=self.identity,
                    keep_open=[*descriptors, *more],
                    cwd=Path("/"),
                ).wait(RECOVERY_SECONDS)
        password_file.unlink()
        if code:
            raise CannotStartError(
                f"PostgreSQL could not make its folder; see {self.folder}/log/postgres.log"
            )
        fresh.rename(self.cluster)

    def _refuse_other_version(self, programs: Path) -> None:
        found = (self.cluster / "PG_VERSION").read_text().strip()
        ours = major_version(programs)
        if found == ours:
            return
        raise CannotStartError(
            f"{self.cluster} was made by PostgreSQL {found} and this is {ours}: start it with the "
            f"Factcheck that made it, type `make backup FILE=newsroom.tar` there (or, with "
            f"PostgreSQL {found} serving that folder, `pg_dump -Fc -h {self.sockets} -U "
            f"{roles.OWNER} {roles.DATABASE} > newsroom.dump`), move the folder away and type "
            "`make restore FILE=newsroom.tar` here."
        )

    def _launch(self, programs: Path) -> None:
        with (
            self._reachable(self.cluster) as (place, descriptors),
            self._reachable(self.sockets) as (sockets, more),
        ):
            options = [
                f"listen_addresses={self.listen}",
                f"unix_socket_directories={sockets}",
                "unix_socket_permissions=0700",
                "max_connections=100",
                "log_timezone=UTC",
                "timezone=UTC",
                "logging_collector=off",
                *(() if self.is_durable else FAST_BUT_FRAGILE),
            ]
            flags = [part for option in options for part in ("-c", option)]
            with (self.folder / "log" / "postgres.log").open("ab") as log:
                self.process = spawn(
                    [programs / "postgres", "-D", place, *flags],
                    log=log,
                    # Not SIGKILL: our own end is no reason for the next start to recover.
                    death_signal=signal.SIGINT,
                    env=_bare_environment(),
                    identity=self.identity,
                    keep_open=[*descriptors, *more],
                    cwd=Path("/"),
                )

    @contextmanager
    def _reachable(self, path: Path) -> Iterator[tuple[str, list[int]]]:
        """Yield a name of `path` that the server's account can use, and the descriptors for it.

        An open folder can be entered through ``/proc/self/fd`` whatever stands above it, so none
        of the parents has to be opened to another account.
        """
        with ExitStack() as stack:
            if not self.identity.is_other:
                yield str(path), []
                return
            descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
            stack.callback(os.close, descriptor)
            yield f"/proc/self/fd/{descriptor}", [descriptor]

    def _wait_until_ready(self) -> None:
        assert self.process is not None  # noqa: S101 - for the type checker; start() launches first
        limit = time.monotonic() + RECOVERY_SECONDS
        url = self.url(SUPERUSER, "postgres")
        while time.monotonic() < limit:
            if self.process.poll() is not None:
                break
            try:
                psycopg.connect(url, connect_timeout=5).close()
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return
        self.stop()
        tail = (self.folder / "log" / "postgres.log").read_text(errors="replace")[-2000:]
        raise CannotStartError(f"PostgreSQL did not become ready. Its last words:\n{tail}")


def _locale(programs: Path) -> list[str]:
    """The locale that knows all letters: without it Cyrillic has no lower case and no trigrams."""
    provider = (
        ["--locale-provider=builtin"] if int(major_version(programs)) >= BUILTIN_SINCE else []
    )
    return [*provider, "--locale=C.UTF-8"]


def _bare_environment() -> dict[str, str]:
    """The server's environment: nothing of ours, so that no PG* variable changes its mind."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}
