"""The product on Debian's own PostgreSQL and Redis, as a newsroom's operator would name them."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from factcheck.embedded import roles
from factcheck.embedded.postgres import SUPERUSER, EmbeddedPostgres
from tests.harness.processes import free_port
from tests.harness.product import Product

pytestmark = pytest.mark.long
OLDEST = 15


def debian_programs() -> Path:
    """Return the oldest PostgreSQL that is new enough; what is missing is installed where we may."""
    is_here = bool(_installed()) and shutil.which("redis-server") is not None
    if not is_here and os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for arguments in (["update", "-q"], ["install", "-qy", "postgresql", "redis-server"]):
            subprocess.run(["apt-get", *arguments], env=quiet, check=False, capture_output=True)
    if not (found := _installed()) or shutil.which("redis-server") is None:
        pytest.fail("Install Debian's packages postgresql and redis-server for this test.")
    return found[0]


def _installed() -> list[Path]:
    folders = Path("/usr/lib/postgresql").glob("*/bin/postgres")
    return sorted(
        (path.parent for path in folders if int(path.parent.parent.name) >= OLDEST),
        key=lambda folder: int(folder.parent.name),
    )


@pytest.fixture
def database_url(tmp_path: Path) -> Iterator[str]:
    """Address of an empty database on Debian's PostgreSQL, with one role that owns it."""
    server = EmbeddedPostgres(tmp_path / "debian", is_durable=False, programs=debian_programs())
    server.start()
    with psycopg.connect(server.url(SUPERUSER, "postgres"), autocommit=True) as connection:
        connection.execute("CREATE ROLE newsroom LOGIN PASSWORD 'x'")
        connection.execute("CREATE DATABASE newsroom OWNER newsroom")
    place = server.url(roles.APP).rpartition("@")[2].partition("/")[0]
    yield f"postgresql://newsroom:x@{place}/newsroom"
    server.stop()


@pytest.fixture
def redis_url(database_url: str) -> Iterator[str]:
    """Address of Debian's Redis on a TCP port; it was installed together with PostgreSQL."""
    port = free_port()
    options = ("--port", str(port), "--bind", "127.0.0.1", "--save", "")
    with subprocess.Popen(["redis-server", *options], stdout=subprocess.DEVNULL) as server:
        yield f"redis://127.0.0.1:{port}/0"
        server.terminate()


def test_the_product_runs_on_debians_servers_with_one_role(
    tmp_path: Path, database_url: str, redis_url: str
) -> None:
    env = {"DATABASE_URL": database_url, "REDIS_URL": redis_url}
    product = Product(tmp_path / "data", env=env)
    try:
        product.start().wait_until_ready()
        assert not (product.folder / "postgres").exists()
        assert not (product.folder / "run" / "redis").exists()
        # One role owns the tables here, so the triggers stand guard.
        with (
            psycopg.connect(database_url, autocommit=True) as connection,
            pytest.raises(psycopg.Error, match="is refused"),
        ):
            connection.execute("TRUNCATE annotations_historyentry CASCADE")
        assert product.ask_to_stop() == 0
    finally:
        product.clean_up()
