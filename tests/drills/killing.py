"""How each part of a running product is killed, with no chance to say goodbye."""

import random
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

import psutil

from tests.harness.product import Product, still_there

VICTIMS = ("worker", "reader", "dispatcher", "redis", "postgres", "run")
# How often each dies in a turn: the whole run takes longest to come back.
TIMES = {"run": 1, "postgres": 3}
USUAL_TIMES = 2
# How soon PostgreSQL is killed once more when it has been started again: while it recovers.
AT_ONCE = 0.05
DOWN_SECONDS = 3.0
_NAMED = {
    "reader": lambda process: "annotations.imports.readers.server" in process.cmdline(),
    "worker": lambda process: "factcheck.supervise.worker" in process.cmdline(),
    "dispatcher": lambda process: "dispatch" in process.cmdline(),
    "redis": lambda process: process.name() in {"redis-server", "valkey-server"},
    "postgres": lambda process: process.name() == "postgres",
}


@dataclass
class Killer:
    """Kills one victim at random moments; `down` is when Redis was not there, from and until."""

    product: Product
    chance: random.Random
    kills: int = 0
    down: list[tuple[float, float]] = field(default_factory=list)

    def go(self, victim: str, rounds: int = 1) -> threading.Thread:
        """Start killing in the background; the thread ends when the last one has been killed.

        `rounds` is how many times over, for a turn that takes longer.
        """
        times = TIMES.get(victim, USUAL_TIMES) * rounds
        moments = [self.chance.uniform(0.3, 2.5) for _ in range(times)]
        if victim == "postgres" and times > 1:
            moments[1] = AT_ONCE
        verb = {"redis": self._hold_redis_down, "run": self._cut_the_power}.get(victim)
        kill = verb or (lambda: self._kill(victim))
        self.kills = len(moments)

        def killing() -> None:
            for moment in moments:
                time.sleep(moment)
                kill()

        thread = threading.Thread(target=killing, name=f"killer of {victim}")
        thread.start()
        return thread

    def _kill(self, victim: str) -> psutil.Process:
        process = self._find(victim)
        process.kill()
        return process

    def _find(self, victim: str, seconds: float = 60) -> psutil.Process:
        """The part itself, not what it forked; waits while the supervisor starts it again."""
        is_it: Callable[[psutil.Process], bool] = _NAMED[victim]
        limit = time.monotonic() + seconds
        while time.monotonic() < limit:
            for process in self._supervisor.children(recursive=victim == "reader"):
                with suppress(psutil.NoSuchProcess):
                    if process.status() != psutil.STATUS_ZOMBIE and is_it(process):
                        return process
            time.sleep(0.05)
        raise AssertionError(f"no {victim} to kill")

    def _hold_redis_down(self) -> None:
        """Kill Redis while the supervisor sleeps, so that it is away for some time."""
        self._supervisor.suspend()
        try:
            still_there([self._kill("redis")], 0.2)
            began = time.monotonic()
            time.sleep(DOWN_SECONDS)
            self.down.append((began, time.monotonic()))
        finally:
            self._supervisor.resume()

    def _cut_the_power(self) -> None:
        """Kill everything at once and start again on the same folder."""
        family = self.product.family()
        self.product.kill()
        for process in family:
            with suppress(psutil.NoSuchProcess):
                process.send_signal(signal.SIGKILL)
        still_there(family)
        self.product.start().wait_until_ready()

    @property
    def _supervisor(self) -> psutil.Process:
        assert self.product.process is not None
        return psutil.Process(self.product.process.pid)
