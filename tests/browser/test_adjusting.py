"""Adjusting passages, undo and redo, passages on top of each other: with real pointers and keys."""

import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from annotations import claims
from annotations.models import Approval, Article, Claim, Highlight, State, User
from tests.browser.test_main_job import assert_accessible, mark
from tests.factories.articles import make_article
from tests.factories.claims import approved_claim, make_claim, published_claim, rate
from tests.factories.users import actor_of, make_user
from tests.harness.pointing import drag_over, unfold

pytestmark = pytest.mark.browser
PageAs = Callable[..., Page]
FIRST = "Volunteers 👩‍👩‍👧‍👦 gave the cafe\u0301 guests more than 4,000 kits 🇧🇾 in May. Nobody counted the rest."
SECOND = "Министерство сообщило: больше 80% избирателей голосовали, по данным комиссии."
TEXT = "\n\n".join(
    [FIRST, SECOND, *(f"Paragraph {n} says little, and says it slowly." for n in range(12))]
)
WORDS = "more than 4,000 kits"

EDGE = """
([words, side]) => {
  const text = document.getElementById('text');
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.data.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + words.length);
    const boxes = [...range.getClientRects()].filter((box) => box.width > 0);
    const box = side === 'start' ? boxes[0] : boxes.at(-1);
    return [side === 'start' ? box.left + 1 : box.right - 1, box.top + box.height / 2];
  }
  return null;
}
"""


@pytest.fixture
def editor() -> User:
    return make_user(f"editor-{uuid4().hex[:8]}", "editor", has_password=True)


@pytest.fixture
def article(editor: User) -> Article:
    return make_article(TEXT, by=editor)


def open_claim(page: Page, article: Article, claim: Claim | None = None) -> None:
    page.goto(f"/articles/{article.pk}/" + (f"#claim-{claim.pk}" if claim else ""))
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")
    if claim:
        expect(page.locator(".card-open [data-card-title]")).to_be_focused()


def handle(page: Page, side: str) -> Any:
    return page.locator(f".handle[data-side={side}]")


def edge_of(page: Page, words: str, side: str) -> tuple[float, float]:
    x, y = page.evaluate(EDGE, [words, side])
    return x, y


def drag(page: Page, side: str, words: str) -> None:
    """Take that end of the passage with the mouse to the same end of `words`."""
    page.wait_for_load_state("networkidle")
    box = handle(page, side).locator("i").bounding_box()
    x, y = edge_of(page, words, side)
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(x - 30, y, steps=4)
    page.mouse.move(x, y, steps=4)
    page.mouse.up()


def passage(claim: Claim) -> Highlight:
    return Highlight.objects.get(appearance__claim=claim, retired_at__isnull=True)


def assert_kept(page: Page, claim: Claim, words: str) -> None:
    """The server keeps exactly these words at these code points, and so does the page."""
    expect(page.locator("#toasts")).to_contain_text(f"The passage is now “{words}”.")
    kept = passage(claim)
    assert (kept.exact, TEXT[kept.start : kept.end]) == (words, words)


@pytest.mark.long
def test_the_ends_are_dragged_by_mouse_over_any_script_to_exact_code_points(
    page_as: PageAs, editor: User, article: Article
) -> None:
    claim = make_claim(article, editor, WORDS)
    page = page_as(editor.username)
    open_claim(page, article, claim)
    for side in ("start", "end"):
        box = handle(page, side).bounding_box()
        assert box["width"] >= 24
        assert box["height"] >= 24
    drag(page, "end", f"{WORDS} 🇧🇾")
    assert_kept(page, claim, f"{WORDS} 🇧🇾")
    drag(page, "start", "cafe\u0301")
    assert_kept(page, claim, f"cafe\u0301 guests {WORDS} 🇧🇾")
    drag(page, "end", "больше 80%")
    assert_kept(page, claim, TEXT[TEXT.index("cafe\u0301") : TEXT.index("80%") + 3])
    page.keyboard.down("Alt")
    drag(page, "start", "fe\u0301 guests")
    page.keyboard.up("Alt")
    assert_kept(page, claim, TEXT[TEXT.index("fe\u0301") : TEXT.index("80%") + 3])
    expect(page.locator(".card-open")).to_have_attribute("data-version", "5")
    assert_accessible(page)


@pytest.mark.long
def test_by_keys_the_ends_go_by_word_character_and_sentence_and_tell_what_changed(
    page_as: PageAs, editor: User, article: Article
) -> None:
    claim = make_claim(article, editor, WORDS)
    page = page_as(editor.username)
    open_claim(page, article, claim)
    page.keyboard.press("w")
    start, end = handle(page, "start"), handle(page, "end")
    expect(start).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(start).to_have_attribute(
        "aria-valuetext", re.compile("Added “guests”. 5 words, from “guests” to “kits”.")
    )
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Tab")
    expect(end).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(end).to_have_attribute("aria-valuetext", re.compile("^Left out “kits”."))
    page.keyboard.press("End")
    assert passage(claim).exact == WORDS, "nothing is saved before Enter"
    assert_accessible(page)
    page.keyboard.press("Enter")
    said = TEXT[TEXT.index("afe\u0301") : TEXT.index(" Nobody")]
    assert_kept(page, claim, said)
    expect(end).to_be_focused()
    expect(page.locator(".card-open")).to_have_attribute("data-version", "2")
    page.keyboard.press("Home")
    page.keyboard.press("Escape")
    expect(page.locator(".adjust-bar")).to_be_hidden()
    assert passage(claim).exact == said
    page.keyboard.press("Escape")
    expect(page.locator(".card-open [data-card-title]")).to_be_focused()
    page.keyboard.press("z")
    expect(page.locator("#toasts")).to_contain_text("Undone: adjusted the passage")
    assert passage(claim).exact == WORDS
    page.keyboard.press("Shift+Z")
    expect(page.locator("#toasts")).to_contain_text("Done again: adjusted the passage")
    assert passage(claim).exact == said


@pytest.mark.long
def test_on_a_phone_the_ends_are_dragged_by_touch(
    page_as: PageAs, browser: Browser, editor: User, article: Article
) -> None:
    claim = make_claim(article, editor, WORDS)
    signed_in = page_as(editor.username, width=390)
    context = browser.new_context(
        base_url=signed_in.url.split("/accounts")[0].rstrip("/"),
        storage_state=signed_in.context.storage_state(),
        viewport={"width": 390, "height": 844},
        has_touch=True,
    )
    page = context.new_page()
    open_claim(page, article, claim)
    box = handle(page, "end").bounding_box()
    x, y = edge_of(page, f"{WORDS} 🇧🇾", "end")
    touch = context.new_cdp_session(page)
    points = [
        ("touchStart", box["x"] + 12, box["y"] + 12),
        ("touchMove", x - 20, y),
        ("touchMove", x, y),
    ]
    for kind, left, top in points:
        touch.send(
            "Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": left, "y": top}]}
        )
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    assert_kept(page, claim, f"{WORDS} 🇧🇾")
    context.close()


@pytest.mark.long
def test_a_new_claims_ends_change_its_form_and_its_statement_while_that_is_untouched(
    page_as: PageAs, editor: User, article: Article
) -> None:
    page = page_as(editor.username)
    open_claim(page, article)
    drag_over(page, WORDS)
    page.keyboard.press("m")
    statement = page.get_by_label("Statement to check")
    expect(statement).to_have_value(WORDS)
    drag(page, "end", f"{WORDS} 🇧🇾")
    expect(statement).to_have_value(f"{WORDS} 🇧🇾")
    statement.fill("They gave 4,000 kits.")
    drag(page, "start", "guests")
    expect(statement).to_have_value("They gave 4,000 kits.")
    expect(page.locator("#cards [data-passage-words]")).to_have_text(f"guests {WORDS} 🇧🇾")
    page.get_by_role("button", name="Save claim").click()
    expect(page.locator("#cards .card-open [data-card-title]")).to_have_text(
        "They gave 4,000 kits."
    )
    assert passage(Claim.objects.get(article=article)).exact == f"guests {WORDS} 🇧🇾"


@pytest.mark.long
def test_what_was_approved_is_adjusted_only_when_the_person_says_so(
    page_as: PageAs, editor: User, article: Article
) -> None:
    reviewer = make_user(f"reviewer-{uuid4().hex[:8]}", "reviewer")
    claim = approved_claim(article, editor, reviewer, words=WORDS)
    page = page_as(editor.username)
    open_claim(page, article, claim)
    drag(page, "end", f"{WORDS} 🇧🇾")
    dialog = page.locator("#ask")
    expect(dialog).to_contain_text("The approval goes out of date")
    assert_accessible(page)
    dialog.get_by_role("button", name="No, leave it").click()
    expect(handle(page, "end")).to_have_attribute("aria-valuenow", str(passage(claim).end))
    assert passage(claim).exact == WORDS
    page.keyboard.press("w")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    dialog.get_by_role("button", name="Yes, do it").click()
    assert_kept(page, claim, f"{WORDS} 🇧🇾")
    claim.refresh_from_db()
    assert (claim.state, claim.approval) == (State.APPROVED, Approval.STALE)


@pytest.mark.long
def test_what_was_published_is_corrected_first_and_viewers_adjust_nothing(
    page_as: PageAs, editor: User, article: Article
) -> None:
    reviewer = make_user(f"reviewer-{uuid4().hex[:8]}", "reviewer")
    claim = published_claim(article, editor, reviewer, words=WORDS)
    page = page_as(editor.username)
    open_claim(page, article, claim)
    expect(page.locator(".adjust")).to_be_hidden()
    page.keyboard.press("w")
    expect(page.locator("#toasts")).to_contain_text("This check was published. Choose “Correct it”")
    viewer = make_user(f"viewer-{uuid4().hex[:8]}", "viewer", has_password=True)
    page = page_as(viewer.username)
    open_claim(page, article, claim)
    expect(page.locator(".adjust")).to_have_count(0)
    expect(page.locator("[data-act=undo]")).to_have_count(0)


def test_marking_rating_and_rewording_are_undone_and_done_again_in_order(
    page_as: PageAs, editor: User, article: Article
) -> None:
    page = page_as(editor.username)
    open_claim(page, article)
    mark(page, WORDS)
    claim = Claim.objects.get(article=article)
    undo, redo = page.locator("[data-act=undo]"), page.locator("[data-act=redo]")
    expect(undo).to_have_attribute("title", f"Undo: marked “{WORDS}”")
    page.keyboard.press("v")
    unfold(page, "verdict").get_by_text("False", exact=True).click()
    page.get_by_label("Explanation for readers").fill("The register says otherwise.")
    page.keyboard.press("z")  # typing: this is a letter
    page.get_by_role("button", name="Save verdict").click()
    expect(undo).to_have_attribute("title", re.compile("as “False”$"))
    wording = unfold(page, "wording")
    wording.get_by_label("Statement to check").fill("4,000 kits were given out.")
    wording.get_by_role("button", name="Save wording").click()
    expect(undo).to_have_attribute("title", re.compile("changed the wording"))
    expect(page.locator(".card-open [data-card-title]")).to_have_text("4,000 kits were given out.")
    page.locator(".card-open [data-card-title]").focus()
    page.keyboard.press("Control+z")
    expect(page.locator(".card-open [data-card-title]")).to_have_text(WORDS)
    page.keyboard.press("Control+z")
    expect(page.locator(".card-open .card-head")).to_contain_text("Not checked")
    page.keyboard.press("Control+z")
    expect(page.locator(".card-open")).to_have_count(0)
    assert Claim.objects.get(pk=claim.pk).deleted_at is not None
    expect(undo).to_have_attribute("aria-disabled", "true")
    page.locator("#toasts").get_by_role("button", name="Redo").click()
    expect(page.locator(".card-open [data-card-title]")).to_have_text(WORDS)
    assert_accessible(page)
    page.keyboard.press("Control+Shift+z")
    expect(page.locator(".card-open .card-head")).to_contain_text("False")
    page.keyboard.press("Control+y")
    expect(page.locator(".card-open [data-card-title]")).to_have_text("4,000 kits were given out.")
    expect(redo).to_have_attribute("aria-disabled", "true")
    after = Claim.objects.get(pk=claim.pk)
    assert after.verdict is not None
    assert after.verdict.explanation == "The register says otherwise.z"


@pytest.mark.long
def test_a_deleted_claim_comes_back_and_a_retired_passage_too(
    page_as: PageAs, editor: User, article: Article
) -> None:
    claim = make_claim(article, editor, WORDS)
    elsewhere = make_article(f"It said: {WORDS}.", by=editor, title="The other paper")
    for where, words in ((article, "80%"), (elsewhere, WORDS)):
        claims.add_appearance(
            actor=actor_of(editor), claim_id=claim.pk, article_id=where.pk, exact=words
        )
    page = page_as(editor.username)
    open_claim(page, article, claim)
    passages = page.locator(".card-open .passages")
    expect(passages.locator("summary")).to_have_text(
        re.compile(r"3 passages:\s+2 here,\s+1 in “The other paper”")
    )
    away = passages.get_by_role("link").last
    assert re.search(rf"/articles/{elsewhere.pk}/#passage-", away.get_attribute("href") or "")
    passages.get_by_role("link", name="“80%”").click()
    expect(handle(page, "start")).to_have_attribute("aria-valuenow", str(TEXT.index("80%")))
    expect(page).to_have_url(re.compile(f"/articles/{article.pk}/#claim-"))
    assert_accessible(page)
    passages.get_by_role("button", name="Retire “80%”").click()
    expect(passages.locator("summary")).to_contain_text("2 passages")
    expect(page.locator("[data-act=undo]")).to_have_attribute("title", re.compile("retired"))
    page.keyboard.press("z")
    expect(passages.locator("summary")).to_contain_text("3 passages")
    page.locator(".card-open").get_by_role("button", name="Delete").click()
    page.locator("#ask").get_by_role("button", name="Yes, do it").click()
    expect(page.locator(".card-open")).to_have_count(0)
    expect(page.locator("[data-act=undo]")).to_have_attribute("title", re.compile("deleted"))
    page.locator("[data-act=undo]").click()
    expect(page.locator(".card-open [data-card-title]")).to_have_text(WORDS)
    assert Claim.objects.get(pk=claim.pk).deleted_at is None


@pytest.mark.long
def test_what_somebody_else_changed_is_not_overwritten_by_an_undo(
    page_as: PageAs, editor: User, article: Article
) -> None:
    page = page_as(editor.username)
    open_claim(page, article)
    mark(page, WORDS)
    claim = Claim.objects.get(article=article)
    undo = page.locator("[data-act=undo]")
    expect(undo).to_have_attribute("aria-disabled", "false")
    page.context.set_offline(True)
    page.keyboard.press("z")
    expect(page.locator("#toasts")).to_contain_text("No connection")
    page.context.set_offline(False)
    expect(undo).to_have_attribute("aria-disabled", "false")
    rate(claim, make_user(f"other-{uuid4().hex[:8]}"), "false")
    page.keyboard.press("z")
    expect(page.locator("#toasts")).to_contain_text("This can no longer be undone: marked")
    expect(undo).to_have_attribute("aria-disabled", "true")
    assert Claim.objects.get(pk=claim.pk).deleted_at is None


@pytest.mark.long
def test_words_that_several_claims_share_ask_which_one_is_meant(
    page_as: PageAs, editor: User, article: Article
) -> None:
    long, short = make_claim(article, editor, f"guests {WORDS}"), make_claim(article, editor, WORDS)
    same = make_claim(article, editor, WORDS, statement="The same words, another claim.")
    apart = make_claim(article, editor, "80%")
    page = page_as(editor.username)
    open_claim(page, article)
    assert page.evaluate("[...CSS.highlights.get('fc-overlap')].map(String)") != []
    x, y = edge_of(page, "4,000", "start")
    page.mouse.click(x + 8, y)
    menu = page.get_by_role("menu", name="Claims on these words: 3")
    items = menu.get_by_role("menuitem")
    expect(items).to_have_text(
        [re.compile(f"1 · guests {WORDS}"), re.compile(WORDS), re.compile("The same words")]
    )
    expect(items.first).to_be_focused()
    assert_accessible(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(items.first).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(page.locator("#text")).to_be_focused()
    page.mouse.click(x + 8, y)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator(".card-open")).to_have_attribute("data-claim", str(same.pk))
    # The open card may have moved the page.
    x, y = edge_of(page, "4,000", "start")
    page.mouse.click(x + 8, y)
    items.nth(1).click()
    expect(page.locator(".card-open")).to_have_attribute("data-claim", str(short.pk))
    expect(page.locator(".card-open [data-card-title]")).to_be_focused()
    for claim in (same, long, short):
        page.keyboard.press("o")
        expect(page.locator(".card-open")).to_have_attribute("data-claim", str(claim.pk))
        expect(page.locator(".card-open [data-card-title]")).to_be_focused()
    x, y = edge_of(page, "80%", "start")
    page.mouse.click(x + 8, y)
    expect(page.locator(".card-open")).to_have_attribute("data-claim", str(apart.pk))
    page.keyboard.press("o")
    expect(page.locator("#toasts")).to_contain_text("No other claim shares these words.")
