"""The page of one batch."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client

from annotations.models import Batch, Import, User
from tests.factories.batches import fail_some, make_batch

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def shown(client: Client, path: str) -> list[Import]:
    answer = client.get(path)
    assert answer.status_code == 200
    found: list[Import] = answer.context["imports"]
    return found


def test_the_failed_come_first_and_the_cancelled_last(editor: User, as_user: SignIn) -> None:
    batch = make_batch(editor, 6)
    fail_some(batch, 1, "cancelled")
    fail_some(batch, 2)
    Import.objects.filter(pk=batch.imports.unfinished().order_by("-pk")[0].pk).update(
        status="running"
    )
    rows = shown(as_user(editor), f"/imports/batches/{batch.pk}/")
    assert [(row.status, row.error_code) for row in rows] == [
        ("failed", "http_404"),
        ("failed", "http_404"),
        ("running", ""),
        ("queued", ""),
        ("queued", ""),
        ("failed", "cancelled"),
    ]


def test_progress_stands_there_as_a_bar_and_in_words(editor: User, as_user: SignIn) -> None:
    batch = make_batch(editor, 6, label="Election night")
    fail_some(batch, 2)
    page = as_user(editor).get(f"/imports/batches/{batch.pk}/").content.decode()
    assert '<progress max="6" value="2" aria-label="Progress of Election night"' in page
    assert page.count("0 of 6 arrived, 2 failed") == 2  # for the eye, and for a screen reader


def test_a_batch_without_a_name_is_called_by_its_size(editor: User, as_user: SignIn) -> None:
    batch = make_batch(editor, 6)
    assert (
        "<h1>6 imports</h1>"
        in as_user(editor).get(f"/imports/batches/{batch.pk}/").content.decode()
    )


def test_what_stood_twice_is_told(editor: User, as_user: SignIn) -> None:
    Batch.objects.filter(pk=make_batch(editor).pk).update(merged=2)
    page = as_user(editor).get(f"/imports/batches/{Batch.objects.get().pk}/").content.decode()
    assert "2 stood in the list twice and were taken once." in page


def test_all_that_wait_are_cancelled_and_the_failed_tried_again(
    editor: User, as_user: SignIn
) -> None:
    batch, client = make_batch(editor, 5), as_user(editor)
    fail_some(batch, 2)
    path = f"/imports/batches/{batch.pk}/"
    assert client.post(f"{path}retry/").headers["Location"] == path
    assert batch.imports.filter(status="queued").count() == 5
    answer = client.post(f"{path}cancel/", follow=True)
    assert "5 imports cancelled." in answer.content.decode()
    client.post(f"{path}retry/")
    assert batch.imports.filter(status="queued").count() == 0
    client.post(f"{path}retry/", {"cancelled": "1"})
    assert batch.imports.filter(status="queued").count() == 5


def test_buttons_are_there_only_where_they_do_something(editor: User, as_user: SignIn) -> None:
    batch, client = make_batch(editor, 2), as_user(editor)
    path = f"/imports/batches/{batch.pk}/"
    page = client.get(path).content.decode()
    assert "Cancel the 2 that have not arrived" in page
    assert f"{path}retry/" not in page
    fail_some(batch, 2)
    page = client.get(path).content.decode()
    assert f"{path}cancel/" not in page
    assert "Try the 2 failed ones again" in page


def test_a_viewer_watches_and_changes_nothing(editor: User, viewer: User, as_user: SignIn) -> None:
    batch, client = make_batch(editor, 2), as_user(viewer)
    path = f"/imports/batches/{batch.pk}/"
    page = client.get(path).content.decode()
    assert '<form method="post" action="/imports' not in page
    assert client.post(f"{path}cancel/").status_code == 403
    assert client.post(f"{path}retry/").status_code == 403
    assert batch.imports.filter(status="queued").count() == 2


def test_an_unknown_batch_is_missing(editor: User, as_user: SignIn) -> None:
    client, unknown = as_user(editor), uuid4()
    assert client.get(f"/imports/batches/{unknown}/").status_code == 404
    assert client.post(f"/imports/batches/{unknown}/cancel/").status_code == 404


def test_pages_follow_each_other_without_gap_or_repeat(editor: User, as_user: SignIn) -> None:
    batch, client = make_batch(editor, 120), as_user(editor)
    fail_some(batch, 60)
    path, seen = f"/imports/batches/{batch.pk}/", []
    following: str = path
    while following:
        answer = client.get(following)
        seen += [item.pk for item in answer.context["imports"]]
        following = answer.context["page"].next_url and path + answer.context["page"].next_url
    assert len(seen) == len(set(seen)) == 120
    for damaged in ("x", "9.1", f"0.{'x' * 40}", "%00", "5." + str(uuid4())):
        assert len(shown(client, f"{path}?after={damaged}")) == 50


def test_fifty_rows_take_as_many_queries_as_two(
    editor: User, as_user: SignIn, queries_of: Callable[..., int]
) -> None:
    small, large, client = make_batch(editor, 2), make_batch(editor, 50), as_user(editor)
    fail_some(small, 1)
    fail_some(large, 25)
    few = queries_of(client, f"/imports/batches/{small.pk}/")
    assert queries_of(client, f"/imports/batches/{large.pk}/") == few
