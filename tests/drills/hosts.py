"""Hosts on one machine: network namespaces on a bridge, each with a name, processes and a data folder of its own."""

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from factcheck.embedded.spawn import spawn
from tests.harness.servers import ROOT

BRIDGE = "fcbridge"
NETWORK = "10.77.0"
FIRST = f"{NETWORK}.1"
"""The address of the host that has the servers, where the bridge is."""
WEB_PORT = 8000


def why_not() -> str:
    """Why hosts cannot be made here, or nothing."""
    if os.geteuid() != 0:
        return "network namespaces need root"
    if missing := [name for name in ("ip", "unshare") if shutil.which(name) is None]:
        return f"{' and '.join(missing)} is not installed (Debian: iproute2, util-linux)"
    name = f"fcprobe{os.getpid()}"
    done = subprocess.run(["ip", "netns", "add", name], capture_output=True, text=True, check=False)
    if done.returncode:
        return f"network namespaces are not permitted here: {done.stderr.strip()}"
    made = subprocess.run(
        ["ip", "-n", name, "link", "add", BRIDGE, "type", "bridge"],
        capture_output=True,
        text=True,
        check=False,
    )
    _ip("netns", "delete", name)
    return f"bridges are not permitted here: {made.stderr.strip()}" if made.returncode else ""


def make_bridge() -> None:
    """Where this runs (a namespace of its own), make the bridge that every host hangs on."""
    _ip("link", "set", "lo", "up")
    _ip("link", "add", BRIDGE, "type", "bridge")
    _ip("address", "add", f"{FIRST}/24", "dev", BRIDGE)
    _ip("link", "set", BRIDGE, "up")


@dataclass
class Host:
    """One host: `name` is what its processes call it, `number` the end of its address."""

    name: str
    number: int
    folder: Path
    env: dict[str, str]
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """Its address on the bridge."""
        return f"{NETWORK}.{self.number}"

    @property
    def space(self) -> str:
        """The name of its network namespace, on this machine only."""
        return f"fc{os.getpid()}{self.name}"

    @property
    def cable(self) -> str:
        """Its end of the bridge."""
        return f"fccable{self.number}"

    def plug_in(self) -> None:
        """Make the namespace and its cable."""
        _ip("netns", "add", self.space)
        _ip(
            *("link", "add", self.cable, "type", "veth"),
            *("peer", "name", "eth0", "netns", self.space),
        )
        _ip("link", "set", self.cable, "master", BRIDGE, "up")
        _ip("-n", self.space, "link", "set", "lo", "up")
        _ip("-n", self.space, "address", "add", f"{self.address}/24", "dev", "eth0")
        _ip("-n", self.space, "link", "set", "eth0", "up")

    def start(self) -> None:
        """Start web, dispatcher, worker and beat, as the units of deploy/systemd do."""
        self.folder.mkdir(mode=0o700, exist_ok=True)
        commands = {
            "web": (
                *("-m", "gunicorn", "factcheck.wsgi:application", "--preload"),
                *("--bind", f"{self.address}:{WEB_PORT}", "--worker-class", "gthread"),
                *("--workers", "1", "--threads", "8", "--no-control-socket"),
            ),
            "dispatcher": ("manage.py", "dispatch"),
            "worker": ("-m", "factcheck.supervise.worker", "--concurrency", "2"),
            "beat": ("-m", "celery", "-A", "factcheck", "beat", "--pidfile="),
        }
        for process, arguments in commands.items():
            self._start(process, [sys.executable, *arguments])

    def _start(self, process: str, command: list[str]) -> None:
        inside = ["ip", "netns", "exec", self.space, "unshare", "--uts", "sh", "-c"]
        script = 'hostname "$0" && exec "$@"'
        with (self.folder / f"{process}.log").open("ab") as log:
            self.running[process] = spawn(
                [*inside, script, self.name, *command],
                log=log,
                env={**self.env, "FACTCHECK_DATA_DIR": str(self.folder)},
                cwd=ROOT,
            )

    def pull_the_cable(self) -> None:
        """Take it off the network: nobody is told that its connections end."""
        _ip("link", "set", self.cable, "down")

    def put_the_cable_back(self) -> None:
        """Undo `pull_the_cable`."""
        _ip("link", "set", self.cable, "up")

    def kill(self) -> None:
        """End every process in its namespace at once."""
        told = subprocess.run(
            ["ip", "netns", "pids", self.space], capture_output=True, text=True, check=False
        )
        for pid in told.stdout.split():
            with suppress(ProcessLookupError):
                os.kill(int(pid), signal.SIGKILL)
        for process in self.running.values():
            process.wait(10)
        self.running.clear()

    def remove(self) -> None:
        """End it for good."""
        self.kill()
        time.sleep(0.1)
        subprocess.run(["ip", "netns", "delete", self.space], capture_output=True, check=False)


def _ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True, capture_output=True, text=True)
