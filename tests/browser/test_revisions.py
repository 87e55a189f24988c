"""Texts that change, in a real browser: blocks set aside, revisions compared, every kind of block markable."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import transaction
from playwright.sync_api import Page, expect

from annotations.imports.readers.document import Document, ReadBlock
from annotations.models import Article, Highlight, User
from tests.browser.test_main_job import assert_accessible, mark
from tests.factories.articles import add_revision, arrive, make_article, make_page
from tests.factories.claims import make_claim, rate
from tests.factories.users import make_user
from tests.harness.pointing import drag_over

pytestmark = pytest.mark.browser
PageAs = Callable[..., Page]
FILLER = [
    f"In place {n} the ministry counted at least {n * 7} people, more than ever before. " * 4
    for n in range(1, 15)
]
HEADLINE = "Council meets for 3 hours"
SUBTITLE = "Nothing was decided on the 14 million"
CAPTION = "The town hall on 3 May 2024"
AD = "Subscribe to our newsletter and get 20 percent off."
LONG_RUN = 720  # CSS pixels of a window of 1440 at 200 % zoom


@pytest.fixture
def editor() -> User:
    return make_user(f"editor-{uuid4().hex[:8]}", "editor", has_password=True)


@pytest.fixture
def article(editor: User) -> Article:
    return make_page(_blocks(FILLER), by=editor, url=f"https://news.example/{uuid4().hex}")


def _blocks(paragraphs: list[str]) -> list[ReadBlock]:
    menu = ReadBlock("paragraph", "Read also: ten photographs.", furniture=True, reason="related")
    return [
        ReadBlock("title", HEADLINE),
        ReadBlock("subtitle", SUBTITLE),
        ReadBlock("caption", CAPTION),
        menu,
        *[ReadBlock("paragraph", words.strip()) for words in paragraphs],
        ReadBlock("paragraph", AD),
    ]


def open_workspace(page: Page, article: Article) -> None:
    page.goto(f"/articles/{article.pk}/")
    page.wait_for_load_state("networkidle")


def assert_readable(page: Page) -> None:
    """By axe at both widths in both schemes, and at 200 % zoom."""
    for scheme in ("dark", "light"):
        # No colour on its way to another one while axe looks at it.
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        assert_accessible(page)
    page.set_viewport_size({"width": LONG_RUN, "height": 450})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1")
    page.set_viewport_size({"width": 1440, "height": 900})


@pytest.mark.parametrize(
    "words",
    [
        "3 hours",
        *(pytest.param(one, marks=pytest.mark.long) for one in ("14 million", "3 May 2024")),
    ],
)
def test_headline_subtitle_and_caption_can_be_marked(
    page_as: PageAs, editor: User, article: Article, words: str
) -> None:
    page = page_as(editor.username)
    open_workspace(page, article)
    mark(page, words)
    text = article.current_revision.text  # type: ignore[union-attr]
    place = Highlight.objects.get(article=article)
    assert (place.start, place.exact) == (text.index(words), words)


def block(page: Page, words: str) -> str:
    return f"#text [data-block]:has-text('{words}')"


@pytest.mark.long
def test_a_paragraph_is_set_aside_with_the_pointer_and_the_text_stays_where_it_was(
    page_as: PageAs, editor: User, article: Article
) -> None:
    make_claim(article, editor, "In place 9 the ministry")
    page = page_as(editor.username)
    open_workspace(page, article)
    before = page.locator("#text").bounding_box()
    reading = page.locator(block(page, "In place 8 ")).first
    reading.scroll_into_view_if_needed()
    page.evaluate("scrollTo(0, scrollY + 200)")
    chosen = page.locator(block(page, "In place 9 ")).first
    chosen.hover()
    handle = page.get_by_role("button", name="Set this paragraph aside")
    expect(handle).to_be_visible()
    after = page.locator("#text").bounding_box()
    assert before is not None
    assert after is not None
    assert before["width"] == after["width"]
    handle.click()
    dialog = page.locator("#block-dialog")
    expect(dialog).to_contain_text("1 passage of a claim stands here.")
    assert_accessible(page)
    top = reading.evaluate("element => element.getBoundingClientRect().top")
    dialog.get_by_role("button", name="Set it aside").click()
    expect(page.locator("#undo")).to_contain_text("Set aside.")
    expect(page.locator("#workspace")).to_contain_text("revision 2")
    page.wait_for_load_state("networkidle")
    moved = reading.evaluate("element => element.getBoundingClientRect().top") - top
    assert abs(moved) < 2, "the text that was being read moved"
    expect(page.locator(".beside-text", has_text="In place 9 ")).to_be_visible()
    assert_accessible(page)
    page.locator("#undo").get_by_role("button", name="Undo").click()
    expect(page.locator("#workspace")).to_contain_text("revision 3")
    expect(chosen).to_be_visible()
    article.refresh_from_db()
    text = article.current_revision.text  # type: ignore[union-attr]
    assert text == article.revisions.get(number=1).text


@pytest.mark.long
def test_a_paragraph_is_set_aside_with_the_keyboard_alone(
    page_as: PageAs, editor: User, article: Article
) -> None:
    page = page_as(editor.username)
    open_workspace(page, article)
    page.keyboard.press("x")
    expect(page.locator("#toasts")).to_contain_text("Select the words first")
    for _time in range(3):
        page.keyboard.press("]")
    page.keyboard.press("x")
    dialog = page.locator("#block-dialog")
    expect(dialog).to_contain_text("Caption")
    expect(dialog).to_contain_text(CAPTION)
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.keyboard.press("x")
    expect(dialog.get_by_role("button", name="Set it aside")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#undo")).to_be_visible()
    article.refresh_from_db()
    assert CAPTION not in article.current_revision.text  # type: ignore[union-attr]
    page.locator("#undo").get_by_role("link", name="Close").click()
    expect(page.locator("#undo")).to_have_count(0)
    assert page.url.endswith(f"/articles/{article.pk}/")


@pytest.mark.long
def test_on_a_phone_selected_words_lead_to_setting_their_paragraph_aside(
    page_as: PageAs, editor: User, article: Article
) -> None:
    page = page_as(editor.username, width=390)
    open_workspace(page, article)
    drag_over(page, "14 million")
    tools = page.locator("#select-tools")
    tools.get_by_role("button", name="Set this paragraph aside").click()
    dialog = page.locator("#block-dialog")
    expect(dialog).to_contain_text("No passage stands on it.")
    dialog.get_by_role("link", name="Leave it").click()
    expect(dialog).to_be_hidden()
    expect(page.locator(block(page, SUBTITLE))).to_be_visible()


@pytest.mark.long
def test_two_texts_are_compared_from_the_workspace(
    page_as: PageAs, editor: User, article: Article
) -> None:
    later = [words.replace("at least 35 people", "about 1,200 people") for words in FILLER]
    article.refresh_from_db()
    arrive(article, Document("factory-page-1", _blocks(later[:10])), b"newer", by=editor)
    page = page_as(editor.username)
    open_workspace(page, article)
    page.get_by_role("link", name="revision 2").click()
    assert_readable(page)
    page.get_by_role("link", name=re.compile("What changed in revision 2")).click()
    changed = page.locator(".change.changed")
    expect(changed).to_have_count(1)
    expect(changed.locator("del").first).to_contain_text("at least 35")
    expect(changed.locator("ins b").first).to_have_text("1,200")
    expect(changed.locator("ins").first).to_contain_text("added:")
    style = changed.locator("del").first.evaluate("e => getComputedStyle(e).textDecorationLine")
    assert style == "line-through"
    expect(page.locator(".change.removed")).to_have_count(4)
    unchanged = page.locator("details.unchanged").first
    expect(unchanged).to_contain_text("paragraphs unchanged")
    expect(unchanged.locator("p", has_text="In place 1 ")).to_be_hidden()
    assert_readable(page)
    unchanged.locator("summary").press("Enter")
    expect(unchanged.locator("p", has_text="In place 1 ").first).to_be_visible()
    page.get_by_role("link", name=re.compile("35")).first.click()
    expect(page).to_have_url(re.compile("#change-1$"))


KITS = "Volunteers gave out more than 4,000 hygiene kits in Minsk in the week after the vote."
HELD = (
    "According to the ministry 80% of voters took part. Around 3,000 people were detained in May."
)
SILENT = "The ministry did not comment on the 40 complaints that reached it."
NIGHT = "A hospital in the capital took in 250 people in one night, doctors told this newspaper."


@transaction.atomic
def _edited(editor: User) -> Article:
    """An article with claims whose figure was changed, whose sentence was deleted, whose paragraph was moved."""
    article = make_article("\n\n".join([KITS, HELD, SILENT, *FILLER[:3], NIGHT]), by=editor)
    rate(make_claim(article, editor, "Around 3,000 people were detained"), editor, "false")
    for words in ("80% of voters took part", "more than 4,000 hygiene kits", "40 complaints"):
        make_claim(article, editor, words)
    for words in ("250 people in one night", "3,000 people", "In place 2 the ministry"):
        make_claim(article, editor, words)
    later = [NIGHT, KITS, HELD.replace("3,000", "4,000"), *FILLER[:3]]
    add_revision(article, "\n\n".join(words.strip() for words in later), by=editor)
    return article


def test_what_became_of_each_claim_stands_beside_its_paragraph(
    page_as: PageAs, editor: User
) -> None:
    article = _edited(editor)
    page = page_as(editor.username)
    open_workspace(page, article)
    page.get_by_role("link", name="Compare with the text before (revision 1)").click()
    line = page.locator(".claims-line")
    expect(line).to_contain_text("7 passages:")
    expect(line).to_contain_text("words of 2 changed")
    assert_readable(page)
    _assert_beside(page)
    # To the first that needs a look, by the keyboard alone.
    line.get_by_role("link", name="words of 2 changed").focus()
    page.keyboard.press("Enter")
    note = page.locator(".note:target")
    expect(note).to_contain_text("Around 3,000 people were detained")
    expect(note.locator("ins")).to_contain_text("4,000")
    # Folded paragraphs open for a note in them.
    folded = page.locator("details.unchanged", has_text="1 claim stands in them").last
    inside = folded.locator(".note")
    expect(inside).to_be_hidden()
    page.evaluate("id => { location.hash = id }", inside.get_attribute("id"))
    expect(inside).to_be_visible()
    _step(page)
    page.get_by_role("link", name="Show only what touches claims").click()
    expect(line).to_contain_text("Every change touches a claim.")
    expect(line.get_by_role("link", name="Show everything")).to_be_visible()
    removed = page.locator(".change.removed")
    expect(removed.locator("del .passage")).to_have_text("40 complaints")
    removed.get_by_role("link", name="Look at it").click()
    expect(page).to_have_url(re.compile(rf"/articles/{article.pk}/#claim-"))


def _assert_beside(page: Page) -> None:
    """Notes stand to the right of their paragraph, on a phone below it, and never over each other."""
    boxes = """() => [...document.querySelectorAll('.with-notes')].filter((e) => e.checkVisibility()).map((row) => {
        const box = (e) => { const b = e.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom] }
        return [box(row.firstElementChild), ...[...row.querySelectorAll('.note')].map(box)] })"""
    for width in (1440, 768, 390):
        page.set_viewport_size({"width": width, "height": 900})
        last = 0
        for words, *notes in page.evaluate(boxes):
            for left, top, right, bottom in notes:
                assert top >= last - 1, "two notes overlap"
                assert right <= width
                is_beside = left >= words[2] and top >= words[1] - 1
                assert is_beside if width == 1440 else top >= words[3] - 1
                last = bottom
    page.set_viewport_size({"width": 1440, "height": 900})


def _step(page: Page) -> None:
    page.evaluate("scrollTo(0, 0)")
    page.locator("body").focus()
    said = page.locator("#step-said")
    page.keyboard.press("[")
    expect(said).to_have_text("No earlier change touches a claim.")
    for place in ("1 of 4", "2 of 4"):
        page.keyboard.press("]")
        expect(said).to_contain_text(f"Change {place}")
    expect(page.locator(".change:focus")).to_contain_text("Around")
    page.keyboard.press("p")
    expect(said).to_contain_text("Change 1 of 4")


@pytest.mark.long
def test_details_are_corrected_and_taken_back_without_leaving_the_page(
    page_as: PageAs, editor: User, article: Article
) -> None:
    page = page_as(editor.username)
    open_workspace(page, article)
    page.get_by_text("Correct these details").click()
    assert_readable(page)
    form = page.locator(".about-form")
    form.get_by_label("Subtitle").fill("A longer line\nin two parts")
    form.get_by_label("Day").first.fill("2024-05-03")
    form.get_by_label("Time", exact=True).first.fill("21:05")
    form.get_by_label("Time zone").first.fill("Europe/Minsk")
    form.get_by_label("By", exact=True).fill("Jane Doe\nJohn Smith")
    form.get_by_label("By", exact=True).press("Control+Enter")
    expect(page.locator(".meta")).to_contain_text("Jane Doe, John Smith")
    article.refresh_from_db()
    assert article.published_at is not None
    assert article.published_at.isoformat() == "2024-05-03T18:05:00+00:00"
    assert article.subtitle == "A longer line\nin two parts"
    page.get_by_text("Correct these details").click()
    expect(form.get_by_label("Time zone").first).to_have_value("Europe/Minsk")
    form.get_by_role("button", name="Take back By").click()
    expect(page.locator(".meta")).not_to_contain_text("Jane Doe")
    article.refresh_from_db()
    assert (article.byline, article.subtitle[:8]) == ("", "A longer")


@pytest.mark.long
def test_enter_in_a_field_saves_and_takes_nothing_back(
    page_as: PageAs, editor: User, article: Article
) -> None:
    page = page_as(editor.username)
    for title in ("First correction", "Second correction"):
        open_workspace(page, article)
        page.get_by_text("Correct these details").click()
        page.get_by_label("Title", exact=True).fill(title)
        with page.expect_response(re.compile("/about/$")):
            page.get_by_label("Title", exact=True).press("Enter")
        article.refresh_from_db()
        assert article.title == title
