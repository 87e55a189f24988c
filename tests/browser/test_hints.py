"""Sentences worth checking, in a real browser: gone to, marked, dismissed and brought back with keys alone."""

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from annotations.models import Article, Claim, Highlight, HintChoice, User
from tests.browser.test_main_job import assert_accessible
from tests.browser.test_reading import expect_painted, expect_said, expect_unpainted, painted, press
from tests.factories.articles import make_article
from tests.factories.users import make_user

pytestmark = pytest.mark.browser
PageAs = Callable[..., Page]
SEEDS = Path(__file__).parent.parent.parent / "factcheck" / "demo" / "seeds"
RUSSIAN = (
    "Пожар на складе под Гомелем тушили шесть часов.\n\n"
    "По данным МЧС, огонь охватил 2,4 тысячи квадратных метров. Погибли 12 человек. Кто ответит?\n\n"
    "На мой взгляд, такие склады давно пора закрыть."
)
ARRESTED = "About 7,000 people were arrested and hundreds were injured."
RESULTS = "The official results give Lukashenko the winner with 80% of the votes, and Tsikhanouskaya barely 10%."


@pytest.fixture
def editor() -> User:
    return make_user(f"editor-{uuid4().hex[:8]}", "editor", has_password=True)


def seed(name: str, by: User) -> Article:
    text = (SEEDS / f"{name}.txt").read_text(encoding="utf-8").rstrip("\n")
    return make_article(text, by=by, title=name, url=f"https://news.example/{uuid4().hex}")


def open_hints(page: Page, article: Article) -> None:
    page.goto(f"/articles/{article.pk}/")
    page.wait_for_load_state("networkidle")
    expect(page.locator(".hint-dots i").first).to_be_attached()


def test_hints_are_marked_dismissed_and_brought_back_with_keys_alone(
    page_as: PageAs, editor: User
) -> None:
    article = seed("belarus-frees-detainees", editor)
    page = page_as(editor.username)
    page.goto(f"/articles/{article.pk}/")
    height = page.locator("#text").bounding_box()
    open_hints(page, article)
    expect_painted(page, "fc-hint", ARRESTED)
    assert page.locator("#text").bounding_box() == height  # drawn without a shift
    assert len(painted(page, "fc-hint")) == 10
    # `i` goes to the next hint in the text, and its reasons are said and shown.
    press(page, "i", "i")
    expect_said(page, "Worth checking, number", "a vague figure")
    note = page.locator(".hint-note")
    expect(note).to_contain_text("Worth checking")
    expect(note.locator("kbd")).to_have_text(["m", "l", "i"])
    # `l` dismisses it, and the next one has the cursor; undo brings it back.
    words = "Around midnight, dozens of detainees were seen"
    expect_said(page, words)
    press(page, "l")
    expect_said(page, "Dismissed.", "at least 119 released detainees")
    choice = HintChoice.objects.get(article=article)
    assert (choice.answer, choice.created_by) == ("dismissed", editor)
    assert not any(words in one for one in painted(page, "fc-hint"))
    press(page, "z")
    expect_painted(page, "fc-hint", next(one for one in article_sentences(article) if words in one))
    assert Highlight.objects.get(pk=choice.highlight_id).retired_at is not None
    # Enter accepts: the form of a new claim with that sentence; saved, the newsroom learns from it.
    page.locator("#text").focus()
    press(page, "i")
    while ARRESTED not in (page.locator("#reading-live").text_content() or ""):
        press(page, "i")
    press(page, "Enter")
    expect(page.locator("[name=statement]")).to_have_value(ARRESTED.rstrip("."))
    expect(note).to_be_hidden()
    press(page, "Control+Enter")
    expect(page.locator(".card-open [data-card-title]")).to_have_text(ARRESTED.rstrip("."))
    claim = Claim.objects.get(article=article)
    expect_unpainted(page, "fc-hint", ARRESTED)
    # The mark goes at once, and what the newsroom learns from it is sent behind it.
    for _turn in range(50):
        if HintChoice.objects.filter(article=article, answer="accepted").exists():
            break
        page.wait_for_timeout(100)
    accepted = HintChoice.objects.get(article=article, answer="accepted")
    assert (accepted.claim, "figure" in accepted.reasons) == (claim, True)
    press(page, "Escape", "i")
    expect(note).to_be_visible()
    assert_accessible(page)


def article_sentences(article: Article) -> list[str]:
    revision = article.current_revision
    assert revision is not None
    flat = revision.sentences
    return [revision.text[s:e] for s, e in zip(flat[::2], flat[1::2], strict=True)]


@pytest.mark.long
@pytest.mark.parametrize("width", [1440, 768, 390])
def test_the_list_shows_reasons_and_switches_the_marks_off_for_this_person(
    page_as: PageAs, editor: User, width: int
) -> None:
    article = seed("viasna-first-quarter-2024", editor)
    page = page_as(editor.username, width=width)
    open_hints(page, article)
    if width < 768:
        page.click("[data-toggle=tools]")
    page.click("#hints summary")
    rows = page.locator(".hints-list > li")
    expect(rows).to_have_count(10)
    expect(rows.first).to_contain_text("987 detentions")
    expect(rows.first).to_contain_text("a share")
    assert_accessible(page)
    page.locator("#hints").get_by_role("link", name="Show all").click()
    assert rows.count() >= 10
    rows.first.get_by_role("button", name="Dismiss").click()
    expect(rows.first).not_to_contain_text("987 detentions")
    page.uncheck("#hints-on")
    assert painted(page, "fc-hint") == []
    page.reload()
    page.wait_for_load_state("networkidle")
    assert painted(page, "fc-hint") == []
    expect(page.locator(".hint-dots i")).to_have_count(0)


@pytest.mark.long
def test_a_russian_text_on_a_phone(page_as: PageAs, editor: User) -> None:
    article = make_article(RUSSIAN, by=editor, language="ru", title="Пожар")
    page = page_as(editor.username, width=390)
    open_hints(page, article)
    press(page, "i", "i")
    expect(page.locator(".hint-note")).to_contain_text("a figure")
    assert_accessible(page)


@pytest.mark.long
def test_a_viewer_sees_hints_and_no_way_to_decide(page_as: PageAs, editor: User) -> None:
    article = seed("red-cross-hygiene-kits", editor)
    viewer = make_user(f"viewer-{uuid4().hex[:8]}", "viewer", has_password=True)
    page = page_as(viewer.username)
    open_hints(page, article)
    press(page, "i", "l", "Enter")
    expect(page.locator(".hint-note .button")).to_have_count(1)
    assert not HintChoice.objects.filter(article=article).exists()
