"""Hidden evidence, told as a story: its owner names a reviewer, and only they find the claim and decide."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from annotations.models import Claim, User
from tests.browser.test_main_job import assert_accessible
from tests.factories.articles import make_article
from tests.factories.claims import submitted_claim
from tests.factories.evidence import link_evidence
from tests.factories.users import make_user

pytestmark = [pytest.mark.browser, pytest.mark.long]
PageAs = Callable[..., Page]


def person(name: str, role: str) -> User:
    return make_user(f"{name}-{uuid4().hex[:8]}", role, has_password=True)


@pytest.fixture
def owner(db: None) -> User:
    return person("olga", "editor")


@pytest.fixture
def claim(owner: User) -> Claim:
    claim = submitted_claim(make_article(by=owner), owner)
    link_evidence(
        claim, owner, title="A letter", url="https://secret.example/", visibility="hidden"
    )
    return claim


@pytest.mark.parametrize("width", [1440, 390])
def test_the_owner_names_a_reviewer_and_only_they_decide(
    width: int, owner: User, claim: Claim, page_as: PageAs
) -> None:
    sam, rita = person("sam", "reviewer"), person("rita", "reviewer")
    page = page_as(owner.username, width=width)
    page.goto(f"/claims/{claim.pk}/")
    expect(page.get_by_text("Only you see this.")).to_be_visible()
    expect(page.locator("[data-reviewer-needed]")).to_be_visible()
    page.get_by_label("Reviewer", exact=True).select_option(label=sam.name)
    page.get_by_label("Share with them what I keep confidential").check()
    assert_accessible(page)
    page.get_by_role("button", name="Reserve it for them").press("Enter")
    expect(page.get_by_text(f"Reserved for {sam.name}")).to_be_visible()
    expect(page.get_by_text(f"Only you and {sam.name} see this.")).to_be_visible()
    other = page_as(rita.username, width=width)
    other.goto(f"/claims/{claim.pk}/")
    expect(other.get_by_text("This claim is reserved for another reviewer.")).to_be_visible()
    expect(other.get_by_text("A letter")).to_have_count(0)
    reviewer = page_as(sam.username, width=width)
    reviewer.goto(f"/claims/{claim.pk}/")
    expect(reviewer.get_by_text("A letter").first).to_be_visible()
    reviewer.get_by_role("button", name="Approve exactly this").press("Enter")
    expect(reviewer.get_by_text("Approved").first).to_be_visible()
