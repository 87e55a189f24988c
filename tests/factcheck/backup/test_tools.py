"""The environment that leads PostgreSQL's programs to a database."""

import pytest

from factcheck.backup.tools import environment, fitting_tools
from factcheck.embedded.errors import CannotStartError


def test_a_socket_folder_keeps_its_capital_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGSERVICE", "elsewhere")
    found = environment("postgresql://me:p%40ss@%2Ftmp%2FData%2Fpg/news")
    assert found["PGHOST"] == "/tmp/Data/pg"  # noqa: S108 - a name only
    assert (found["PGUSER"], found["PGPASSWORD"], found["PGDATABASE"]) == ("me", "p@ss", "news")
    assert "PGSERVICE" not in found


def test_a_server_newer_than_every_tool_is_refused_with_what_to_install() -> None:
    with pytest.raises(CannotStartError, match="postgresql-client-99"):
        fitting_tools(99)
