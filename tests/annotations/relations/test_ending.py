"""When the original is corrected, withdrawn, stale or changed, what rests on it goes back to the reviewers, and nothing is lost."""

import pytest
from django.db import connection

from annotations import publishing, relations, review, workflow
from annotations.models import Claim, HistoryEntry, HistoryPayload, Reuse, User, Work
from annotations.tasks import run
from tests.factories.articles import make_article
from tests.factories.claims import approved_claim, make_claim, published_claim, rate
from tests.factories.earlier import check as sent
from tests.factories.earlier import make_check, received
from tests.factories.evidence import link_evidence
from tests.factories.users import actor_of, make_editor, make_reviewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann(db: None) -> User:
    return make_editor("ann")


@pytest.fixture
def rita(db: None) -> User:
    return make_reviewer("rita")


@pytest.fixture
def original(ann: User, rita: User) -> Claim:
    return published_claim(make_article(by=ann), ann, rita)


def resting_on(original: Claim, by: User, reviewer: User, number: int = 1) -> Claim:
    """An approved claim that took the original's verdict over."""
    claim = make_claim(make_article(by=by, url=f"https://again.example/{number}"), by)
    relations.reuse_claim(actor=actor_of(by), claim_id=claim.pk, original_id=original.pk)
    review.submit(actor=actor_of(by), claim_id=claim.pk)
    return review.approve(actor=actor_of(reviewer), claim_id=claim.pk)


def waiting() -> list[Work]:
    return list(Work.objects.filter(kind="reuse", done_at__isnull=True).order_by("created_at"))


def work_off() -> int:
    """Do all that waits, and what that brings, as a worker would."""
    done = 0
    while works := waiting():
        for work in works:
            run.do_work(work.pk)
            done += 1
        assert done < 20
    return done


def correct(original: Claim, ann: User, rita: User) -> None:
    publishing.correct(actor=actor_of(ann), claim_id=original.pk)


def withdraw(original: Claim, ann: User, rita: User) -> None:
    publishing.withdraw(actor=actor_of(rita), claim_id=original.pk, reason="Wrong.")


def go_stale(original: Claim, ann: User, rita: User) -> None:
    workflow.mark_stale([original])


@pytest.mark.parametrize(
    ("happens", "why"),
    [(correct, "corrected"), (withdraw, "withdrawn"), (go_stale, "stale")],
    ids=["corrected", "withdrawn", "stale"],
)
def test_what_rests_on_it_is_stale_and_says_why(
    happens: object, why: str, original: Claim, ann: User, rita: User
) -> None:
    claim = resting_on(original, make_editor("ben"), rita)
    assert not waiting()
    happens(original, ann, rita)  # type: ignore[operator]
    [work] = waiting()
    assert work.subject == original.pk
    assert work_off() == 1
    claim.refresh_from_db()
    reuse = Reuse.objects.get(claim=claim)
    assert (claim.approval, claim.state) == ("stale", "approved")
    assert (reuse.ended_why, reuse.ended_at is not None) == (why, True)
    told = HistoryEntry.objects.filter(claim_id=claim.pk, actor_id=None).order_by("seq")
    assert list(told.values_list("verb", flat=True)) == ["reuse_ended", "approval_stale"]
    bodies = HistoryPayload.objects.filter(seq__in=told.values("seq"))
    assert all(f'"why":"{why}"' in (one.body or "") for one in bodies)


def test_doing_it_twice_is_as_good_as_once(original: Claim, ann: User, rita: User) -> None:
    resting_on(original, make_editor("ben"), rita)
    correct(original, ann, rita)
    work_off()
    before = HistoryEntry.objects.count()
    assert relations.end_reuses(original.pk) == []
    assert HistoryEntry.objects.count() == before


def test_a_worker_that_dies_over_it_loses_nothing(
    original: Claim, ann: User, rita: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = resting_on(original, make_editor("ben"), rita)
    correct(original, ann, rita)
    [work] = waiting()

    def die(*_arguments: object, **_more: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as broken:
        broken.setattr("annotations.relations.ending.record_each", die)
        run.do_work(work.pk)
    claim.refresh_from_db()
    assert claim.approval == "valid"
    Work.objects.filter(pk=work.pk).update(available_at=work.created_at)
    assert work_off() == 1
    claim.refresh_from_db()
    assert claim.approval == "stale"


def test_a_chain_is_followed_to_its_end(original: Claim, ann: User, rita: User) -> None:
    ben = make_editor("ben")
    second = resting_on(original, ben, rita, 1)
    third = resting_on(second, ben, rita, 2)
    withdraw(original, ann, rita)
    assert work_off() == 2
    second.refresh_from_db()
    third.refresh_from_db()
    assert (second.approval, third.approval) == ("stale", "stale")
    whys = Reuse.objects.order_by("created_at").values_list("ended_why", flat=True)
    assert list(whys) == ["withdrawn", "stale"]


def test_a_circle_ends_where_everything_has_ended(ann: User, rita: User) -> None:
    ben = make_editor("ben")
    first = approved_claim(make_article(by=ann), ann, rita)
    second = resting_on(first, ben, rita)
    # No room makes this one; the database does not forbid it.
    Reuse.objects.create(
        claim=first, original=second, decision=second.approval_decision, created_by=ann
    )
    workflow.mark_stale([first])
    assert work_off() == 2
    assert Reuse.objects.filter(ended_at__isnull=True).count() == 0


def test_a_draft_that_took_it_over_learns_it_too_and_one_in_review_is_read_again(
    original: Claim, ann: User, rita: User
) -> None:
    ben = make_editor("ben")
    draft = make_claim(make_article(by=ben, url="https://again.example/1"), ben)
    claim = make_claim(make_article(by=ben, url="https://again.example/2"), ben)
    for one in (draft, claim):
        relations.reuse_claim(actor=actor_of(ben), claim_id=one.pk, original_id=original.pk)
    review.submit(actor=actor_of(ben), claim_id=claim.pk)
    version = Claim.objects.get(pk=claim.pk).version
    correct(original, ann, rita)
    work_off()
    assert Claim.objects.get(pk=claim.pk).version == version + 1
    assert Claim.objects.get(pk=draft.pk).approval == "none"
    assert Reuse.objects.filter(ended_why="corrected").count() == 2


def test_an_original_that_is_approved_again_as_it_was_changes_nothing(
    original: Claim, rita: User
) -> None:
    claim = resting_on(original, make_editor("ben"), rita)
    workflow.mark_stale([original])
    review.approve(actor=actor_of(rita), claim_id=original.pk)
    work_off()
    claim.refresh_from_db()
    assert (claim.approval, Reuse.objects.get().ended_at) == ("valid", None)


def test_what_nobody_took_over_writes_no_work(original: Claim, ann: User, rita: User) -> None:
    claim = resting_on(original, make_editor("ben"), rita)
    relations.let_go(actor=actor_of(make_editor("cy")), claim_id=claim.pk)
    correct(original, ann, rita)
    assert not waiting()


def test_a_check_of_others_that_a_later_import_changes_ends_what_rests_on_it(
    ann: User, rita: User
) -> None:
    claim = make_claim(make_article(by=ann), ann)
    check = make_check(ann, 7, rating_label="Falsch")
    relations.reuse_check(actor=actor_of(ann), claim_id=claim.pk, check_id=check.pk)
    link_evidence(claim, ann)
    rate(claim, ann)
    review.submit(actor=actor_of(ann), claim_id=claim.pk)
    review.approve(actor=actor_of(rita), claim_id=claim.pk)

    received(ann, sent(7, rating_label="Falsch", language="de"))
    assert not waiting()
    received(ann, sent(7, rating_label="Teilweise falsch"))
    work_off()
    claim.refresh_from_db()
    assert (claim.approval, Reuse.objects.get().ended_why) == ("stale", "changed")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM annotations_work WHERE kind = 'reuse'")
        assert cursor.fetchone() == (1,)
