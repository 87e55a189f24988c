"""The queue as two reviewers share it, and an article reviewed claim by claim with two keys."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from annotations import review, verdicts
from annotations.models import Article, Claim, Desk, User
from tests.browser.test_main_job import assert_accessible
from tests.factories.articles import make_article
from tests.factories.claims import submitted_claim
from tests.factories.threads import make_thread
from tests.factories.users import actor_of, make_user

pytestmark = pytest.mark.browser
PageAs = Callable[..., Page]
TEXT = (
    "Добровольцы раздали более 4 000 гигиенических наборов за пять дней.\n\n"
    "По данным официальной статистики, в выборах приняли участие 80% избирателей, и это, как утверждает"
    " комиссия, самый высокий показатель за всю историю наблюдений в стране, включая все прежние кампании.\n\n"
    "Около 3 000 человек были задержаны. Министерство комментариев не дало."
)
WORDS = (
    "Добровольцы раздали более 4 000 гигиенических наборов за пять дней",
    "в выборах приняли участие 80% избирателей, и это, как утверждает комиссия, самый высокий показатель за всю историю наблюдений в стране, включая все прежние кампании",
    "Около 3 000 человек были задержаны",
)


def person(name: str, role: str) -> User:
    user = make_user(f"{name}-{uuid4().hex[:6]}", role, has_password=True)
    user.full_name = name.capitalize()
    user.save()
    return user


def settled(claim: Claim, by: User) -> Claim:
    """With a reason for each warning, so that nothing is left to look at before approving."""
    for warning in verdicts.missing_reasons(claim, by):
        verdicts.give_reason(
            actor=actor_of(by),
            claim_id=claim.pk,
            warning=warning.code,
            reason="The page is on file.",
        )
    return claim


@pytest.fixture
def editor(db: None) -> User:
    return person("nina", "editor")


@pytest.fixture
def reviewer(db: None) -> User:
    return person("ruth", "reviewer")


@pytest.fixture
def desk(db: None) -> Desk:
    return Desk.objects.create(name="Выборы и власть", slug=f"d-{uuid4().hex[:8]}")


@pytest.fixture
def article(editor: User, desk: Desk) -> Article:
    return make_article(
        TEXT,
        by=editor,
        title="Наборы для тысяч: что известно о явке и задержаниях",
        site_name="Новости города",
        url=f"https://news.example/{uuid4().hex}",
        language="ru",
        desk=desk,
        priority=2,
    )


@pytest.fixture
def claims(article: Article, editor: User) -> list[Claim]:
    made = [settled(submitted_claim(article, editor, words=words), editor) for words in WORDS]
    now = timezone.now()
    for claim, hours in zip(made, (30, 3, 1), strict=True):
        deadline = now + timedelta(hours=3 - hours, minutes=10)
        Claim.objects.filter(pk=claim.pk).update(
            submitted_at=now - timedelta(hours=hours), deadline_at=deadline
        )
    return made


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1"))


@pytest.mark.long
def test_two_reviewers_share_a_queue_and_see_who_reviews_what(
    page_as: PageAs, reviewer: User, claims: list[Claim], desk: Desk
) -> None:
    tom = person("tom", "reviewer")
    page = page_as(reviewer.username)
    page.goto(f"/review/?desk={desk.slug}&view=lines")
    entries = page.locator("[data-queued]")
    expect(entries).to_have_count(3)
    expect(entries.first).to_contain_text("26 h over")
    expect(entries.first).to_contain_text("urgent")
    assert_accessible(page)

    # What another takes is seen without loading the page anew.
    review.take(actor=actor_of(tom), claim_id=claims[0].pk)
    expect(entries.first).to_contain_text("Tom has been reviewing this since", timeout=25_000)
    expect(page.locator("#queue-said")).to_contain_text("Tom has been reviewing this")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(entries.nth(1)).to_be_focused()
    load = page.locator(".load > summary")
    expect(load).to_contain_text("0 taken by you")
    page.keyboard.press("t")
    expect(entries.nth(1)).to_contain_text("You have been reviewing this since")
    expect(load).to_contain_text("1 taken by you")
    entries.first.get_by_role("button", name="Take it over").click()
    expect(page.locator("#ask")).to_contain_text("Tom began to review this")
    page.locator("#ask").get_by_role("button", name="Yes, do it").click()
    expect(entries.first).to_contain_text("You have been reviewing this since")
    page.set_viewport_size({"width": 390, "height": 844})
    assert_accessible(page)
    assert fits(page)
    page.goto(f"/review/?desk={desk.slug}")
    page.locator(".load summary").click()
    page.set_viewport_size({"width": 1440, "height": 900})
    assert_accessible(page)


def test_a_reviewer_goes_through_an_article_with_two_keys(
    page_as: PageAs, reviewer: User, editor: User, article: Article, claims: list[Claim]
) -> None:
    make_thread(claims[1], editor, "Is the table of the commission whole?")
    page = page_as(reviewer.username)
    # Nothing is wrong with the first claim, so one key approves it and shows the next.
    page.goto(f"/articles/{article.pk}/review/")
    shown = page.locator("[data-step]")
    expect(shown).to_have_attribute("data-step", str(claims[0].pk))
    assert_accessible(page)
    page.keyboard.press("a")
    expect(shown).to_have_attribute("data-step", str(claims[1].pk))
    expect(page.locator("[data-card-title]")).to_be_focused()
    expect(page.locator("[data-progress]")).to_have_text("1 of 3 decided")
    # Of the second a thread is open: the key says so, and asks for changes instead.
    page.keyboard.press("a")
    expect(page.locator("[data-cautions]")).to_be_focused()
    expect(page.locator("[data-cautions]")).to_contain_text("1 thread is open.")
    expect(page.locator("[data-again]")).to_be_visible()
    page.keyboard.press("r")
    comment = page.get_by_label(re.compile("Comment to the author"))
    expect(comment).to_be_focused()
    page.keyboard.type("Назовите год.")
    page.keyboard.press("Escape")
    expect(comment).not_to_be_focused()
    page.keyboard.press("k")
    expect(shown).to_have_attribute("data-step", str(claims[0].pk))
    expect(page.locator("[data-card-title]")).to_be_focused()
    page.keyboard.press("j")
    expect(shown).to_have_attribute("data-step", str(claims[1].pk))
    expect(page.locator("[data-card-title]")).to_be_focused()
    page.keyboard.press("r")
    expect(comment).to_have_value("Назовите год.")
    page.set_viewport_size({"width": 390, "height": 844})
    assert fits(page)
    page.set_viewport_size({"width": 1440, "height": 900})
    page.keyboard.press("Control+Enter")
    expect(shown).to_have_attribute("data-step", str(claims[2].pk))
    expect(page.locator("[data-card-title]")).to_be_focused()
    page.keyboard.press("a")
    expect(page.locator("#judging")).to_contain_text("All is decided here")
    states = [Claim.objects.get(pk=claim.pk).state for claim in claims]
    assert states == ["approved", "changes_requested", "approved"]
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile("/review/$"))
