"""The dashboard: what it counts, that each number leads to what it counts, and its CSV."""

import csv
import io
import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotations.dashboard import claims, load, times, used
from annotations.dashboard.tables import Cell, Row, Table, as_csv, plain, weeks_until
from annotations.models import Desk, User
from annotations.review import approve, request_changes, submit
from tests.factories.articles import make_article
from tests.factories.claims import make_claim, rated_claim
from tests.factories.evidence import link_evidence
from tests.factories.users import actor_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def door(editor: User, as_user: Callable[[User], Client]) -> Client:
    return as_user(editor)


def this_week(table: Table, key: str) -> int:
    (row,) = [row for row in table.rows if row.key == key]
    return int(row.cells[-2].value)


def test_what_was_done_is_counted_by_week_and_leads_to_its_claims(
    door: Client, editor: User, reviewer: User
) -> None:
    weeks = weeks_until(timezone.now(), 4)
    article = make_article()
    first, second = rated_claim(article, editor), rated_claim(article, editor)
    for claim in (first, second):
        submit(actor=actor_of(editor), claim_id=claim.pk)
    approve(actor=actor_of(reviewer), claim_id=first.pk)
    request_changes(actor=actor_of(reviewer), claim_id=second.pk, comment="Which day?")
    submit(actor=actor_of(editor), claim_id=second.pk)
    table = claims.by_deed(editor, weeks)
    counted = {row.key: this_week(table, row.key) for row in table.rows}
    assert counted == {
        "claimed": 2,
        "submitted": 2,
        "changes_requested": 1,
        "approved": 1,
        "published": 0,
        "withdrawn": 0,
    }
    page = door.get("/dashboard/").content.decode()
    (address,) = set(
        re.findall(r'href="(/dashboard/states/[^"]*row=approved[^"]*column=\d[^"]*)"', page)
    )
    listed = door.get(unescape(address)).content.decode()
    assert str(first.pk) in listed
    assert str(second.pk) not in listed


def test_every_number_is_as_many_as_its_list_has(
    door: Client, editor: User, reviewer: User
) -> None:
    desk = Desk.objects.create(name="Politics", slug="politics")
    article = make_article()
    article.desk = desk
    article.save(update_fields=["desk"])
    for nth in range(3):
        claim = rated_claim(article, editor)
        if nth:
            submit(actor=actor_of(editor), claim_id=claim.pk)
    make_claim(make_article(), editor)
    page = unescape(door.get("/dashboard/").content.decode())
    links = re.findall(
        r'href="(/dashboard/[a-z]+/\?[^"]+)"><span class="unseen">[^<]*</span>(\d+)<', page
    )
    assert {address.split("/")[2] for address, _n in links} >= {
        "now",
        "states",
        "verdicts",
        "desks",
    }
    for address, number in links:
        listed = door.get(address).content.decode()
        assert listed.count('<span class="title">') == int(number), address


def test_how_long_it_takes_is_told_in_the_largest_unit_that_fits() -> None:
    assert [times.in_words(hours) for hours in (0.001, 0.5, 1.0, 3.52, 47.0, 60.0)] == [
        "under a minute",
        "30 min",
        "1 h",
        "3.5 h",
        "47 h",
        "2.5 d",
    ]


def test_time_to_review_is_from_the_last_submission_to_the_decision(
    editor: User, reviewer: User
) -> None:
    claim = rated_claim(make_article(), editor)
    submit(actor=actor_of(editor), claim_id=claim.pk)
    approve(actor=actor_of(reviewer), claim_id=claim.pk)
    weeks = weeks_until(timezone.now(), 4)
    spent = {row.key: row.cells[-1] for row in times.spent(weeks).rows}
    assert spent["reviewed"].has_list
    assert 0 <= spent["reviewed"].value < 0.1
    took = times.that_took(editor, "reviewed", weeks[-1].start, weeks[-1].end)
    assert list(took) == [claim]


def test_a_csv_has_the_same_numbers_and_no_formula(door: Client, editor: User) -> None:
    make_claim(make_article(), editor)
    answer = door.get("/dashboard/now.csv")
    assert answer["Content-Type"].startswith("text/csv")
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert ["Draft", "1"] in lines
    told = as_csv(Table("x", "X", ["n"], [Row("k", "=HYPERLINK(1)", [Cell(2.0)])]))
    assert "'=HYPERLINK" in told
    assert (plain(2.0), plain(2.25), plain(100.0)) == ("2", "2.25", "100")


def test_the_dashboard_asks_as_often_however_much_there_is(door: Client, editor: User) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert door.get("/dashboard/").status_code == 200
        return len(queries)

    rated_claim(make_article(), editor)
    few = asked()
    for nth in range(6):
        rated_claim(make_article(), editor)
        Desk.objects.create(name=f"Desk {nth}", slug=f"desk-{nth}")
    assert asked() == few


@pytest.mark.parametrize(
    "address",
    [
        "/dashboard/nothing/?row=1",
        "/dashboard/nothing.csv",
        "/dashboard/people/?row=x&column=check",
        "/dashboard/people/?row=01a21958-0d8f-7027-ba1d-cd5d2cda6c63&column=check",
        "/dashboard/states/?row=made_up",
        "/dashboard/desks/?row=none&column=made_up",
        "/dashboard/sources/?row=none",
    ],
)
def test_a_number_that_does_not_exist_is_not_found(door: Client, address: str) -> None:
    assert door.get(address).status_code == 404


def test_load_counts_what_is_open_and_what_is_late(editor: User) -> None:
    claim = make_claim(make_article(), editor)
    claim.assignee, claim.deadline_at = editor, timezone.now() - timedelta(hours=1)
    claim.save(update_fields=["assignee", "deadline_at"])
    (mine,) = [row for row in load.per_person(editor).rows if row.key == str(editor.pk)]
    assert [cell.value for cell in mine.cells] == [1, 0, 0, 0]
    (nowhere,) = load.per_desk(editor).rows
    assert [cell.value for cell in nowhere.cells] == [1, 0, 1]
    assert list(load.claims_at(editor, None, load.LATE)) == [claim]


def test_sources_that_a_person_may_not_see_are_not_counted_for_them(
    editor: User, reviewer: User
) -> None:
    claim = make_claim(make_article(), editor)
    evidence = link_evidence(claim, editor)
    assert [row.key for row in used.sources(reviewer).rows] == [str(evidence.source_id)]
    evidence.visibility = "hidden"
    evidence.save(update_fields=["visibility"])
    assert [row.key for row in used.sources(editor).rows] == [str(evidence.source_id)]
    assert used.sources(reviewer).rows == []
