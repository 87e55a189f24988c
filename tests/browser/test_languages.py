"""The longest words of each language fit a phone; text that runs from right to left is marked where it stands."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from annotations.models import Claim, User
from tests.factories.articles import make_article
from tests.factories.claims import published_claim, submitted_claim
from tests.factories.users import make_user

pytestmark = [pytest.mark.browser]
PageAs = Callable[..., Page]
PAGES = (
    *("/", "/articles/", "/claims/", "/review/", "/sources/", "/figures/", "/imports/", "/feeds/"),
    *("/account/", "/people/", "/settings/", "/settings/ratings/", "/settings/public/", "/watch/"),
    *("/dashboard/", "/notices/", "/notices/choices/", "/history/", "/legal/", "/earlier/"),
)
ARABIC = "قالت الوزارة إن 4,000 شخص غادروا المدينة. ثم عاد نصفهم في يوم الأحد.\n\nלא היה איש ברחוב בבוקר."


TOO_WIDE = """() => document.documentElement.scrollWidth <= innerWidth + 1 ? [] :
  [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
    .map((one) => `${one.tagName}.${one.className}: ${one.textContent.trim().slice(0, 40)}`).slice(0, 8)"""


def speaking(role: str, language: str) -> str:
    person = make_user(f"{role}-{uuid4().hex[:8]}", role, has_password=True)
    User.objects.filter(pk=person.pk).update(language=language)
    return person.username


@pytest.mark.long
@pytest.mark.parametrize("language", ["ru", "be"])
def test_no_page_is_wider_than_a_phone(page_as: PageAs, language: str) -> None:
    editor, reviewer = (make_user(f"{r}-{uuid4().hex[:8]}", r) for r in ("editor", "reviewer"))
    claim = submitted_claim(make_article(by=editor), editor)
    published_claim(make_article(by=editor), editor, reviewer)
    page = page_as(speaking("admin", language), width=390)
    own = (f"/articles/{claim.article_id}/", f"/claims/{claim.pk}/", f"/claims/{claim.pk}/decide/")
    for path in (*PAGES, *own):
        page.goto(path)
        expect(page.locator("html")).to_have_attribute("lang", language)
        assert page.evaluate(TOO_WIDE) == [], path


def test_a_time_is_written_as_the_persons_language_writes_it(page_as: PageAs) -> None:
    editor = make_user(f"editor-{uuid4().hex[:8]}", "editor")
    make_article(by=editor)
    page = page_as(speaking("editor", "be"))
    page.goto("/articles/")
    written = page.locator("time[data-local]").first
    expect(written).to_have_attribute("datetime", written.get_attribute("datetime") or "")
    assert not any(letter in written.inner_text() for letter in "abcdefghijklmnopqrstuvwxyz")


@pytest.mark.long
def test_words_from_right_to_left_are_marked_where_they_stand(page_as: PageAs) -> None:
    editor = make_user(f"editor-{uuid4().hex[:8]}", "editor", has_password=True)
    article = make_article(ARABIC, by=editor, title="تقرير", language="ar")
    page = page_as(editor.username)
    page.goto(f"/articles/{article.pk}/")
    paragraph = page.locator("#text p").first
    assert paragraph.evaluate("one => getComputedStyle(one).direction") == "rtl"
    page.keyboard.press("n")
    page.keyboard.press("m")
    statement = page.get_by_label("Statement to check")
    expect(statement).to_have_value(ARABIC.split(" ثم", maxsplit=1)[0])
    assert statement.evaluate("one => getComputedStyle(one).direction") == "rtl"
    page.get_by_role("button", name="Save claim").click()
    expect(page.locator(".claim-words").first).to_contain_text("قالت الوزارة")
    claim = Claim.objects.get(article=article)
    passage = claim.appearances.get().highlights.get()
    assert ARABIC[passage.start : passage.end] == passage.exact
    line = page.locator("[data-card-title]").first
    assert (
        line.evaluate("one => getComputedStyle(one.querySelector('bdi') ?? one).direction") == "rtl"
    )
