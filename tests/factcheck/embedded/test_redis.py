"""The embedded Redis."""

import stat
from pathlib import Path

import pytest
import redis

from factcheck.embedded import redis as embedded
from factcheck.embedded.errors import CannotStartError
from factcheck.embedded.redis import EmbeddedRedis


@pytest.mark.parametrize("source", ["PATH", "the package"])
def test_it_listens_on_a_private_socket_only_and_never_evicts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str
) -> None:
    if source == "the package":
        monkeypatch.setenv("PATH", "")
    server = EmbeddedRedis(tmp_path)
    server.start()
    with redis.Redis.from_url(server.url(3)) as client:
        settings = client.config_get("*")
    assert settings["port"] == "0"
    assert settings["maxmemory-policy"] == "noeviction"
    assert settings["save"] == ""
    assert stat.S_IMODE(server.socket.parent.stat().st_mode) == 0o700
    server.stop()
    assert not server.socket.exists()


def test_without_any_server_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(embedded.importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(CannotStartError, match="install redis-server"):
        embedded.server_program()
