"""The DataFeed: all published reviews, page by page, none twice and none missed."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations import publishing
from annotations.models import Article, Claim, Newsroom, User
from annotations.publishing.data_feed import data_feed, feed_page
from annotations.refusals import Missing
from tests.factories.articles import make_article
from tests.factories.claims import approved_claim, published_claim
from tests.factories.users import actor_of, make_editor, make_reviewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return make_editor("nina")


@pytest.fixture
def reviewer() -> User:
    return make_reviewer("ruth")


@pytest.fixture
def publish(editor: User, reviewer: User) -> Callable[[], Claim]:
    article: Article = make_article(by=editor)
    return lambda: published_claim(article, editor, reviewer)


def slugs(size: int) -> list[str]:
    """Of all pages, in order."""
    found, page = [], feed_page(size=size)
    while True:
        found += [one.slug for one in page.publications]
        if not page.after:
            return found
        page = feed_page(page.after, size=size)


def test_all_pages_hold_every_published_check_once(
    publish: Callable[[], Claim], editor: User, reviewer: User
) -> None:
    claims = [publish() for _ in range(7)]
    approved_claim(make_article(by=editor), editor, reviewer)
    for size in (1, 2, 3, 7, 50):
        assert slugs(size) == [claim.slug for claim in reversed(claims)]


def test_who_reads_on_misses_nothing_when_the_check_that_ended_the_page_was_withdrawn(
    publish: Callable[[], Claim], reviewer: User
) -> None:
    claims = [publish() for _ in range(4)]
    first = feed_page(size=2)
    publishing.withdraw(actor=actor_of(reviewer), claim_id=claims[2].pk)
    publish()
    rest = feed_page(first.after, size=2)
    assert [one.slug for one in rest.publications] == [claims[1].slug, claims[0].slug]


def test_an_unknown_place_is_refused_with_the_first_page(publish: Callable[[], Claim]) -> None:
    publish()
    with pytest.raises(Missing) as refusal:
        feed_page("never-heard-of")
    assert "/factchecks/claimreviews.json" in refusal.value.detail


def test_a_page_takes_as_many_queries_with_one_check_as_with_many(
    publish: Callable[[], Claim],
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            data_feed(feed_page(), newsroom)
        return len(captured)

    newsroom = Newsroom.current()
    publish()
    one = queries()
    for _ in range(5):
        publish()
    assert (queries(), one) == (3, 3)
