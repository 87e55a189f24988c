"""One child of the supervisor: started, watched, started again, stopped with all it started."""

import os
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

from factcheck.embedded.spawn import spawn
from factcheck.embedded.terminal import say
from factcheck.supervise.plan import ROOT

FIRST_DELAY = 0.5
LONGEST_DELAY = 30.0
STEADY_SECONDS = 60.0
LOG_LIMIT = 10 * 1024 * 1024


@dataclass
class Child:
    """`patience` is how many seconds it may take to stop when asked, before it is killed."""

    name: str
    command: list[str]
    env: dict[str, str]
    log: Path
    patience: float = 10.0
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    delay: float = FIRST_DELAY
    due_at: float | None = field(default=None, init=False)

    def start(self) -> None:
        """Start it; the log of earlier runs is kept, up to a limit."""
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".log.1"))
        with self.log.open("ab") as log:
            self.process = spawn(self.command, log=log, env=self.env, cwd=ROOT)
        self.started_at, self.due_at = time.monotonic(), None

    @property
    def code(self) -> int | None:
        """The exit code; None while it runs or before it was started."""
        return self.process.poll() if self.process else None

    def tend(self) -> str | None:
        """Start it again if it ended and its delay is over; return what to tell the person."""
        if self.due_at is not None:
            if time.monotonic() >= self.due_at:
                self.start()
            return None
        if (code := self.code) is None:
            return None
        self._end_stragglers()
        if time.monotonic() - self.started_at > STEADY_SECONDS:
            self.delay = FIRST_DELAY
        wait, self.delay = self.delay, min(self.delay * 2, LONGEST_DELAY)
        self.due_at = time.monotonic() + wait
        return (
            f"{self.name} ended (exit code {code}); starting it again in {wait:g} s. See {self.log}"
        )

    def stop(self) -> None:
        """Ask it to end, wait for `patience`, then kill it and whatever it started."""
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(self.patience)
            except subprocess.TimeoutExpired:
                say(f"{self.name} did not stop within {self.patience:g} s; killed.")
        self._end_stragglers()
        self.process.wait()
        self.process = None

    def last_words(self, lines: int = 15) -> str:
        """Return the end of its log."""
        try:
            return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])
        except OSError:
            return ""

    def _end_stragglers(self) -> None:
        # It leads a session and process group of its own, whose number is its own.
        if self.process is None:
            return
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            return
