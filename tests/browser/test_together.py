"""Two people in one article, and what is typed when something fails: nothing jumps, nothing is lost, nothing is overwritten."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from annotations.claims import amend
from annotations.history.record_each import record_each
from annotations.imports.remove import remove
from annotations.models import Article, Claim, Presence, User
from tests.browser.test_main_job import assert_accessible
from tests.factories.articles import make_article
from tests.factories.claims import make_claim, rate
from tests.factories.users import PASSWORD, actor_of, make_user
from tests.harness.pointing import drag_over

pytestmark = pytest.mark.browser
PageAs = Callable[..., Page]
TEXT = "\n\n".join(
    f"In place {n} the ministry counted at least {n * 7} people, more than ever before. " * 4
    for n in range(1, 25)
)
TOP = "element => element.getBoundingClientRect().top"


@pytest.fixture
def nina() -> User:
    return _person("nina")


@pytest.fixture
def oleg() -> User:
    return _person("oleg")


def _person(name: str, role: str = "editor") -> User:
    person = make_user(f"{name}-{uuid4().hex[:8]}", role, has_password=True)
    person.full_name = name.capitalize()
    person.save()
    return person


@pytest.fixture
def article(nina: User) -> Article:
    return make_article(TEXT, by=nina)


@pytest.fixture
def claim(article: Article, nina: User) -> Claim:
    return make_claim(article, nina, "at least 7 people")


def open_workspace(page: Page, article: Article, claim: Claim | None = None) -> None:
    page.goto(f"/articles/{article.pk}/" + (f"#claim-{claim.pk}" if claim else ""))
    page.wait_for_load_state("networkidle")
    if claim:
        expect(card(page)).to_have_attribute("data-claim", str(claim.pk))


def card(page: Page) -> Locator:
    return page.locator("#cards .card-open")


def unfold(page: Page, name: str) -> Locator:
    part = page.locator(f"details[data-part={name}]")
    if part.get_attribute("open") is None:
        part.locator("summary").first.click()
    return part


def sign_in(page: Page, person: User) -> None:
    page.goto("/accounts/login/")
    page.locator("[name=login]").fill(person.username)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")
    expect(page).not_to_have_url(re.compile("/accounts/login/"))


@pytest.mark.long
def test_two_people_see_each_other_come_open_a_claim_type_and_leave(
    page_as: PageAs, article: Article, claim: Claim, nina: User, oleg: User
) -> None:
    theirs = page_as(nina.username)
    open_workspace(theirs, article, claim)
    words = unfold(theirs, "verdict").locator("textarea")
    page = page_as(oleg.username)
    open_workspace(page, article)
    text = page.locator("#text")
    before = text.evaluate(TOP)
    here = page.locator("#people")
    expect(here).to_contain_text("Here now: Nina (on claim 1)")
    expect(page.locator(".card-line .here-mark")).to_contain_text("Nina has this claim open.")
    assert text.evaluate(TOP) == before
    with theirs.expect_response("**/presence/"):
        words.press_sequentially("I am")
    page.keyboard.press("j")
    expect(here).to_contain_text("Here now: Nina (on claim 1, typing)")
    expect(card(page).locator(".here-mark")).to_contain_text("Nina is typing in this claim.")
    theirs.keyboard.press("Escape")  # out of the field
    theirs.keyboard.press("Escape")  # and out of the card
    expect(theirs.locator("#people")).to_contain_text("Here now: Oleg (on claim 1)")
    theirs.keyboard.press("j")
    expect(theirs.locator("#presence-said")).to_have_text("Oleg has this claim open.")
    assert_accessible(page)
    page.set_viewport_size({"width": 390, "height": 844})
    theirs.context.close()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(here).to_be_empty()
    expect(page.locator(".here-mark")).to_have_count(0)
    assert not Presence.objects.filter(article=article, person=nina).exists()


@pytest.mark.long
def test_several_tabs_of_one_person_are_one_person(
    page_as: PageAs, article: Article, claim: Claim, nina: User, oleg: User
) -> None:
    theirs = page_as(nina.username)
    open_workspace(theirs, article)
    second = theirs.context.new_page()
    calls: list[str] = []
    second.on("request", lambda asked: calls.append(asked.url))
    open_workspace(second, article)
    second.keyboard.press("j")
    expect(card(second)).to_have_attribute("data-claim", str(claim.pk))
    page = page_as(oleg.username)
    open_workspace(page, article)
    expect(page.locator("#people")).to_have_text(re.compile("Here now: Nina"))
    expect(page.locator("#people .here-face")).to_have_count(1)
    polls = [url for url in calls if "/events/" in url or "/presence/" in url]
    assert polls == [], "the second tab asks too"


def test_a_verdict_arrives_at_the_other_without_a_reload_or_a_jump(
    page_as: PageAs, article: Article, claim: Claim, nina: User, oleg: User
) -> None:
    page = page_as(oleg.username)
    open_workspace(page, article)
    page.evaluate("window.sameDocument = true")
    page.mouse.wheel(0, 2400)
    reading = page.locator("#text [data-block]", has_text="In place 14 ")
    page.wait_for_timeout(300)
    top, scrolled = reading.evaluate(TOP), page.evaluate("scrollY")
    assert scrolled > 1000
    rate(claim, nina, "false", "The register says otherwise.")
    make_claim(article, nina, "at least 14 people")
    line = page.locator(f".card-line[data-claim='{claim.pk}']")
    expect(line).to_contain_text("False", timeout=8000)
    expect(page.locator(".card-line")).to_have_count(2)
    expect(page.locator(".margin-mark.v-false")).to_have_count(1)
    assert page.evaluate("window.sameDocument")
    assert (reading.evaluate(TOP), page.evaluate("scrollY")) == (top, scrolled)


def test_an_edit_by_both_is_laid_side_by_side_and_chosen(
    page_as: PageAs, article: Article, claim: Claim, nina: User, oleg: User
) -> None:
    page = page_as(oleg.username)
    open_workspace(page, article, claim)
    form = unfold(page, "wording")
    form.locator("[name=statement]").fill("About 7 people were counted.")
    amend(
        actor=actor_of(nina),
        claim_id=claim.pk,
        statement="Exactly 7 people were counted.",
        claimant="The ministry",
    )
    expect(card(page).locator("[data-changed]")).to_be_visible(timeout=8000)
    form.get_by_role("button", name="Save wording").click()
    both = page.locator("form.both")
    expect(both.locator("[data-both]")).to_be_focused()
    expect(both.locator("mark")).to_have_text(["Exactly", "About"])
    expect(both).to_contain_text("Changed by them only, kept as they have it: Who claims it.")
    page.wait_for_timeout(3500)  # the news of the other's change must not take the choice away
    expect(both).to_be_visible()
    assert_accessible(page)
    page.set_viewport_size({"width": 390, "height": 844})
    both.get_by_role("button", name="Save what I chose").scroll_into_view_if_needed()
    page.set_viewport_size({"width": 1440, "height": 900})
    both.get_by_role("button", name="Save what I chose").click()
    expect(both).to_contain_text("Choose which version to keep: Statement to check.")
    both.get_by_label("Keep mine").check()
    both.get_by_role("button", name="Save what I chose").click()
    expect(card(page).locator("[data-card-title]")).to_have_text("About 7 people were counted.")
    claim.refresh_from_db()
    assert (claim.statement, claim.claimant) == ("About 7 people were counted.", "The ministry")


@pytest.mark.long
def test_what_was_typed_before_a_crash_never_overwrites_what_others_saved_since(
    page_as: PageAs, article: Article, claim: Claim, nina: User, oleg: User
) -> None:
    page = page_as(oleg.username)
    open_workspace(page, article, claim)
    unfold(page, "wording").locator("[name=claimant]").fill("The town")
    context = page.context
    page.close(run_before_unload=False)
    amend(actor=actor_of(nina), claim_id=claim.pk, statement="Exactly 7 people were counted.")
    page = context.new_page()
    open_workspace(page, article, claim)
    form = page.locator("details[data-part=wording]")
    expect(form).to_contain_text("What you typed before is back.")
    form.get_by_role("button", name="Save wording").click()
    expect(form).to_contain_text("Taken over below from the newest version: Statement to check.")
    form.get_by_role("button", name="Save wording").click()
    expect(card(page).locator(".by")).to_contain_text("The town")
    claim.refresh_from_db()
    assert claim.statement == "Exactly 7 people were counted."
    page.reload()
    page.wait_for_load_state("networkidle")
    expect(page.locator("details[data-part=wording]")).not_to_have_attribute("open", "")


@pytest.mark.long
def test_signed_out_while_typing_one_signs_in_elsewhere_and_saves(
    page_as: PageAs, article: Article, claim: Claim, nina: User
) -> None:
    page = page_as(nina.username)
    open_workspace(page, article, claim)
    page.context.clear_cookies(name="factcheck_session")
    verdict = unfold(page, "verdict")
    verdict.get_by_label("False", exact=True).check()
    verdict.locator("textarea").fill("The register says otherwise.")
    verdict.get_by_role("button", name="Save verdict").click()
    dialog = page.locator("#sign-in-again")
    expect(dialog).to_be_visible()
    assert_accessible(page)
    with page.context.expect_page() as opened:
        dialog.get_by_role("link", name="Sign in in a new tab").click()
    sign_in(opened.value, nina)
    expect(dialog).to_be_hidden()
    expect(page.locator("#signed-out")).to_be_hidden()
    expect(verdict.locator("textarea")).to_have_value("The register says otherwise.")
    verdict.get_by_role("button", name="Save verdict").click()
    expect(card(page)).to_contain_text("The register says otherwise.")
    claim.refresh_from_db()
    assert claim.verdict is not None


@pytest.mark.long
def test_a_page_older_than_the_sign_in_saves_all_the_same(
    page_as: PageAs, article: Article, claim: Claim, nina: User
) -> None:
    page = page_as(nina.username)
    open_workspace(page, article, claim)
    other = page.context.new_page()
    page.context.clear_cookies()
    sign_in(other, nina)
    unfold(page, "wording").locator("[name=claimant]").fill("The town")
    page.get_by_role("button", name="Save wording").click()
    expect(card(page).locator(".by")).to_contain_text("The town")


@pytest.mark.long
def test_the_poll_says_once_that_one_is_signed_out_and_goes_on_after_the_sign_in(
    page_as: PageAs, article: Article, claim: Claim, nina: User, oleg: User
) -> None:
    page = page_as(nina.username)
    open_workspace(page, article)
    text = page.locator("#text")
    top = text.evaluate(TOP)
    page.context.clear_cookies()
    bar = page.locator("#signed-out")
    expect(bar).to_be_visible(timeout=8000)
    assert text.evaluate(TOP) == top
    assert_accessible(page)
    other = page.context.new_page()
    sign_in(other, nina)
    expect(bar).to_be_hidden(timeout=10_000)
    rate(claim, oleg, "false", "The register says otherwise.")
    line = page.locator(f".card-line[data-claim='{claim.pk}']")
    expect(line).to_contain_text("False", timeout=8000)


@pytest.mark.long
def test_drafts_wait_for_their_account_and_are_shown_to_nobody_else(
    page_as: PageAs, article: Article, claim: Claim, nina: User, oleg: User
) -> None:
    page = page_as(nina.username)
    open_workspace(page, article, claim)
    unfold(page, "verdict").locator("textarea").fill("Only for my eyes.")
    other = page.context.new_page()
    page.context.clear_cookies()
    sign_in(other, oleg)
    open_workspace(other, article, claim)
    assert "Only for my eyes" not in other.content()
    expect(other.locator("details[data-part=verdict] textarea")).to_have_value("")
    expect(page.locator("#other-account")).to_be_visible()
    verdict = page.locator("details[data-part=verdict]")
    verdict.get_by_label("False", exact=True).check()
    verdict.get_by_role("button", name="Save verdict").click()
    expect(verdict.locator("[data-errors]")).to_contain_text("older than your sign-in")
    claim.refresh_from_db()
    assert claim.verdict is None
    page.context.clear_cookies()
    sign_in(other, nina)
    open_workspace(other, article, claim)
    restored = other.locator("details[data-part=verdict]")
    expect(restored.locator("textarea")).to_have_value("Only for my eyes.")
    restored.get_by_role("button", name="Discard it").click()
    expect(restored.locator("textarea")).to_have_value("")
    other.reload()
    other.wait_for_load_state("networkidle")
    expect(other.locator("details[data-part=verdict] textarea")).to_have_value("")


@pytest.mark.long
def test_a_new_claim_that_was_never_saved_is_offered_once_and_gone_on_with(
    page_as: PageAs, article: Article, nina: User
) -> None:
    page = page_as(nina.username)
    open_workspace(page, article)
    drag_over(page, "at least 14 people")
    page.keyboard.press("m")
    page.get_by_label("Statement to check").fill("At least 14 people were counted in place 2.")
    context = page.context
    page.close(run_before_unload=False)
    page = context.new_page()
    open_workspace(page, article)
    bar = page.locator("#unfinished")
    expect(bar).to_contain_text("You were marking “at least 14 people” and did not save it.")
    assert_accessible(page)
    bar.get_by_role("button", name="Go on").click()
    statement = page.get_by_label("Statement to check")
    expect(statement).to_have_value("At least 14 people were counted in place 2.")
    expect(bar).to_be_hidden()
    page.get_by_role("button", name="Save claim").click()
    expect(card(page).locator("[data-card-title]")).to_have_text(
        "At least 14 people were counted in place 2."
    )
    open_workspace(page, article)
    expect(page.locator("#unfinished")).to_be_hidden()


@pytest.mark.long
def test_offline_nothing_is_lost_and_everything_is_caught_up_with(
    page_as: PageAs, article: Article, claim: Claim, nina: User, oleg: User
) -> None:
    page = page_as(oleg.username)
    open_workspace(page, article, claim)
    text = page.locator("#text")
    top = text.evaluate(TOP)
    page.context.set_offline(True)
    expect(page.locator("#offline")).to_be_visible()
    assert text.evaluate(TOP) == top
    form = unfold(page, "wording")
    form.locator("[name=claimant]").fill("The town")
    form.get_by_role("button", name="Save wording").click()
    expect(page.locator("#toasts")).to_contain_text("No connection")
    assert_accessible(page)
    later = make_claim(article, nina, "at least 14 people")
    # More than one answer of the events holds.
    record_each(actor_of(nina), "amended", [(later, article.pk, {})] * 501)
    amend(actor=actor_of(nina), claim_id=later.pk, statement="The last of many.")
    page.context.set_offline(False)
    line = page.locator(f".card-line[data-claim='{later.pk}']")
    expect(line).to_contain_text("The last of many.", timeout=8000)
    expect(page.locator("#offline")).to_be_hidden()
    expect(page.locator("#unreached")).to_be_hidden()
    expect(form.locator("[name=claimant]")).to_have_value("The town")
    form.get_by_role("button", name="Save wording").click()
    expect(card(page).locator(".by")).to_contain_text("The town")


@pytest.mark.long
def test_an_article_deleted_while_open_says_so_keeps_the_draft_and_is_put_back(
    page_as: PageAs, article: Article, nina: User, oleg: User
) -> None:
    page = page_as(oleg.username)
    open_workspace(page, article)
    drag_over(page, "at least 14 people")
    page.keyboard.press("m")
    page.get_by_label("Statement to check").fill("My statement.")
    remove(actor=actor_of(nina), article_id=article.pk)
    bar = page.locator("#gone-bar")
    expect(bar).to_contain_text("Nina deleted this article", timeout=8000)
    expect(page.get_by_label("Statement to check")).to_have_value("My statement.")
    page.get_by_role("button", name="Save claim").click()
    expect(card(page).locator("[data-errors]")).to_contain_text("This article was deleted.")
    assert_accessible(page)
    bar.get_by_role("button", name="Put it back").click()
    expect(bar).to_be_hidden()
    page.get_by_role("button", name="Save claim").click()
    expect(card(page).locator("[data-card-title]")).to_have_text("My statement.")


@pytest.mark.long
def test_deleting_asks_first_says_what_became_of_it_and_can_be_undone(
    page_as: PageAs, article: Article, claim: Claim, nina: User
) -> None:
    page = page_as(nina.username)
    other = make_article("Nothing is marked here.", by=nina, title="To be deleted")
    open_workspace(page, article)
    page.get_by_text("Correct these details").click()
    page.get_by_text("Delete this article…").click()
    assert_accessible(page)
    page.get_by_role("button", name="Delete the article").click()
    expect(page.locator(".delete-article")).to_contain_text("Claims, or evidence of claims")
    open_workspace(page, other)
    page.get_by_text("Correct these details").click()
    page.get_by_text("Delete this article…").click()
    page.get_by_role("button", name="Delete the article").click()
    expect(page.get_by_role("heading", name="This article was deleted")).to_be_visible()
    expect(page.locator("main")).to_contain_text("By Nina")
    assert_accessible(page)
    page.goto("/articles/?search=deleted")
    expect(page.locator("main")).not_to_contain_text("To be deleted")
    page.goto(f"/articles/{other.pk}/")
    page.get_by_role("button", name="Put it back").click()
    expect(page.locator("#text")).to_contain_text("Nothing is marked here.")


@pytest.mark.long
def test_claims_that_cannot_be_loaded_say_so_and_come_when_asked_again(
    page_as: PageAs, article: Article, claim: Claim, nina: User
) -> None:
    page = page_as(nina.username)
    page.route("**/claims/?view=brief", lambda route: route.fulfill(status=500, body="{}"))
    page.goto(f"/articles/{article.pk}/")
    expect(page.locator("#claims-failed")).to_be_visible()
    assert_accessible(page)
    page.unroute("**/claims/?view=brief")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".card-line")).to_have_count(1)
    expect(page.locator("#claims-failed")).to_be_hidden()


@pytest.mark.long
def test_a_viewer_reads_and_meets_no_button_that_does_nothing(
    page_as: PageAs, article: Article, claim: Claim
) -> None:
    page = page_as(_person("vera", "viewer").username)
    open_workspace(page, article, claim)
    expect(page.locator(".reads-only")).to_have_count(1)
    for name in ("Save", "Mark", "Submit", "Delete", "That it is so", "Put it back"):
        expect(page.locator("#workspace").get_by_role("button", name=name)).to_have_count(0)
    expect(card(page).locator(".card-parts")).to_have_count(0)
    assert_accessible(page)


@pytest.mark.long
def test_an_article_on_its_way_opens_by_itself(page_as: PageAs, nina: User) -> None:
    waiting = Article.objects.create(title="On its way", url="https://news.example/a")
    page = page_as(nina.username)
    page.goto(f"/articles/{waiting.pk}/")
    expect(page.get_by_role("heading", name="The text is on its way")).to_be_visible()
    assert_accessible(page)
    there = make_article("Now it is here.", by=nina)
    revision = there.current_revision
    assert revision is not None
    Article.objects.filter(pk=waiting.pk).update(current_revision=revision)
    expect(page.locator("#text")).to_contain_text("Now it is here.", timeout=8000)
