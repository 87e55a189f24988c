"""What is old is cleared away; what may still be needed stays."""

from datetime import timedelta

import pytest
from django.utils import timezone

from annotations.models import IdempotencyKey
from annotations.tasks.housekeeping import forget_old_keys
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
