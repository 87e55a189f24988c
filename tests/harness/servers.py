"""The PostgreSQL and Redis of this test run, shared by its workers."""

import fcntl
import json
import os
import subprocess
import sys
import tempfile
import time
import uuid
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
START_SECONDS = 150


@dataclass(frozen=True)
class Servers:
    """Addresses: `admin` may create databases; `owner` migrates; `app` is the product's role.

    Where a server named in the environment lets us make no role, all three are the same.
    """

    admin: str
    owner: str
    app: str
    redis: str
    folder: Path


@dataclass(frozen=True)
class Run:
    """This run of pytest, of which an xdist worker sees the same as its siblings."""

    identity: str
    folder: Path
    controller: int
    worker: int

    @classmethod
    def of(cls, config: pytest.Config) -> "Run":
        """Return the run that `config` belongs to; `worker` counts from 0."""
        given: dict[str, str] = getattr(config, "workerinput", {})
        controller = os.getppid() if given else os.getpid()
        if not given and getattr(config.option, "testrunuid", None) is None:
            # xdist would draw one later, and tell the workers only.
            config.option.testrunuid = uuid.uuid4().hex
        identity = given.get("testrunuid", config.option.testrunuid)[-10:]
        worker = int(given.get("workerid", "gw0").removeprefix("gw"))
        folder = Path(tempfile.gettempdir()) / f"factcheck-test-{identity}"
        return cls(identity, folder, controller, worker)


def start_once(run: Run) -> Servers:
    """Return the run's servers, starting those that the environment does not name."""
    run.folder.mkdir(mode=0o700, exist_ok=True)
    wanted = [
        name
        for name, variable in (("postgres", "DATABASE_URL"), ("redis", "REDIS_URL"))
        if not os.environ.get(variable)
    ]
    found: dict[str, str] = {}
    if wanted:
        with (run.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (run.folder / "servers.json").exists():
                _start_keeper(run, wanted)
        found = json.loads((run.folder / "servers.json").read_text())
    named = os.environ.get("DATABASE_URL", "")
    return Servers(
        admin=found.get("admin", named),
        owner=found.get("owner", named),
        app=found.get("app", named),
        redis=found.get("redis", os.environ.get("REDIS_URL", "")),
        folder=run.folder,
    )


def _start_keeper(run: Run, wanted: list[str]) -> None:
    command = [sys.executable, "-m", "tests.harness.keeper"]
    with (run.folder / "keeper.log").open("ab") as log:
        keeper = subprocess.Popen(
            [*command, str(run.folder), str(run.controller), ",".join(wanted)],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    limit = time.monotonic() + START_SECONDS
    while not (run.folder / "servers.json").exists():
        if keeper.poll() is not None or time.monotonic() > limit:
            said = (run.folder / "keeper.log").read_text()[-3000:]
            pytest.exit(f"The test servers did not start:\n{said}", returncode=3)
        time.sleep(0.02)
    # It ends after us on purpose; Popen would warn of that when collected.
    keeper.returncode = 0
