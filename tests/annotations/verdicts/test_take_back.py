"""A person's own verdict taken back; the verdicts of others stand."""

from collections.abc import Callable

import pytest

from annotations import verdicts
from annotations.models import Article, Claim, HistoryEntry, State, User, Verdict
from annotations.refusals import Conflict, Forbidden, OutOfDate
from tests.factories.articles import make_article
from tests.factories.claims import (
    approved_claim,
    make_claim,
    published_claim,
    rate,
    rated_claim,
    returned_claim,
    submitted_claim,
    withdrawn_claim,
)
from tests.factories.users import actor_of, make_editor, make_reviewer, make_viewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann() -> User:
    return make_editor()


@pytest.fixture
def article(ann: User) -> Article:
    return make_article(by=ann)


def take_back(claim: Claim, by: User, expected: str | None = None) -> Claim:
    return verdicts.take_back(actor=actor_of(by), claim_id=claim.pk, expected=expected)


def last_verb(claim: Claim) -> str:
    return HistoryEntry.objects.filter(claim_id=claim.pk).latest("seq").verb


def test_the_only_verdict_taken_back_leaves_the_claim_not_checked(
    article: Article, ann: User
) -> None:
    claim = rate(make_claim(article, ann), ann)
    after = take_back(claim, ann)
    assert (after.verdict, after.state, after.version) == (None, State.DRAFT, claim.version + 1)
    assert after.contributors == [ann.pk]
    assert Verdict.objects.get(claim=claim).superseded_at is not None
    assert last_verb(claim) == "verdict_taken_back"
    assert rate(claim, ann, "false").verdict is not None


def test_the_last_standing_verdict_of_the_others_stands_again(article: Article, ann: User) -> None:
    eve, dan = make_editor(), make_editor()
    claim = make_claim(article, ann)
    rate(claim, eve, "false")
    rate(claim, dan, "misleading")
    rate(claim, ann, "true")
    after = take_back(claim, ann)
    assert after.verdict is not None
    assert (after.verdict.person, after.verdict.rating.slug) == (dan, "misleading")


def test_taking_back_an_older_verdict_leaves_the_newer_one_of_somebody_else(
    article: Article, ann: User
) -> None:
    eve = make_editor()
    claim = rate(make_claim(article, ann), ann)
    newest = rate(claim, eve, "false").verdict
    assert take_back(claim, ann).verdict == newest


def test_taking_back_twice_changes_and_records_nothing_more(article: Article, ann: User) -> None:
    claim = rate(make_claim(article, ann), ann)
    first = take_back(claim, ann)
    entries = HistoryEntry.objects.filter(claim_id=claim.pk).count()
    assert take_back(claim, ann).version == first.version
    assert HistoryEntry.objects.filter(claim_id=claim.pk).count() == entries


def test_a_returned_claim_may_lose_its_verdict(article: Article, ann: User) -> None:
    claim = returned_claim(article, ann, make_reviewer())
    assert take_back(claim, ann).state == State.CHANGES_REQUESTED


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (submitted_claim, "not_allowed_now"),
        (approved_claim, "not_allowed_now"),
        (published_claim, "correct_first"),
        (withdrawn_claim, "correct_first"),
    ],
)
def test_what_was_handed_on_keeps_its_verdict(
    article: Article, ann: User, make: Callable[..., Claim], code: str
) -> None:
    claim = make(article, ann, *([] if make is submitted_claim else [make_reviewer()]))
    with pytest.raises(Conflict) as refused:
        take_back(claim, ann)
    assert refused.value.code == code
    claim.refresh_from_db()
    assert claim.verdict is not None


def test_viewers_and_those_who_read_an_older_version_are_refused(
    article: Article, ann: User
) -> None:
    claim = rated_claim(article, ann)
    with pytest.raises(Forbidden):
        take_back(claim, make_viewer())
    with pytest.raises(OutOfDate):
        take_back(claim, ann, '"1"')
