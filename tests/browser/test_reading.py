"""Reading sentence by sentence with keys, and what is left, in a real browser."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from annotations.claims import cover
from annotations.models import Article, Claim, Coverage, User
from tests.browser.test_main_job import assert_accessible
from tests.factories.articles import make_article
from tests.factories.claims import make_claim, rate
from tests.factories.users import actor_of, make_user
from tests.harness.pointing import drag_over

pytestmark = pytest.mark.browser
PageAs = Callable[..., Page]
TEXT = (
    "The council met on Monday for three hours.\n\n"
    "The mayor sold 14 buses in May, and nobody knows why. It was a shameful day. Will he go?\n\n"
    "A new line will open next year."
)


def person(role: str) -> User:
    return make_user(f"{role}-{uuid4().hex[:8]}", role, has_password=True)


@pytest.fixture
def editor() -> User:
    return person("editor")


@pytest.fixture
def article(editor: User) -> Article:
    return make_article(TEXT, by=editor, url=f"https://news.example/{uuid4().hex}")


def open_workspace(page: Page, article: Article, more: str = "") -> None:
    page.goto(f"/articles/{article.pk}/{more}")
    page.wait_for_load_state("networkidle")
    expect(page.locator("[data-called]")).to_contain_text("Called not checkable: ")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def expect_said(page: Page, *words: str) -> None:
    for said in words:
        expect(page.locator("#reading-live")).to_contain_text(said)


def expect_left(page: Page, words: str) -> None:
    expect(page.locator("[data-left]")).to_have_text(words)


def painted(page: Page, name: str) -> list[str]:
    words: list[str] = page.evaluate(
        "(name) => [...(CSS.highlights.get(name) ?? [])].map((range) =>"
        " range.startContainer.data.slice(range.startOffset, range.endOffset))",
        name,
    )
    return words


def expect_painted(page: Page, name: str, words: str) -> None:
    """Asked from here: the page's policy lets nobody poll by `eval` in it."""
    for _time in range(60):
        if words in painted(page, name):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"not painted as {name}: {words}")


def expect_unpainted(page: Page, name: str, words: str) -> None:
    for _time in range(60):
        if words not in painted(page, name):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"still painted as {name}: {words}")


def strip_inks(page: Page) -> int:
    """How many pixels of the strip are drawn."""
    inked: int = page.evaluate(
        """() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => {
            const tile = document.querySelector('#cover canvas');
            const { data } = tile.getContext('2d').getImageData(0, 0, tile.width, tile.height);
            done(data.filter((value, at) => at % 4 === 3 && value > 0).length);
        })))"""
    )
    return inked


def cover_words(article: Article, by: User, words: str, kind: str = "opinion") -> Coverage:
    start = TEXT.index(words)
    (row,) = cover(
        actor=actor_of(by),
        article_id=article.pk,
        revision_id=article.current_revision_id,
        start=start,
        end=start + len(words),
        kind=kind,
    )
    return row


def test_a_small_article_is_gone_through_with_keys_alone(
    page_as: PageAs, editor: User, article: Article
) -> None:
    page = page_as(editor.username)
    open_workspace(page, article)
    expect_left(page, "5 of 5 sentences left")
    before = strip_inks(page)
    # The cursor is no native selection, and it is said aloud.
    press(page, "n")
    expect_said(page, "Sentence 1 of 5, unread: The council met on Monday for three hours.")
    assert painted(page, "fc-cursor") == ["The council met on Monday for three hours."]
    assert page.evaluate("getSelection().isCollapsed")
    expect(page.locator("#text")).to_be_focused()
    press(page, "ArrowDown")
    expect_said(page, "Sentence 2 of 5")
    press(page, "p")
    expect_said(page, "Sentence 1 of 5")
    # m marks it; the form is typed into and saved with keys.
    press(page, "m")
    statement = page.get_by_label("Statement to check")
    expect(statement).to_have_value(re.compile("^The council met on Monday for three hours"))
    statement.press("Control+Enter")
    expect(page.locator("#cards .card-open [data-card-title]")).to_be_focused()
    expect_left(page, "4 of 5 sentences left")
    press(page, "Escape")
    expect(page.locator("#text")).to_be_focused()
    # u goes to the next unread one; nothing is left in a sentence only beside a claim.
    press(page, "u")
    expect_said(page, "Sentence 2 of 5, unread")
    press(page, "d")
    expect(page.locator("#toasts")).to_contain_text("There is no claim in this sentence.")
    make_claim(article, editor, "sold 14 buses")
    expect(page.locator("#cards .card-line")).to_have_count(2)
    # It arrived live: what is beside the claim stays visible as unread.
    expect_painted(page, "fc-unread", "The mayor ")
    press(page, "d")
    expect_said(page, "Sentence 3 of 5, unread: It was a shameful day.")
    expect_left(page, "3 of 5 sentences left")
    # 0 asks why there is nothing to check.
    press(page, "0")
    expect(page.get_by_role("dialog")).to_contain_text("It was a shameful day.")
    assert_accessible(page)
    press(page, "o")
    expect_said(page, "Sentence 4 of 5, unread: Will he go?")
    press(page, "0", "q")
    expect_said(page, "Sentence 5 of 5, unread")
    press(page, "0", "p")
    expect(page.locator("#toasts")).to_contain_text("No sentence is left")
    expect_left(page, "All 5 sentences are read")
    expect(page.locator("[data-waiting]")).to_contain_text("3 wait for a second look")
    kinds = dict(
        Coverage.objects.filter(highlight__article=article).values_list("highlight__exact", "kind")
    )
    assert kinds == {
        "The mayor sold 14 buses in May, and nobody knows why.": "nothing_left",
        "It was a shameful day.": "opinion",
        "Will he go?": "question",
        "A new line will open next year.": "prediction",
    }
    assert strip_inks(page) != before, "the strip stands still"
    assert painted(page, "fc-unread") == []
    # What was said is taken back, and said again.
    press(page, "z")
    expect_left(page, "1 of 5 sentences left")
    press(page, "Z")
    expect_left(page, "All 5 sentences are read")


@pytest.mark.long
def test_every_claim_in_a_sentence_is_said_with_its_verdict_and_opened_with_enter(
    page_as: PageAs, editor: User, article: Article
) -> None:
    short = make_claim(article, editor, "14 buses")
    long = rate(make_claim(article, editor, "The mayor sold 14 buses in May"), editor, "half-true")
    page = page_as(editor.username)
    open_workspace(page, article)
    press(page, "n", "n")
    expect_said(page, "claimed in part", "Claims: 2, Not checked, Half true.")
    opened = page.locator("#cards .card-open")
    for claim in (short, long, short):
        press(page, "Enter")
        expect(opened).to_have_attribute("data-claim", str(claim.pk))
        expect(opened.locator("[data-card-title]")).to_be_focused()
    press(page, "Escape")
    expect(opened).to_have_count(0)
    expect(page.locator("#text")).to_be_focused()
    press(page, "n", "Enter")
    expect_said(page, "There is no claim in this sentence.")
    # Keys are text while typing, and rest where they are switched off.
    press(page, "m")
    page.get_by_label("Statement to check").press("u")
    expect(page.get_by_label("Statement to check")).to_have_value(re.compile("u"))
    assert not Claim.objects.filter(article=article, statement__contains="shameful").exists()


@pytest.mark.long
def test_a_selection_is_called_done_with_the_pointer(
    page_as: PageAs, editor: User, article: Article
) -> None:
    make_claim(article, editor, "14 buses")
    page = page_as(editor.username)
    open_workspace(page, article)
    tools = page.locator("#select-tools")
    drag_over(page, "nobody knows")
    expect(tools.get_by_role("button", name="Nothing to check")).to_be_hidden()
    tools.get_by_role("button", name="Nothing left here").click()
    expect_left(page, "4 of 5 sentences left")
    drag_over(page, "shameful day. Will he")
    tools.get_by_role("button", name="Nothing to check").click()
    page.get_by_role("dialog").get_by_role("button", name="Characterisation").click()
    expect_left(page, "2 of 5 sentences left")
    assert Coverage.objects.filter(highlight__article=article, kind="characterisation").count() == 2


@pytest.mark.long
def test_what_a_colleague_says_arrives_live_and_a_reviewer_confirms_or_disagrees(
    page_as: PageAs, editor: User, article: Article
) -> None:
    reviewer = person("reviewer")
    for words in ("It was a shameful day.", "Will he go?"):
        cover_words(article, editor, words)
    own = cover_words(article, reviewer, "A new line will open next year.", "prediction")
    page = page_as(reviewer.username)
    page.goto("/review/")
    entry = page.locator("[data-sentences]", has_text="3 sentences called not checkable")
    entry.locator(f"a[href='/articles/{article.pk}/#coverage']").click()
    panel = page.locator("#coverage")
    expect(panel).to_be_visible()
    expect(panel.locator("li")).to_have_count(3)
    assert_accessible(page)
    expect(
        panel.locator("li", has_text="A new line").get_by_role("button", name="Confirm")
    ).to_have_count(0)

    other = page_as(editor.username)
    open_workspace(other, article)
    expect_left(other, "2 of 5 sentences left")
    day = panel.locator("li", has_text="It was a shameful day.")
    day.get_by_role("button", name="Confirm").click()
    expect(day).to_contain_text(f"confirmed by {reviewer.name}")
    panel.locator("li", has_text="Will he go?").get_by_role(
        "button", name="Mark it as unread again"
    ).press("Enter")
    expect(panel.locator("li")).to_have_count(2)
    expect_left(page, "3 of 5 sentences left")
    assert page.evaluate("document.getElementById('coverage').contains(document.activeElement)")
    expect_left(other, "3 of 5 sentences left")
    expect(other.locator("[data-waiting]")).to_contain_text("1 waits for a second look")
    press(page, "Escape")
    expect(panel).to_be_hidden()
    assert Coverage.objects.get(pk=own.pk).confirmed_by is None


@pytest.mark.long
def test_the_strip_leads_to_its_sentence_and_the_counter_stays_on_a_phone(
    page_as: PageAs, editor: User, article: Article
) -> None:
    page = page_as(editor.username)
    open_workspace(page, article)
    last = page.locator("#text [data-block]").last.bounding_box()
    strip = page.locator("#cover").bounding_box()
    assert last is not None
    assert strip is not None
    page.mouse.move(strip["x"] + 6, last["y"] + 8)
    expect(page.locator("#cover")).to_have_attribute("title", re.compile("^unread: A new line"))
    page.mouse.click(strip["x"] + 6, last["y"] + 8)
    expect_said(page, "Sentence 5 of 5")
    assert painted(page, "fc-unread") == [], "the strip shows it"
    # Without a strip the text shows it, and a toggle makes the text plain.
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.locator("#cover")).to_be_hidden()
    expect_painted(page, "fc-unread", "A")
    page.get_by_role("button", name=re.compile("Called not checkable")).click()
    page.get_by_label("Show in the text which words are unread").uncheck()
    assert painted(page, "fc-unread") == []
    page.get_by_role("button", name="Close").click()
    page.get_by_role("button", name="Next unread").click()
    expect_said(page, "From the top again. Sentence 1 of 5")
    expect(page.get_by_role("button", name="Next unread")).to_be_focused()
    assert_accessible(page)


@pytest.mark.long
def test_a_viewer_reads_on_and_says_nothing(
    page_as: PageAs, editor: User, article: Article
) -> None:
    cover_words(article, editor, "Will he go?", "question")
    page = page_as(person("viewer").username)
    open_workspace(page, article)
    press(page, "u", "0", "d")
    expect_said(page, "Sentence 1 of 5")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("button", name=re.compile("Called not checkable: 1")).click()
    panel = page.locator("#coverage")
    expect(panel.locator("li")).to_contain_text("question, said")
    expect(panel.locator("li").get_by_role("button")).to_have_count(1)
