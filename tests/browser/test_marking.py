"""What the workspace says of selected words, before and after a claim is made of them."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Page, Route, expect

from annotations.models import Article, Claim, Highlight
from tests.browser.test_main_job import assert_accessible
from tests.factories.articles import make_article
from tests.factories.users import make_user
from tests.harness.pointing import SELECT, drag_over

pytestmark = pytest.mark.browser
PageAs = Callable[..., Page]
TEXT = (
    "At least 119 people were released, and dozens more were beaten.\n\n"
    "In five days of protests. About 7,000 people were arrested and hundreds were injured.\n\n"
    "The ministry gave out more than 4,000 kits. It said again: more than 4,000 kits. 🇧🇾 And more than 4,000 kits."
)


@pytest.fixture
def article(db: None) -> Article:
    return make_article(TEXT, by=make_user(f"importer-{uuid4().hex[:8]}", "editor"))


@pytest.fixture
def editor(page_as: PageAs, article: Article) -> Page:
    name = f"editor-{uuid4().hex[:8]}"
    make_user(name, "editor", has_password=True)
    page = page_as(name)
    page.goto(f"/articles/{article.pk}/")
    expect(page.locator("[data-no-claims]")).to_be_visible()
    return page


def new_claim(page: Page, words: str, nth: int = 0) -> None:
    drag_over(page, words, nth)
    page.get_by_role("button", name=re.compile("Mark as claim")).click()


def test_stray_characters_at_the_ends_are_left_out(editor: Page) -> None:
    new_claim(editor, "people were released, ")
    expect(editor.locator("#new-statement")).to_have_value("people were released")
    editor.get_by_role("button", name="Save claim").click()
    expect(editor.locator(".card-open [data-card-title]")).to_have_text("people were released")
    assert Highlight.objects.latest("created_at").exact == "people were released"


def test_the_tools_wait_until_the_words_are_dragged_over_and_never_catch_the_pointer(
    editor: Page,
) -> None:
    """What shows up below one line of the selection stands on the next, where the pointer goes."""
    words = "In five days of protests. About 7,000 people were arrested and hundreds were injured"
    editor.set_viewport_size({"width": 390, "height": 844})
    left, top, right, bottom = editor.evaluate(SELECT, [words, 0])
    assert bottom - top > 40, "the words stand on one line"
    tools = editor.locator("#select-tools")
    editor.mouse.move(left, top)
    editor.mouse.down()
    editor.mouse.move(left + 150, top, steps=3)
    editor.wait_for_timeout(300)
    expect(tools).to_be_hidden()
    editor.mouse.move(right, bottom, steps=3)
    editor.mouse.up()
    expect(tools).to_be_visible()
    editor.get_by_role("button", name=re.compile("Mark as claim")).click()
    expect(editor.locator("#new-statement")).to_have_value(words)


@pytest.mark.long
def test_a_statement_that_loses_a_qualifier_is_warned_of_while_typing_and_on_the_card(
    editor: Page,
) -> None:
    new_claim(editor, "At least 119 people were released")
    losses = editor.locator("[data-losses]")
    expect(losses).to_be_hidden()
    editor.locator("#new-statement").fill("119 people were released")
    expect(losses).to_contain_text("At least")
    assert_accessible(editor)
    editor.get_by_role("button", name="Save claim").click()
    expect(editor.locator(".card-open .notice", has_text="At least")).to_be_visible()


@pytest.mark.long
def test_the_card_says_which_occurrence_it_is_and_marks_the_others(editor: Page) -> None:
    new_claim(editor, "more than 4,000 kits", nth=1)
    expect(editor.locator("[data-places]")).to_contain_text("3 times")
    expect(editor.locator("[data-places]")).to_contain_text("number 2")
    editor.get_by_role("button", name="Save claim").click()
    card = editor.locator(".card-open")
    expect(card).to_contain_text("this is number 2")
    assert_accessible(editor)
    card.get_by_role("button", name="Mark the other 2 too").click()
    expect(card).to_contain_text("Every place is marked.")
    claim = Claim.objects.latest("created_at")
    assert Highlight.objects.filter(appearance__claim=claim).count() == 3


def test_the_others_can_be_marked_with_the_claim_itself(editor: Page) -> None:
    new_claim(editor, "more than 4,000 kits")
    editor.get_by_label("The other 2 say the same claim").check()
    editor.get_by_role("button", name="Save claim").click()
    expect(editor.locator(".card-open")).to_contain_text("Every place is marked.")
    expect(editor.locator("#margin button")).to_have_count(3)


@pytest.mark.long
def test_a_selection_with_several_statements_is_split_one_form_after_the_other(
    editor: Page,
) -> None:
    new_claim(editor, "About 7,000 people were arrested and hundreds were injured")
    editor.get_by_role("button", name="Mark them as 2 claims").click()
    expect(editor.locator("#new-statement")).to_have_value("About 7,000 people were arrested")
    expect(editor.locator("[data-queue]")).to_contain_text("hundreds were injured")
    assert_accessible(editor)
    editor.get_by_role("button", name="Save claim").click()
    editor.get_by_role("button", name="Mark it next").click()
    expect(editor.locator("#new-statement")).to_have_value("hundreds were injured")
    editor.get_by_role("button", name="Save claim").click()
    expect(editor.locator("#margin button")).to_have_count(2)
    expect(editor.locator("[data-next-statement]")).to_have_count(0)


def test_a_card_that_comes_late_never_covers_the_form_opened_meanwhile(editor: Page) -> None:
    new_claim(editor, "dozens more were beaten")
    editor.get_by_role("button", name="Save claim").click()
    expect(editor.locator(".card-open")).to_be_visible()
    editor.keyboard.press("Escape")
    late: list[Route] = []
    card = re.compile(r"/claims/[\w-]+/card/$")
    editor.route(card, lambda route: late.append(route))  # noqa: PLW0108 - Playwright asks for a function
    editor.locator(".card-line").first.click()
    new_claim(editor, "About 7,000 people were arrested")
    with editor.expect_response(card):
        late.pop().continue_()
    editor.wait_for_load_state("networkidle")
    expect(editor.locator("#new-statement")).to_have_value("About 7,000 people were arrested")


@pytest.mark.long
def test_words_that_bear_a_claim_already_say_so(editor: Page) -> None:
    new_claim(editor, "hundreds were injured")
    editor.get_by_role("button", name="Save claim").click()
    expect(editor).to_have_url(re.compile("#claim-"))
    expect(editor.locator(".card-open [data-card-title]")).to_have_text("hundreds were injured")
    editor.keyboard.press("Escape")
    expect(editor.locator(".card-open")).to_have_count(0)
    new_claim(editor, "hundreds were injured")
    already = editor.locator("[data-already]")
    expect(already).to_contain_text("A claim stands on these words already")
    # News while nothing is being typed: the form stays what it is.
    editor.get_by_role("button", name="Save claim").focus()
    with editor.expect_response("**/claims/?view=brief"):
        editor.evaluate(
            "document.dispatchEvent(new CustomEvent('claims-changed', {detail: {claim: 'another'}}))"
        )
    editor.wait_for_timeout(300)
    expect(editor.get_by_label("Statement to check")).to_have_value("hundreds were injured")
    already.get_by_role("button", name="hundreds were injured").click()
    expect(editor.locator(".card-open[data-claim]")).to_be_visible()
    assert Claim.objects.filter(statement="hundreds were injured").count() >= 1


def test_news_of_others_at_the_moment_of_saving_does_not_keep_the_new_claim_from_opening(
    editor: Page,
) -> None:
    new_claim(editor, "hundreds were injured")
    held: list[Route] = []
    editor.route("**/claims/?view=brief", lambda route: held.append(route))  # noqa: PLW0108 - a built-in method has no name for Playwright
    with editor.expect_request("**/claims/?view=brief"):
        editor.get_by_role("button", name="Save claim").click()
    with editor.expect_request("**/claims/?view=brief"):
        editor.evaluate(
            "document.dispatchEvent(new CustomEvent('claims-changed', {detail: {claim: 'another'}}))"
        )
    with editor.expect_response("**/claims/?view=brief"):
        held[0].continue_()
    editor.wait_for_timeout(100)
    held[1].continue_()
    editor.unroute("**/claims/?view=brief")
    claim = Claim.objects.latest("created_at")
    expect(editor).to_have_url(re.compile(f"#claim-{claim.pk}$"))
    expect(editor.locator(".card-line")).to_have_count(1)
