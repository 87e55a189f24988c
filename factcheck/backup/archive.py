"""The file itself: a tar with a manifest, a dump, and the files that matter."""

import hashlib
import io
import json
import os
import tarfile
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from factcheck.embedded.errors import CannotStartError

FORMAT = 1
MANIFEST = "manifest.json"
DUMP = "database.dump"
SETTINGS = "settings.json"
OVERLAY = "demo-overlay/"
CHUNK = 1024 * 1024


@dataclass
class Manifest:
    """What the archive holds: versions, time, rows of each table, sha256 of each member."""

    made_at: str
    server: str
    dump_major: int
    migrations: list[str]
    rows: dict[str, int]
    sha256: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT


def write(target: Path, manifest: Manifest, dump: Path, files: dict[str, bytes]) -> None:
    """Write the archive to `target`, readable by its owner only; it appears there whole.

    Raises:
        FileExistsError: something is there already; it is left alone.
    """
    fresh = target.with_name(f".{target.name}.{os.getpid()}")
    manifest.sha256 = {DUMP: _digest_of(dump)} | {
        name: hashlib.sha256(content).hexdigest() for name, content in files.items()
    }
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as raw, tarfile.open(fileobj=raw, mode="w") as archive:
            _add(archive, MANIFEST, json.dumps(asdict(manifest), indent=1).encode())
            for name, content in sorted(files.items()):
                _add(archive, name, content)
            archive.add(dump, DUMP, filter=_plain)
            raw.flush()
            os.fsync(raw.fileno())
        # link() refuses what exists, where a rename would replace it.
        os.link(fresh, target)
    finally:
        fresh.unlink(missing_ok=True)


def read(source: Path, folder: Path) -> tuple[Manifest, Path, dict[str, bytes]]:
    """Check the archive and return its manifest, its dump (unpacked into `folder`) and its files.

    Raises:
        CannotStartError: it is no archive of ours, is cut short, or was changed since.
    """
    try:
        with tarfile.open(source, "r:") as archive:
            manifest = _manifest(archive)
            files = {name: _content(archive, name) for name in manifest.sha256 if name != DUMP}
            dump = folder / DUMP
            _unpack(archive, DUMP, dump)
    except (OSError, tarfile.TarError, KeyError, ValueError, TypeError) as error:
        raise CannotStartError(
            f"{source} is no backup of a newsroom, or is damaged: {error}"
        ) from error
    found = {DUMP: _digest_of(dump)} | {
        name: hashlib.sha256(content).hexdigest() for name, content in files.items()
    }
    if wrong := sorted(name for name in found if found[name] != manifest.sha256[name]):
        raise CannotStartError(f"{source} is damaged: {', '.join(wrong)} is not what was saved.")
    return manifest, dump, files


def _manifest(archive: tarfile.TarFile) -> Manifest:
    said: dict[str, Any] = json.loads(_content(archive, MANIFEST))
    if said.get("format") != FORMAT:
        raise ValueError(f"its format is {said.get('format')}, and this Factcheck reads {FORMAT}")
    return Manifest(**said)


def _content(archive: tarfile.TarFile, name: str) -> bytes:
    file = archive.extractfile(name)
    if file is None:
        raise KeyError(name)
    with file:
        return file.read()


def _unpack(archive: tarfile.TarFile, name: str, target: Path) -> None:
    file = archive.extractfile(name)
    if file is None:
        raise KeyError(name)
    with file, target.open("wb") as out:
        while chunk := file.read(CHUNK):
            out.write(chunk)


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(content), 0o600
    archive.addfile(entry, io.BytesIO(content))


def _plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    # Whose account made it is nobody's business elsewhere.
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    entry.mode = 0o600
    return entry


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
