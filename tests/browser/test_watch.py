"""A publisher edits without a word; the desk says so, the editor looks and is done with it."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from annotations.models import Alert, Article, User
from tests.annotations.views.at_publishers import paywall, silent_edit, watched
from tests.browser.test_main_job import assert_accessible
from tests.factories.articles import make_article
from tests.factories.claims import make_claim, published_claim
from tests.factories.users import make_user

pytestmark = pytest.mark.browser
PageAs = Callable[..., Page]
LONG = (
    "Красный Крест раздал тысячи гигиенических наборов, а министерство до сих пор не ответило ни на "
    "один вопрос о том, кто и когда их получил, сообщают волонтёры из четырёх областей"
)
LINES = [f"Place {n} counted {n * 7} people at the gates on Monday." for n in range(1, 39)]
TEXT = "Волонтёры раздали более 4000 наборов за неделю.\n\n" + "\n\n".join(LINES)


@pytest.fixture
def people() -> list[User]:
    tag = uuid4().hex[:8]
    return [make_user(f"{role}-{tag}", role, has_password=True) for role in ("editor", "reviewer")]


@pytest.fixture
def article(people: list[User]) -> Article:
    """Forty claims, one of them public; then the publisher changes every number."""
    editor, reviewer = people
    address = f"https://news.example/{uuid4().hex}"
    made = make_article(TEXT, by=editor, title=LONG, url=address, site_name="Новая газета")
    published_claim(made, editor, reviewer, words="более 4000 наборов")
    for line in LINES:
        make_claim(made, editor, line.rstrip("."))
    watched(made, changed_at=timezone.now())
    silent_edit(made, TEXT.replace("4000", "400").replace("people", "persons"))
    return made


@pytest.mark.long
def test_from_the_desk_to_what_changed_and_done(
    page_as: PageAs, people: list[User], article: Article
) -> None:
    Alert.objects.create(
        article=article, kind="removed", code="http_404", at=timezone.now() - timedelta(days=3)
    )
    Alert.objects.create(
        article=article, kind="redirected", url="https://other.example/" + "long-words/" * 30
    )
    paywall(article)
    page = page_as(people[0].username)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    assert_accessible(page)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    assert_accessible(page)
    desk = page.get_by_role("region", name="At the publishers")
    alert = desk.locator(".alert", has_text="Edited without a word").filter(has_text="and 37 more")
    expect(alert.locator(".alert-claims li").first).to_contain_text("Approval out of date")
    alert.get_by_role("link", name="See what changed").press("Enter")
    expect(page.locator(".change.changed").first).to_be_visible()
    page.go_back()
    alert.get_by_role("button", name="Done").press("Enter")
    done = page.locator(".alert[data-resolved]")
    expect(done).to_contain_text("looked at by")
    expect(done).to_be_focused()
    assert Alert.objects.get(kind="edited", article=article).resolved_by == people[0]
    page.goto(f"/articles/{article.pk}/")
    line = page.locator("#watch-line")
    expect(line).to_contain_text("Removed (404)")
    expect(line).not_to_contain_text("Edited without a word")
    assert_accessible(page)
    line.get_by_role("button", name="Pause").press("Enter")
    expect(line).to_contain_text("paused by")
    expect(line.get_by_role("button", name="Resume")).to_be_focused()
    line.get_by_role("button", name="Done").first.press("Enter")
    expect(line).to_be_focused()


@pytest.mark.long
def test_lists_and_the_question_before_a_text_is_taken_are_for_everybody(
    page_as: PageAs, people: list[User], article: Article
) -> None:
    alert = paywall(article)
    page = page_as(people[0].username)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        for path in ("/watch/", "/watch/?show=pages", f"/alerts/{alert.pk}/take/"):
            page.goto(path)
            assert_accessible(page)
    page.goto("/watch/?show=pages")
    row = page.locator(f"#watch-{article.pk}")
    row.get_by_role("button", name="Pause").press("Enter")
    expect(row).to_contain_text("paused by")
    row.get_by_role("button", name="Resume").press("Enter")
    expect(row.get_by_role("button", name="Pause")).to_be_focused()
    row.get_by_role("button", name="Pause").press("Enter")
    expect(row.get_by_role("button", name="Resume")).to_be_focused()
