"""The whole product from start to end, as a person would start, kill and stop it."""

import contextlib
import os
import signal
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import psutil
import psycopg
import pytest

from tests.harness.databases import Databases
from tests.harness.product import Product, still_there

Make = Callable[..., Product]


@pytest.fixture
def product(tmp_path: Path) -> Iterator[Make]:
    made: list[Product] = []

    def make(name: str = "data", **options: object) -> Product:
        made.append(Product(tmp_path / name, **options))
        return made[-1]

    yield make
    for each in made:
        each.clean_up()


def mark_database(product: Product) -> None:
    with psycopg.connect(product.services["OWNER_DATABASE_URL"]) as connection:
        connection.execute("CREATE TABLE mark AS SELECT 42 AS answer")


def read_mark(product: Product) -> int:
    with psycopg.connect(product.services["DATABASE_URL"]) as connection:
        (answer,) = connection.execute("SELECT answer FROM mark").fetchone() or (0,)
        return int(answer)


def listening_ports(processes: list[psutil.Process]) -> set[int]:
    """Where they listen; one that ended meanwhile (a short-lived child of PostgreSQL, say) listens nowhere."""
    ports: set[int] = set()
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess, FileNotFoundError):
            ports |= {
                connection.laddr.port
                for connection in process.net_connections("tcp")
                if connection.status == psutil.CONN_LISTEN
            }
    return ports


@pytest.mark.long
def test_a_killed_run_loses_nothing_and_the_next_one_takes_over(product: Make) -> None:
    first = product().start().wait_until_ready()
    family = first.family()
    names = {process.name() for process in family}
    assert "postgres" in names
    assert stat.S_IMODE((first.folder / "run" / "services.json").stat().st_mode) == 0o600
    mark_database(first)

    rival = product(port=first.port + 1).start()
    assert rival.wait() == 1
    assert f"in use by process {first.process.pid}, http://127.0.0.1:{first.port}" in rival.words

    first.kill()
    assert still_there(family) == []

    second = product(port=first.port).start().wait_until_ready()
    assert second.words.count("Ready: ") == 1
    assert read_mark(second) == 42
    assert listening_ports([psutil.Process(second.process.pid), *second.family()]) == {second.port}

    family = second.family()
    assert second.ask_to_stop() == 0
    assert still_there(family, 0) == []
    assert not (second.folder / "run" / "services.json").exists()


@pytest.mark.long
def test_named_servers_are_used_and_none_is_started(
    product: Make, databases: Databases, redis_url: str
) -> None:
    run = product(
        env={
            "DATABASE_URL": databases.url("named"),
            "OWNER_DATABASE_URL": databases.owner_url("named"),
            "REDIS_URL": redis_url,
        }
    )
    run.start().wait_until_ready()
    assert not (run.folder / "postgres").exists()
    assert {process.name() for process in run.family()}.isdisjoint(
        {"postgres", "redis-server", "valkey-server"}
    )
    assert run.ask_to_stop(signal.SIGINT) == 0


@pytest.mark.long
def test_two_runs_live_side_by_side(product: Make) -> None:
    runs = [product(name).start() for name in ("one", "two")]
    for run in runs:
        run.wait_until_ready()
    for run in runs:
        with urlopen(f"http://127.0.0.1:{run.port}/readyz", timeout=10) as answer:
            assert answer.status == 200
    assert {run.ask_to_stop() for run in runs} == {0}


@pytest.mark.long
def test_a_child_that_dies_is_started_again(product: Make) -> None:
    run = product().start().wait_until_ready()
    worker = next(
        process for process in run.family() if "factcheck.supervise.worker" in process.cmdline()
    )
    os.kill(worker.pid, signal.SIGKILL)
    wait_for(lambda: "worker ended" in run.words)
    wait_for(
        lambda: any(
            "factcheck.supervise.worker" in process.cmdline()
            and process.create_time() > worker.create_time()
            for process in run.family()
        )
    )


@pytest.mark.long
def test_a_database_server_that_dies_is_started_again(product: Make) -> None:
    run = product().start().wait_until_ready()
    mark_database(run)
    server = next(process for process in run.family() if process.name() == "postgres")
    os.kill(server.pid, signal.SIGKILL)
    wait_for(lambda: "PostgreSQL ended" in run.words)
    assert read_mark(run) == 42


def wait_for(holds: Callable[[], bool], seconds: float = 30) -> None:
    import time

    limit = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < limit, "it did not happen"
        time.sleep(0.2)
