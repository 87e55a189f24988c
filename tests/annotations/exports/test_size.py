"""A hundred thousand rows: as little memory and as few statements as ten."""

import resource
import time
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations import exports
from annotations.models import Claim, Evidence, HistoryEntry, User
from tests.factories.articles import make_article
from tests.factories.claims import rated_claim
from tests.factories.users import make_editor, make_viewer

pytestmark = [pytest.mark.django_db, pytest.mark.long]
MANY = 100_000
# All in one transaction, in which each entry waits for the versions of the head row before it.
ENTRIES = 3_000


def test_claims_and_the_record_stream_at_any_size(capsys: pytest.CaptureFixture[str]) -> None:
    editor, viewer = make_editor(), make_viewer()
    claim = rated_claim(make_article(by=editor), editor)
    claims = _again(Claim, str(claim.pk), "id")
    _again(Evidence, str(claim.evidence.get().pk), "id", claim_id="c.id")
    _entries(claim)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    found = (
        (exports.CLAIMS, lambda: exports.claims_exported(viewer, Claim.objects.visible_to(viewer))),
        (exports.HISTORY, lambda: exports.history_exported(viewer, HistoryEntry.objects.all())),
    )
    told = [_measured(what, end, rows) for what, rows in found for end in exports.ENDINGS]
    with capsys.disabled():
        print("", *told, sep="\n")  # noqa: T201 - figures to be read
    assert claims == MANY


def _measured(what: str, ending: str, rows: Any) -> str:
    began, before = time.monotonic(), _most_memory()
    with CaptureQueriesContext(connection) as found:
        size, last = 0, b""
        for piece in exports.written(what, ending, rows()):
            size, last = size + len(piece), piece
    grown = _most_memory() - before
    assert grown < 32 * 1024 * 1024
    assert len(found) < 10
    seconds = time.monotonic() - began
    assert b"END OF EXPORT" in last or b'"end"' in last
    return f"{what}.{ending}: {size:,} bytes in {seconds:.0f} s, {len(found)} statements, {grown:,} bytes more"


def _most_memory() -> int:
    """The most that this process ever held, in bytes: Linux counts it in KiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _again(model: Any, pk: str, key: str, **other: str) -> int:
    """The same row a hundred thousand times, for each claim where it is of one."""
    table = model._meta.db_table
    columns = [
        field.column
        for field in model._meta.concrete_fields
        if not field.generated and field.column != key
    ]
    values = ", ".join(other.get(column, f's."{column}"') for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    source = (
        "(SELECT id FROM annotations_claim ORDER BY id LIMIT %s)"
        if other
        else "generate_series(2, %s)"
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO {table} ("{key}", {names}) SELECT gen_random_uuid(), {values}'  # noqa: S608 - names of our own columns
            f" FROM {table} s, {source} AS c WHERE s.id = %s",
            [MANY, pk],
        )
        return int(model.objects.count())


def _entries(claim: Claim) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(factcheck_record(%s, 'page', 'amended', 'claim', %s, %s, %s, decode(md5(n::text), 'hex'),"
            ' \'{"after": "x"}\')) FROM generate_series(1, %s) AS n',
            [_maker(claim).pk, str(claim.pk), claim.article_id, claim.pk, ENTRIES],
        )


def _maker(claim: Claim) -> User:
    return claim.created_by
