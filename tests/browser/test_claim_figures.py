"""Figures of a claim in a real browser: taken from its words, corrected, confirmed."""

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from annotations.models import Claim, Figure, User
from tests.browser.test_main_job import assert_accessible
from tests.factories.articles import make_article
from tests.factories.claims import make_claim
from tests.factories.users import make_user

pytestmark = pytest.mark.browser
PageAs = Callable[..., Page]
TEXT = (
    "Viasna counted.\n\nAccording to Viasna, from January 1 to March 31, 987 detentions were documented in Belarus, of which"
    " one third were detentions of women."
    + "\n\nThe ministry was asked and did not answer on that day." * 30
)  # fmt: skip


@pytest.fixture
def editor(db: None) -> User:
    return make_user(f"editor-{uuid4().hex[:8]}", "editor", has_password=True)


@pytest.fixture
def claim(editor: User) -> Claim:
    article = make_article(TEXT, by=editor, published_at=datetime(2024, 4, 26, tzinfo=UTC))
    return make_claim(article, editor, "987 detentions were documented in Belarus")


def open_card(page: Page, claim: Claim) -> None:
    page.goto(f"/articles/{claim.article_id}/#claim-{claim.pk}")
    expect(page.locator(".card-open [data-card-title]")).to_have_text(claim.statement)


@pytest.mark.long
def test_a_figure_is_taken_corrected_and_confirmed(
    page_as: PageAs, editor: User, claim: Claim
) -> None:
    page = page_as(editor.username)
    open_card(page, claim)
    figures = page.locator(".card-open .claim-figures")
    expect(figures).to_contain_text("987 detentions")
    figures.get_by_role("button", name="Take 987 detentions").press("Enter")
    expect(figures.get_by_role("button", name="Take")).to_have_count(0)
    expect(figures).to_contain_text("1 Jan–31 Mar 2024")
    expect(figures).to_contain_text("inferred, not stated")
    assert_accessible(page)
    figures.get_by_role("link", name="Edit 987 detentions").press("Enter")
    page.get_by_label("What is counted, the same across articles").fill("Detentions in Belarus")
    page.get_by_label("period", exact=True).uncheck()
    page.get_by_label("I confirm value and quantity").check()
    assert_accessible(page)
    page.get_by_role("button", name="Keep the figure").press("Enter")
    expect(figures).to_contain_text("confirmed")
    expect(figures.get_by_role("link", name="Compare on the figure board")).to_be_visible()
    kept = Figure.objects.select_related("quantity").get(claim=claim)
    assert kept.quantity is not None
    assert (kept.quantity.label, kept.inferred, kept.confirmed) == ("Detentions in Belarus", [], True)  # fmt: skip


@pytest.mark.long
@pytest.mark.parametrize("width", [390, 768])
def test_a_refused_figure_keeps_what_was_typed(
    page_as: PageAs, editor: User, claim: Claim, width: int
) -> None:
    page = page_as(editor.username)
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"/claims/{claim.pk}/")
    page.get_by_role("link", name="Add another figure").press("Enter")
    page.get_by_label("Value", exact=True).fill("many")
    page.get_by_label("By whose account").fill("Viasna")
    page.get_by_role("button", name="Keep the figure").press("Enter")
    expect(page.locator(".figure-form .field-error")).to_contain_text("Give a number")
    expect(page.get_by_label("By whose account")).to_have_value("Viasna")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert_accessible(page)
    page.get_by_label("Value", exact=True).fill("65")
    page.get_by_role("button", name="Keep the figure").press("Enter")
    expect(page.locator(".claim-figures")).to_contain_text("65")
    assert Figure.objects.filter(claim=claim, low=65).exists()
