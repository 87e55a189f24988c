"""One run of the product, from the data folder's lock to the last process's end."""

import json
import signal
import time
import uuid
from dataclasses import dataclass, field
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import psutil

from factcheck.embedded.errors import CannotStartError
from factcheck.embedded.terminal import say
from factcheck.supervise import children, leftovers
from factcheck.supervise.child import Child
from factcheck.supervise.one_shot import OneShot
from factcheck.supervise.plan import Plan
from factcheck.supervise.services import Services, is_free

MIGRATION_SECONDS = 600.0
READY_SECONDS = 180.0
# Nobody waits for the clock, so it does not take the others' share of two cores.
LATE = "beat"
STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


class Stopped(BaseException):
    """Raised in the main thread by SIGTERM, Ctrl-C or a closed terminal."""


@dataclass
class Run:
    """Starts everything, waits until it works, watches it, stops it in order."""

    plan: Plan
    name: str = field(default_factory=lambda: uuid.uuid4().hex)
    services: Services = field(init=False)
    children: list[Child] = field(default_factory=list)
    one_shots: list[OneShot] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.services = Services(self.plan)

    def go(self) -> None:
        """Run until told to stop.

        Raises:
            CannotStartError: start-up failed; everything is stopped again by then.
        """
        for each in STOP_SIGNALS:
            signal.signal(each, _raise_stopped)
        try:
            self._start()
            self._watch()
        except Stopped:
            say("Stopping.")
        finally:
            for each in STOP_SIGNALS:
                signal.signal(each, signal.SIG_IGN)
            self._stop()

    def _start(self) -> None:
        if count := leftovers.take_over(self.plan.folder):
            say(f"Ended {count} processes that a killed run left behind.")
        if not is_free(self.plan.port):
            raise CannotStartError(
                f"Port {self.plan.port} is taken by another program; choose one with PORT=."
            )
        self.services.start()
        (self.plan.folder / "static").mkdir(exist_ok=True)
        self._record()
        env = children.environment(self.plan, self.services.values, self.name)
        accounts = self._prepare(env)
        self.children = children.build(self.plan, env)
        for child in self.children:
            if child.name == LATE:
                continue
            if child.name == "publisher" and not is_free(self._publisher_port(env)):
                say(f"The demo publisher's port {self._publisher_port(env)} is taken.")
                self.children.remove(child)
                continue
            child.start()
        self._record()
        first = self._first_steps(env, accounts)
        self._wait_until_ready(first)
        next(child for child in self.children if child.name == LATE).start()
        self._record()
        say(f"Ready: {self.plan.address}")

    def _prepare(self, env: dict[str, str]) -> int:
        """Migrate as the owner and return how many accounts there are."""
        owner = {
            **env,
            "DATABASE_URL": env["OWNER_DATABASE_URL"],
            "APP_DATABASE_URL": env["DATABASE_URL"],
        }
        migration = self._once("migrate", ["-m", "factcheck.supervise.prepare"], owner)
        said = migration.result(MIGRATION_SECONDS).splitlines()
        return int(json.loads(said[-1])["accounts"])

    def _first_steps(self, env: dict[str, str], accounts: int) -> OneShot | None:
        if self.plan.has_demo and accounts and self.services.is_demo_made():
            say(f"Demo accounts are as before; password: {env['FACTCHECK_DEMO_PASSWORD']}")
            return None
        if self.plan.has_demo:
            return self._once("demo", ["manage.py", "make_demo"], env)
        if not accounts:
            return self._once("link", ["manage.py", "setup_link"], env)
        return None

    def _once(self, name: str, arguments: list[str], env: dict[str, str]) -> OneShot:
        shot = OneShot(name, arguments, env, children.log_path(self.plan.folder, name))
        self.one_shots.append(shot)
        self._record()
        return shot

    def _wait_until_ready(self, first: OneShot | None) -> None:
        limit = time.monotonic() + READY_SECONDS
        failing = "nothing answered"
        while time.monotonic() < limit:
            for child in self.children:
                if child.code is not None:
                    raise CannotStartError(
                        f"{child.name} ended at once (exit code {child.code}). Its last words, "
                        f"from {child.log}:\n{child.last_words()}"
                    )
            if first is None or first.is_over:
                if first is not None:
                    say(first.result(0))
                    if first.name == "demo":
                        self.services.note_demo_made()
                    first = None
                if (failing := _failing(self.plan.address)) == "":
                    return
            time.sleep(0.1)
        logs = "\n".join(f"--- {child.log}\n{child.last_words()}" for child in self.children)
        raise CannotStartError(f"Not ready after {READY_SECONDS:g} s: {failing}\n{logs}")

    def _watch(self) -> None:
        while True:
            time.sleep(0.5)
            news = [self.services.tend(), *(child.tend() for child in self.children)]
            if said := [line for line in news if line]:
                say("\n".join(said))
                self._record()

    def _stop(self) -> None:
        for shot in self.one_shots:
            shot.stop()
        for child in self.children:
            child.stop()
        self.services.stop()
        # A signal between fork and return could have hidden one from us.
        for process in psutil.Process().children():
            process.kill()
            process.wait(5)
        leftovers.forget(self.plan.folder)

    def _record(self) -> None:
        pids = [child.process.pid for child in self.children if child.process]
        shots = [shot.process.pid for shot in self.one_shots if not shot.is_over]
        leftovers.record(self.plan.folder, self.name, [*self.services.pids(), *pids, *shots])

    def _publisher_port(self, env: dict[str, str]) -> int:
        return int(env["FACTCHECK_DEMO_PUBLISHER"].rpartition(":")[2])


def _failing(address: str) -> str:
    """Return what /readyz complains of; empty when all is well."""
    try:
        with urlopen(f"{address}/readyz", timeout=10):  # noqa: S310 - our own http address
            return ""
    except HTTPError as error:
        return _parts_of(error.read()) or f"the web server answers {error.code}; its log says why"
    except (URLError, OSError, ValueError) as error:
        return str(error)


def _parts_of(body: bytes) -> str:
    """What /readyz says of its parts; empty where the answer is an error page of another kind."""
    try:
        parts = json.loads(body)["parts"]
    except (ValueError, KeyError, TypeError):
        return ""
    return str(parts)


def _raise_stopped(*_signal: object) -> None:
    raise Stopped
