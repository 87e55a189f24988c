"""What was deleted or retired comes back as it was."""

from typing import Any

import pytest

from annotations import claims, dossier, review
from annotations.models import (
    Approval,
    Article,
    Claim,
    Highlight,
    HistoryEntry,
    HistoryPayload,
    Stage,
    State,
    User,
)
from annotations.refusals import Conflict, Forbidden, Missing, OutOfDate
from tests.factories.articles import TEXT, add_revision, make_article
from tests.factories.claims import approved_claim, make_claim, publish_claim, rated_claim
from tests.factories.users import actor_of, make_editor, make_reviewer, make_viewer

pytestmark = pytest.mark.django_db
WORDS, MORE = "more than 4,000 hygiene kits", "80% of voters"


@pytest.fixture
def ann() -> User:
    return make_editor()


@pytest.fixture
def article(ann: User) -> Article:
    return make_article(by=ann)


def add(claim: Claim, by: User, words: str = MORE) -> Highlight:
    more = claims.add_appearance(
        actor=actor_of(by), claim_id=claim.pk, article_id=claim.article_id, exact=words
    )
    return more.highlights.filter(exact=words, retired_at__isnull=True).latest("created_at")


def retired(claim: Claim, by: User) -> Highlight:
    return claims.retire(actor=actor_of(by), highlight_id=add(claim, by).pk)


def passages(claim: Claim, by: User) -> list[Any]:
    told = dossier.claim_json(by, claim.pk)
    assert told is not None
    return [p for a in told["appearances"] for p in a["passages"]]


def verbs(claim: Claim) -> list[str]:
    return list(
        HistoryEntry.objects.filter(claim_id=claim.pk)
        .order_by("seq")
        .values_list("verb", flat=True)
    )


def test_a_deleted_draft_comes_back_as_it_was(article: Article, ann: User) -> None:
    claim = rated_claim(article, ann)
    before = dossier.claim_json(ann, claim.pk)
    claims.remove(actor=actor_of(ann), claim_id=claim.pk)
    assert dossier.claim_json(ann, claim.pk) is None
    article.refresh_from_db()
    assert article.stage == Stage.NEW

    claims.restore(actor=actor_of(make_editor()), claim_id=claim.pk)

    after = dossier.claim_json(ann, claim.pk)
    assert before is not None
    assert after is not None
    changing = {"version", "etag", "changed_at"}
    assert {k: v for k, v in after.items() if k not in changing} == {
        k: v for k, v in before.items() if k not in changing
    }
    assert after["version"] == before["version"] + 2
    article.refresh_from_db()
    assert article.stage == Stage.CHECKING


def test_bringing_back_twice_changes_and_records_nothing_more(article: Article, ann: User) -> None:
    claim = make_claim(article, ann)
    claims.remove(actor=actor_of(ann), claim_id=claim.pk)
    first = claims.restore(actor=actor_of(ann), claim_id=claim.pk)
    second = claims.restore(actor=actor_of(ann), claim_id=claim.pk)
    assert first.version == second.version
    assert verbs(claim) == ["created", "deleted", "restored"]


def test_the_text_may_have_changed_while_the_claim_was_away(article: Article, ann: User) -> None:
    claim = make_claim(article, ann)
    claims.remove(actor=actor_of(ann), claim_id=claim.pk)
    newest = add_revision(article, "A new first sentence.\n\n" + TEXT)
    claims.restore(actor=actor_of(ann), claim_id=claim.pk)
    (place,) = passages(claim, ann)
    assert newest.text[place["start"] : place["end"]] == WORDS
    assert place["revision"] == str(newest.pk)


def test_viewers_bring_nothing_back(article: Article, ann: User) -> None:
    claim = make_claim(article, ann)
    passage = retired(claim, ann)
    viewer = actor_of(make_viewer())
    with pytest.raises(Forbidden):
        claims.restore_passage(actor=viewer, highlight_id=passage.pk)
    claims.remove(actor=actor_of(ann), claim_id=claim.pk)
    with pytest.raises(Forbidden):
        claims.restore(actor=viewer, claim_id=claim.pk)


@pytest.mark.parametrize("kind", ["unknown", "article deleted"])
def test_what_is_not_there_cannot_be_brought_back(article: Article, ann: User, kind: str) -> None:
    claim = make_claim(article, ann)
    claims.remove(actor=actor_of(ann), claim_id=claim.pk)
    wanted = claim.pk if kind == "article deleted" else ann.pk
    Article.objects.filter(pk=article.pk).update(deleted_at=claim.created_at)
    with pytest.raises(Missing):
        claims.restore(actor=actor_of(ann), claim_id=wanted)


def test_a_retired_passage_comes_back(article: Article, ann: User) -> None:
    claim = make_claim(article, ann)
    passage = retired(claim, ann)
    assert len(passages(claim, ann)) == 1
    again = claims.restore_passage(actor=actor_of(ann), highlight_id=passage.pk)
    assert [p["exact"] for p in passages(claim, ann)] == [WORDS, MORE]
    version = Claim.objects.get(pk=claim.pk).version
    claims.restore_passage(actor=actor_of(ann), highlight_id=passage.pk)
    assert Claim.objects.get(pk=claim.pk).version == version
    assert verbs(claim)[-2:] == ["passage_retired", "passage_restored"]
    body = HistoryPayload.objects.latest("seq").body
    assert str(again.pk) in body


def test_a_passage_that_was_away_is_looked_for_in_the_newest_text(
    article: Article, ann: User
) -> None:
    claim = make_claim(article, ann)
    passage = retired(claim, ann)
    newest = add_revision(article, "A new first sentence.\n\n" + TEXT)
    claims.restore_passage(actor=actor_of(ann), highlight_id=passage.pk)
    place = passages(claim, ann)[-1]
    assert (place["revision"], place["context"]) == (str(newest.pk), "same")
    assert newest.text[place["start"] : place["end"]] == MORE


def test_a_passage_whose_words_are_gone_comes_back_as_orphaned(article: Article, ann: User) -> None:
    claim = make_claim(article, ann)
    passage = retired(claim, ann)
    add_revision(article, f"Volunteers gave out {WORDS}. Nothing else is left of it.")
    claims.restore_passage(actor=actor_of(ann), highlight_id=passage.pk)
    assert "orphaned" in {p["state"] for p in passages(claim, ann)}


def test_bringing_a_passage_back_makes_an_approval_stale_and_who_did_it_an_author(
    article: Article, ann: User
) -> None:
    claim = rated_claim(article, ann)
    passage = retired(claim, ann)
    bob, eve = make_reviewer(), make_reviewer()
    review.submit(actor=actor_of(ann), claim_id=claim.pk)
    review.approve(actor=actor_of(bob), claim_id=claim.pk)
    claims.restore_passage(actor=actor_of(eve), highlight_id=passage.pk)
    claim.refresh_from_db()
    assert (claim.state, claim.approval) == (State.APPROVED, Approval.STALE)
    assert claim.contributors == [eve.pk]


def test_the_passages_of_a_published_check_stay_as_they_are(article: Article, ann: User) -> None:
    claim, reviewer = rated_claim(article, ann), make_reviewer()
    rae, passage = actor_of(reviewer), retired(claim, ann)
    review.submit(actor=actor_of(ann), claim_id=claim.pk)
    review.approve(actor=rae, claim_id=claim.pk)
    publish_claim(claim, reviewer)
    with pytest.raises(Conflict) as refused:
        claims.restore_passage(actor=actor_of(ann), highlight_id=passage.pk)
    assert refused.value.code == "correct_first"


def test_the_same_words_do_not_come_back_twice(article: Article, ann: User) -> None:
    claim = make_claim(article, ann)
    passage = retired(claim, ann)
    add(claim, ann)
    with pytest.raises(Conflict) as refused:
        claims.restore_passage(actor=actor_of(ann), highlight_id=passage.pk)
    assert refused.value.code == "already_there"


def test_a_version_that_somebody_changed_is_refused(article: Article, ann: User) -> None:
    claim = approved_claim(article, ann, make_reviewer())
    passage = retired(claim, ann)
    with pytest.raises(OutOfDate):
        claims.restore_passage(actor=actor_of(ann), highlight_id=passage.pk, expected='"1"')
    with pytest.raises(Missing):
        claims.restore_passage(actor=actor_of(ann), highlight_id=claim.pk)
