"""The archive refuses what is damaged, and never replaces a file."""

import tarfile
from pathlib import Path

import pytest

from factcheck.backup import archive
from factcheck.embedded.errors import CannotStartError


def made(tmp_path: Path) -> Path:
    dump = tmp_path / "dump"
    dump.write_bytes(b"rows " * 1000)
    manifest = archive.Manifest("2026-01-01", "18", 18, ["a.0001"], {"t": 1})
    archive.write(tmp_path / "x.tar", manifest, dump, {archive.SETTINGS: b"{}"})
    return tmp_path / "x.tar"


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    source = made(tmp_path)
    assert source.stat().st_mode & 0o777 == 0o600
    manifest, dump, files = archive.read(source, tmp_path)
    assert manifest.rows == {"t": 1}
    assert dump.read_bytes() == b"rows " * 1000
    assert files == {archive.SETTINGS: b"{}"}


def test_an_existing_file_is_left_alone(tmp_path: Path) -> None:
    before = made(tmp_path).read_bytes()
    with pytest.raises(FileExistsError):
        made(tmp_path)
    assert (tmp_path / "x.tar").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["dump", "x.tar"]


def test_a_changed_byte_is_noticed(tmp_path: Path) -> None:
    source = made(tmp_path)
    source.write_bytes(source.read_bytes().replace(b"rows rows", b"rows lies", 1))
    with pytest.raises(CannotStartError, match="damaged"):
        archive.read(source, tmp_path)


def test_a_file_cut_short_is_noticed(tmp_path: Path) -> None:
    source = made(tmp_path)
    source.write_bytes(source.read_bytes()[:4000])
    with pytest.raises(CannotStartError, match="damaged"):
        archive.read(source, tmp_path)


def test_any_other_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "holiday.jpg").write_bytes(b"\xff\xd8")
    with tarfile.open(tmp_path / "other.tar", "w") as other:
        other.add(tmp_path / "holiday.jpg")
    for name in ("holiday.jpg", "other.tar", "missing.tar"):
        with pytest.raises(CannotStartError, match="no backup of a newsroom"):
            archive.read(tmp_path / name, tmp_path)
