"""Our own copy in a real browser: a finding with a wording, the list for the writer, the clearing by somebody else."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import transaction
from playwright.sync_api import Page, expect

from annotations.models import Article, Claim, SignOff, Thread
from tests.browser.test_main_job import assert_accessible
from tests.factories.articles import add_revision
from tests.factories.claims import make_claim
from tests.factories.evidence import link_evidence
from tests.factories.own_copy import COPY, WORDING, WORDS, Desk, approve, found, make_copy, read_all
from tests.factories.users import make_user

pytestmark = pytest.mark.browser
PageAs = Callable[..., Page]


@pytest.fixture
def desk() -> Desk:
    def person(name: str, role: str) -> object:
        return make_user(f"{name}-{uuid4().hex[:8]}", role, has_password=True)

    return Desk(
        writer=person("wanda", "editor"),  # type: ignore[arg-type]
        checker=person("cleo", "editor"),  # type: ignore[arg-type]
        approver=person("amir", "reviewer"),  # type: ignore[arg-type]
        chief=person("nina", "reviewer"),  # type: ignore[arg-type]
    )


@pytest.fixture
def article(desk: Desk) -> Article:
    return make_copy(desk, COPY, title=f"Kits for thousands {uuid4().hex[:6]}")


def test_copy_goes_from_a_finding_to_the_writer_and_back_to_be_cleared(
    page_as: PageAs, desk: Desk, article: Article
) -> None:
    claim = make_claim(article, desk.checker, WORDS)
    link_evidence(claim, desk.checker)
    checker = page_as(desk.checker.username)
    give_finding(checker, article, claim)
    checker.goto(f"/articles/{article.pk}/changes/")
    expect(checker.locator("ins").first).to_contain_text("about")
    checker.get_by_role("button", name="Send to the writer").click()
    expect(checker.locator(".page-head")).to_contain_text(f"sent by {desk.checker.name}")
    answer_as_writer(page_as(desk.writer.username), article, claim)
    claim.refresh_from_db()
    Thread.objects.update(resolved_by=desk.checker, resolved_at=claim.created_at)
    approve(claim, desk)
    with transaction.atomic():
        add_revision(article, COPY.replace(WORDS, WORDING))
    read_all(article, desk)
    clear_as_chief(page_as(desk.chief.username), article, claim, desk)


def give_finding(page: Page, article: Article, claim: Claim) -> None:
    page.goto(f"/articles/{article.pk}/#claim-{claim.pk}")
    card = page.locator(f"#card-{claim.pk}")
    card.get_by_text("Give a verdict").click()
    card.get_by_text("Change", exact=True).click()
    card.get_by_label("Explanation for the writer").fill("The register says 3,800.")
    card.get_by_role("button", name="Save verdict").click()
    expect(card).to_contain_text("Write what the copy should say instead")
    expect(card.get_by_label("Explanation for the writer")).to_have_value(
        "The register says 3,800."
    )
    card.get_by_label("Proposed wording").fill(WORDING)
    card.get_by_role("button", name="Save verdict").click()
    expect(card.locator("[data-proposed]")).to_have_text(WORDING)


def answer_as_writer(page: Page, article: Article, claim: Claim) -> None:
    page.goto(f"/articles/{article.pk}/#claim-{claim.pk}")
    card = page.locator(f"#card-{claim.pk}")
    card.get_by_text("The writer's backing").click()
    card.get_by_label("What it rests on").fill("My notebook, page 4")
    card.get_by_role("button", name="Keep the note").click()
    expect(card.locator(".backing-note")).to_contain_text("My notebook, page 4")
    page.goto(f"/articles/{article.pk}/changes/")
    assert_accessible(page)
    page.locator("summary", has_text="Answer").click()
    page.get_by_label("What you did").fill("As you propose.")
    page.get_by_role("button", name="Done").click()
    expect(page).to_have_url(re.compile(f"#change-{claim.pk}$"))


def clear_as_chief(page: Page, article: Article, claim: Claim, desk: Desk) -> None:
    page.goto(f"/articles/{article.pk}/clear/")
    expect(page.locator("[data-item=unapproved]")).to_have_count(1)
    assert_accessible(page)
    claim.refresh_from_db()
    approve(claim, desk)
    page.reload()
    assert_accessible(page)
    page.get_by_role("button", name="Clear revision 2").click()
    expect(page.locator("#stands")).to_contain_text(f"Cleared by {desk.chief.name} at revision 2")
    page.goto(f"/articles/{article.pk}/")
    expect(page.locator("[data-sign-off=in-force]")).to_contain_text(f"by {desk.chief.name}")
    assert SignOff.objects.get(article=article).ended_at is None


@pytest.mark.long
def test_the_list_is_copied_as_text(page_as: PageAs, desk: Desk, article: Article) -> None:
    found(article, desk, "change")
    page = page_as(desk.checker.username)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"/articles/{article.pk}/changes/")
    page.get_by_role("button", name="Copy as text").press("Enter")
    expect(page.locator("#toasts")).to_contain_text("copied as text")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert f"Proposed: {WORDING}" in copied
