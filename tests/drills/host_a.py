"""Host A of the scaling drill: PostgreSQL and Redis on the bridge's address, and what other hosts are told of them."""

import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis

from factcheck.embedded import roles
from factcheck.embedded.places import secret
from factcheck.embedded.postgres import EmbeddedPostgres
from factcheck.embedded.redis import server_program
from factcheck.embedded.spawn import spawn
from tests.drills.hosts import FIRST, NETWORK
from tests.harness.product import OURS
from tests.harness.servers import ROOT
from tests.harness.site import LocalSite

PUBLIC = "news.example"
LEASE_SECONDS = 6


@contextmanager
def servers(folder: Path) -> Iterator[dict[str, str]]:
    """PostgreSQL and Redis on the bridge's address, with passwords, as host A has them."""
    server = EmbeddedPostgres(folder / "a", is_durable=False)
    server.start()
    server.stop()
    with (server.cluster / "pg_hba.conf").open("a") as rules:
        rules.write(f"host all all {NETWORK}.0/24 scram-sha-256\n")
    server.listen = FIRST
    server.start()
    password = secrets.token_urlsafe(16)
    options = ("--bind", FIRST, "--requirepass", password, "--save", "", "--appendonly", "no")
    with (folder / "redis.log").open("ab") as log:
        broker = spawn([server_program(), "--port", "6379", *options], log=log, cwd=folder)
    try:
        _wait_for(f"redis://:{password}@{FIRST}:6379/0")
        yield {
            "DATABASE_URL": _address(server, roles.APP),
            "OWNER_DATABASE_URL": _address(server, roles.OWNER),
            "REDIS_URL": f"redis://:{password}@{FIRST}:6379/0",
        }
    finally:
        broker.terminate()
        broker.wait(10)
        server.stop()


def environment(services: dict[str, str], site: LocalSite) -> dict[str, str]:
    """What every process of the product is started with."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return {
        **plain,
        "DATABASE_URL": services["DATABASE_URL"],
        "REDIS_URL": services["REDIS_URL"],
        "FACTCHECK_SECRET_KEY": secrets.token_urlsafe(32),
        "FACTCHECK_PUBLIC_URL": f"http://{PUBLIC}",
        "FACTCHECK_FETCH_ALLOW": site.netloc,
        "FACTCHECK_WORK_LEASE_SECONDS": str(LEASE_SECONDS),
        "PYTHONUNBUFFERED": "1",
    }


def migrate(services: dict[str, str], env: dict[str, str], folder: Path) -> None:
    """As factcheck-migrate does."""
    owner = {
        "DATABASE_URL": services["OWNER_DATABASE_URL"],
        "APP_DATABASE_URL": services["DATABASE_URL"],
        "FACTCHECK_DATA_DIR": str(folder / "a"),
    }
    run_python(["-m", "factcheck.supervise.prepare"], {**env, **owner})


def _address(server: EmbeddedPostgres, role: str) -> str:
    password = secret(server.folder, role)
    return f"postgresql://{role}:{password}@{FIRST}:5432/{roles.DATABASE}"


def _wait_for(url: str) -> None:
    limit = time.monotonic() + 20
    while True:
        try:
            with redis.Redis.from_url(url) as client:
                client.ping()
                return
        except redis.RedisError:
            if time.monotonic() > limit:
                raise
            time.sleep(0.05)


def run_python(arguments: list[str], env: dict[str, str]) -> str:
    """What this interpreter prints; it has to end well."""
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
