"""Out: every noun of one and the same moment, line by line, while people work on."""

import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection, models, transaction

from annotations import history
from annotations.models import Blob, Newsroom
from annotations.portable.archive import FORMAT, KIND, Manifest, Writer, written
from annotations.portable.nouns import NOUNS, Noun
from annotations.portable.values import line_of, said

Say = Callable[[str], None]


def export_newsroom(*, target: Path, say: Say) -> Manifest:
    """Write the newsroom to the new file `target`.

    All of it is of one moment (one REPEATABLE READ snapshot), and only a few rows are in memory at a time. It is not
    recorded: the record is part of what leaves, and an export must not change it.

    Args:
        target: a file that is not there yet; made whole or not at all, for its owner's eyes only.
        say: told of each part as it is written.

    Raises:
        Unfit: the file cannot be written, or stored bytes are not what their hash says.
    """
    with written(target) as writer, _one_moment():
        seq, digest = history.head()
        parts = []
        for noun in NOUNS:
            part = writer.part(noun.name, noun.fields, lines_of(noun))
            say(f"{part.path}: {part.rows:,} rows")
            parts.append(part)
        _files(writer, say)
        manifest = Manifest(
            format=FORMAT,
            kind=KIND,
            product=settings.PRODUCT_VERSION,
            made_at=datetime.now(UTC).isoformat(timespec="seconds"),
            newsroom=Newsroom.current().name,
            head=f"{seq}:{digest}",
            nouns=parts,
            files=writer.files(),
        )
        writer.manifest(manifest)
    return manifest


def lines_of(noun: Noun) -> Iterator[bytes]:
    """The noun's rows as lines, in the order of their keys."""
    columns, lists = noun.columns, noun.lists
    query = noun.model._base_manager.filter(noun.only).order_by(*noun.order)  # noqa: SLF001 - Django's documented model API
    query = query.annotate(**{f"ids_of_{one.name}": _ids(one) for one in lists})
    names = [*(one.attname for one in columns), *(f"ids_of_{one.name}" for one in lists)]
    for values in query.values_list(*names).iterator(chunk_size=noun.at_once):
        row: dict[str, Any] = {
            one.name: said(one, value) for one, value in zip(columns, values, strict=False)
        }
        for one, ids in zip(lists, values[len(columns) :], strict=True):
            row[one.name] = [str(each) for each in ids]
        yield line_of(row)


def _ids(one: "models.ManyToManyField[Any, Any]") -> ArraySubquery:
    target = f"{one.m2m_reverse_field_name()}_id"
    through = Noun.through(one)
    mine = through._base_manager.filter(**{one.m2m_field_name(): models.OuterRef("pk")})  # noqa: SLF001 - Django's documented model API
    return ArraySubquery(mine.order_by(target).values(target))


def _files(writer: Writer, say: Say) -> None:
    rows = Blob.objects.order_by("pk").values_list("pk", "compressed")
    for sha256, compressed in rows.iterator(chunk_size=1):
        writer.file(sha256, zlib.decompress(bytes(compressed)))
    told = writer.files()
    say(f"files/: {told.count:,} files, {told.bytes:,} bytes")


@contextmanager
def _one_moment() -> Iterator[None]:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        yield
