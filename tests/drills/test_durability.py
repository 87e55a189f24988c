# ruff: noqa: T201 - prints what it counted
"""The durability drill: kill what can be killed while imports are accepted, count what is lost.

`DRILL_IMPORTS` (60) says how many imports, `DRILL_SEED` (1) which moments.
"""

import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bench.__main__ import _token
from tests.drills.asking import Asked, Client, mixed_imports
from tests.drills.counting import Ended, wait_until_all_ended
from tests.drills.killing import VICTIMS, Killer
from tests.harness.product import Product
from tests.harness.servers import ROOT
from tests.harness.site import LocalSite

pytestmark = pytest.mark.long

IMPORTS = int(os.environ.get("DRILL_IMPORTS", "60"))
SEED = int(os.environ.get("DRILL_SEED", "1"))
LEASE_SECONDS = 6
# So long is each victim's turn, at least.
TURN_SECONDS = 6.0
SETTLE_SECONDS = 240.0
MOST_ACCEPT_SECONDS = 0.5


@pytest.fixture
def site() -> Iterator[LocalSite]:
    with LocalSite() as running:
        # Readers that are killed break their connections; that is the drill, not news.
        running._server.handle_error = lambda *_connection: None
        yield running


@pytest.fixture
def product(tmp_path: Path, site: LocalSite) -> Iterator[Product]:
    env = {
        "FACTCHECK_DEMO": "0",
        "FACTCHECK_WORK_LEASE_SECONDS": str(LEASE_SECONDS),
        "FACTCHECK_FETCH_ALLOW": site.netloc,
    }
    run = Product(tmp_path / "data", env=env)
    try:
        yield run.start().wait_until_ready()
    finally:
        run.clean_up()


def test_whatever_dies_every_accepted_import_ends_exactly_once(
    product: Product, site: LocalSite
) -> None:
    chance = random.Random(SEED)  # noqa: S311 - repeatable moments, nothing secret
    client = Client(product, _token(product.services))
    killer = Killer(product, chance)
    asked = mixed_imports(IMPORTS, site, chance)
    kills = {}
    for turn, victim in enumerate(VICTIMS):
        client.during = victim
        killing = killer.go(victim)
        ask_at_random_moments(client, asked[turn :: len(VICTIMS)], chance)
        killing.join()
        kills[victim] = killer.kills
    began = time.monotonic()
    ended = {item.id: item for item in wait_until_all_ended(product, SETTLE_SECONDS)}
    settled = time.monotonic() - began
    away = accepted_while_away(client, killer)
    report(client, ended, kills)
    print(
        f"settled {settled:.1f} s after the last kill; refused meanwhile: {dict(client.refusals)}"
    )
    print(
        f"accepting while Redis was down: {len(away)} times, median "
        f"{statistics.median(away) * 1000:.0f} ms, slowest {max(away) * 1000:.0f} ms"
    )

    assert len(client.accepted) == len(asked)
    # A POST that was sent again made no second import, and none was forgotten.
    assert sorted(item.id for item in client.accepted) == sorted(ended)
    stuck = [item for item in ended.values() if item.status not in {"succeeded", "failed"}]
    assert stuck == []
    otherwise = {
        item.id: (item.ends, ended[item.id])
        for item in client.accepted
        if ended[item.id].status != item.ends
    }
    assert otherwise == {}
    assert [item for item in ended.values() if not item.is_told_once] == []
    succeeded = [item for item in ended.values() if item.status == "succeeded"]
    assert [item for item in succeeded if item.revisions != 1] == []
    print(history_of(product))
    assert statistics.median(away) < MOST_ACCEPT_SECONDS
    assert set(client.refusals) <= {"503 unavailable", "503 busy", "409 idempotency_in_progress"}


def ask_at_random_moments(client: Client, asked: list[Asked], chance: random.Random) -> None:
    pauses = [chance.expovariate(len(asked) / TURN_SECONDS) for _ in asked]
    for each, pause in zip(asked, pauses, strict=True):
        time.sleep(pause)
        client.ask(each)


def accepted_while_away(client: Client, killer: Killer) -> list[float]:
    """How long each POST took that was sent and answered while Redis was down, in seconds."""
    return [
        each.ended - each.began
        for each in client.exchanges
        for since, until in killer.down
        if each.status == 202 and since <= each.began and each.ended <= until
    ]


def report(client: Client, ended: dict[str, Ended], kills: dict[str, int]) -> None:
    """Print one line per victim."""
    columns = ("killed", "kills", "accepted", "succeeded", "failed", "lost", "doubled")
    print("\n" + "".join(f"{name:>12}" for name in (*columns, "begun again", "POSTs again")))
    for victim in VICTIMS:
        own = [ended.get(item.id) for item in client.accepted if item.during == victim]
        there = [item for item in own if item is not None]
        statuses = [item.status for item in there]
        doubled = [item for item in there if max(item.told.values()) > 1 or item.revisions > 1]
        figures = (
            *(kills[victim], len(own), statuses.count("succeeded"), statuses.count("failed")),
            len(own) - statuses.count("succeeded") - statuses.count("failed"),
            *(len(doubled), sum(item.attempts > 1 for item in there), client.retries[victim]),
        )
        print(f"{victim:>12}" + "".join(f"{figure:12}" for figure in figures))


def history_of(product: Product) -> str:
    """What `manage.py verify_history` says; it fails where the chain is broken."""
    done = subprocess.run(
        [sys.executable, "manage.py", "verify_history"],
        cwd=ROOT,
        env=product.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return f"history: {done.stdout.strip()}"
