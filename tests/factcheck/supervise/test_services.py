"""Embedded servers that end are started again, for as long as it takes."""

from pathlib import Path

import pytest

from factcheck.embedded.errors import CannotStartError
from factcheck.embedded.postgres import EmbeddedPostgres
from factcheck.embedded.redis import EmbeddedRedis
from factcheck.supervise import services
from factcheck.supervise.plan import read_plan


def test_a_server_that_was_killed_while_it_came_back_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    starts = iter([CannotStartError("killed while it recovered"), None])

    def start(_server: EmbeddedPostgres) -> None:
        if error := next(starts):
            raise error

    monkeypatch.setattr(EmbeddedPostgres, "start", start)
    monkeypatch.setattr(services, "RETRY_SECONDS", 0)
    run = services.Services(
        read_plan({"FACTCHECK_DATA_DIR": str(tmp_path)}), postgres=EmbeddedPostgres(tmp_path)
    )
    assert run.tend() == "PostgreSQL is down and does not start: killed while it recovered"
    assert run.tend() == "PostgreSQL is back."


def test_a_redis_that_is_down_does_not_wait_for_postgresql(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_server: EmbeddedPostgres) -> None:
        raise CannotStartError("its disk is full")

    monkeypatch.setattr(EmbeddedPostgres, "start", fail)
    monkeypatch.setattr(EmbeddedRedis, "start", lambda _server: None)
    run = services.Services(
        read_plan({"FACTCHECK_DATA_DIR": str(tmp_path)}),
        postgres=EmbeddedPostgres(tmp_path),
        redis=EmbeddedRedis(tmp_path),
    )
    assert run.tend() == "PostgreSQL is down and does not start: its disk is full\nRedis is back."
