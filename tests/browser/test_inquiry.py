"""Inquiry at work: the verdict asks for what was tried, the form stands right there, readers get it printed."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from annotations.models import Attempt, Claim, QuoteCheck, RequestForComment, User
from tests.browser.test_main_job import assert_accessible
from tests.factories.articles import make_article
from tests.factories.claims import make_claim
from tests.factories.inquiry import make_attempt, make_note, make_quote_check, make_request
from tests.factories.users import make_user

pytestmark = pytest.mark.browser
PageAs = Callable[..., Page]
CARD = ".card-open"


@pytest.fixture
def editor(db: None) -> User:
    return make_user(f"editor-{uuid4().hex[:8]}", "editor", has_password=True)


def open_card(page: Page, claim: Claim) -> None:
    page.goto(f"/articles/{claim.article_id}/#claim-{claim.pk}")
    expect(page.locator(f"{CARD} [data-card-title]")).to_have_text(claim.statement)


@pytest.mark.long
def test_not_enough_evidence_is_given_and_what_was_tried_told_right_there(
    page_as: PageAs, editor: User
) -> None:
    claim = make_claim(make_article(by=editor), editor)
    page = page_as(editor.username)
    open_card(page, claim)
    card = page.locator(CARD)
    page.locator(f"{CARD} [data-card-title]").focus()
    page.keyboard.press("8")
    page.keyboard.type("Nothing could be found.")
    expect(card.get_by_text("This verdict needs what was tried")).to_be_visible()
    card.get_by_role("link", name="Say what was tried").click()
    where = card.get_by_label("Where, or whom")
    where.fill("the register of aid")
    where.press("Control+Enter")
    expect(card.locator("[data-part=inquiry]")).to_contain_text("the register of aid")
    assert Attempt.objects.get(claim=claim).where == "the register of aid"
    explanation = card.locator("textarea[name=explanation]")
    expect(explanation).to_be_visible()  # what was typed is back
    expect(explanation).to_have_value("Nothing could be found.")
    explanation.press("Control+Enter")
    # It was typed over the version before the attempt: nothing is lost, and one more look is asked for.
    expect(card.get_by_text("Look at it once more, then save.")).to_be_visible()
    explanation.press("Control+Enter")
    expect(card.locator(".explanation")).to_contain_text("Nothing could be found.")
    card.get_by_role("button", name="Submit for review").click()
    expect(card.locator(".card-head")).to_contain_text("In review")
    assert_accessible(page)


@pytest.mark.long
@pytest.mark.parametrize("width", [1440, 390])
def test_somebody_is_asked_for_comment_and_a_quotation_checked(
    page_as: PageAs, editor: User, width: int
) -> None:
    claim = make_claim(make_article(by=editor), editor, asserts="said")
    page = page_as(editor.username, width=width)
    page.goto(f"/claims/{claim.pk}/")
    card = page.locator(CARD)
    card.get_by_text("Inquiry", exact=True).click()
    card.get_by_role("link", name="Request for comment").click()
    card.get_by_label("Who was asked").fill("The ministry")
    card.get_by_label("Sent on").fill("2020-11-12")
    card.get_by_label("Answer asked for by").fill("2020-11-01")
    card.get_by_role("button", name="Save", exact=True).click()
    expect(card.locator(".field-error")).to_contain_text("The deadline lies before the request")
    expect(card.get_by_label("Who was asked")).to_have_value("The ministry")
    card.get_by_label("Answer asked for by").fill("2020-11-14")
    card.get_by_role("button", name="Save", exact=True).click()
    expect(card.locator("[data-part=inquiry] summary")).to_contain_text("1 answer overdue")
    assert RequestForComment.objects.get(claim=claim).whom == "The ministry"
    card.get_by_role("link", name="Check the quotation").click()
    card.get_by_role("group", name="Was it said?").get_by_label("right").check()
    card.get_by_label("How that is known").fill("It is on video.")
    card.get_by_role("button", name="Save", exact=True).click()
    expect(card.locator(".checked").first).to_contain_text("It was said: yes – It is on video.")
    assert QuoteCheck.objects.get(appearance__claim=claim).said == "right"
    assert_accessible(page)


@pytest.mark.long
@pytest.mark.parametrize("width", [1440, 768, 390])
def test_a_full_inquiry_fits_the_card(page_as: PageAs, editor: User, width: int) -> None:
    claim = make_claim(make_article(by=editor), editor, asserts="said")
    make_attempt(claim, editor, where="https://register.example/" + "a" * 80, note="Two evenings.")
    make_request(claim, editor, outcome="answered", answer="It is not so.", contact="+375 29 1")
    make_note(claim, editor, visibility="hidden")
    make_quote_check(claim, editor, wording_note="He said 70%.", original_words="слова")
    page = page_as(editor.username, width=width)
    page.goto(f"/claims/{claim.pk}/")
    page.locator(CARD).get_by_text("Inquiry", exact=True).click()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert_accessible(page)
