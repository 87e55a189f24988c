"""Handing to review all that one person rated."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations import review, verdicts
from annotations.claims import amend
from annotations.history import verify
from annotations.models import Article, Claim, HistoryEntry, Stage, State, User
from annotations.refusals import Conflict, Forbidden, Missing
from annotations.verdicts.guard import lacking
from tests.factories.articles import make_article
from tests.factories.claims import (
    approved_claim,
    make_claim,
    rate,
    rated_claim,
    returned_claim,
    submitted_claim,
)
from tests.factories.evidence import link_evidence
from tests.factories.users import actor_of, make_editor, make_reviewer, make_viewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann() -> User:
    return make_editor("ann")


@pytest.fixture
def article(ann: User) -> Article:
    return make_article(by=ann)


def state_of(claim: Claim) -> str:
    claim.refresh_from_db()
    return claim.state


def test_what_is_ready_goes_and_the_rest_stays_with_its_reason(ann: User, article: Article) -> None:
    ready = rated_claim(article, ann)
    returned = returned_claim(article, ann, make_reviewer())
    unrated = make_claim(article, ann)
    bare = rate(make_claim(article, ann), ann)
    outcome = review.submit_rated(actor=actor_of(ann), article_id=article.pk)
    assert [claim.pk for claim in outcome.submitted] == [ready.pk, returned.pk]
    told = [(one["claim"], one["code"]) for one in outcome.as_json()["left"]]
    assert told == [(str(bare.pk), "evidence_missing"), (str(unrated.pk), "verdict_missing")]
    assert "corroborates" in outcome.as_json()["left"][0]["detail"]
    assert {state_of(ready), state_of(returned)} == {State.IN_REVIEW}
    assert {state_of(unrated), state_of(bare)} == {State.DRAFT}


def test_a_look_beforehand_changes_nothing(ann: User, article: Article) -> None:
    ready = rated_claim(article, ann)
    entries = HistoryEntry.objects.count()
    seen = review.look_at_rated(actor=actor_of(ann), article_id=article.pk)
    assert [claim.pk for claim in seen.submitted] == [ready.pk]
    assert (state_of(ready), HistoryEntry.objects.count()) == (State.DRAFT, entries)


def test_each_claim_is_as_if_it_had_been_submitted_alone(ann: User, article: Article) -> None:
    alone, together = rated_claim(article, ann), rated_claim(article, ann)
    review.submit(actor=actor_of(ann), claim_id=alone.pk)
    review.submit_rated(actor=actor_of(ann), article_id=article.pk)
    for claim in (alone, together):
        claim.refresh_from_db()
    same = ("state", "approval", "content_sha256", "version", "submitted_by_id", "contributors")
    assert [getattr(alone, name) for name in same] == [getattr(together, name) for name in same]
    assert together.submitted_at is not None
    entries = [
        HistoryEntry.objects.filter(claim=c.pk).order_by("seq").last() for c in (alone, together)
    ]
    told = [(e.verb, e.article_id, e.object_type, e.actor_id) for e in entries if e]
    assert told[0] == told[1]
    assert told[0][0] == "submitted"
    assert verify() is None


def test_the_articles_stage_follows(ann: User, article: Article) -> None:
    rated_claim(article, ann)
    review.submit_rated(actor=actor_of(ann), article_id=article.pk)
    article.refresh_from_db()
    assert article.stage == Stage.IN_REVIEW


def test_claims_in_which_others_wrote_alone_are_not_touched(ann: User, article: Article) -> None:
    others = rated_claim(article, make_editor("eve"))
    shared = rated_claim(article, make_editor("oleg"))
    amend(actor=actor_of(ann), claim_id=shared.pk, statement="More than 4,000 kits were given out.")
    outcome = review.submit_rated(actor=actor_of(ann), article_id=article.pk)
    assert [claim.pk for claim in outcome.submitted] == [shared.pk]
    assert state_of(others) == State.DRAFT


def test_a_hold_is_no_barrier_and_what_is_further_on_stays(ann: User, article: Article) -> None:
    held = rated_claim(article, ann)
    amend(actor=actor_of(ann), claim_id=held.pk, on_hold=True)
    further = [submitted_claim(article, ann), approved_claim(article, ann, make_reviewer())]
    outcome = review.submit_rated(actor=actor_of(ann), article_id=article.pk)
    assert [claim.pk for claim in outcome.submitted] == [held.pk]
    assert [state_of(claim) for claim in further] == [State.IN_REVIEW, State.APPROVED]


def test_nothing_to_submit_is_no_error(ann: User, article: Article) -> None:
    outcome = review.submit_rated(actor=actor_of(ann), article_id=article.pk)
    assert outcome.as_json() == {"submitted": [], "left": []}


def test_evidence_counts_as_far_as_this_person_sees_it(ann: User, article: Article) -> None:
    eve = make_editor("eve")
    claim = rate(make_claim(article, ann), ann)
    link_evidence(claim, eve, visibility="hidden")
    seen = {
        person.username: lacking([claim], person).get(claim.pk) is not None for person in (ann, eve)
    }
    assert seen == {"ann": True, "eve": False}


@pytest.mark.parametrize("stance", ["corroborates", "contradicts", "context"])
@pytest.mark.parametrize("verdict", ["true", "false", "misleading"])
def test_many_at_once_are_judged_like_one(
    stance: str, verdict: str, ann: User, article: Article
) -> None:
    claim = rate(make_claim(article, ann), ann, verdict)
    link_evidence(claim, ann, stance)
    try:
        verdicts.refuse_if_lacking(claim, ann)
    except Conflict as refusal:
        code: str | None = refusal.code
    else:
        code = None
    left = review.look_at_rated(actor=actor_of(ann), article_id=article.pk).left
    assert [one.refusal.code for one in left] == ([code] if code else [])
    needed = {"true": "corroborates", "false": "contradicts"}.get(verdict)
    assert (code is None) == (needed in {None, stance})


def test_the_article_itself_is_no_evidence(ann: User) -> None:
    article = make_article(by=ann, url="https://news.example/kits")
    claim = rate(make_claim(article, ann), ann)
    link_evidence(claim, ann, url="https://news.example/kits")
    left = review.look_at_rated(actor=actor_of(ann), article_id=article.pk).left
    assert [one.refusal.code for one in left] == ["evidence_missing"]


def test_viewers_and_unknown_articles_are_refused(ann: User, article: Article) -> None:
    for verb in (review.look_at_rated, review.submit_rated):
        with pytest.raises(Forbidden):
            verb(actor=actor_of(make_viewer()), article_id=article.pk)
        with pytest.raises(Missing):
            verb(actor=actor_of(ann), article_id=ann.pk)


def test_the_statements_do_not_grow_with_the_claims(ann: User, article: Article) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            review.submit_rated(actor=actor_of(ann), article_id=article.pk)
        return len(captured)

    rated_claim(article, ann)
    one = statements()
    for _time in range(5):
        rated_claim(article, ann)
    assert statements() == one
    assert one <= 14
