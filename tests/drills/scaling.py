# ruff: noqa: T201 - prints what it counted
"""The scaling drill: two hosts against one PostgreSQL and Redis; one of them is lost in the middle.

``python -m tests.drills.scaling FOLDER`` in a network namespace of its own, which `test_scaling.py` makes.
`DRILL_SCALING_IMPORTS` (60) says how many requests each of its three turns makes.
"""

import http.client
import json
import os
import random
import signal
import statistics
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import Any

import psycopg

from tests.bench.__main__ import _token
from tests.drills.asking import Client, mixed_imports
from tests.drills.counting import outcomes_of, wait_until_all_ended
from tests.drills.host_a import PUBLIC, environment, migrate, run_python, servers
from tests.drills.hosts import FIRST, WEB_PORT, Host, make_bridge
from tests.drills.test_durability import check
from tests.harness.site import LocalSite

IMPORTS = int(os.environ.get("DRILL_SCALING_IMPORTS", "60"))
READY_SECONDS = 120
PROCESSES = {"beat", "dispatcher", "worker"}
SETTLE_SECONDS = 200.0
# After how long /readyz calls a host silent (factcheck.health.FRESH), and a little more.
SILENT_SECONDS = 60


@dataclass
class Cluster:
    """What the drill's helpers know as a product: addresses, and the environment of commands."""

    services: dict[str, str]
    env: dict[str, str]
    port: int = WEB_PORT

    def environment(self) -> dict[str, str]:
        """The environment of ``manage.py``."""
        return self.env


@dataclass
class Balancer(Client):
    """Asks the hosts in turn, the next one where one does not answer, as a load balancer does."""

    hosts: list[Host] = field(default_factory=list)
    asked: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._turns = cycle(self.hosts)

    def connect(self) -> http.client.HTTPConnection:
        """A connection to the next host."""
        host = next(self._turns)
        self.asked[host.name] += 1
        return Named(host.address, WEB_PORT, timeout=5)


class Named(http.client.HTTPConnection):
    """Says the public name, whatever address it went to."""

    def putrequest(self, method: str, url: str, *arguments: Any, **more: Any) -> None:
        super().putrequest(method, url, *arguments, **{**more, "skip_host": True})
        self.putheader("Host", PUBLIC)


def main(folder: Path) -> None:
    """Run the drill; raises AssertionError where anything is lost or doubled."""
    # Whoever ends it early gets its hosts removed too.
    signal.signal(signal.SIGTERM, lambda *_sent: sys.exit(1))
    make_bridge()
    with servers(folder) as services, LocalSite(host=FIRST) as site:
        env = environment(services, site)
        migrate(services, env, folder)
        hosts = [Host(name, number, folder / name, env) for name, number in (("b", 2), ("c", 3))]
        try:
            for host in hosts:
                host.plug_in()
                host.start()
            for host in hosts:
                print(f"host {host.name} ready after {wait_until_ready(host):.1f} s")
            drill(Cluster(services, env), hosts, site)
        finally:
            for host in hosts:
                host.remove()


def drill(cluster: Cluster, hosts: list[Host], site: LocalSite) -> None:
    """Three turns of imports: both hosts, one lost in the middle, both again."""
    chance = random.Random(1)  # noqa: S311 - repeatable moments, nothing secret
    client = Balancer(cluster, _token(cluster.services), hosts=hosts)  # type: ignore[arg-type]
    asked = mixed_imports(3 * IMPORTS, site, chance)
    _, lost = hosts
    for turn, what in enumerate(("both hosts", "host c lost in the middle", "both again")):
        client.during = what
        own = asked[turn::3]
        if turn == 2:
            lost.put_the_cable_back()
            lost.start()
            print(f"host c ready again after {wait_until_ready(lost):.1f} s")
        accident = threading.Timer(2.0, lose, [lost])
        if turn == 1:
            accident.start()
        began = len(client.exchanges)
        for each in own:
            time.sleep(chance.expovariate(10.0))
            client.ask(each)
        if turn == 1:
            accident.join()
        since = time.monotonic()
        ended = wait_until_all_ended(cluster, SETTLE_SECONDS)  # type: ignore[arg-type]
        settled = time.monotonic() - since
        outcomes = outcomes_of(client.accepted, ended)
        check(outcomes, ended)
        took = [each.ended - each.began for each in client.exchanges[began:]]
        print(
            f"{what}: {len(own)} requests, {len(ended)} imports so far, lost "
            f"{sum(each.lost for each in outcomes)}, doubled {sum(each.doubled for each in outcomes)}; "
            f"POST median {statistics.median(took) * 1000:.0f} ms, slowest {max(took) * 1000:.0f} ms; "
            f"asked again {client.retries[what]}; all ended {settled:.1f} s after the last"
        )
        tell_of_hosts(hosts[0], missing=turn == 1)
    print(f"requests by host: {dict(client.asked)}; refused: {dict(client.refusals)}")
    print(who_worked(cluster))
    assert set(client.refusals) <= {"503 unavailable", "503 busy", "409 idempotency_in_progress"}
    print(history_of(cluster))


def lose(host: Host) -> None:
    """Its network goes first, so that the servers are left with connections that nobody closes; then it."""
    host.pull_the_cable()
    host.kill()


def tell_of_hosts(asked: Host, *, missing: bool) -> None:
    """See that /readyz of the host that is left stays 200 and names what fell silent."""
    limit = time.monotonic() + SILENT_SECONDS
    wanted = {f"{process}@c" for process in PROCESSES} if missing else set()
    while True:
        status, said = get(asked, "/readyz")
        silent = {name for name in said["silent"] if name.endswith("@c")}
        if silent == wanted or time.monotonic() > limit:
            break
        time.sleep(1)
    print(
        f"readyz of host {asked.name}: {status}, silent {said['silent']}, hosts {list(said['hosts'])}"
    )
    assert status == 200, said
    assert silent == wanted, said
    assert {"b", "c"} <= said["hosts"].keys()


def who_worked(cluster: Cluster) -> str:
    """How many work rows the workers of each host ended."""
    with psycopg.connect(cluster.services["DATABASE_URL"]) as connection:
        rows = connection.execute(
            "SELECT split_part(lease_owner, '-', 1), count(*) FROM annotations_work"
            " WHERE done_at IS NOT NULL AND lease_owner <> '' GROUP BY 1 ORDER BY 1"
        ).fetchall()
    assert {name for name, _count in rows} >= {"b", "c"}, rows
    return f"work done by host: {dict(rows)}"


def history_of(cluster: Cluster) -> str:
    """What `manage.py verify_history` says; it fails where the chain is broken."""
    done = run_python(["manage.py", "verify_history"], cluster.env)
    return f"history: {done.splitlines()[-1]}"


def wait_until_ready(host: Host) -> float:
    """Wait for the host's own /readyz, and return how long it took."""
    began = time.monotonic()
    while time.monotonic() - began < READY_SECONDS:
        ended = [name for name, process in host.running.items() if process.poll() is not None]
        if ended:
            break
        try:
            status, said = get(host, "/readyz")
        except (OSError, http.client.HTTPException, ValueError):
            status, said = 0, {}
        # Which worker takes a heartbeat is chance, so its own may come a few later.
        if status == 200 and said["hosts"].get(host.name, {}).keys() >= PROCESSES:
            return time.monotonic() - began
        time.sleep(0.2)
    logs = "\n".join(f"--- {p.name}\n{p.read_text()[-2000:]}" for p in host.folder.glob("*.log"))
    raise AssertionError(f"host {host.name} did not become ready\n{logs}")


def get(host: Host, path: str) -> tuple[int, dict[str, Any]]:
    """Status and JSON of a page of this host."""
    connection = Named(host.address, WEB_PORT, timeout=10)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())
    finally:
        connection.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
