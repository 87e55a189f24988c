from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from annotations import review
from annotations.models import Article, Claim, Desk, HistoryEntry, User
from annotations.refusals import Forbidden, Invalid
from annotations.review.deadlines import articles_near, claims_near, comments_overdue
from annotations.review.queue_order import with_plan
from tests.factories.articles import make_article
from tests.factories.claims import approved_claim, make_claim, submitted_claim
from tests.factories.inquiry import make_request
from tests.factories.users import actor_of, make_editor, make_reviewer, make_viewer

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


def verbs(article: Article) -> list[str]:
    found = HistoryEntry.objects.filter(article=article).order_by("seq")
    planned = {"reviewer_assigned", "deadline_set", "priority_set"}
    return [verb for verb in found.values_list("verb", flat=True) if verb in planned]


def test_planning_an_approved_claim_is_no_edit(article: Article, nina: User, ruth: User) -> None:
    claim = approved_claim(article, nina, ruth)
    before = Claim.objects.get(pk=claim.pk)
    plan: dict[str, Any] = {
        "reviewer": ruth.username,
        "deadline_at": "2026-12-01T18:00:00Z",
        "priority": 2,
    }
    review.plan_claim(actor=actor_of(nina), claim_id=claim.pk, **plan)
    review.plan_claim(actor=actor_of(nina), claim_id=claim.pk, **plan)
    after = Claim.objects.get(pk=claim.pk)
    assert (after.reviewer, after.priority) == (ruth, 2)
    assert (after.state, after.approval, after.version, after.contributors) == (
        before.state,
        before.approval,
        before.version,
        before.contributors,
    )
    assert verbs(article) == ["reviewer_assigned", "deadline_set", "priority_set"]
    review.plan_claim(actor=actor_of(nina), claim_id=claim.pk, reviewer=None, priority=None)
    assert Claim.objects.get(pk=claim.pk).reviewer is None


def test_an_articles_plan_holds_for_its_claims(article: Article, nina: User, ruth: User) -> None:
    claim = submitted_claim(article, nina)
    review.plan_article(
        actor=actor_of(nina),
        article_id=article.pk,
        reviewers=[str(ruth.pk)],
        deadline_at="2026-12-01",
        priority=1,
    )
    row = review.queue_of(ruth).get(pk=claim.pk)

    planned = with_plan(Claim.objects.filter(pk=row.pk)).get().__dict__
    assert planned["priority_now"] == 1
    assert planned["deadline_now"].isoformat() == "2026-12-01T00:00:00+00:00"
    assert list(article.reviewers.all()) == [ruth]
    review.plan_article(actor=actor_of(nina), article_id=article.pk, reviewers=[])
    assert not article.reviewers.exists()


@pytest.mark.parametrize(
    ("plan", "code"),
    [
        ({"priority": 9}, "unknown_choice"),
        ({"priority": "high"}, "number_invalid"),
        ({"priority": True}, "number_invalid"),
        ({"deadline_at": "soon"}, "date_invalid"),
        ({"deadline_at": "9999-12-31T23:59:59Z"}, "date_invalid"),
        ({"deadline_at": "0001-01-01"}, "date_invalid"),
        ({"reviewer": "nina"}, "unknown_reviewer"),
        ({"reviewer": 5}, "not_text"),
        ({"reviewer": "x"}, "unknown_reviewer"),
    ],
)
def test_what_makes_no_plan_is_refused(
    plan: dict[str, Any], code: str, article: Article, nina: User
) -> None:
    claim = make_claim(article, nina)
    with pytest.raises(Invalid) as refused:
        review.plan_claim(actor=actor_of(nina), claim_id=claim.pk, **plan)
    assert refused.value.code == code


def test_an_author_and_one_of_another_desk_are_not_asked(
    article: Article, nina: User, ruth: User
) -> None:
    tom = make_reviewer("tom")
    claim = make_claim(article, ruth)
    desk = Desk.objects.create(name="Politics", slug="politics")
    desk.reviewers.add(ruth)
    Article.objects.filter(pk=article.pk).update(desk=desk)
    for person, code in ((ruth, "reviewer_is_author"), (tom, "unknown_reviewer")):
        with pytest.raises(Invalid) as refused:
            review.plan_claim(actor=actor_of(nina), claim_id=claim.pk, reviewer=str(person.pk))
        assert refused.value.code == code
    with pytest.raises(Forbidden):
        review.plan_article(actor=actor_of(make_viewer()), article_id=article.pk, priority=1)


def test_deadlines_that_are_near_or_over_are_found_while_the_work_is_open(
    article: Article, nina: User, ruth: User
) -> None:
    near, far = NOW + timedelta(hours=3), NOW + timedelta(hours=30)
    over = make_claim(article, nina)
    Claim.objects.filter(pk=over.pk).update(deadline_at=NOW - timedelta(hours=1))
    later = make_claim(article, nina)
    Claim.objects.filter(pk=later.pk).update(deadline_at=far)
    done = approved_claim(article, nina, ruth)
    Claim.objects.filter(pk=done.pk).update(deadline_at=near)
    assert list(claims_near(NOW)) == [over]
    assert later in claims_near(NOW, hours=31)
    Article.objects.filter(pk=article.pk).update(deadline_at=near)
    assert list(articles_near(NOW)) == [article]
    Article.objects.filter(pk=article.pk).update(stage="done")
    assert not articles_near(NOW).exists()


def test_who_asked_for_comment_finds_what_was_not_answered_in_time(
    article: Article, nina: User, ruth: User
) -> None:
    claim = make_claim(article, nina)
    asked = make_request(claim, nina)
    type(asked).objects.filter(pk=asked.pk).update(
        sent_at=NOW - timedelta(days=2), deadline_at=NOW - timedelta(days=1)
    )
    assert list(comments_overdue(nina, NOW)) == [asked]
    assert not comments_overdue(ruth, NOW).exists()
    type(asked).objects.filter(pk=asked.pk).update(outcome="no_answer")
    assert not comments_overdue(nina, NOW).exists()
