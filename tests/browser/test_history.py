"""The record and a legal matter in a real browser: filtered by hand, two versions side by side, a dossier taken."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from annotations import claims, legal
from annotations.models import User, Work
from annotations.tasks import run
from tests.browser.test_main_job import assert_accessible
from tests.factories.articles import make_article
from tests.factories.claims import make_claim, published_claim
from tests.factories.users import actor_of, make_reviewer, make_user

pytestmark = pytest.mark.browser
PageAs = Callable[..., Page]


@pytest.fixture
def editor() -> User:
    return make_user(f"editor-{uuid4().hex[:8]}", "editor", has_password=True)


@pytest.mark.long
def test_two_versions_of_a_claim_are_chosen_by_keyboard_and_compared(
    page_as: PageAs, editor: User
) -> None:
    claim = make_claim(make_article(by=editor), editor, statement="The city gave out 4,000 kits")
    for words in ("The city gave out 3,000 kits", "The town gave out 3,000 kits"):
        claims.amend(actor=actor_of(editor), claim_id=claim.pk, statement=words)
    page = page_as(editor.username)
    page.goto(f"/history/?claim={claim.pk}")
    assert_accessible(page)
    boxes = page.get_by_role("checkbox")
    expect(boxes).to_have_count(3)
    for box in (boxes.first, boxes.last):
        box.focus()
        page.keyboard.press("Space")
    page.get_by_role("button", name="Compare two chosen entries").press("Enter")
    expect(page.get_by_role("heading", name="The claim at two moments")).to_be_visible()
    removed = page.locator(".record-side del").all_inner_texts()
    assert any("4,000" in words for words in removed)
    assert any("town" in words for words in page.locator(".record-side ins").all_inner_texts())
    assert_accessible(page)


@pytest.mark.long
def test_a_matter_is_opened_filled_and_its_dossier_taken(page_as: PageAs, editor: User) -> None:
    reviewer = make_reviewer(f"reviewer-{uuid4().hex[:8]}")
    word = f"zeta{uuid4().hex[:6]}"
    article = make_article(f"The {word} kits were 4,000.", by=editor, title=word)
    claim = published_claim(article, editor, reviewer, words=f"{word} kits were 4,000")
    page = page_as(editor.username)
    page.goto("/legal/")
    summary = page.get_by_text("Open a matter", exact=True)
    if not page.get_by_label("What it is about").is_visible():
        summary.click()
    page.get_by_label("What it is about").fill("A letter before action")
    page.get_by_label("Who asks").fill("Their lawyers")
    page.get_by_role("button", name="Open the matter").click()
    expect(page.get_by_role("heading", name="A letter before action")).to_be_visible()
    page.get_by_label("Words of a claim or an article").fill(word)
    page.keyboard.press("Enter")
    page.get_by_role("button", name=re.compile(rf"^Add.*{word} kits")).click()
    expect(page.get_by_role("link", name=claim.statement)).to_be_visible()
    page.get_by_role("button", name="Make counsel’s dossier, complete").click()
    expect(page.get_by_text("is being made").first).to_be_visible()
    assert_accessible(page)
    for work in Work.objects.filter(kind=legal.KIND, done_at__isnull=True):
        run.do_work(work.pk)
    link = page.get_by_role("link", name="for counsel, complete")
    for _look in range(60):  # the live worker may have taken it up first, and be at it
        page.reload()
        if link.is_visible():
            break
        page.wait_for_timeout(1_000)
    with page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename.endswith(".zip")
