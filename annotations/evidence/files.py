"""Files that belong to an evidence: what may be kept, and under which name."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from annotations import typed
from annotations.models import Attachment, Blob, Evidence, User
from annotations.refusals import Invalid, TooLarge

FILE_LIMIT = 25 * 1024 * 1024
MOST_FILES = 20
_OCTETS = "application/octet-stream"


class SentFile(NamedTuple):
    """A file as somebody sent it. Its name and type are theirs: neither is believed when it is given out."""

    filename: str
    content: bytes
    media_type: str = ""


def refuse_bad_files(files: Sequence[SentFile], *, kept: int = 0) -> None:
    """Refuse what cannot be kept, before anything is.

    Args:
        files: as sent.
        kept: how many the evidence has already.

    Raises:
        Invalid: `too_many_files`, `file_empty`, `bad_characters` or `too_long` (the name). TooLarge:
            `file_too_large`.
    """
    if kept + len(files) > MOST_FILES:
        raise Invalid(
            "too_many_files",
            _("An evidence may have at most %(most)s files.") % {"most": MOST_FILES},
            field="file",
        )
    for file in files:
        if not file.content:
            said = {"name": name_of(file.filename)}
            raise Invalid("file_empty", _("“%(name)s” is empty.") % said, field="file")
    refuse_heavy((file.filename, len(file.content)) for file in files)


def refuse_heavy(files: Iterable[tuple[str, int]]) -> None:
    """Refuse files by their size in bytes, before they are read.

    Raises:
        TooLarge: `file_too_large`.
    """
    for filename, size in files:
        if size > FILE_LIMIT:
            said = {"name": name_of(filename)}
            raise TooLarge(
                "file_too_large", _("“%(name)s” has more than 25 MB.") % said, field="file"
            )


def name_of(filename: str) -> str:
    """The file's own name, without folders; a browser on Windows once sent them."""
    name = typed.text_of(filename, "file", 2000).replace("\\", "/").rpartition("/")[2]
    clean = "".join(c if c.isprintable() else " " for c in name).strip()
    return clean[-500:] or _("file")


def keep_files(person: User, evidence: Evidence, files: Sequence[SentFile]) -> list[Attachment]:
    """Keep the bytes once by their sha256, and what each is called here."""
    return [
        Attachment.objects.create(
            evidence=evidence,
            blob=Blob.keep(file.content),
            filename=name_of(file.filename),
            media_type=(file.media_type or _OCTETS)[:200],
            created_by=person,
        )
        for file in files
    ]
