from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from annotations import review
from annotations.models import Article, Claim, Desk, User, Visibility
from annotations.review.queue_load import load_of
from annotations.review.queue_order import ORDERS, Asked, after, fitting, in_order, until, with_plan
from tests.factories.articles import make_article
from tests.factories.claims import submitted_claim
from tests.factories.evidence import link_evidence
from tests.factories.users import actor_of, make_editor, make_reviewer

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def nina() -> User:
    return make_editor("nina")


@pytest.fixture
def ruth() -> User:
    return make_reviewer("ruth")


@pytest.fixture
def article(nina: User) -> Article:
    return make_article(by=nina)


def waiting(article: Article, by: User, *, minutes: int = 0, **plan: object) -> Claim:
    """A claim that waits since so many minutes."""
    claim = submitted_claim(article, by)
    since = NOW - timedelta(minutes=minutes)
    Claim.objects.filter(pk=claim.pk).update(submitted_at=since, **plan)
    return claim


def ordered(person: User, order: str = "urgent") -> list[Claim]:
    return list(in_order(review.queue_of(person), order))


def asked(person: User, **filters: str) -> set[Claim]:
    return set(fitting(with_plan(review.queue_of(person)), Asked(**filters), person))


def test_priority_comes_first_then_the_deadline_then_the_longest_waiting(
    article: Article, nina: User, ruth: User
) -> None:
    pressing = make_article(by=nina, priority=2)
    old = waiting(article, nina, minutes=90)
    young = waiting(article, nina, minutes=5)
    over = waiting(article, nina, minutes=1, deadline_at=NOW - timedelta(hours=2))
    due = waiting(article, nina, minutes=60, deadline_at=NOW + timedelta(hours=2))
    urgent = waiting(pressing, nina, minutes=1)
    late = waiting(pressing, nina, priority=-1, minutes=900)
    assert ordered(ruth) == [urgent, over, due, old, young, late]
    assert ordered(ruth, "waiting")[:2] == [late, old]
    assert ordered(ruth, "deadline")[:2] == [over, due]
    assert ordered(ruth, "newest")[-1] == late
    assert {one.article_id for one in ordered(ruth, "article")[:4]} in (
        {article.pk},
        {pressing.pk, article.pk},
    )


@pytest.mark.parametrize("order", list(ORDERS))
def test_pages_by_place_repeat_nothing_and_leave_out_nothing(
    order: str, article: Article, nina: User, ruth: User
) -> None:
    for n in range(5):
        waiting(article, nina, minutes=n // 2, priority=[None, 1][n % 2])
    rows, seen = in_order(review.queue_of(ruth), order), []
    page = list(rows[:2])
    while page:
        seen += page
        last = page[-1]
        page = list(after(rows, last.__dict__["place"], last.pk)[:2])
    assert seen == list(rows)
    assert len(seen) == 5


def test_the_filters_tell_desk_topic_deadline_priority_language_and_whose(
    article: Article, nina: User, ruth: User
) -> None:
    desk = Desk.objects.create(name="Politics", slug="politics")
    topic = Desk.objects.create(name="Elections", slug="elections", kind="topic")
    other = make_article(by=nina, language="ru", desk=desk, deadline_at=NOW - timedelta(minutes=1))
    other.topics.add(topic)
    plain, there = waiting(article, nina), waiting(other, nina)
    own = waiting(article, ruth, priority=1)
    assert asked(ruth, desk="politics") == asked(ruth, topic="elections") == {there}
    assert asked(ruth, desk="none") == {plain, own}
    assert asked(ruth, due="overdue") == asked(ruth, due="week") == {there}
    assert asked(ruth, language="ru") == {there}
    assert asked(ruth, priority="1") == asked(ruth, whose="own") == {own}
    review.take(actor=actor_of(ruth), claim_id=plain.pk)
    review.plan_claim(actor=actor_of(nina), claim_id=there.pk, reviewer=str(ruth.pk))
    assert asked(ruth, whose="taken") == {plain}
    assert asked(ruth, whose="asked") == {there}
    assert asked(ruth, whose="free") == {there, own}
    article.reviewers.add(ruth)
    assert asked(ruth, whose="asked") == {there, plain, own}


def test_by_tonight_and_by_sunday_end_where_people_mean() -> None:
    friday = datetime(2026, 11, 27, 15, tzinfo=UTC)
    assert until("overdue", friday) == friday
    assert until("today", friday) == datetime(2026, 11, 28, tzinfo=UTC)
    assert until("week", friday) == datetime(2026, 11, 30, tzinfo=UTC)
    assert until("week", datetime(2026, 11, 29, 23, tzinfo=UTC)) == until("week", friday)


def test_load_counts_what_waits_by_desk_and_by_reviewer_and_nothing_that_is_kept(
    article: Article, nina: User, ruth: User
) -> None:
    tom = make_reviewer("tom")
    desk = Desk.objects.create(name="Politics", slug="politics")
    there = make_article(by=nina, desk=desk)
    oldest = waiting(there, nina, minutes=300)
    asked_of_tom = waiting(there, nina, minutes=10, reviewer=tom)
    mine = waiting(article, nina)
    waiting(article, ruth)
    link_evidence(waiting(there, nina), nina, visibility=Visibility.HIDDEN)
    review.take(actor=actor_of(ruth), claim_id=mine.pk)
    load = load_of(ruth, review.queue_of(ruth))
    assert (load.total, load.own, load.mine) == (4, 1, 1)
    assert [(one.of, one.waiting) for one in load.desks] == [(desk, 2), (None, 2)]
    assert load.desks[0].oldest == Claim.objects.get(pk=oldest.pk).waiting_since
    shares = {one.of: (one.waiting, one.taken) for one in load.reviewers}
    assert shares == {ruth: (1, 1), tom: (1, 0), None: (2, 0)}
    assert asked_of_tom in review.waiting_for(tom)
