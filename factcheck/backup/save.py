"""Saving: a dump and the row counts of one and the same moment."""

import subprocess
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from factcheck.backup import archive, kept_files
from factcheck.backup.newsroom import for_reading
from factcheck.backup.tools import environment, fitting_tools
from factcheck.embedded.errors import CannotStartError
from factcheck.embedded.terminal import say
from factcheck.supervise.plan import Plan


def save(plan: Plan, target: Path) -> None:
    """Write the newsroom to the new file `target`; the product may run meanwhile.

    Raises:
        CannotStartError: `target` exists, there is no newsroom, or the dump fails.
    """
    if target.exists():
        raise CannotStartError(f"{target} is there already; name a new file.")
    if not target.parent.is_dir():
        raise CannotStartError(f"There is no folder {target.parent}.")
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".factcheck-") as folder:
        dump = Path(folder) / archive.DUMP
        with for_reading(plan) as newsroom:
            manifest = _dump(newsroom.owner_url, dump)
        try:
            archive.write(target, manifest, dump, kept_files.collect(plan.folder))
        except FileExistsError:
            raise CannotStartError(f"{target} is there already; name a new file.") from None
    say(
        f"Saved {manifest.rows.get('annotations_article', 0)} articles, "
        f"{manifest.rows.get('annotations_claim', 0)} claims and "
        f"{manifest.rows.get('annotations_historyentry', 0)} history entries in {target}. "
        "Keep it safe: it holds secrets."
    )


def row_counts(connection: psycopg.Connection[Any]) -> dict[str, int]:
    """Return the number of rows of each table of ours."""
    tables = connection.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
    ).fetchall()
    counts: dict[str, int] = {}
    for (table,) in tables:
        query = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))
        (counts[table],) = connection.execute(query).fetchone() or (0,)
    return counts


def _dump(url: str, target: Path) -> archive.Manifest:
    with psycopg.connect(url) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        (snapshot,) = connection.execute("SELECT pg_export_snapshot()").fetchone() or ("",)
        server = connection.info.server_version // 10_000
        tools = fitting_tools(server)
        manifest = archive.Manifest(
            made_at=datetime.now(UTC).isoformat(timespec="seconds"),
            server=str(server),
            dump_major=tools.major,
            migrations=_migrations(connection),
            rows=row_counts(connection),
        )
        done = subprocess.run(
            [
                *(tools.program("pg_dump"), "--format=custom", "--no-owner", "--no-privileges"),
                *("--schema=public", "--extension=*", f"--snapshot={snapshot}"),
                f"--file={target}",
            ],
            env=environment(url),
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        raise CannotStartError(f"The database could not be dumped: {done.stderr.strip()}")
    return manifest


def _migrations(connection: psycopg.Connection[Any]) -> list[str]:
    rows = connection.execute(
        "SELECT app || '.' || name FROM django_migrations ORDER BY 1"
    ).fetchall()
    return [str(name) for (name,) in rows]
