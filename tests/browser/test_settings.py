"""An administrator says that two people approve; the second reviewer reads who was the first."""

from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from annotations.models import Claim, Newsroom
from tests.browser.test_main_job import assert_accessible
from tests.factories.articles import make_article
from tests.factories.claims import submitted_claim
from tests.factories.desks import make_desk
from tests.factories.users import make_user

pytestmark = [pytest.mark.browser, pytest.mark.long]
PageAs = Callable[..., Page]


@pytest.fixture(autouse=True)
def one_step_again(db: None) -> Iterator[None]:
    yield
    Newsroom.objects.update(review_steps=1)


def somebody(role: str) -> str:
    return make_user(f"{role}-{uuid4().hex[:8]}", role, has_password=True).username


@pytest.mark.parametrize("width", [1440, 390])
def test_two_approve_where_an_administrator_asks_for_two(page_as: PageAs, width: int) -> None:
    editor = make_user(f"editor-{uuid4().hex[:8]}", "editor")
    claim = submitted_claim(make_article(by=editor), editor)
    first, second = somebody("reviewer"), somebody("reviewer")
    desk = make_desk(f"Politics {uuid4().hex[:6]}")
    admin = page_as(somebody("admin"), width=width)
    admin.goto("/settings/")
    assert_accessible(admin)
    admin.get_by_label("two other people, one after the other").check()
    admin.get_by_role("button", name="Save", exact=True).click()
    expect(admin.get_by_text("Approvals that stand stay as they were.")).to_be_visible()
    admin.goto(f"/articles/{claim.article_id}/desk/")
    admin.get_by_label(desk.name).check()
    assert_accessible(admin)
    admin.get_by_role("button", name="Save").click()
    admin.wait_for_url(f"**/articles/{claim.article_id}/")
    admin.goto("/dashboard/")
    assert_accessible(admin)
    for name, said in ((first, "one more person to approve"), (second, "Approved")):
        page = page_as(name, width=width)
        page.goto(f"/claims/{claim.pk}/")
        page.get_by_role("button", name="Approve exactly this").click()
        expect(page.locator(".card-open")).to_contain_text(said)
        expect(page.locator(".htmx-request")).to_have_count(0)
        assert_accessible(page)
    assert Claim.objects.get(pk=claim.pk).approval == "valid"
