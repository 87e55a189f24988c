"""Two people talk about a claim, in two browsers: threads, calls, resolving, the badge, the desk, the queue."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from annotations.models import Article, Claim, Comment, Mention, User
from tests.browser.test_main_job import assert_accessible
from tests.factories.articles import make_article
from tests.factories.claims import make_claim, submitted_claim
from tests.factories.threads import make_thread, reply_to, resolved_thread
from tests.factories.users import make_user

pytestmark = pytest.mark.browser
PageAs = Callable[..., Page]
NEWS = 12_000  # milliseconds: a poll every 3 s, and a busy machine


@pytest.fixture
def nina() -> User:
    return make_user(f"nina-{uuid4().hex[:8]}", "editor", has_password=True)


@pytest.fixture
def ruth() -> User:
    return make_user(f"ruth-{uuid4().hex[:8]}", "reviewer", has_password=True)


@pytest.fixture
def article(nina: User) -> Article:
    return make_article(by=nina)


@pytest.fixture
def claim(article: Article, nina: User) -> Claim:
    return make_claim(article, nina)


def open_card(page: Page, claim: Claim) -> None:
    page.goto(f"/articles/{claim.article_id}/#claim-{claim.pk}")
    expect(page.locator("[data-discussion]")).to_be_attached()
    page.wait_for_load_state("networkidle")


def badge(page: Page, claim: Claim) -> str:
    line = page.locator(f".card-line[data-claim='{claim.pk}'] .threads .unseen")
    return " ".join(line.all_inner_texts())


def section(page: Page) -> Locator:
    return page.locator("[data-discussion]")


@pytest.mark.long
def test_two_people_talk_live_and_nobody_loses_what_they_type(
    page_as: PageAs, claim: Claim, nina: User, ruth: User
) -> None:
    page, other = page_as(nina.username), page_as(ruth.username)
    open_card(other, claim)
    open_card(page, claim)

    # By keys alone: c goes to the field, Ctrl+Enter sends.
    page.keyboard.press("c")
    field = page.locator("[data-new-thread]")
    expect(field).to_be_focused()
    page.keyboard.type("Which month is this?\nSee https://stat.example/april.")
    page.keyboard.press("Control+Enter")
    asked = page.locator(".comment", has_text="Which month is this?")
    expect(asked).to_be_focused()
    link = asked.get_by_role("link")
    expect(link).to_have_attribute("href", "https://stat.example/april")
    expect(link).to_have_attribute("rel", "noopener noreferrer nofollow")
    expect(page.locator(".card-head")).to_contain_text("1 open thread")
    assert_accessible(page)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    assert Axe().run(page, context="[data-discussion]").response["violations"] == []

    # The other one sees it come, without reloading, and answers while the first one types.
    expect(section(other)).to_contain_text("Which month is this?", timeout=NEWS)
    expect(other.locator(".card-head")).to_contain_text("1 open thread")
    page.get_by_text("Reply", exact=True).click()
    page.get_by_label("Your reply").fill("Half a sent")
    other.get_by_text("Reply", exact=True).click()
    other.get_by_label("Your reply").fill("April, says the table.")
    other.get_by_role("button", name="Send").click()
    expect(section(other)).to_contain_text("April, says the table.")
    news = section(page).locator("[data-news]")
    expect(news).to_be_visible(timeout=NEWS)
    expect(page.get_by_label("Your reply")).to_have_value("Half a sent")
    news.get_by_role("button", name="Show it").click()
    expect(section(page)).to_contain_text("April, says the table.")
    expect(page.get_by_label("Your reply")).to_have_value("Half a sent")

    # A closed card's line bears the badge until the thread is resolved.
    page.get_by_label("Your reply").fill("")
    page.keyboard.press("Escape")
    assert badge(page, claim) == "1 open thread"
    other.get_by_role("button", name="Resolve").click()
    expect(other.locator(".card-head")).not_to_contain_text("open thread")
    expect(other.locator("[data-discussion-title]")).to_be_focused()
    expect(page.locator(".card-line .threads")).to_have_count(0, timeout=NEWS)


@pytest.mark.long
def test_typing_an_at_sign_offers_people_and_the_called_one_finds_it_on_the_desk(
    page_as: PageAs, claim: Claim, nina: User, ruth: User
) -> None:
    tag = ruth.username.removeprefix("ruth-")
    second = make_user(f"ruth-{tag}-b", "viewer")
    page = page_as(nina.username)
    open_card(page, claim)
    page.keyboard.press("c")
    people = page.get_by_role("listbox", name="People")
    page.keyboard.type("mail joe@ruth")
    expect(people).to_be_hidden()
    page.keyboard.type(f" and ask @ruth-{tag}")
    field = page.locator("[data-new-thread]")
    expect(people.get_by_role("option")).to_have_count(2)
    expect(people.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    assert_accessible(page)
    page.keyboard.press("Escape")
    expect(people).to_be_hidden()
    expect(page.locator(".card-open")).to_be_visible()
    page.keyboard.type("-")
    page.wait_for_timeout(300)
    expect(people).to_be_hidden()
    page.keyboard.press("Control+A")
    page.keyboard.type(f"Ask @ruth-{tag}")
    expect(people.get_by_role("option")).to_have_count(2)
    page.keyboard.press("ArrowDown")
    chosen = people.get_by_role("option", selected=True)
    expect(chosen).to_contain_text(second.username)
    expect(field).to_have_attribute("aria-activedescendant", str(chosen.get_attribute("id")))
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(field).to_have_value(f"Ask @{ruth.username} ")
    expect(field).to_be_focused()
    page.keyboard.type(f"@{second.username}")
    people.get_by_role("option").first.click()
    expect(field).to_be_focused()
    page.keyboard.press("Control+Enter")
    expect(section(page).locator(".mention")).to_have_count(2)

    desk = page_as(ruth.username)
    called = desk.locator("section", has=desk.get_by_role("heading", name="You are called"))
    expect(called).to_contain_text(f"Ask @{ruth.username}")
    assert_accessible(desk)
    called.get_by_role("link").first.click()
    expect(section(desk)).to_contain_text("calls you")
    desk.wait_for_load_state("networkidle")
    assert Mention.objects.get(person=ruth).seen_at is not None
    assert Mention.objects.get(person=second).seen_at is None
    desk.goto("/")
    expect(desk.get_by_role("heading", name="You are called")).to_have_count(0)


@pytest.mark.long
def test_on_a_phone_words_are_changed_taken_back_and_kept_as_drafts(
    page_as: PageAs, claim: Claim, nina: User, ruth: User
) -> None:
    thread = make_thread(claim, nina, "Mai, я думаю")
    for n in range(8):
        reply_to(thread, ruth, f"Ответ {n}: {'оченьдлинноеслово' * 6}")
    page = page_as(nina.username, width=390)
    open_card(page, claim)
    expect(section(page).get_by_text("5 earlier replies")).to_be_visible()
    page.get_by_text("Edit", exact=True).click()
    page.get_by_label("Your words").fill("Май, я думаю")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(section(page)).to_contain_text("edited")
    expect(section(page)).to_contain_text("Май, я думаю")
    page.get_by_text("Reply", exact=True).click()
    page.get_by_label("Your reply").fill("Черновик")
    page.reload()
    expect(page.get_by_label("Your reply")).to_have_value("Черновик")
    assert_accessible(page)
    page.get_by_role("button", name="Remove", exact=True).click()
    page.get_by_role("button", name="Yes, do it").click()
    expect(section(page)).to_contain_text("taken back by their author")
    assert Comment.objects.get(author=nina).text == ""


@pytest.mark.long
def test_a_reviewer_reads_the_open_threads_and_resolves_them_before_deciding(
    page_as: PageAs, article: Article, nina: User, ruth: User
) -> None:
    claim = submitted_claim(article, nina)
    resolved_thread(claim, nina, "Settled before")
    thread = make_thread(claim, nina, f"@{ruth.username}, is the table whole?")
    for n in range(8):
        reply_to(thread, nina, f"Remark {n}")
    page = page_as(ruth.username)
    page.goto("/review/?order=newest")
    entry = page.locator(".entry", has=page.locator(f"#discussion-{claim.pk}"))
    for words in ("is the table whole?", "Remark 3", "Remark 7"):
        expect(entry.get_by_text(words)).to_be_visible()
    expect(entry.get_by_text("Settled before")).to_be_hidden()
    expect(entry.get_by_text("1 thread is open.")).to_have_count(2)
    assert_accessible(page)
    entry.get_by_role("link", name="Read before deciding").last.click()
    expect(entry.locator("[data-discussion-title]")).to_be_focused()
    entry.get_by_role("button", name="Resolve").click()
    expect(entry.get_by_text("1 thread is open.")).to_have_count(0)
    expect(entry.get_by_role("button", name="Approve exactly this")).to_be_visible()
    assert_accessible(page)


@pytest.mark.long
def test_a_reply_to_a_resolved_thread_on_the_claims_page_opens_it_again(
    page_as: PageAs, claim: Claim, nina: User, ruth: User
) -> None:
    resolved_thread(claim, ruth, "Is this rounded?")
    page = page_as(nina.username)
    page.goto(f"/claims/{claim.pk}/")
    page.keyboard.press("c")
    expect(page.locator("[data-new-thread]")).to_be_focused()
    section(page).get_by_text("1 resolved thread").click()
    section(page).get_by_text("Reply", exact=True).click()
    page.get_by_label("Your reply").fill("Rounded how?")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#toasts")).to_contain_text("The thread is open again.")
    expect(page.locator(".card-head")).to_contain_text("1 open thread")
    expect(page.get_by_role("region", name="History")).to_contain_text(
        re.compile("reopened a thread")
    )
    assert_accessible(page)


@pytest.mark.long
def test_a_viewer_reads_and_has_no_field(page_as: PageAs, claim: Claim, nina: User) -> None:
    make_thread(claim, nina, "Only to be read")
    viewer = make_user(f"vic-{uuid4().hex[:8]}", "viewer", has_password=True)
    page = page_as(viewer.username)
    open_card(page, claim)
    expect(section(page)).to_contain_text("Only to be read")
    page.keyboard.press("c")
    expect(page.locator("textarea")).to_have_count(0)
    expect(page.get_by_role("button", name="Resolve")).to_have_count(0)
