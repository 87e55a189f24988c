"""Private folders, secrets and socket paths."""

import stat
from pathlib import Path

import pytest

from factcheck.embedded.errors import CannotStartError
from factcheck.embedded.places import (
    LONGEST_SOCKET_NAME,
    SOCKET_PATH_LIMIT,
    private_folder,
    secret,
    socket_folder,
)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_secret_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    first = secret(tmp_path, "key")
    assert secret(tmp_path, "key") == first
    assert secret(tmp_path, "other") != first
    assert mode(tmp_path / "secrets.json") == 0o600


def test_a_broken_secrets_file_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "secrets.json").write_text("{")
    with pytest.raises(CannotStartError):
        secret(tmp_path, "key")
    assert (tmp_path / "secrets.json").read_text() == "{"


def test_an_open_folder_is_closed(tmp_path: Path) -> None:
    (tmp_path / "open").mkdir(mode=0o755)
    assert mode(private_folder(tmp_path / "open")) == 0o700


def test_a_link_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path)
    with pytest.raises(CannotStartError):
        private_folder(tmp_path / "link")


def test_a_deep_data_folder_gets_a_short_socket_folder(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["a-long-name-for-a-folder"] * 6)
    found = socket_folder(deep, "pg")
    assert len(str(found / LONGEST_SOCKET_NAME)) <= SOCKET_PATH_LIMIT
    assert mode(found) == 0o700
    assert socket_folder(deep, "pg") == found
    found.rmdir()
