"""A call, a file, two outlets of one agency: what the card makes of them, in a real browser."""

import re
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from annotations.models import Article, Claim, Evidence, User
from tests.browser.test_main_job import assert_accessible
from tests.factories.articles import TEXT, make_article
from tests.factories.claims import make_claim
from tests.factories.evidence import link_evidence
from tests.factories.sources import make_source
from tests.factories.users import make_user
from tests.harness.pointing import choose, unfold

pytestmark = pytest.mark.browser
PageAs = Callable[..., Page]


@pytest.fixture
def editor() -> User:
    return make_user(f"editor-{uuid4().hex[:8]}", "editor", has_password=True)


@pytest.fixture
def article(editor: User) -> Article:
    more = [f"In place {n} nobody was asked, and nothing was seen. " * 5 for n in range(1, 25)]
    text = "\n\n".join([TEXT, *(words.strip() for words in more)])
    return make_article(text, by=editor, url=f"https://news.example/{uuid4().hex}")


@pytest.fixture
def claim(article: Article, editor: User) -> Claim:
    return make_claim(article, editor, "Around 3,000 people were detained")


def open_claim(page: Page, claim: Claim) -> None:
    page.goto(f"/articles/{claim.article_id}/#claim-{claim.pk}")
    page.wait_for_load_state("networkidle")
    expect(page.locator(".card-open")).to_be_visible()


@pytest.mark.long
def test_a_call_with_a_file_and_what_counts_as_one(
    page_as: PageAs, editor: User, claim: Claim, tmp_path: Path
) -> None:
    tag = uuid4().hex
    quote = "According to the Interior Ministry, 3,000 people were detained."
    for name in ("Daily", "Weekly"):
        url = f"https://{name}.example/{tag}".lower()
        link_evidence(claim, editor, url=url, title=name, quote=quote, origin="")
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(b"%PDF a letter")
    page = page_as(editor.username)
    open_claim(page, claim)
    part = unfold(page, "source")
    expect(part.get_by_label("Person, body or paper")).to_be_hidden()
    choose(part, "Call, mail, paper")
    expect(part.get_by_label("Web address")).to_be_hidden()
    choose(part, "Contradicts")
    part.get_by_label("How you got it").select_option("call")
    part.get_by_label("Reached at").fill("+375 17 000")
    part.get_by_label("Quoted passage").fill("Nobody was detained.")
    part.get_by_label("Files that belong to it").set_input_files(letter)
    part.get_by_role("button", name="Link source").click()
    # Who it was is missing: all that was typed stays, and the file is to be chosen again.
    part = unfold(page, "source")
    expect(part).to_contain_text("This may not be empty.")
    expect(part).to_contain_text("letter.pdf")
    expect(part.get_by_label("Reached at")).to_have_value("+375 17 000")
    assert_accessible(page)
    part.get_by_label("Person, body or paper").fill("Ministry press office")
    part.get_by_label("Files that belong to it").set_input_files(letter)
    part.get_by_role("button", name="Link source").click()
    card = page.locator(".card-open")
    expect(card.locator(".evidence")).to_have_count(3)
    expect(card).to_contain_text("3 sources, 3 independent origins")
    with page.expect_download() as download:
        card.get_by_role("link", name="letter.pdf").click()
    assert download.value.path().read_bytes() == b"%PDF a letter"

    # Both outlets carry the ministry's word: one click each, and they count as one.
    for left in (1, 0):
        part = unfold(page, "origins")
        yes = part.get_by_role("button", name=re.compile("Yes.*the Interior Ministry"))
        expect(yes).to_have_count(left + 1)
        if left:
            assert_accessible(page)
        yes.first.click()
        expect(card.locator(".evidence", has_text="Information of")).to_have_count(2 - left)
    expect(card).to_contain_text("3 sources, 2 independent origins")
    assert Evidence.objects.filter(claim=claim, origin__isnull=False).count() == 2


@pytest.mark.long
def test_two_records_are_merged_after_a_look_at_both(
    page_as: PageAs, editor: User, claim: Claim
) -> None:
    tag = uuid4().hex
    source = make_source(editor, url=f"https://www.a.example/{tag}", title=f"Register {tag}")
    into = make_source(editor, url=f"https://a.example/{tag}/", title=f"Aid register {tag}")
    link_evidence(claim, editor, url=source.url)
    page = page_as(editor.username)
    page.goto(f"/sources/{into.pk}/")
    assert_accessible(page)
    page.get_by_role("link", name="Look at both").click()
    expect(page.locator("main")).to_contain_text("1 claim moves")
    assert_accessible(page)
    page.get_by_label("Why they are one source").fill("The same page.")
    page.get_by_role("button", name="Merge", exact=True).click()
    expect(page).to_have_url(f"{page.url.split('/sources/')[0]}/sources/{into.pk}/")
    expect(page.locator("main")).to_contain_text(claim.statement)
    page.get_by_role("link", name=f"Register {tag}").first.click()
    page.get_by_role("button", name="Let it stand for itself again").click()
    expect(page.get_by_role("link", name="Merge this record into another")).to_be_visible()
