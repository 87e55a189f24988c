"""Back: into an empty newsroom, with the same ids and hashes; everything or nothing."""

from collections.abc import Callable
from pathlib import Path

import psycopg
from django.db import DatabaseError, connection, transaction

from annotations import history
from annotations.models import Blob, HistoryEntry, HistoryHead, WebhookHead
from annotations.portable.archive import Manifest, Reader, Unfit, opened
from annotations.portable.emptiness import make_room, refuse_unless_empty
from annotations.portable.guards import prove, refuse_unless_owner, resting
from annotations.portable.loading import load, load_lists
from annotations.portable.nouns import NOUNS
from annotations.portable.searching import make_searchable

Say = Callable[[str], None]


def import_newsroom(*, source: Path, say: Say, head: tuple[int, str] | None = None) -> Manifest:
    """Read an export back into the newsroom here, which must be empty.

    One transaction: when anything does not hold, nothing is changed. Ids, hashes, times and the record are those of the
    export; passwords, second factors, tokens and other secrets are in none (see docs/portable.md).

    Args:
        source: the file that an export made.
        say: told of each part as it is read.
        head: number and hash of an entry that was noted outside; the record must hold it.

    Raises:
        Unfit: the file is damaged, altered or of a newer Factcheck (the part is named); the newsroom here is not empty;
            the role does not own the tables; or what was read does not hold.
    """
    with opened(source) as reader:
        _check(reader, say)
        try:
            with transaction.atomic():
                refuse_unless_owner()
                refuse_unless_empty()
                with resting():
                    _load(reader, say)
                _settle(reader.manifest, head, say)
        except (DatabaseError, psycopg.Error) as error:
            raise Unfit(f"The export does not fit; nothing was changed: {_first(error)}") from error
        return reader.manifest


def _check(reader: Reader, say: Say) -> None:
    """Hash every part before anything is written."""
    reader.check_names()
    if missing := {noun.name for noun in NOUNS} - {part.noun for part in reader.manifest.nouns}:
        raise Unfit(f"The export lacks {', '.join(sorted(missing))}.")
    for part in reader.manifest.nouns:
        reader.check(part)
    say(f"{len(reader.manifest.nouns)} parts are what the manifest says")


def _load(reader: Reader, say: Say) -> None:
    make_room()
    for number, sha256 in enumerate(reader.hashes(), 1):
        kept = Blob.keep(reader.file(sha256))
        if kept.pk != sha256:
            raise Unfit(f"The file {sha256} was altered.")
        if number % 1_000 == 0:
            say(f"files/: {number:,}")
    parts = {part.noun: part for part in reader.manifest.nouns}
    if unknown := parts.keys() - {noun.name for noun in NOUNS}:
        raise Unfit(
            f"The export is of a newer Factcheck: it tells of {', '.join(sorted(unknown))}."
        )
    for noun in NOUNS:
        part = parts[noun.name]
        rows = load(noun, part, reader)
        load_lists(noun, part, reader)
        say(f"{part.path}: {rows:,} rows")


def _settle(manifest: Manifest, head: tuple[int, str] | None, say: Say) -> None:
    """Set what follows from the rest, and prove that it holds together."""
    last = HistoryEntry.objects.order_by("-seq").first()
    HistoryHead.objects.filter(pk=1).update(
        seq=last.seq if last else 0, hash=bytes(last.hash) if last else b""
    )
    WebhookHead.objects.filter(pk=1).update(seq=last.seq if last else 0)
    make_searchable()
    prove()
    seq, _colon, digest = manifest.head.partition(":")
    for expected in ((int(seq), digest), head):
        if expected and expected[0] and (broken := history.verify(expected)):
            raise Unfit(f"The record does not hold: entry {broken.seq} {broken.reason}.")
    say(f"history: {seq} entries, whole; head {manifest.head}")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _first(error: Exception) -> str:
    return str(error).strip().partition("\n")[0]
