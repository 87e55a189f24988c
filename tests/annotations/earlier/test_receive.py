"""Keeping fact-checks of others: each once, theirs, and only what changed."""

import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from annotations import earlier
from annotations.models import EarlierCheck, HistoryEntry, HistoryPayload, User
from annotations.permissions import SYSTEM
from tests.factories.earlier import check, import_of_checks, received
from tests.factories.users import make_editor

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann(db: None) -> User:
    return make_editor("ann")


def counts(outcome: dict[str, Any]) -> tuple[int, int, int, int]:
    return tuple(outcome[name] for name in ("new", "changed", "same", "refused"))


def test_what_is_known_is_the_same_and_what_changed_is_written(ann: User) -> None:
    assert counts(received(ann, check(1), check(2))) == (2, 0, 0, 0)
    assert counts(received(ann, check(1), check(2))) == (0, 0, 2, 0)
    before = {c.url: c for c in EarlierCheck.objects.all()}
    changed = replace(check(2), rating_label="False")
    assert counts(received(ann, check(3), check(1), changed)) == (1, 1, 1, 0)
    after = {c.url: c for c in EarlierCheck.objects.all()}
    one, two = "https://checks.example/1", "https://checks.example/2"
    assert after[one].changed_at == before[one].changed_at
    assert after[one].received_in_id == before[one].received_in_id
    assert (after[two].pk, after[two].rating_label) == (before[two].pk, "False")
    assert after[two].received_in_id != before[two].received_in_id
    assert after[two].created_at == before[two].created_at


def test_every_field_is_kept_in_the_publishers_own_words(ann: User) -> None:
    full = check(
        1,
        title="No, the kits were not sold",
        publisher_url="https://checks.example/",
        claimant="A blog",
        claimed_on=date(2026, 10, 1),
        reviewed_on=date(2026, 10, 3),
        appearances=["https://blog.example/1", "javascript:alert(1)", "https://blog.example/2"],
    )
    received(ann, full)
    kept = EarlierCheck.objects.get()
    for name in ("title", "publisher", "publisher_url", "claimant", "claimed_on", "reviewed_on"):
        assert getattr(kept, name) == getattr(full, name)
    assert (kept.rating_label, kept.scale) == ("Mostly false", "2 (1 to 5)")
    assert kept.appearances == ["https://blog.example/1", "https://blog.example/2"]
    assert kept.original == full.original


@pytest.mark.parametrize(
    "again",
    [
        "http://checks.example/1",
        "https://checks.example/1#rating",
        "https://CHECKS.example/1?utm_medium=x",
    ],
)
def test_the_address_is_the_identity_whatever_its_spelling(ann: User, again: str) -> None:
    outcome = received(ann, check(1), replace(check(1), url=again, claim_reviewed="Other"))
    assert counts(outcome) == (1, 0, 0, 1)
    assert outcome["reasons"][0]["code"] == "twice"
    assert EarlierCheck.objects.get().claim_reviewed != "Other"


@pytest.mark.parametrize(
    "ours",
    [
        "https://facts.example/factchecks/kits/",
        "http://FACTS.example/factchecks/kits/",
        "https://facts.example:443/x",
    ],
)
def test_our_own_checks_are_never_kept_as_those_of_others(
    ann: User, settings: Settings, ours: str
) -> None:
    settings.PUBLIC_URL = "https://facts.example"
    outcome = received(ann, check(1, url=ours), check(2))
    assert counts(outcome) == (1, 0, 0, 1)
    assert outcome["reasons"] == [
        {"url": ours, "code": "own_check", "detail": outcome["reasons"][0]["detail"]}
    ]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"url": ""}, "required"),
        ({"url": "javascript:alert(1)"}, "url_scheme_refused"),
        ({"url": "checks.example/1"}, "url_invalid"),
        ({"claim_reviewed": "  "}, "required"),
        ({"claim_reviewed": "a\x00b"}, "bad_characters"),
        ({"claim_reviewed": "half \ud83d"}, "bad_characters"),
        ({"claim_reviewed": "x" * 10_001}, "too_long"),
        ({"original": {"a": "b\x00"}}, "original_unreadable"),
        ({"original": {"a\ud83d": 1}}, "original_unreadable"),
        ({"original": {"a": float("nan")}}, "original_unreadable"),
        ({"original": {"a": "x" * 100_001}}, "original_too_large"),
    ],
)
def test_one_bad_check_is_counted_and_harms_no_other(
    ann: User, more: dict[str, Any], code: str
) -> None:
    outcome = received(ann, check(1, **more), check(2))
    assert counts(outcome) == (1, 0, 0, 1)
    assert outcome["reasons"][0]["code"] == code
    assert outcome["reasons"][0]["detail"]


def test_what_matters_less_is_cut_or_left_out(ann: User) -> None:
    odd = check(
        1,
        title="t\x00" * 2000,
        publisher="",
        publisher_url="javascript:alert(1)",
        rating_value=float("inf"),
        language="x" * 40,
        original={"path": "C:\\u0000 is text here", "emoji": "🕊️"},
    )
    assert counts(received(ann, odd)) == (1, 0, 0, 0)
    kept = EarlierCheck.objects.get()
    assert (len(kept.title), kept.publisher, kept.publisher_url) == (1000, "checks.example", "")
    assert (kept.rating_value, len(kept.language)) == (None, 16)
    assert kept.original == odd.original


def test_words_find_a_check_by_claim_publisher_and_claimant(ann: User) -> None:
    received(ann, check(1, claimant="Blogger Ivanov"), check(2, claim_reviewed="Дети и школы"))
    found = EarlierCheck.objects.matching
    assert [c.url for c in found("hygiene kits")] == ["https://checks.example/1"]
    assert [c.url for c in found("школы")] == ["https://checks.example/2"]
    assert found("ivanov").count() == 1
    assert found("checkers").count() == 2
    received(ann, check(1, claim_reviewed="Something else"))
    assert not found("hygiene")


def test_the_import_and_one_entry_of_history_tell_what_came_of_it(ann: User) -> None:
    item = import_of_checks(ann)
    outcome = earlier.receive(actor=SYSTEM, item=item, checks=[check(1), check(2, url="")])
    item.refresh_from_db()
    assert item.outcome == outcome
    entry = HistoryEntry.objects.get(verb="earlier_checks_received")
    assert entry.object_id == str(item.pk)
    body = HistoryPayload.objects.get(pk=entry.pk).body
    assert body == '{"changed":0,"new":1,"refused":1,"same":0}'


@pytest.mark.live
def test_imports_of_the_same_checks_at_the_same_time_wait_for_each_other(db: None) -> None:
    ann, mark = make_editor(), uuid4().hex
    checks = [check(n, url=f"https://{mark}.example/{n}") for n in range(200)]

    def receive(number: int) -> tuple[int, ...]:
        try:
            mine = [replace(c, rating_label=f"Rating {number}") for c in checks]
            return counts(received(ann, *random.Random(number).sample(mine, len(mine))))  # noqa: S311 - shuffles
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        outcomes = list(threads.map(receive, range(4)))
    assert [sum(column) for column in zip(*outcomes, strict=True)] == [200, 600, 0, 0]
    assert EarlierCheck.objects.filter(url__startswith=f"https://{mark}.").count() == 200


def test_reasons_are_bounded(ann: User) -> None:
    outcome = received(ann, *(check(n, url="") for n in range(100)))
    assert (outcome["refused"], len(outcome["reasons"])) == (100, 20)


def test_a_thousand_checks_take_as_many_statements_as_one(ann: User) -> None:
    def statements(first: int, last: int) -> int:
        item = import_of_checks(ann)
        with CaptureQueriesContext(connection) as captured:
            earlier.receive(actor=SYSTEM, item=item, checks=[check(n) for n in range(first, last)])
        return len(captured)

    assert statements(0, 1) == statements(1, 1001) >= statements(0, 1001)
    assert EarlierCheck.objects.count() == 1001
