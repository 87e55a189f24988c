"""Two editors have checked the same claim: relating the two on the card, taking the check over, and when it falls."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from annotations import publishing, relations, review
from annotations.models import Claim, Import, Source, User, Work
from annotations.tasks import run
from tests.browser.test_main_job import assert_accessible
from tests.factories.articles import TEXT, make_article, make_page
from tests.factories.claims import make_claim, published_claim
from tests.factories.evidence import link_evidence
from tests.factories.users import actor_of, make_user

pytestmark = pytest.mark.browser
PageAs = Callable[..., Page]


@pytest.fixture
def editor() -> User:
    return make_user(f"editor-{uuid4().hex[:8]}", "editor", has_password=True)


@pytest.fixture
def reviewer() -> User:
    return make_user(f"reviewer-{uuid4().hex[:8]}", "reviewer", has_password=True)


def checked_before(by: User, reviewer: User, word: str) -> Claim:
    """A published check of an older article, which a word of its own finds."""
    url = f"https://older.example/{uuid4().hex}"
    older = make_article(by=by, url=url, title="An older report")
    statement = f"More than 4,000 {word} hygiene kits were given out"
    return published_claim(older, by, reviewer, statement=statement)


@pytest.mark.long
def test_a_check_is_found_related_and_taken_over_on_the_card(
    editor: User, reviewer: User, page_as: PageAs
) -> None:
    word = f"kit{uuid4().hex[:6]}"
    checked_before(editor, reviewer, word)
    words = "\n\n".join([TEXT, *(f"In town {n} nothing was given out." for n in range(60))])
    article = make_article(words, by=editor, url=f"https://news.example/{uuid4().hex}")
    claim = make_claim(article, editor)
    page = page_as(editor.username)
    page.goto(f"/articles/{article.pk}/#claim-{claim.pk}")
    card = page.locator(f"#card-{claim.pk}")
    part = card.locator("[data-part=related]")
    part.locator("summary").click()
    part.get_by_label("This claim").select_option("same_as")
    part.get_by_label("Words of the other claim").press_sequentially(word)
    part.get_by_role("radio", name=word).check()
    expect(part.get_by_role("radio")).to_have_count(1)
    part.get_by_label("Why").fill("The same event.")
    assert_accessible(page)
    part.get_by_role("button", name="Relate the two").click()
    expect(part.locator("summary")).to_contain_text("1")
    if not part.evaluate("details => details.open"):
        part.locator("summary").click()
    expect(part.get_by_text("The same event.")).to_be_visible()
    assert_accessible(page)
    part.get_by_role("button", name="Take over verdict and sources").click()
    expect(card.get_by_text("Taken over from our check:")).to_be_visible()
    expect(card.locator(".explanation")).to_contain_text("/factchecks/")
    expect(card.get_by_text("Register of aid").first).to_be_visible()
    assert_accessible(page)


@pytest.mark.long
def test_the_reviewer_sees_that_the_check_it_rests_on_has_fallen(
    editor: User, reviewer: User, page_as: PageAs
) -> None:
    original = checked_before(editor, reviewer, "old")
    article = make_article(by=editor, url=f"https://news.example/{uuid4().hex}")
    claim = make_claim(article, editor)
    relations.reuse_claim(actor=actor_of(editor), claim_id=claim.pk, original_id=original.pk)
    review.submit(actor=actor_of(editor), claim_id=claim.pk)
    review.approve(actor=actor_of(reviewer), claim_id=claim.pk)
    publishing.withdraw(actor=actor_of(reviewer), claim_id=original.pk, reason="Wrong.")
    for work in Work.objects.filter(kind="reuse", subject=original.pk):
        run.do_work(work.pk)
    page = page_as(editor.username)
    page.goto(f"/articles/{article.pk}/#claim-{claim.pk}")
    card = page.locator(f"#card-{claim.pk}")
    expect(card.get_by_text("was withdrawn.")).to_be_visible()
    assert_accessible(page)
    card.get_by_role("button", name="it stands on its own").click()
    expect(card.get_by_text("was withdrawn.")).to_have_count(0)
    expect(card.get_by_text("Draft", exact=True).first).to_be_visible()


@pytest.mark.long
def test_the_page_of_a_source_tells_what_is_kept_and_gives_it_as_a_file(
    editor: User, page_as: PageAs
) -> None:
    url = f"https://ministry.example/{uuid4().hex}"
    claim = make_claim(make_article(by=editor), editor)
    source = link_evidence(claim, editor, url=url).source
    copy = make_page(["The register names 4,120 kits."], url=url, role="source")
    Source.objects.filter(pk=source.pk).update(article=copy)
    page = page_as(editor.username)
    page.goto(f"/sources/{source.pk}/")
    expect(page.get_by_text("Answered at")).to_be_visible()
    assert_accessible(page)
    with page.expect_download() as started:
        page.get_by_role("link", name="Download as WARC").click()
    assert started.value.suggested_filename.startswith("ministry.example-")


@pytest.mark.long
def test_a_page_that_could_not_be_archived_says_why_and_is_asked_for_again(
    editor: User, page_as: PageAs
) -> None:
    url = f"https://gone.example/{uuid4().hex}"
    claim = make_claim(make_article(by=editor), editor)
    source = link_evidence(claim, editor, url=url).source
    item = Import.objects.create(
        origin="fetch",
        article_role="source",
        url=url,
        status="failed",
        error_code="http_blocked",
        error_detail="The site refused to give the page to Factcheck (403).",
        finished_at=claim.created_at,
        given={"archive": str(source.pk)},
    )
    Source.objects.filter(pk=source.pk).update(archiving=item, archive_tries=1)
    page = page_as(editor.username)
    page.goto(f"/sources/{source.pk}/")
    expect(page.get_by_text("The site refused to give the page")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Ask for the page again now").click()
    expect(page.get_by_text("The page is being archived.")).to_be_visible()
