"""Several files in one go: their limits, and their bytes kept a few megabytes at a time."""

import hashlib
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.imports.said import check_file, storable
from annotations.models import Blob
from annotations.refusals import Invalid, Refused, TooLarge

MOST = 100
TOGETHER = 200 * 1024 * 1024
# Bytes that one statement carries, but for a larger file, which goes alone.
_LOAD = 4 * 1024 * 1024
_NAMED = 3


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file as it was uploaded.

    Attributes:
        filename: as the browser says, for the record only.
        media_type: as declared.
        size: in bytes.
        read: gives the bytes; called once, when they are needed.
    """

    filename: str
    media_type: str
    size: int
    read: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file whose bytes are stored, with a name that the database can hold."""

    filename: str
    media_type: str
    digest: str


def check_files(files: Sequence[SentFile]) -> None:
    """Refuse files by number and size before any is read.

    Raises:
        TooLarge: `too_many_files`, `files_too_large`.
        Invalid: `bad_files` with ``files=[{file, code, detail}]``.
    """
    if len(files) > MOST:
        raise TooLarge(
            "too_many_files",
            _("At most %(most)s files are possible in one go; these are %(count)s.")
            % {"most": MOST, "count": len(files)},
            field="files",
        )
    bad = [(file, refusal) for file in files if (refusal := _refusal_of(file))]
    if bad:
        raise _refusal(bad)
    if sum(file.size for file in files) > TOGETHER:
        raise TooLarge(
            "files_too_large",
            _("These files have more than 200 MB together. Send them in parts."),
            field="files",
        )


def keep_files(files: Iterable[SentFile]) -> list[KeptFile]:
    """Store the bytes of files that were checked; of equal ones the first stays."""
    found: dict[str, KeptFile] = {}
    load: list[Blob] = []
    weight = 0
    for file in files:
        content = file.read()
        digest = hashlib.sha256(content).hexdigest()
        if digest in found:
            continue
        found[digest] = KeptFile(
            storable(file.filename, 500), storable(file.media_type, 200), digest
        )
        load.append(Blob(sha256=digest, size=len(content), compressed=zlib.compress(content, 6)))
        weight += len(content)
        if weight >= _LOAD:
            Blob.objects.bulk_create(load, ignore_conflicts=True)
            load, weight = [], 0
    Blob.objects.bulk_create(load, ignore_conflicts=True)
    return list(found.values())


def _refusal_of(file: SentFile) -> Refused | None:
    try:
        check_file(file.size)
    except Refused as refusal:
        return refusal
    return None


def _refusal(bad: list[tuple[SentFile, Refused]]) -> Invalid:
    named = " ".join(
        f"{storable(file.filename, 100)}: {refusal.detail}" for file, refusal in bad[:_NAMED]
    )
    sentence = ngettext(
        "%(count)s of these files cannot be imported, so nothing was. %(named)s",
        "%(count)s of these files cannot be imported, so nothing was. %(named)s",
        len(bad),
    )
    files = [
        {"file": storable(file.filename, 200), "code": refusal.code, "detail": refusal.detail}
        for file, refusal in bad
    ]
    return Invalid(
        "bad_files", sentence % {"count": len(bad), "named": named}, field="files", files=files
    )
