"""Who is told what: derived from history, once each, and never more than a person may know."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotations import discussion, notices, publishing, review
from annotations.claims import amend, assign
from annotations.history import record
from annotations.imports.assign import assign as assign_article
from annotations.models import (
    Article,
    ArticleRole,
    HistoryEntry,
    HistoryPayload,
    Import,
    Mention,
    Newsroom,
    Notice,
    NoticeChoice,
    NoticeHead,
    SecondVerdict,
    User,
)
from annotations.notices.rules import RULES
from annotations.permissions import SYSTEM
from annotations.review.reminding import remind
from tests.factories.articles import add_revision, make_article
from tests.factories.batches import fail_some, make_batch
from tests.factories.claims import (
    approved_claim,
    make_claim,
    published_claim,
    rate,
    returned_claim,
    submitted_claim,
    withdrawn_claim,
)
from tests.factories.evidence import link_evidence
from tests.factories.inquiry import make_request
from tests.factories.threads import make_comment
from tests.factories.users import actor_of, make_editor, make_viewer
from tests.factories.watch import make_alert

pytestmark = pytest.mark.django_db
ToldTo = Callable[[User], list[str]]


def words_for(person: User) -> list[str]:
    items = notices.told(person, Notice.objects.visible_to(person).order_by("pk"))
    return [item.words for item in items]


def test_a_rejection_reaches_everyone_who_worked_on_the_claim(
    article: Article, nina: User, omar: User, ruth: User, told_to: ToldTo
) -> None:
    assignee = make_editor("ada")
    claim = returned_claim(article, nina, ruth)
    rate(claim, omar, explanation="The register says 4,120.")
    review.submit(actor=actor_of(omar), claim_id=claim.pk)
    assert told_to(omar) == []
    assign(actor=actor_of(nina), claim_id=claim.pk, person_id=str(assignee.pk))
    review.request_changes(actor=actor_of(ruth), claim_id=claim.pk, comment="Name the year.")
    assert told_to(nina) == ["sent_back", "sent_back"]
    assert told_to(omar) == ["sent_back"]
    assert told_to(assignee) == ["assigned", "sent_back"]
    assert told_to(ruth) == []
    (item,) = notices.told(omar, Notice.objects.filter(person=omar))
    assert (item.words, item.detail) == (
        "Ruth sends a claim back that you worked on",
        "Name the year.",
    )


def test_authors_of_an_approved_version_hear_that_the_next_is_sent_back(
    article: Article, nina: User, omar: User, ruth: User, told_to: ToldTo
) -> None:
    # An approval empties the list of contributors: nina stands in the decision only.
    claim = approved_claim(article, nina, ruth)
    assert claim.contributors == []
    amend(actor=actor_of(omar), claim_id=claim.pk, statement="Kits were given out.")
    rate(claim, omar, explanation="The register says 4,120.")
    review.submit(actor=actor_of(omar), claim_id=claim.pk)
    review.request_changes(actor=actor_of(ruth), claim_id=claim.pk, comment="Which kits?")
    assert told_to(nina)[-1] == "sent_back"
    assert told_to(omar) == ["sent_back"]


def test_every_decision_is_told_to_the_authors_and_to_nobody_about_their_own_act(
    article: Article, nina: User, ruth: User, told_to: ToldTo
) -> None:
    withdrawn_claim(article, nina, ruth)
    assert told_to(nina) == ["approved", "published", "published"]
    assert told_to(ruth) == []
    assert words_for(nina)[-1] == "Ruth withdraws a published claim that you worked on"


def test_being_assigned_is_told_to_those_named_anew(
    article: Article, nina: User, omar: User, ruth: User, told_to: ToldTo
) -> None:
    assign_article(actor=actor_of(nina), article_id=article.pk, assignees=["omar", "nina"])
    assign_article(actor=actor_of(nina), article_id=article.pk, assignees=["omar", "ruth"])
    claim = submitted_claim(article, nina)
    review.reserve(actor=actor_of(nina), claim_id=claim.pk, reviewer_id=str(ruth.pk))
    assert told_to(omar) == ["assigned"]
    assert told_to(ruth) == ["assigned", "assigned"]
    assert told_to(nina) == []


def test_a_mention_and_its_notice_are_one_thing(
    article: Article, nina: User, omar: User, told_to: ToldTo
) -> None:
    claim = make_claim(article, nina)
    make_comment(claim, nina, "Look, @omar: which month?")
    assert told_to(omar) == ["mentioned"]
    (item,) = notices.told(omar, Notice.objects.filter(person=omar))
    assert item.detail == "Look, @omar: which month?"
    notices.see(actor=actor_of(omar), notice_id=item.notice.pk)
    assert not Mention.objects.filter(person=omar, seen_at__isnull=True).exists()

    second = make_comment(claim, nina, "And this one, @omar?")
    assert told_to(omar) == ["mentioned", "mentioned"]
    discussion.see_mentions(actor=actor_of(omar), claim_id=claim.pk)
    assert notices.unseen_count(actor_of(omar)) == 0

    # What was looked at before it could be told is not told; an edit calls those whom it names anew.
    make_comment(claim, nina, "@omar again")
    discussion.see_mentions(actor=actor_of(omar), claim_id=claim.pk)
    discussion.edit(actor=actor_of(nina), comment_id=second.pk, text="And this one, @omar? Soon.")
    assert told_to(omar) == ["mentioned", "mentioned"]
    other = make_comment(claim, nina, "Nobody in particular.")
    discussion.edit(actor=actor_of(nina), comment_id=other.pk, text="@omar in particular.")
    assert told_to(omar) == ["mentioned", "mentioned", "mentioned"]

    # Words taken back are gone from the notice too.
    discussion.remove(actor=actor_of(nina), comment_id=other.pk)
    newest = notices.told(omar, Notice.objects.filter(person=omar).order_by("pk"))[-1]
    assert newest.detail == ""


def test_an_approval_gone_stale_is_told_to_authors_and_to_who_approved(
    article: Article, nina: User, ruth: User, told_to: ToldTo
) -> None:
    published_claim(article, nina, ruth)
    text = article.current_revision.text  # type: ignore[union-attr]
    add_revision(article, text)
    from annotations.workflow import mark_stale

    claim = mark_stale(article.claims.all())[0]
    record(SYSTEM, "approval_stale", claim, claim=claim)
    assert told_to(nina)[-1] == "stale"
    assert told_to(ruth) == ["stale"]


def test_a_silent_edit_is_told_to_editors_whose_claims_it_touches_as_far_as_they_may_know(
    article: Article, nina: User, omar: User, told_to: ToldTo
) -> None:
    page = make_article(by=omar, title="The hidden page", role=ArticleRole.SOURCE)
    claim = make_claim(article, omar)
    revision = page.current_revision
    assert revision is not None
    link_evidence(claim, omar, visibility="hidden", passage=None)
    hidden = claim.evidence.get()
    hidden.source.article = page
    hidden.source.save(update_fields=["article"])
    assign(actor=actor_of(omar), claim_id=claim.pk, person_id=str(nina.pk))
    alert = make_alert(page)
    record(SYSTEM, "alert_raised", alert, article=page)
    own = make_alert(article)
    record(SYSTEM, "alert_raised", own, article=article)

    # Both work on the claim; only omar may know that it rests on the hidden page.
    assert told_to(omar) == ["silent_edit", "silent_edit"]
    assert told_to(nina) == ["assigned", "silent_edit"]
    about = [item.about for item in notices.told(omar, Notice.objects.filter(person=omar))]
    assert "The hidden page" in about
    # What was shared and is not any more keeps no name.
    stolen = Notice.objects.filter(person=omar, article=page)
    stolen.update(person=nina)
    (item,) = notices.told(nina, Notice.objects.filter(person=nina, article=page))
    assert "hidden page" not in f"{item.words} {item.about} {item.detail}"


def test_a_batch_that_fails_is_one_notice_until_it_is_seen(nina: User, told_to: ToldTo) -> None:
    fail_some(make_batch(nina, 3), 3)
    assert told_to(nina) == ["import_failed"]
    assert words_for(nina) == ["Imports of a batch of yours failed"]
    assert Import.objects.filter(status="failed").count() == 3


def test_reviewers_reminded_are_those_who_may_decide(
    article: Article, nina: User, ruth: User, rob: User, told_to: ToldTo
) -> None:
    claim = submitted_claim(article, nina)
    hidden = link_evidence(claim, nina, visibility="hidden")
    hidden.shared_with.add(ruth)
    remind(actor=actor_of(nina), claim_id=claim.pk)
    assert told_to(ruth) == ["reminded"]
    assert told_to(rob) == []


def test_who_left_or_wants_to_hear_nothing_is_not_told(
    article: Article, nina: User, omar: User, ruth: User, told_to: ToldTo
) -> None:
    claim = submitted_claim(article, nina)
    rate(claim, omar, explanation="The register says 4,120.")
    User.objects.filter(pk=omar.pk).update(is_active=False)
    NoticeChoice.objects.create(person=nina, kind="sent_back", way="none")
    review.request_changes(actor=actor_of(ruth), claim_id=claim.pk, comment="Which month?")
    told_to(nina)
    assert not Notice.objects.exists()


def test_whoever_rates_without_knowing_the_first_verdict_hears_no_words_about_it(
    article: Article, nina: User, ruth: User, omar: User, told_to: ToldTo
) -> None:
    claim = returned_claim(article, nina, ruth)
    assert told_to(nina) == ["sent_back"]
    SecondVerdict.objects.create(claim=claim, person=nina)
    (item,) = notices.told(nina, Notice.objects.filter(person=nina))
    assert item.detail == ""


def test_what_was_deleted_is_told_no_more(
    article: Article, nina: User, ruth: User, told_to: ToldTo
) -> None:
    claim = returned_claim(article, nina, ruth)
    assert told_to(nina) == ["sent_back"]
    claim.deleted_at = timezone.now()
    claim.save(update_fields=["deleted_at"])
    assert told_to(nina) == []
    assert notices.unseen_count(actor_of(nina)) == 0


def test_history_is_read_once_whoever_reads_and_however_often(
    article: Article, nina: User, ruth: User
) -> None:
    returned_claim(article, nina, ruth)
    newest = HistoryEntry.objects.order_by("-seq").values_list("seq", flat=True)[0]
    assert notices.tell_news() > 0
    assert notices.tell_news() == 0
    assert NoticeHead.objects.get().seq == newest
    NoticeHead.objects.update(seq=0)  # the worst that could happen: all of it again
    notices.tell_news()
    assert Notice.objects.filter(person=nina, kind="sent_back").count() == 1


def test_long_news_is_read_in_pieces_without_a_gap(
    article: Article, nina: User, ruth: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotations.notices.tell.MOST", 2)
    returned_claim(article, nina, ruth)
    pieces = 0
    while notices.tell_news():
        pieces += 1
    assert pieces > 1
    assert Notice.objects.filter(person=nina, kind="sent_back").count() == 1


def test_an_entry_of_a_strange_shape_or_erased_holds_up_nobody(
    article: Article, nina: User, ruth: User, told_to: ToldTo, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = submitted_claim(article, nina)
    for facts in ({"after": {"strange": 1}}, {"after": [None, 7, "x"]}, {"before": 3}):
        record(actor_of(ruth), "assigned", claim, claim=claim, **facts)
    record(actor_of(ruth), "suggestion_accepted", claim, claim=claim)
    record(actor_of(ruth), "thread_opened", claim, claim=claim, first_comment=12)
    record(actor_of(ruth), "comment_edited", claim, claim=claim, before="x", after=["y"])
    review.request_changes(actor=actor_of(ruth), claim_id=claim.pk, comment="Which month?")
    empty = HistoryPayload(seq=0, salt=None, body=None)
    assert empty.body is None
    assert told_to(nina) == ["sent_back"]


@pytest.mark.parametrize("verb", sorted(RULES))
def test_every_verb_has_a_sentence_of_its_own(verb: str) -> None:
    from annotations.notices.said import words_of

    words = words_of({"verb": verb}, "Ruth", "edited")
    assert words != verb.replace("_", " ")
    assert "%(" not in words


def test_telling_costs_no_more_queries_per_person(article: Article, nina: User, ruth: User) -> None:
    claim = submitted_claim(article, nina)
    while notices.tell_news():
        pass

    def cost() -> int:
        record(actor_of(ruth), "changes_requested", claim, claim=claim)
        with CaptureQueriesContext(connection) as captured:
            notices.tell_news()
        return len(captured)

    few = cost()
    for number in range(5):
        rate(claim, make_editor(f"more{number}"), explanation=f"Reason {number}.")
    while notices.tell_news():
        pass
    assert cost() == few
    assert Notice.objects.filter(kind="sent_back").count() == 7


def test_reading_the_list_costs_the_same_for_any_number(
    article: Article, nina: User, omar: User, ruth: User, told_to: ToldTo
) -> None:
    def cost() -> int:
        told_to(nina)
        with CaptureQueriesContext(connection) as captured:
            notices.told(nina, Notice.objects.visible_to(nina))
        return len(captured)

    def more() -> None:
        claim = returned_claim(article, nina, ruth)
        make_comment(claim, ruth, "@nina, look")
        other = make_article(by=nina)
        make_claim(other, nina)
        record(SYSTEM, "alert_raised", make_alert(other), article=other)

    more()
    few = cost()
    more()
    more()
    assert cost() == few


@pytest.mark.parametrize(("hours", "verb"), [(2, "deadline_near"), (-2, "deadline_passed")])
def test_deadlines_are_told_once_to_whose_turn_it_is(
    article: Article, nina: User, omar: User, ruth: User, hours: int, verb: str
) -> None:
    at = timezone.now() + timedelta(hours=hours)
    Newsroom.objects.update(warns_hours_before=4)
    article.assignees.add(omar)
    claim = submitted_claim(article, nina)
    claim.deadline_at, claim.reviewer = at, ruth
    claim.save(update_fields=["deadline_at", "reviewer"])
    Article.objects.filter(pk=article.pk).update(deadline_at=at)
    asked = make_request(claim, nina)
    type(asked).objects.filter(pk=asked.pk).update(deadline_at=at)
    for _time in range(2):
        notices.tell_deadlines()
    told = Notice.objects.filter(kind="deadline").order_by("person__username", "key")
    assert [(n.person.username, n.body["type"], n.body["verb"]) for n in told] == [
        ("nina", "requestforcomment", verb),
        ("omar", "article", verb),
        ("ruth", "claim", verb),
    ]
    assert words_for(ruth)[0].startswith("A deadline")


def test_a_deadline_that_is_moved_is_told_anew_and_one_far_away_not(
    article: Article, nina: User
) -> None:
    for hours in (1, 2, 48):
        at = timezone.now() + timedelta(hours=hours)
        Article.objects.filter(pk=article.pk).update(deadline_at=at)
        notices.tell_deadlines()
    assert Notice.objects.filter(person=nina, kind="deadline").count() == 2


def test_old_notices_that_were_seen_are_let_go(nina: User) -> None:
    old, new = timezone.now() - timedelta(days=91), timezone.now()
    for seen, created in ((old, old), (None, old), (new, new)):
        row = Notice.objects.create(person=nina, kind="stale", key=str(uuid4()), seen_at=seen)
        Notice.objects.filter(pk=row.pk).update(created_at=created)
    assert notices.forget_old() == 1
    assert Notice.objects.count() == 2


def test_a_viewer_is_told_what_concerns_them_too(
    article: Article, nina: User, told_to: ToldTo
) -> None:
    vera = make_viewer("vera")
    make_comment(make_claim(article, nina), nina, "@vera, you know them?")
    assert told_to(vera) == ["mentioned"]


def test_publishing_is_told_to_the_approver_when_another_does_it(
    article: Article, nina: User, ruth: User, rob: User, told_to: ToldTo
) -> None:
    claim = approved_claim(article, nina, ruth)
    publishing.publish(actor=actor_of(rob), claim_id=claim.pk)
    assert told_to(ruth) == ["published"]
