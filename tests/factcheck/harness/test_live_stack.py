"""The tests' live stack is the product's own processes."""

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from annotations.imports.accept import import_url
from annotations.models import Import, ImportStatus, Role
from annotations.permissions import Actor
from tests.factories.users import make_user
from tests.harness.processes import Processes, answers

pytestmark = pytest.mark.live


def wait_until_over(one: Import) -> Import:
    limit = time.monotonic() + 60
    while one.status in {ImportStatus.QUEUED, ImportStatus.RUNNING}:
        assert time.monotonic() < limit, f"still {one.status}"
        time.sleep(0.1)
        one.refresh_from_db()
    return one


def test_an_import_goes_through_a_real_worker(live_stack: Processes, demo_publisher: str) -> None:
    editor = make_user("live-editor", role=Role.EDITOR)
    one = import_url(
        actor=Actor(user=editor, door="api"),
        url=f"{demo_publisher}/articles/viasna-first-quarter-2024/",
    )
    assert wait_until_over(one).status == ImportStatus.SUCCEEDED


def test_the_web_server_answers(live_server_url: str) -> None:
    assert answers(f"{live_server_url}/healthz")


@pytest.mark.browser
def test_a_person_signs_in_through_the_form(page_as: Callable[..., Page]) -> None:
    make_user("live-reader", role=Role.VIEWER, has_password=True)
    page = page_as("live-reader")
    expect(page.locator("body")).to_be_visible()
    assert "/accounts/login/" not in page.url
