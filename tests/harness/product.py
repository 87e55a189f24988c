"""The whole product as ``make run`` starts it, on a folder and port of the test's own."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from tests.harness.processes import free_port
from tests.harness.servers import ROOT

READY_SECONDS = 120
STOP_SECONDS = 60
OURS = ("FACTCHECK_", "DATABASE_URL", "REDIS_URL", "OWNER_DATABASE_URL", "PORT")


@dataclass
class Product:
    """One run; `words` is what it has printed so far."""

    folder: Path
    port: int = field(default_factory=free_port)
    env: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> "Product":
        """Start it and return at once."""
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        with self._output.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "factcheck.supervise"],
                cwd=ROOT,
                env=self.environment(),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        return self

    def environment(self) -> dict[str, str]:
        """Return the environment of its commands: nothing of the test run's servers."""
        plain = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
        return {
            **plain,
            "FACTCHECK_DATA_DIR": str(self.folder),
            "FACTCHECK_DEMO": "0",
            "PORT": str(self.port),
            **self.env,
        }

    @property
    def words(self) -> str:
        """What it has printed so far, errors included."""
        return self._output.read_text(errors="replace")

    @property
    def _output(self) -> Path:
        return self.folder.with_name(f"{self.folder.name}.out")

    @property
    def services(self) -> dict[str, str]:
        """The addresses that ``manage.py`` reads."""
        found: dict[str, str] = json.loads((self.folder / "run" / "services.json").read_text())
        return found

    def wait_until_ready(self) -> "Product":
        """Wait for the line that says so; fail with what was printed instead."""
        limit = time.monotonic() + READY_SECONDS
        while time.monotonic() < limit and self._running.poll() is None:
            if "\nReady: " in f"\n{self.words}":
                return self
            time.sleep(0.1)
        raise AssertionError(f"not ready; it said:\n{self.words}")

    def family(self) -> list[psutil.Process]:
        """Return every process below it at this moment."""
        return psutil.Process(self._running.pid).children(recursive=True)

    def ask_to_stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Send it `how` and return its exit code once it has ended."""
        self._running.send_signal(how)
        return self._running.wait(STOP_SECONDS)

    def kill(self) -> None:
        """End the supervisor alone, with no chance to say goodbye."""
        self._running.kill()
        self._running.wait(10)

    def wait(self) -> int:
        """Wait for it to end by itself and return its exit code."""
        return self._running.wait(STOP_SECONDS)

    def clean_up(self) -> None:
        """End it if the test has not."""
        if self.process is not None and self.process.poll() is None:
            try:
                self.ask_to_stop()
            except subprocess.TimeoutExpired:
                self.kill()

    @property
    def _running(self) -> subprocess.Popen[bytes]:
        assert self.process is not None, "start it first"
        return self.process


def still_there(processes: list[psutil.Process], seconds: float = 10) -> list[psutil.Process]:
    """Return those of `processes` that live on after at most `seconds`."""
    _, alive = psutil.wait_procs(processes, seconds)
    return [process for process in alive if process.status() != psutil.STATUS_ZOMBIE]
