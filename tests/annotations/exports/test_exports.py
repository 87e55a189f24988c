"""Exports: as one person may see them, whole or visibly cut off, and safe to open in a spreadsheet."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations import exports, review
from annotations.dossier.redaction import shown_to
from annotations.dossier.redaction_rows import readable
from annotations.evidence.reading import watched
from annotations.evidence.sharing import change_sharing
from annotations.models import Claim, HistoryEntry, Source, User
from tests.annotations.leaks.newsroom import keep_secrets, open_newsroom
from tests.factories.articles import make_article
from tests.factories.claims import make_claim, published_claim, rated_claim
from tests.factories.evidence import link_evidence
from tests.factories.pins import taken_second, want_second_verdicts
from tests.factories.sources import make_source
from tests.factories.users import actor_of, make_admin, make_editor, make_reviewer, make_viewer

pytestmark = pytest.mark.django_db


def claims_of(person: User) -> list[dict[str, Any]]:
    return list(exports.claims_exported(person, Claim.objects.visible_to(person)))


def table(what: str, rows: Any, *, bom: bool = False) -> list[list[str]]:
    raw = b"".join(exports.written(what, "csv", rows, bom=bom))
    return list(csv.reader(io.StringIO(raw.decode())))


def test_a_claim_is_told_with_verdict_evidence_and_what_is_public() -> None:
    editor, reviewer = make_editor(), make_reviewer()
    claim = published_claim(make_article(by=editor), editor, reviewer, claimant="Volunteers")
    (row,) = claims_of(editor)
    assert (row["id"], row["statement"], row["claimant"]) == (
        claim.pk,
        claim.statement,
        "Volunteers",
    )
    assert (row["verdict"], row["verdict_number"], row["state"]) == ("true", 5, "published")
    assert row["published_url"].endswith(f"/factchecks/{claim.slug}/")
    assert (row["corroborates"], row["contradicts"], row["context"]) == (1, 0, 0)
    assert row["evidence"][0]["url"] == "https://ministry.example/register"
    assert row["passage"] == "more than 4,000 hygiene kits"
    assert set(row) == {column.name for column in exports.COLUMNS[exports.CLAIMS]}


def test_evidence_that_others_keep_is_neither_told_nor_counted() -> None:
    editor, other = make_editor(), make_editor()
    claim = make_claim(make_article(by=editor), editor)
    for visibility in ("hidden", "listed"):
        link_evidence(
            claim, other, url="https://leak.example/", title="LEAK", visibility=visibility
        )
    (row,) = claims_of(editor)
    assert (row["evidence"], row["corroborates"]) == ([], 0)
    assert claims_of(other)[0]["corroborates"] == 2
    hidden = make_source(other, title="LEAK", visibility="hidden")
    rows = Source.objects.visible_to(editor)
    assert hidden.pk not in {one["id"] for one in exports.sources_exported(editor, rows)}
    assert "LEAK" not in str(list(exports.history_exported(editor, HistoryEntry.objects.all())))


def test_that_somebody_took_what_others_keep_is_part_of_the_record() -> None:
    editor, other = make_editor(), make_editor()
    claim = make_claim(make_article(by=editor), editor)
    entry = link_evidence(claim, other, title="KEPT", visibility="hidden")
    change_sharing(
        actor=actor_of(other),
        kind="evidence",
        thing_id=entry.pk,
        shared_with=[str(editor.pk)],
        with_source=True,
    )
    with watched() as readings:
        assert claims_of(editor)[0]["corroborates"] == 1
    assert {read.thing for read in readings.seen[editor]} == {entry.pk}


def test_who_rates_independently_is_not_told_the_verdict() -> None:
    want_second_verdicts()
    editor, second = make_editor(), make_reviewer()
    claim = review.submit(
        actor=actor_of(editor), claim_id=rated_claim(make_article(by=editor), editor).pk
    )
    taken_second(claim, second)
    (row,) = claims_of(second)
    assert row["verdict"] is row["explanation"] is row["verdict_label"] is None
    assert claims_of(editor)[0]["verdict"] == "true"
    told = exports.history_exported(second, HistoryEntry.objects.filter(claim=claim))
    assert {one["actor"] for one in told} == {second.pk}


def test_sources_count_the_claims_that_rest_on_them_and_never_say_whom_to_call() -> None:
    editor = make_editor()
    article = make_article(by=editor)
    link_evidence(make_claim(article, editor), editor)
    link_evidence(make_claim(article, editor, "80% of voters took part"), editor)
    make_source(editor, title="A witness", contact="+375 29 000 00 00")
    rows = list(exports.sources_exported(editor, Source.objects.visible_to(editor)))
    assert [row["claims"] for row in rows] == [0, 2]
    assert "+375" not in str(rows)


@pytest.mark.parametrize("visibility", ["hidden", "listed"])
def test_the_record_is_exported_by_the_very_rules_that_its_page_follows(visibility: str) -> None:
    room = open_newsroom()
    keep_secrets(room, visibility)
    entries = HistoryEntry.objects.order_by("seq")
    assert entries.count() > 40
    for person in filter(None, room.people.values()):
        told = {entry.seq for entry in shown_to(person, entries)}
        assert {entry.seq for entry in readable(person, entries)} == told


def test_no_cell_is_taken_for_a_formula() -> None:
    editor = make_editor()
    article = make_article(by=editor, title="=HYPERLINK(1)")
    make_claim(article, editor, statement="@SUM(1)", claimant="+375", attribution="-1")
    header, row, _end = table(exports.CLAIMS, claims_of(editor))
    cells = dict(zip(header, row, strict=True))
    assert cells["article_title"] == "'=HYPERLINK(1)"
    assert cells["statement"] == "'@SUM(1)"
    assert cells["claimant"] == "'+375"
    for cell in row:
        assert not cell.startswith(("=", "+", "-", "@"))


def test_the_last_line_says_that_nothing_is_missing() -> None:
    editor = make_editor()
    article = make_article(by=editor)
    make_claim(article, editor)
    make_claim(article, editor, "80% of voters took part")
    lines = table(exports.CLAIMS, claims_of(editor))
    assert lines[-1][:2] == [exports.END, "2"]
    assert {len(line) for line in lines} == {len(exports.COLUMNS[exports.CLAIMS])}
    raw = b"".join(exports.written(exports.CLAIMS, "jsonl", claims_of(editor)))
    told = [json.loads(line) for line in raw.decode().splitlines()]
    assert told[-1] == {"type": "end", "of": "claims", "rows": 2}
    assert [one["type"] for one in told[:-1]] == ["claims", "claims"]
    assert told[0]["created_at"].endswith("Z")


def test_what_breaks_in_the_middle_has_no_last_line() -> None:
    row = dict.fromkeys((column.name for column in exports.COLUMNS[exports.HISTORY]), "x")

    def broken() -> Iterator[dict[str, Any]]:
        yield from [row] * 1_000
        raise ConnectionError

    for ending in exports.ENDINGS:
        got = bytearray()
        pieces = exports.written(exports.HISTORY, ending, broken())
        with pytest.raises(ConnectionError):
            any(got.extend(piece) for piece in pieces)
        assert len(got) > 1_000
        assert exports.END.encode() not in got
        assert b'"end"' not in got


def test_a_byte_order_mark_only_where_it_is_wanted() -> None:
    pieces = [
        b"".join(exports.written(exports.SOURCES, "csv", [], bom=bom)) for bom in (True, False)
    ]
    assert [piece.startswith(b"\xef\xbb\xbf") for piece in pieces] == [True, False]


def test_times_are_rfc_3339_and_cyrillic_survives() -> None:
    editor = make_editor()
    make_claim(make_article("Задержаны 3000 человек.", by=editor), editor, "Задержаны 3000 человек")
    header, row, _end = table(exports.CLAIMS, claims_of(editor))
    cells = dict(zip(header, row, strict=True))
    assert cells["passage"] == "Задержаны 3000 человек"
    assert cells["created_at"][10] == "T"
    assert cells["created_at"][-1] == "Z"


def test_as_many_statements_however_many_rows() -> None:
    editor, admin = make_editor(), make_admin()
    article = make_article("One is here. " * 30, by=editor)
    counts = []
    for many in (2, 25):
        for nth in range(Claim.objects.count(), many):
            link_evidence(make_claim(article, editor, "One is here", nth=nth), editor)
        with CaptureQueriesContext(connection) as found:
            list(exports.claims_exported(admin, Claim.objects.visible_to(admin)))
            list(exports.sources_exported(admin, Source.objects.visible_to(admin)))
            list(exports.history_exported(admin, HistoryEntry.objects.all()))
        counts.append(len(found))
    assert counts[0] == counts[1]


def test_viewers_export_what_they_may_read() -> None:
    make_claim(make_article(by=make_editor()), make_editor())
    assert len(claims_of(make_viewer())) == 1
