"""The embedded PostgreSQL."""

import os
import signal
import stat
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from factcheck.embedded import roles
from factcheck.embedded.errors import CannotStartError
from factcheck.embedded.postgres import EmbeddedPostgres


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedPostgres]:
    made = EmbeddedPostgres(tmp_path_factory.mktemp("closed") / "data", is_durable=False)
    made.start()
    yield made
    made.stop()


def test_the_application_may_write_rows_but_not_what_is_append_only(
    server: EmbeddedPostgres,
) -> None:
    with psycopg.connect(server.url(roles.OWNER), autocommit=True) as owner:
        owner.execute("CREATE TABLE kept (id int); CREATE TABLE free (id int)")
    roles.secure(server.url(roles.OWNER), ["kept"])
    with psycopg.connect(server.url(roles.APP), autocommit=True) as app:
        app.execute("INSERT INTO kept VALUES (1); INSERT INTO free VALUES (1); DELETE FROM free")
        # PostgreSQL only warns of a grant that gives nothing.
        app.execute("GRANT DELETE ON kept TO factcheck_app")
        for statement in (
            "UPDATE kept SET id = 2",
            "DELETE FROM kept",
            "TRUNCATE kept",
            "DROP TABLE kept",
            "ALTER TABLE kept DISABLE TRIGGER ALL",
            "ALTER ROLE factcheck_app SUPERUSER",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute(statement)


def test_nobody_gets_in_without_a_password(server: EmbeddedPostgres) -> None:
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(server.url(roles.APP).replace(":", ":wrong", 2).replace(":wrong", ":", 1))


def test_a_parent_folder_closed_to_others_stays_closed(server: EmbeddedPostgres) -> None:
    assert stat.S_IMODE(server.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(server.folder.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(server.sockets.stat().st_mode) == 0o700


def test_a_server_left_running_is_stopped_and_its_rows_are_there(tmp_path: Path) -> None:
    first = EmbeddedPostgres(tmp_path)
    first.start()
    with psycopg.connect(first.url(roles.OWNER), autocommit=True) as owner:
        owner.execute("CREATE TABLE mark AS SELECT 1 AS one")
    second = EmbeddedPostgres(tmp_path)
    second.start()
    assert first.process.poll() is not None
    os.kill(second.process.pid, signal.SIGKILL)
    second.process.wait(10)
    third = EmbeddedPostgres(tmp_path)
    third.start()
    with psycopg.connect(third.url(roles.APP)) as app:
        assert app.execute("SELECT one FROM mark").fetchone() == (1,)
    third.stop()


def test_a_note_that_names_a_stranger_is_dropped(tmp_path: Path) -> None:
    server = EmbeddedPostgres(tmp_path, is_durable=False)
    server.start()
    note = (server.cluster / "postmaster.pid").read_text().splitlines()
    server.stop()
    note[0] = str(os.getpid())
    (server.cluster / "postmaster.pid").write_text("\n".join(note) + "\n")
    server.start()
    server.stop()


def test_another_major_version_is_refused_with_the_commands_to_type(tmp_path: Path) -> None:
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "PG_VERSION").write_text("15\n")
    with pytest.raises(CannotStartError, match=r"make backup FILE=.*pg_dump .*make restore FILE="):
        EmbeddedPostgres(tmp_path).start()
