"""Keeps one run's PostgreSQL and Redis: ``python -m tests.harness.keeper FOLDER PID WANTED``.

All xdist workers share its servers. It outlives the worker that started it and ends with the
process PID, whatever way that one ends, taking servers and folder along.
"""

import json
import shutil
import signal
import sys
import time
from pathlib import Path

from factcheck.embedded.places import write_private
from factcheck.embedded.postgres import SUPERUSER, EmbeddedPostgres
from factcheck.embedded.redis import EmbeddedRedis
from factcheck.embedded.roles import APP, OWNER
from factcheck.supervise.pids import fingerprint

REDIS_DATABASES = 64


def keep(folder: Path, pid: int, wanted: set[str]) -> None:
    """Start what is `wanted` (``postgres``, ``redis``), serve until `pid` is gone, clean up."""
    watched = fingerprint(pid)
    servers: list[EmbeddedPostgres | EmbeddedRedis] = []
    addresses: dict[str, str] = {}
    try:
        if "postgres" in wanted:
            servers.append(postgres := EmbeddedPostgres(folder, is_durable=False))
            postgres.start()
            addresses["admin"] = postgres.url(SUPERUSER, "postgres")
            addresses["owner"] = postgres.url(OWNER, "postgres")
            addresses["app"] = postgres.url(APP, "postgres")
        if "redis" in wanted:
            servers.append(valkey := EmbeddedRedis(folder, databases=REDIS_DATABASES))
            valkey.start()
            addresses["redis"] = valkey.url()
        write_private(folder / "servers.json", json.dumps(addresses))
        while watched is not None and fingerprint(pid) == watched:
            time.sleep(0.5)
    except Exception as error:
        write_private(folder / "failed.txt", str(error))
        raise
    finally:
        for server in reversed(servers):
            sockets = (
                server.sockets if isinstance(server, EmbeddedPostgres) else server.socket.parent
            )
            server.stop()
            shutil.rmtree(sockets, ignore_errors=True)
        if (folder / "servers.json").exists():
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    keep(Path(sys.argv[1]), int(sys.argv[2]), set(sys.argv[3].split(",")))
