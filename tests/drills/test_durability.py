# ruff: noqa: T201 - prints what it counted
"""The durability drill: kill what can be killed while imports are accepted, count what is lost.

`DRILL_IMPORTS` (200) says how many requests meet each victim's deaths, `DRILL_SEED` (1) at which moments.
"""

import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.bench.__main__ import _token
from tests.drills.asking import Asked, Client, mixed_imports
from tests.drills.counting import Ended, Outcome, outcomes_of, wait_until_all_ended
from tests.drills.killing import VICTIMS, Killer
from tests.harness.product import Product
from tests.harness.servers import ROOT
from tests.harness.site import LocalSite

IMPORTS = int(os.environ.get("DRILL_IMPORTS", "200"))
SEED = int(os.environ.get("DRILL_SEED", "1"))
LEASE_SECONDS = 6
# So many requests a second, at random moments.
PACE = 8.0
# A round of deaths for so many requests.
ROUND = 60
SETTLE_SECONDS = 300.0
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


@pytest.mark.long
def test_whatever_dies_a_few_imports_end_exactly_once(product: Product, site: LocalSite) -> None:
    drill(product, site, ("worker", "redis", "postgres"), 20)


@pytest.mark.long
def test_whatever_dies_every_accepted_import_ends_exactly_once(
    product: Product, site: LocalSite
) -> None:
    drill(product, site, VICTIMS, IMPORTS)


def drill(product: Product, site: LocalSite, victims: Sequence[str], imports: int) -> None:
    """Kill each victim while so many requests are made, then count what became of all of them."""
    chance = random.Random(SEED)  # noqa: S311 - repeatable moments, nothing secret
    client = Client(product, _token(product.services))
    killer = Killer(product, chance)
    asked = mixed_imports(imports * len(victims), site, chance)
    kills = {}
    for turn, victim in enumerate(victims):
        client.during = victim
        killing = killer.go(victim, max(1, imports // ROUND))
        ask_at_random_moments(client, asked[turn :: len(victims)], chance)
        killing.join()
        kills[victim] = killer.kills
    began = time.monotonic()
    ended = wait_until_all_ended(product, SETTLE_SECONDS)
    settled = time.monotonic() - began
    outcomes = outcomes_of(client.accepted, ended)
    report(client, outcomes, kills)
    print(
        f"settled {settled:.1f} s after the last kill; refused meanwhile: {dict(client.refusals)}"
    )
    away = accepted_while_away(client, killer)
    if away:
        print(
            f"accepting while Redis was down: {len(away)} times, median "
            f"{statistics.median(away) * 1000:.0f} ms, slowest {max(away) * 1000:.0f} ms"
        )
        assert statistics.median(away) < MOST_ACCEPT_SECONDS
    assert len(client.accepted) == len(asked)
    check(outcomes, ended)
    print(history_of(product))
    assert set(client.refusals) <= {"503 unavailable", "503 busy", "409 idempotency_in_progress"}


def check(outcomes: list[Outcome], ended: list[Ended]) -> None:
    """Nothing is lost, nothing doubled, nothing stuck, and each ended as it had to."""
    # A request that was sent again made no second import, and none was forgotten.
    assert sorted(i.id for o in outcomes for i in o.imports) == sorted(i.id for i in ended)
    assert [o for o in outcomes if len(o.imports) != o.accepted.brings] == []
    otherwise = [
        (o.accepted, item) for o in outcomes for item in o.imports if item.status != o.accepted.ends
    ]
    assert otherwise == []
    assert [item for item in ended if not item.is_told_once] == []
    arrived = [item for item in ended if (item.kind, item.status) == ("article", "succeeded")]
    assert [item for item in arrived if item.revisions != 1] == []


def ask_at_random_moments(client: Client, asked: list[Asked], chance: random.Random) -> None:
    pauses = [chance.expovariate(PACE) for _ in asked]
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


def report(client: Client, outcomes: list[Outcome], kills: dict[str, int]) -> None:
    """Print one line per victim."""
    columns = ("killed", "kills", "requests", "imports", "succeeded", "failed", "lost", "doubled")
    print("\n" + "".join(f"{name:>12}" for name in (*columns, "begun again", "POSTs again")))
    for victim, times in kills.items():
        own = [outcome for outcome in outcomes if outcome.accepted.during == victim]
        items = [item for outcome in own for item in outcome.imports]
        statuses = [item.status for item in items]
        figures = (
            *(times, len(own), sum(outcome.accepted.brings for outcome in own)),
            *(statuses.count("succeeded"), statuses.count("failed")),
            *(sum(outcome.lost for outcome in own), sum(outcome.doubled for outcome in own)),
            *(sum(item.attempts > 1 for item in items), client.retries[victim]),
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
