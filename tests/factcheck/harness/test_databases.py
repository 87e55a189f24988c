"""The tests' own database is the real thing."""

import pytest
from django.contrib.auth import get_user_model
from django.db import connection


@pytest.mark.django_db
def test_lower_case_and_trigrams_know_cyrillic() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT lower('ПРИВЕТ'), cardinality(show_trgm('привет'))")
        assert cursor.fetchone() == ("привет", 7)


@pytest.mark.django_db
@pytest.mark.parametrize("time", [1, 2])
def test_each_test_starts_without_rows_of_the_one_before(time: int) -> None:
    get_user_model().objects.create(username="ann")
    assert get_user_model().objects.filter(username="ann").count() == 1
