"""From a claim's card to the quoted words in the archived copy of its source, where nothing can be marked."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from annotations.evidence.found_quotes import find_quotes_later
from annotations.models import Article, ArticleRole, Source, User
from tests.annotations.evidence.web_page import KITS, REST
from tests.browser.test_main_job import assert_accessible
from tests.factories.articles import make_article, make_page
from tests.factories.claims import make_claim
from tests.factories.evidence import link_evidence
from tests.factories.users import make_user
from tests.harness.pointing import drag_over

pytestmark = [pytest.mark.browser, pytest.mark.long]
PageAs = Callable[..., Page]
QUOTED = """() => [...(CSS.highlights.get('fc-quoted-now') ?? [])]
    .map((r) => r.startContainer.data.slice(r.startOffset, r.endOffset)).join(' ')"""


@pytest.fixture
def editor() -> User:
    return make_user(f"editor-{uuid4().hex[:8]}", "editor", has_password=True)


def archived(by: User) -> tuple[Article, Article]:
    """An article with a claim, and the archived copy of its source."""
    article = make_page([KITS], by=by, url=f"https://news.example/{uuid4().hex}")
    claim = make_claim(article, by, "4,120 hygiene kits")
    url = f"https://ministry.example/{uuid4().hex}"
    entry = link_evidence(claim, by, url=url, quote='"the figures are final"')
    link_evidence(claim, by, url=url, quote="nine thousand", stance="context")
    filler = [
        f"In town {n} there were {n * 31} deliveries by road, and none by air." for n in range(40)
    ]
    words = "\n\n".join((KITS, *filler, *REST))
    copy = make_article(words, title="Register of aid", url=url, role=ArticleRole.SOURCE)
    Source.objects.filter(pk=entry.source_id).update(article=copy)
    find_quotes_later()
    return article, copy


def test_the_card_leads_to_the_quoted_words_and_the_copy_takes_no_marks(
    editor: User, page_as: PageAs
) -> None:
    article, copy = archived(editor)
    page = page_as(editor.username)
    page.goto(f"/articles/{article.pk}/")
    page.locator("#cards .card-line").first.click()
    card = page.locator(".card", has_text="The quote was not found in the copy")
    expect(card).to_be_visible()
    assert_accessible(page)
    card.get_by_role("link", name="Archived copy").first.click()
    expect(page.get_by_text("This is an archived source")).to_be_visible()
    expect(page.locator("#claims-loading")).to_be_hidden()
    assert page.evaluate(QUOTED) == "the figures are final"
    assert_accessible(page)
    page.keyboard.press("Home")
    drag_over(page, "4,120 hygiene kits")
    tools = page.locator("#select-tools")
    expect(tools.get_by_role("button", name="Keep as evidence")).to_be_visible()
    expect(tools.get_by_role("button", name="Mark as claim")).to_have_count(0)
    page.keyboard.press("m")
    expect(page.get_by_text("claims are marked in articles", exact=False)).to_be_visible()
    page.keyboard.press("e")
    expect(page.get_by_text("Passage kept", exact=False)).to_be_visible()
    page.goto(f"/sources/{copy.as_sources.get().pk}/edit/")
    assert_accessible(page)
