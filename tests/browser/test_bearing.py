"""A passage of another article becomes evidence in two clicks, in a real browser."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import APIResponse, Page, Route, expect

from annotations.claims import amend
from annotations.models import Article, Claim, Evidence, User
from tests.browser.test_hints import seed
from tests.browser.test_main_job import assert_accessible
from tests.factories.claims import make_claim
from tests.factories.users import actor_of, make_user
from tests.harness.pointing import choose, unfold

pytestmark = pytest.mark.browser
PageAs = Callable[..., Page]
BARELY = "The official results give Lukashenko the winner with 80% of the votes"
SHOWED = "Belarus plunged into protests after August 9 election results showed incumbent President Alexander Lukashenko win over 80 percent"


@pytest.fixture
def editor() -> User:
    return make_user(f"editor-{uuid4().hex[:8]}", "editor", has_password=True)


@pytest.fixture
def other(editor: User) -> Article:
    return seed("red-cross-hygiene-kits", editor)


@pytest.fixture
def claim(editor: User, other: Article) -> Claim:
    return make_claim(seed("belarus-frees-detainees", editor), editor, BARELY)


def open_card(page: Page, claim: Claim) -> None:
    page.goto(f"/articles/{claim.article_id}/#claim-{claim.pk}")
    page.wait_for_load_state("networkidle")
    expect(page.locator(".card-open")).to_be_visible()


def test_a_passage_elsewhere_is_linked_in_two_clicks(
    page_as: PageAs, editor: User, claim: Claim, other: Article
) -> None:
    page = page_as(editor.username)
    open_card(page, claim)
    page.get_by_text("Passages elsewhere").click()
    first = page.locator(".bearing-passage", has_text=SHOWED).first
    expect(first).to_contain_text("numbers: 80 percent")
    expect(first).to_contain_text("names: ")
    assert_accessible(page)
    first.get_by_role("button", name="Contradicts").click()
    # The card is fresh, the part is open still, and the passage says how it is linked.
    expect(page.locator(".card-open .evidence.stance-contradicts")).to_contain_text(SHOWED)
    again = page.locator(".bearing-passage", has_text=SHOWED).first
    expect(again).to_contain_text("linked already")
    entry = Evidence.objects.get(claim=claim)
    assert entry.passage is not None
    # Tests beside this one may have the same article.
    assert entry.stance == "contradicts"
    assert entry.passage.article_id != claim.article_id
    assert SHOWED in entry.quote
    # Own words find another passage.
    page.get_by_label("Look for other words").fill("wound closure blankets")
    others = page.locator(".bearing-passage").filter(has_not_text="Wound closure materials")
    expect(others).to_have_count(0)
    expect(page.locator(".bearing-passage").first).to_contain_text("Wound closure materials")
    assert_accessible(page)


def test_news_of_ones_own_change_never_overtakes_its_answer(
    page_as: PageAs, editor: User, claim: Claim, other: Article
) -> None:
    page = page_as(editor.username)
    open_card(page, claim)
    page.get_by_text("Passages elsewhere").click()
    held: list[tuple[Route, APIResponse]] = []
    page.route(re.compile("/bearing/link/"), lambda route: held.append((route, route.fetch())))
    with page.expect_response(re.compile(f"/articles/{claim.article_id}/claims/")):
        page.locator(".bearing-passage", has_text=SHOWED).first.get_by_role(
            "button", name="Contradicts"
        ).click()
    page.wait_for_load_state("networkidle")
    route, answer = held.pop()
    route.fulfill(response=answer)
    again = page.locator(".bearing-passage", has_text=SHOWED).first
    expect(again).to_contain_text("linked already")
    page.wait_for_load_state("networkidle")
    expect(again).to_contain_text("linked already")


def test_a_card_that_comes_anew_stays_unfolded(page_as: PageAs, editor: User, claim: Claim) -> None:
    page = page_as(editor.username)
    open_card(page, claim)
    page.locator(".card-open details[data-part=source] > summary").click()
    somebody = make_user(f"editor-{uuid4().hex[:8]}", "editor")
    amend(actor=actor_of(somebody), claim_id=claim.pk, claimant="The electoral commission")
    expect(page.locator(".card-open .by")).to_contain_text("The electoral commission")
    expect(page.locator(".card-open").get_by_label("Web address")).to_be_visible()


@pytest.mark.long
def test_on_a_phone_the_link_leads_to_the_passage(
    page_as: PageAs, editor: User, claim: Claim, other: Article
) -> None:
    page = page_as(editor.username, width=390)
    open_card(page, claim)
    page.get_by_text("Passages elsewhere").click()
    link = page.locator(".bearing-passage", has_text=SHOWED).first.get_by_role("link")
    assert_accessible(page)
    expect(link).to_have_attribute(
        "href", re.compile(r"^/articles/[\w-]+/#:~:text=Belarus%20plunged")
    )
    link.click()
    expect(page.locator("#text")).to_contain_text(SHOWED)


def test_a_press_reaches_its_button_though_the_card_grew_meanwhile(
    page_as: PageAs, editor: User, claim: Claim
) -> None:
    page = page_as(editor.username)
    open_card(page, claim)
    choose(unfold(page, "verdict"), "Mostly true")
    button = page.get_by_role("button", name="Save verdict")
    button.hover()
    page.wait_for_load_state("networkidle")
    button.hover()
    box = button.bounding_box()
    assert box
    page.mouse.down()
    page.evaluate(
        "document.querySelector('.card-open').insertAdjacentHTML('afterbegin', '<p>News</p><p>More</p>')"
    )
    moved = button.bounding_box()
    assert moved
    assert moved["y"] > box["y"] + box["height"], "it has to have moved from under the pointer"
    page.mouse.up()
    expect(page.locator(".card-open")).to_contain_text("a verdict needs an explanation")
