"""The product's own processes, started for tests against a worker's database."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from factcheck.embedded.spawn import spawn
from tests.harness.servers import ROOT

START_SECONDS = 120


def free_port() -> int:
    """Return a loopback port that nothing listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Processes:
    """Named processes that share one environment; logs lie in `folder`."""

    folder: Path
    env: dict[str, str]
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    commands: dict[str, list[str]] = field(default_factory=dict)

    def start(self, name: str, command: list[str]) -> None:
        """Start `command` as `name`, in a session of its own that dies with the test process."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.commands[name] = command
        with self.log(name).open("ab") as log:
            self.running[name] = spawn(command, log=log, env=self.env, cwd=ROOT)

    def log(self, name: str) -> Path:
        """Return the file that `name` writes to."""
        return self.folder / f"{name}.log"

    def kill(self, name: str) -> None:
        """End `name` and all of its session at once, as a power cut would."""
        process = self.running.pop(name)
        _signal_session(process, signal.SIGKILL)
        process.wait(10)

    def restart(self, name: str) -> None:
        """Kill `name` and start the same command again."""
        self.kill(name)
        self.start(name, self.commands[name])

    def stop(self) -> None:
        """End all, asking first."""
        for process in self.running.values():
            _signal_session(process, signal.SIGTERM)
        for process in self.running.values():
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                _signal_session(process, signal.SIGKILL)
                process.wait(10)
        self.running.clear()

    def wait_for(self, what: str, is_there: Callable[[], bool]) -> None:
        """Wait until `is_there`, failing with the logs when a process ends or time runs out."""
        limit = time.monotonic() + START_SECONDS
        while time.monotonic() < limit:
            ended = [name for name, process in self.running.items() if process.poll() is not None]
            if ended:
                break
            if is_there():
                return
            time.sleep(0.1)
        logs = "\n".join(
            f"--- {name}\n{self.log(name).read_text(errors='replace')[-3000:]}"
            for name in self.running
        )
        raise AssertionError(f"{what} did not come up.\n{logs}")


def _signal_session(process: subprocess.Popen[bytes], how: signal.Signals) -> None:
    if process.poll() is None:
        os.killpg(process.pid, how)


def answers(url: str, status: int = 200) -> bool:
    """Whether a GET of `url` is answered with `status` now."""
    try:
        with urlopen(url, timeout=2) as response:  # noqa: S310 - our own http address
            return bool(response.status == status)
    except (URLError, OSError):
        return False


def python(*arguments: str) -> list[str]:
    """Return a command line for this interpreter."""
    return [sys.executable, *arguments]
