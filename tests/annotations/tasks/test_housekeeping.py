"""What is old is cleared away; what may still be needed stays."""

import time
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from annotations.models import ApiUse, IdempotencyKey, SiteRules, Work
from annotations.tasks.housekeeping import forget_old_keys, forget_old_polls, forget_old_uses
from tests.factories.users import make_editor

pytestmark = pytest.mark.django_db


def test_only_keys_older_than_a_week_are_forgotten() -> None:
    editor = make_editor()
    for days in (0, 6, 8):
        key = IdempotencyKey.objects.create(
            person=editor, route="imports", key=str(days), body_sha256="0" * 64, status=202
        )
        age = timezone.now() - timedelta(days=days)
        IdempotencyKey.objects.filter(pk=key.pk).update(created_at=age)
    assert forget_old_keys() == 1
    assert set(IdempotencyKey.objects.values_list("key", flat=True)) == {"0", "6"}


def test_polls_that_ended_are_forgotten_after_a_day_and_imports_never() -> None:
    now = timezone.now()
    for kind, ended in (
        ("poll", now - timedelta(hours=25)),
        ("poll", now - timedelta(hours=23)),
        ("poll", None),
        ("import", now - timedelta(days=90)),
    ):
        Work.objects.create(kind=kind, subject=uuid.uuid4(), done_at=ended)
    for origin, days in (("https://a.example", 61), ("https://b.example", 59)):
        SiteRules.objects.create(origin=origin, read_at=now - timedelta(days=days))
    assert forget_old_polls() == 1
    assert Work.objects.filter(kind="poll").count() == 2
    assert Work.objects.filter(kind="import").count() == 1
    assert SiteRules.objects.get().origin == "https://b.example"


def test_counts_of_calls_are_forgotten_after_an_hour() -> None:
    now = int(time.time() // 60)
    for minute in (now, now - 59, now - 62):
        ApiUse.objects.create(who="token:a:calls", minute=minute)
    assert forget_old_uses() == 1
    assert ApiUse.objects.count() == 2
