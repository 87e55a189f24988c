"""After a new text, in a real browser: passages that changed wait in the tray, and a person decides on each."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import transaction
from playwright.sync_api import Page, expect

from annotations import claims
from annotations.models import Article, Highlight, HistoryEntry, User
from tests.browser.test_main_job import assert_accessible
from tests.factories.articles import add_revision, make_article
from tests.factories.claims import make_claim, published_claim
from tests.factories.users import actor_of, make_user

pytestmark = pytest.mark.browser
PageAs = Callable[..., Page]

LEDE = "Volunteers gave out 4,000 hygiene kits in March."
VOTERS, LOST = "80% of voters took part", "nine buses left for the border"
AROUND = [f"In place {n} the ministry counted what it could, and said so twice." for n in range(9)]
TEXT = "\n\n".join(
    [
        LEDE,
        *AROUND[:3],
        f"According to official statistics, {VOTERS}. On the same evening {LOST}.",
        *AROUND[3:],
        LEDE,
    ]
)
NEW = (
    TEXT.replace("4,000", "5,500")
    .replace("According to official statistics", "According to Viasna")
    .replace(f" On the same evening {LOST}.", "")
    .replace(AROUND[3], f"{AROUND[3]} Some vehicles went to the frontier at night.")
)


@pytest.fixture
def editor() -> User:
    return make_user(f"editor-{uuid4().hex[:8]}", "editor", has_password=True)


@pytest.fixture
def article(editor: User) -> Article:
    """Four passages wait in its second text: one edit made twice, another attribution, words that are gone."""
    made = make_article(TEXT, by=editor, url=f"https://news.example/{uuid4().hex}")
    for nth in (0, 1):
        make_claim(made, editor, "4,000 hygiene kits", nth=nth)
    make_claim(made, editor, VOTERS)
    make_claim(made, editor, LOST)
    revise(made, NEW)
    made.refresh_from_db()
    return made


@transaction.atomic
def revise(article: Article, text: str) -> None:
    add_revision(article, text)


def open_workspace(page: Page, article: Article) -> None:
    page.goto(f"/articles/{article.pk}/")
    page.wait_for_load_state("networkidle")
    expect(page.locator("#tray-opener")).to_be_visible()


def current(page: Page) -> str:
    return page.locator(".tray-entry.current").inner_text()


@pytest.mark.long
def test_a_new_text_is_decided_on_by_keys_alone_until_nothing_waits(
    page_as: PageAs, editor: User, article: Article
) -> None:
    page = page_as(editor.username)
    open_workspace(page, article)
    opener, tray, live = page.locator("#tray-opener"), page.locator("#tray"), page.locator("#tray-live")  # fmt: skip
    expect(opener).to_contain_text("4 passages to look at")
    margin = page.locator("#margin").get_by_role("button", name="The words or the sentence of a passage changed")  # fmt: skip
    expect(margin).to_have_count(3)
    lost = page.locator(".card-line", has_text=LOST)
    expect(lost).to_contain_text("not found")
    page.keyboard.press("g")
    entry = page.locator(".tray-entry.current")
    expect(entry).to_be_focused()
    expect(entry.locator("del")).to_have_text("4,000")
    expect(entry.locator("ins")).to_have_text("5,500")
    expect(tray).to_contain_text("1 of 4")
    assert_accessible(page)
    page.keyboard.press("j")
    expect(page.locator(".tray-entry.current ins")).to_contain_text("Viasna")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Shift+Y")
    expect(live).to_contain_text("Confirmed: 2. Left: 2.")
    expect(page.locator(".tray-entry.current")).to_be_focused()
    page.keyboard.press("Enter")
    expect(live).to_contain_text("Confirmed. Left: 1.")
    expect(page.locator(".tray-entry.current")).to_contain_text("no longer in the text")
    page.keyboard.press("y")
    expect(page.locator("#toasts")).to_contain_text("Select where they stand now")
    for _time in range(40):
        page.keyboard.press("]")
        if page.evaluate("getSelection().toString()").startswith("Some vehicles"):
            break
    page.keyboard.press("h")
    expect(live).to_contain_text("Nothing is left to look at.")
    expect(tray).to_be_hidden()
    expect(opener).to_be_hidden()
    places = Highlight.objects.filter(article=article, revision=article.current_revision_id)
    assert sorted(places.values_list("exact", flat=True)) == [
        "5,500 hygiene kits",
        "5,500 hygiene kits",
        VOTERS,
        "Some vehicles went to the frontier at night.",
    ]
    verbs = HistoryEntry.objects.filter(article_id=article.pk, verb__startswith="passage_")
    assert sorted(verbs.values_list("verb", flat=True)) == [*["passage_confirmed"] * 3, "passage_reattached"]  # fmt: skip


@pytest.mark.long
def test_on_a_phone_the_tray_leaves_the_text_in_view(
    page_as: PageAs, editor: User, article: Article
) -> None:
    page = page_as(editor.username, width=390)
    open_workspace(page, article)
    page.locator("#tray-opener").click()
    tray = page.locator("#tray")
    expect(tray).to_be_visible()
    box = tray.bounding_box()
    assert box is not None
    assert box["y"] > 300, "the text stands above it"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1")
    assert_accessible(page)
    tray.get_by_role("button", name="Next passage").click()
    expect(page.locator(".tray-entry.current ins")).to_contain_text("Viasna")
    page.keyboard.press("Escape")
    expect(tray).to_be_hidden()
    expect(page.locator("#tray-opener")).to_be_focused()


@pytest.mark.long
def test_what_is_gone_for_good_comes_back_by_undo(
    page_as: PageAs, editor: User, article: Article
) -> None:
    page = page_as(editor.username)
    open_workspace(page, article)
    page.keyboard.press("g")
    for _time in range(2):
        page.keyboard.press("j")
    expect(page.locator(".tray-entry.current")).to_contain_text("no longer in the text")
    page.keyboard.press("q")
    expect(page.locator("#tray-live")).to_contain_text("Gone for good. Undo brings it back. Left: 3.")  # fmt: skip
    assert Highlight.objects.get(article=article, exact=LOST).gone_at is not None
    page.keyboard.press("z")
    expect(page.locator("#tray-opener")).to_contain_text("4 passages to look at")
    assert Highlight.objects.get(article=article, exact=LOST).gone_at is None


@pytest.mark.long
def test_what_another_person_decides_leaves_the_open_tray(
    page_as: PageAs, editor: User, article: Article
) -> None:
    page = page_as(editor.username)
    open_workspace(page, article)
    page.keyboard.press("g")
    expect(page.locator(".tray-entry.current")).to_be_focused()
    place = Highlight.objects.get(article=article, exact=VOTERS)
    claims.confirm(actor=actor_of(make_user(role="editor")), highlight_id=place.pk)
    expect(page.locator("#tray")).to_contain_text("1 of 3", timeout=15_000)
    expect(page.locator("#tray-live")).to_contain_text(
        "A passage was decided on elsewhere. Left: 3."
    )
    expect(page.locator(".tray-entry.current")).to_be_focused()


@pytest.mark.long
def test_an_entry_that_changed_meanwhile_stays_and_says_what_to_do(
    page_as: PageAs, editor: User, article: Article
) -> None:
    page = page_as(editor.username)
    page.route("**/events/**", lambda route: route.abort())  # it hears of nothing by itself
    open_workspace(page, article)
    page.keyboard.press("g")
    place = Highlight.objects.filter(article=article).order_by("start")[0]
    claim = place.appearance.claim  # type: ignore[union-attr]
    claims.amend(actor=actor_of(editor), claim_id=claim.pk, statement="Kits were given.")
    page.keyboard.press("y")
    refused = page.locator(".tray-entry.current [data-refused]")
    expect(refused).to_contain_text("Somebody changed this claim")
    page.keyboard.press("y")
    expect(page.locator("#tray-live")).to_contain_text("Left: 3.")
    revise(article, NEW.replace("5,500", "6,600"))
    page.keyboard.press("y")
    expect(page.locator("#tray [data-newer]")).to_be_visible()
    expect(page.locator("#tray").get_by_role("link", name="Show the newest text")).to_be_visible()


@pytest.mark.long
def test_a_card_leads_to_its_entry_and_back(
    page_as: PageAs, editor: User, article: Article
) -> None:
    page = page_as(editor.username)
    open_workspace(page, article)
    page.locator(".card-line", has_text=LOST).click()
    page.locator("#cards").get_by_role("link", name="Compare").click()
    expect(page.locator(".tray-entry.current")).to_be_focused()
    expect(page.locator(".tray-entry.current")).to_contain_text(LOST)
    page.keyboard.press("Escape")
    expect(page.locator("#tray")).to_be_hidden()
    expect(page.locator("#cards").get_by_role("link", name="Compare")).to_be_focused()


@pytest.mark.long
def test_a_viewer_sees_the_tray_without_the_acts(page_as: PageAs, article: Article) -> None:
    viewer = make_user(f"viewer-{uuid4().hex[:8]}", "viewer", has_password=True)
    page = page_as(viewer.username)
    open_workspace(page, article)
    page.keyboard.press("g")
    expect(page.locator(".tray-entry.current del")).to_have_text("4,000")
    expect(page.locator("#tray").get_by_role("button", name="Still the same claim")).to_have_count(0)  # fmt: skip
    page.keyboard.press("y")
    page.keyboard.press("Enter")
    expect(page.locator("#tray")).to_contain_text("1 of 4")


@pytest.mark.long
def test_a_published_claims_entry_says_that_its_page_keeps_what_was_published(
    page_as: PageAs, editor: User
) -> None:
    made = make_article(TEXT, by=editor, url=f"https://news.example/{uuid4().hex}")
    reviewer = make_user(f"reviewer-{uuid4().hex[:8]}", "reviewer", has_password=True)
    published_claim(made, editor, reviewer, words=VOTERS)
    revise(made, NEW)
    page = page_as(editor.username)
    open_workspace(page, made)
    page.keyboard.press("g")
    expect(page.locator(".tray-entry.current")).to_contain_text("keeps showing what was published")
    assert_accessible(page)
    page.keyboard.press("y")
    expect(page.locator("#tray-live")).to_contain_text("Nothing is left to look at.")
