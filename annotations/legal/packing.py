"""A ZIP file of a record: every file with its sha256 in a manifest. Made on disk, not in memory."""

import hashlib
import json
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import IO, Any

# A fixed time in every entry: what a file is, its bytes say, and the manifest when it was made.
_TIME = (1980, 1, 1, 0, 0, 0)
_SPOOLED = 8 * 1024 * 1024
MANIFEST = "MANIFEST.json"


class Package:
    """A ZIP that is being written. Each path is written once."""

    def __init__(self, target: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED)
        self._files: dict[str, dict[str, Any]] = {}

    def has(self, path: str) -> bool:
        """Whether a file of this path was written."""
        return path in self._files

    def add(self, path: str, content: bytes | str) -> str:
        """Write one file.

        Returns:
            The sha256 of its bytes, in hex.

        Raises:
            ValueError: this path was written before.
        """
        return self.add_chunks(path, [content.encode() if isinstance(content, str) else content])

    def add_chunks(self, path: str, chunks: Iterable[bytes]) -> str:
        """Write one file piece by piece (see `add`)."""
        if path in self._files:
            raise ValueError(path)
        digest, size = hashlib.sha256(), 0
        info = zipfile.ZipInfo(path, _TIME)
        info.compress_type = zipfile.ZIP_DEFLATED
        info.external_attr = 0o644 << 16
        with self._zip.open(info, "w", force_zip64=True) as file:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                file.write(chunk)
        self._files[path] = {"path": path, "size": size, "sha256": digest.hexdigest()}
        return digest.hexdigest()

    def add_json(self, path: str, value: Any) -> str:
        """Write one file of JSON that people can read too (see `add`)."""
        text = json.dumps(value, ensure_ascii=False, indent=2, default=str)
        return self.add(path, text + "\n")

    def give_up(self) -> None:
        """Let go of the file; what was written of it is worth nothing."""
        with suppress(ValueError):
            self._zip.close()

    def close(self, about: dict[str, Any]) -> None:
        """Write the manifest, with `about` before its files, and the end of the ZIP."""
        files = sorted(self._files.values(), key=lambda one: str(one["path"]))
        self.add_json(MANIFEST, {**about, "files": files})
        self._zip.close()


@contextmanager
def spooled() -> Iterator[IO[bytes]]:
    """A file for a package, in memory while it is small, on disk otherwise; gone afterwards."""
    with tempfile.SpooledTemporaryFile(_SPOOLED) as target:
        yield target
