"""The file: a ZIP of one JSON Lines part per noun, files by their sha256, and a manifest that says what each must be."""

import hashlib
import json
import os
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

FORMAT = 1
KIND = "factcheck newsroom"
MANIFEST = "manifest.json"
_BROKEN = (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)


class Unfit(Exception):
    """Why a newsroom cannot leave or arrive, in a sentence for the operator."""


@dataclass(frozen=True, slots=True)
class Part:
    """What the manifest says of a noun's part."""

    noun: str
    fields: list[str]
    rows: int
    bytes: int
    sha256: str

    @property
    def path(self) -> str:
        """Its name in the ZIP."""
        return path_of(self.noun)


@dataclass(frozen=True, slots=True)
class Files:
    """What the manifest says of all files: `sha256` is that of their names in order, one a line."""

    count: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an export is of: `head` is the newest entry of history, `SEQ:HASH`."""

    format: int
    kind: str
    product: str
    made_at: str
    newsroom: str
    head: str
    nouns: list[Part]
    files: Files


def path_of(noun: str) -> str:
    """Where a noun's lines are."""
    return f"nouns/{noun}.jsonl"


def file_path(sha256: str) -> str:
    """Where the bytes of this hash are."""
    return f"files/{sha256[:2]}/{sha256}"


class Writer:
    """Writes the parts one after the other, each line as it comes."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = hashlib.sha256()
        self._count = self._bytes = 0

    def part(self, noun: str, fields: list[str], lines: Iterable[bytes]) -> Part:
        """Write a noun's lines and return what the manifest says of them."""
        digest, rows, size = hashlib.sha256(), 0, 0
        with self._archive.open(_entry(path_of(noun)), "w", force_zip64=True) as out:
            for line in lines:
                out.write(line)
                digest.update(line)
                rows, size = rows + 1, size + len(line)
        return Part(noun, fields, rows, size, digest.hexdigest())

    def file(self, sha256: str, content: bytes) -> None:
        """Write bytes under their hash.

        Raises:
            Unfit: they are not what their hash says.
        """
        if hashlib.sha256(content).hexdigest() != sha256:
            raise Unfit(
                f"The stored bytes {sha256} are not what their hash says; nothing was made."
            )
        self._archive.writestr(_entry(file_path(sha256)), content)
        self._names.update(f"{sha256}\n".encode())
        self._count, self._bytes = self._count + 1, self._bytes + len(content)

    def files(self) -> Files:
        """What the manifest says of the files written so far."""
        return Files(self._count, self._bytes, self._names.hexdigest())

    def manifest(self, manifest: Manifest) -> None:
        """Write the manifest, last."""
        text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1)
        self._archive.writestr(_entry(MANIFEST), text.encode() + b"\n")


@contextmanager
def written(target: Path) -> Iterator[Writer]:
    """Make the new file `target`, readable by its owner only; it appears whole or not at all.

    Raises:
        Unfit: it is there already, or cannot be written.
    """
    fresh = target.with_name(f".{target.name}.{os.getpid()}")
    if target.exists():
        raise Unfit(f"{target} is there already; name a new file.")
    try:
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise Unfit(f"{target} cannot be written: {error.strerror}.") from error
    try:
        with os.fdopen(descriptor, "wb") as raw:
            with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
                yield Writer(archive)
            raw.flush()
            os.fsync(raw.fileno())
        # link() refuses what exists, where a rename would replace it.
        os.link(fresh, target)
    except OSError as error:
        raise Unfit(f"{target} cannot be written: {error.strerror}.") from error
    finally:
        fresh.unlink(missing_ok=True)


class Reader:
    """Reads an export whose manifest was understood; `check` first, then the parts."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.manifest = _manifest(archive)

    def hashes(self) -> Iterator[str]:
        """The sha256 of every file, in order."""
        for name in sorted(self._archive.namelist()):
            if name.startswith("files/"):
                yield name.rpartition("/")[2]

    def file(self, sha256: str) -> bytes:
        """The bytes of this hash.

        Raises:
            Unfit: they are others.
        """
        path = file_path(sha256)
        try:
            content = self._archive.read(path)
        except (*_BROKEN, KeyError) as error:
            raise _damaged(path, error) from error
        if hashlib.sha256(content).hexdigest() != sha256:
            raise Unfit(f"{path} was altered: its bytes are not what its name says.")
        return content

    def lines(self, part: Part) -> Iterator[tuple[int, bytes]]:
        """Each line of a part with its number, from 1."""
        try:
            with self._archive.open(part.path) as lines:
                yield from enumerate(lines, 1)
        except (*_BROKEN, KeyError) as error:
            raise _damaged(part.path, error) from error

    def check(self, part: Part) -> None:
        """See that a part is what the manifest says.

        Raises:
            Unfit: it is missing, damaged or altered.
        """
        digest, rows, size = hashlib.sha256(), 0, 0
        for _number, line in self.lines(part):
            digest.update(line)
            rows, size = rows + 1, size + len(line)
        if (digest.hexdigest(), rows, size) != (part.sha256, part.rows, part.bytes):
            raise Unfit(f"{part.path} was altered: it is not what the manifest says.")

    def check_names(self) -> None:
        """See that nothing is missing, and nothing there that the manifest does not tell of.

        Raises:
            Unfit: a part is too much, missing, or there twice; or the list of files is another.
        """
        names, hashes = self._archive.namelist(), list(self.hashes())
        told = {MANIFEST, *(part.path for part in self.manifest.nouns)}
        there = {name for name in names if not name.startswith("files/")}
        if len(names) != len(set(names)):
            raise Unfit("A part is in the file twice.")
        if there != told:
            wrong = min(there ^ told)
            raise Unfit(f"{wrong} is {'not in the manifest' if wrong in there else 'missing'}.")
        if bad := [one for one in hashes if file_path(one) not in self._archive.NameToInfo]:
            raise Unfit(f"files/ holds {bad[0]}, which is no name of a file here.")
        digest = hashlib.sha256("".join(f"{one}\n" for one in hashes).encode()).hexdigest()
        if (len(hashes), digest) != (self.manifest.files.count, self.manifest.files.sha256):
            raise Unfit("files/ was altered: its list is not what the manifest says.")


@contextmanager
def opened(source: Path) -> Iterator[Reader]:
    """Open an export.

    Raises:
        Unfit: it is none, is cut short, or is of a format that this Factcheck does not read.
    """
    try:
        archive = zipfile.ZipFile(source)
    except (*_BROKEN, KeyError) as error:
        raise Unfit(f"{source} is no export of a newsroom, or is cut short: {error}") from error
    with archive:
        yield Reader(archive)


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    try:
        told: dict[str, Any] = json.loads(archive.read(MANIFEST))
        if told["kind"] != KIND:
            raise Unfit("This is no export of a newsroom.")
        if told["format"] != FORMAT:
            raise Unfit(
                f"The export is of format {told['format']}, and this Factcheck reads {FORMAT}: "
                "use one that reads it."
            )
        parts = [Part(**one) for one in told.pop("nouns")]
        files = Files(**told.pop("files"))
        return Manifest(**told, nouns=parts, files=files)
    except (*_BROKEN, KeyError, TypeError) as error:
        raise _damaged(MANIFEST, error) from error


def _damaged(path: str, error: Exception) -> Unfit:
    return Unfit(f"{path} is missing or damaged: {error}")


def _entry(name: str) -> zipfile.ZipInfo:
    # One time for all: what is the same newsroom is the same bytes.
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry
