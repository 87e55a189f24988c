"""Restoring: all or nothing, into an empty newsroom unless told to replace one."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import psycopg

from factcheck.backup import archive, kept_files
from factcheck.backup.newsroom import Newsroom, for_writing
from factcheck.backup.save import row_counts
from factcheck.backup.tools import environment, fitting_tools
from factcheck.embedded.errors import CannotStartError
from factcheck.embedded.places import private_folder
from factcheck.embedded.terminal import say
from factcheck.supervise.plan import ROOT, Plan

# A setting that servers before 17 do not know, the schema that CLEAR makes, and remarks on
# extensions, which only those may make who installed them.
LEFT_OUT = (b"SET transaction_timeout", b"CREATE SCHEMA public", b"COMMENT ON EXTENSION")
CLEAR = b"DROP SCHEMA IF EXISTS public CASCADE;\nCREATE SCHEMA public;\n"


def restore(plan: Plan, source: Path, *, replaces: bool) -> None:
    """Bring the newsroom saved in `source` into the data folder and database of `plan`.

    Everything in the database happens in one transaction: when it fails, what was there stays.

    Raises:
        CannotStartError: the file is damaged, the product runs, the newsroom is not empty and
            `replaces` is False, or the restored rows are not those that were saved.
    """
    private_folder(plan.folder)
    with tempfile.TemporaryDirectory(dir=plan.folder, prefix=".restore-") as folder:
        manifest, dump, files = archive.read(source, Path(folder))
        with for_writing(plan) as newsroom:
            _refuse_if_in_use(newsroom, replaces=replaces)
            _load(newsroom.owner_url, manifest, dump)
            newsroom.grant()
            _compare(newsroom.owner_url, manifest)
            kept_files.restore(plan.folder, files)
            _bring_up_to_date(plan, newsroom)
            _verify_history(plan, newsroom)
    say(f"Restored the newsroom saved at {manifest.made_at} from {source}.")


def _refuse_if_in_use(newsroom: Newsroom, *, replaces: bool) -> None:
    with psycopg.connect(newsroom.owner_url) as connection:
        (others,) = connection.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        ).fetchone() or (0,)
        counts = row_counts(connection)
    if others:
        raise CannotStartError(
            f"The database is in use by {others} connections; stop the product first."
        )
    held = {name: counts.get(f"annotations_{name}", 0) for name in ("user", "article", "claim")}
    if any(held.values()) and not replaces:
        raise CannotStartError(
            f"The newsroom here is not empty ({held['user']} accounts, {held['article']} articles, "
            f"{held['claim']} claims); FORCE=1 replaces it."
        )


def _load(url: str, manifest: archive.Manifest, dump: Path) -> None:
    tools = fitting_tools(manifest.dump_major)
    script = dump.with_suffix(".sql")
    unpacked = subprocess.run(
        [tools.program("pg_restore"), "--no-owner", "--no-privileges", f"--file={script}", dump],
        capture_output=True,
        text=True,
        check=False,
    )
    if unpacked.returncode:
        raise CannotStartError(f"The dump cannot be read: {unpacked.stderr.strip()}")
    psql = subprocess.Popen(
        [
            *(tools.program("psql"), "--no-psqlrc", "--quiet", "--single-transaction"),
            *("--set=ON_ERROR_STOP=1", "--output=/dev/null"),
        ],
        env=environment(url),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    with psql, script.open("rb") as lines:
        assert psql.stdin is not None  # noqa: S101 - for the type checker; it is a pipe
        assert psql.stderr is not None  # noqa: S101
        try:
            psql.stdin.write(CLEAR)
            psql.stdin.writelines(_acceptable(lines))
            psql.stdin.close()
        except BrokenPipeError:
            pass
        said = psql.stderr.read().decode(errors="replace").strip()
    if psql.returncode:
        raise CannotStartError(f"Nothing was restored; PostgreSQL said: {said}")


def _acceptable(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield `lines` without the statements in `LEFT_OUT`, which stand before any row."""
    is_before_rows = True
    for line in lines:
        is_before_rows = is_before_rows and not line.startswith(b"COPY ")
        if not (is_before_rows and line.startswith(LEFT_OUT)):
            yield line


def _compare(url: str, manifest: archive.Manifest) -> None:
    with psycopg.connect(url) as connection:
        found = row_counts(connection)
    if wrong := sorted(name for name, rows in manifest.rows.items() if found.get(name) != rows):
        raise CannotStartError(f"The restored tables differ from the saved: {', '.join(wrong)}.")


def _bring_up_to_date(plan: Plan, newsroom: Newsroom) -> None:
    addresses = {"DATABASE_URL": newsroom.owner_url, "APP_DATABASE_URL": newsroom.app_url}
    _python(plan, ["-m", "factcheck.supervise.prepare"], addresses, "The restored database")


def _verify_history(plan: Plan, newsroom: Newsroom) -> None:
    addresses = {"DATABASE_URL": newsroom.app_url}
    _python(plan, ["manage.py", "verify_history"], addresses, "The restored history")


def _python(plan: Plan, arguments: list[str], addresses: dict[str, str], what: str) -> None:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, **addresses, "FACTCHECK_DATA_DIR": str(plan.folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CannotStartError(f"{what} does not hold: {(done.stdout + done.stderr)[-2000:]}")
