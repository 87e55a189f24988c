"""Threads on a claim: who may say what, what it does and what it leaves alone."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from django.db import connections

from annotations import discussion, dossier
from annotations.models import Article, Claim, Comment, HistoryEntry, Mention, Thread, User
from annotations.refusals import Forbidden, Invalid, Missing
from annotations.workflow import etag_of
from tests.factories.articles import make_article
from tests.factories.claims import (
    approved_claim,
    make_claim,
    published_claim,
    rated_claim,
    submitted_claim,
    withdrawn_claim,
)
from tests.factories.threads import make_comment, make_thread, reply_to, resolved_thread
from tests.factories.users import actor_of, make_editor, make_reviewer, make_user, make_viewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann(db: None) -> User:
    return make_editor("ann")


@pytest.fixture
def bob(db: None) -> User:
    return make_reviewer("bob")


@pytest.fixture
def article(ann: User) -> Article:
    return make_article(by=ann)


@pytest.fixture
def claim(article: Article, ann: User) -> Claim:
    return make_claim(article, ann)


def verbs(claim: Claim) -> list[str]:
    return [entry["verb"] for entry in dossier.history_of(claim.created_by, claim.pk)]


def details(claim: Claim) -> Any:
    return dossier.history_of(claim.created_by, claim.pk)[-1]["details"]


def unseen(user: User) -> list[str]:
    return [mention.comment.text for mention in discussion.unseen_mentions(user)]


def test_a_question_and_its_answer_are_in_the_record_of_claim_and_article(
    claim: Claim, ann: User, bob: User
) -> None:
    thread = make_thread(claim, ann, "  Which month?\r\nOr year? ")
    assert thread.comments.get().text == "Which month?\nOr year?"
    reply_to(thread, bob, "April.")
    assert verbs(claim)[-2:] == ["thread_opened", "commented"]
    assert details(claim)["text"] == "April."
    events = dossier.events_after(ann, claim.article_id, 0)
    assert [event["verb"] for event in events][-2:] == ["thread_opened", "commented"]
    assert {event["claim"] for event in events[-2:]} == {str(claim.pk)}


@pytest.mark.parametrize(
    "make", [make_claim, submitted_claim, approved_claim, published_claim, withdrawn_claim]
)
def test_talking_changes_nothing_of_a_claim_whatever_its_state(
    make: Callable[..., Claim], article: Article, ann: User, bob: User
) -> None:
    needs_reviewer = make in (approved_claim, published_claim, withdrawn_claim)
    claim = make(article, ann, *([bob] if needs_reviewer else []))
    before = Claim.objects.filter(pk=claim.pk).values().get()
    tag = etag_of(claim, ann)
    eve = make_editor("eve")
    thread = make_thread(claim, eve, "@ann?")
    comment = reply_to(thread, eve)
    discussion.edit(actor=actor_of(eve), comment_id=comment.pk, text="May.")
    discussion.remove(actor=actor_of(eve), comment_id=comment.pk)
    discussion.resolve(actor=actor_of(eve), thread_id=thread.pk)
    assert Claim.objects.filter(pk=claim.pk).values().get() == before
    claim.refresh_from_db()
    assert etag_of(claim, ann) == tag


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "required"),
        (" \n ", "required"),
        (None, "required"),
        ("x" * 5001, "too_long"),
        (5, "not_text"),
        ("a\x00", "bad_characters"),
        ("\ud83d", "bad_characters"),
    ],
)
def test_words_that_cannot_be_said_are_refused(
    claim: Claim, ann: User, text: Any, code: str
) -> None:
    thread = make_thread(claim, ann)
    comment = thread.comments.get()
    say = (
        lambda: discussion.open_thread(actor=actor_of(ann), claim_id=claim.pk, text=text),
        lambda: discussion.reply(actor=actor_of(ann), thread_id=thread.pk, text=text),
        lambda: discussion.edit(actor=actor_of(ann), comment_id=comment.pk, text=text),
    )
    for attempt in say:
        with pytest.raises(Invalid) as refused:
            attempt()
        assert (refused.value.code, refused.value.field) == (code, "text")
    assert Comment.objects.count() == 1


def test_the_longest_text_is_counted_in_characters_not_in_units(claim: Claim, ann: User) -> None:
    assert make_comment(claim, ann, "🕊" * 5000).text == "🕊" * 5000


def test_a_viewer_reads_and_does_not_write(claim: Claim, ann: User) -> None:
    thread = make_thread(claim, ann)
    viewer = actor_of(make_viewer())
    comment = thread.comments.get()
    for act in (
        lambda: discussion.open_thread(actor=viewer, claim_id=claim.pk, text="x"),
        lambda: discussion.reply(actor=viewer, thread_id=thread.pk, text="x"),
        lambda: discussion.edit(actor=viewer, comment_id=comment.pk, text="x"),
        lambda: discussion.remove(actor=viewer, comment_id=comment.pk),
        lambda: discussion.resolve(actor=viewer, thread_id=thread.pk),
        lambda: discussion.reopen(actor=viewer, thread_id=thread.pk),
    ):
        with pytest.raises(Forbidden) as refused:
            act()
        assert refused.value.code == "role_required"


def test_only_ones_own_words_can_be_changed_or_taken_back(
    claim: Claim, ann: User, bob: User
) -> None:
    comment = make_comment(claim, ann)
    for act in (
        lambda: discussion.edit(actor=actor_of(bob), comment_id=comment.pk, text="x"),
        lambda: discussion.remove(actor=actor_of(bob), comment_id=comment.pk),
    ):
        with pytest.raises(Forbidden) as refused:
            act()
        assert refused.value.code == "not_your_comment"


def test_the_record_keeps_changed_words_before_and_after(claim: Claim, ann: User) -> None:
    comment = make_comment(claim, ann, "Mai?")
    changed = discussion.edit(actor=actor_of(ann), comment_id=comment.pk, text="May?")
    assert changed.edited_at is not None
    assert details(claim) == {"before": {"text": "Mai?"}, "after": {"text": "May?"}}
    count = HistoryEntry.objects.count()
    discussion.edit(actor=actor_of(ann), comment_id=comment.pk, text=" May? ")
    assert HistoryEntry.objects.count() == count


def test_words_taken_back_leave_their_place_and_stay_in_the_record(
    claim: Claim, ann: User, bob: User
) -> None:
    thread = make_thread(claim, bob)
    comment = reply_to(thread, ann, "Something hasty about @bob")
    discussion.remove(actor=actor_of(ann), comment_id=comment.pk)
    comment.refresh_from_db()
    assert comment.text == ""
    assert comment.removed_at is not None
    assert details(claim) == {"before": {"text": "Something hasty about @bob"}}
    assert unseen(bob) == []
    for act in (discussion.remove, discussion.edit):
        more = {"text": "x"} if act is discussion.edit else {}
        with pytest.raises(Missing):
            act(actor=actor_of(ann), comment_id=comment.pk, **more)
    thread.refresh_from_db()
    assert thread.resolved_at is None


def test_a_thread_without_any_words_left_is_resolved(claim: Claim, ann: User) -> None:
    comment = make_comment(claim, ann)
    discussion.remove(actor=actor_of(ann), comment_id=comment.pk)
    thread = Thread.objects.get()
    assert thread.resolved_by == ann
    assert verbs(claim)[-2:] == ["comment_removed", "thread_resolved"]


def test_resolving_twice_resolves_once(claim: Claim, ann: User, bob: User) -> None:
    thread = resolved_thread(claim, ann)
    again = discussion.resolve(actor=actor_of(bob), thread_id=thread.pk)
    assert again.resolved_by == ann
    assert verbs(claim).count("thread_resolved") == 1
    for _time in range(2):
        assert discussion.reopen(actor=actor_of(bob), thread_id=thread.pk).resolved_at is None
    assert verbs(claim).count("thread_reopened") == 1


def test_an_answer_opens_a_resolved_thread_again(claim: Claim, ann: User, bob: User) -> None:
    thread = resolved_thread(claim, ann)
    reply_to(thread, bob)
    thread.refresh_from_db()
    assert thread.resolved_by is None
    assert verbs(claim)[-2:] == ["thread_reopened", "commented"]


def test_what_is_not_there_or_not_any_more_is_missing(claim: Claim, ann: User) -> None:
    thread = make_thread(claim, ann)
    Claim.objects.filter(pk=claim.pk).update(deleted_at="2026-01-01T00:00:00Z")
    for act in (
        lambda: discussion.open_thread(actor=actor_of(ann), claim_id=claim.pk, text="x"),
        lambda: discussion.reply(actor=actor_of(ann), thread_id=thread.pk, text="x"),
        lambda: discussion.resolve(actor=actor_of(ann), thread_id=claim.pk),
        lambda: discussion.edit(actor=actor_of(ann), comment_id=claim.pk, text="x"),
    ):
        with pytest.raises(Missing):
            act()


def test_a_call_waits_until_the_person_looks(claim: Claim, ann: User, bob: User) -> None:
    vic = make_viewer("vic")
    make_thread(claim, ann, "@bob, and @vic, and @nobody: which month? joe@bob")
    assert unseen(bob) == unseen(vic) == ["@bob, and @vic, and @nobody: which month? joe@bob"]
    other = make_claim(claim.article, ann)
    assert discussion.see_mentions(actor=actor_of(bob), claim_id=other.pk) == 0
    assert discussion.see_mentions(actor=actor_of(bob), claim_id=claim.pk) == 1
    assert unseen(bob) == []
    assert len(unseen(vic)) == 1


def test_calls_are_listed_newest_first_and_not_of_what_is_gone(
    claim: Claim, ann: User, bob: User
) -> None:
    thread = make_thread(claim, ann, "first @bob")
    reply_to(thread, ann, "second @bob")
    assert unseen(bob) == ["second @bob", "first @bob"]
    Claim.objects.filter(pk=claim.pk).update(deleted_at="2026-01-01T00:00:00Z")
    assert unseen(bob) == []


def test_closed_accounts_are_not_called_and_nobody_calls_themselves_to_the_desk(
    claim: Claim, ann: User
) -> None:
    make_user("gone", is_active=False)
    make_thread(claim, ann, "@gone and @ann")
    assert list(Mention.objects.values_list("person__username", flat=True)) == ["ann"]
    assert unseen(ann) == []


def test_an_edit_calls_whom_the_new_words_call(claim: Claim, ann: User, bob: User) -> None:
    eve = make_editor("eve")
    comment = make_comment(claim, ann, "@bob?")
    discussion.edit(actor=actor_of(ann), comment_id=comment.pk, text="@eve?")
    assert (unseen(bob), unseen(eve)) == ([], ["@eve?"])
    discussion.see_mentions(actor=actor_of(eve), claim_id=claim.pk)
    discussion.edit(actor=actor_of(ann), comment_id=comment.pk, text="@eve, or @bob?")
    assert unseen(bob) == ["@eve, or @bob?"]
    assert unseen(eve) == [], "what was seen stays so while the call stands"
    discussion.edit(actor=actor_of(ann), comment_id=comment.pk, text="Nobody.")
    assert unseen(bob) == []
    discussion.edit(actor=actor_of(ann), comment_id=comment.pk, text="@eve after all")
    assert unseen(eve) == ["@eve after all"], "called anew"


def test_more_than_twenty_calls_are_refused(claim: Claim, ann: User) -> None:
    names = [make_editor(f"person{n}").username for n in range(21)]
    text = " ".join(f"@{name}" for name in names)
    with pytest.raises(Invalid) as refused:
        make_thread(claim, ann, text)
    assert refused.value.code == "too_many_mentions"
    make_thread(claim, ann, text.removesuffix(f" @{names[-1]}"))
    assert Mention.objects.count() == 20


def test_people_are_found_by_what_their_names_begin_with_first(ann: User) -> None:
    for username, name in (("zoe", "Ann Zoe"), ("joanna", ""), ("anders", ""), ("ann_gone", "")):
        person = make_user(username, is_active=username != "ann_gone")
        User.objects.filter(pk=person.pk).update(full_name=name)
    found = [person.username for person in discussion.people_named("ann")]
    assert found == ["ann", "zoe", "joanna"]
    assert [person.username for person in discussion.people_named("%")] == []
    assert len(discussion.people_named("")) == 4
    for n in range(12):
        make_editor(f"annex{n}")
    assert len(discussion.people_named("ann")) == 10


def test_answers_take_as_many_statements_in_a_long_thread(
    claim: Claim, ann: User, bob: User, django_assert_num_queries: Any
) -> None:
    thread = make_thread(claim, ann)
    with django_assert_num_queries(7):
        reply_to(thread, ann, "plain")
    for _time in range(20):
        reply_to(thread, bob, "@ann @bob")
    with django_assert_num_queries(7):
        reply_to(thread, ann, "plain")


@pytest.mark.live
def test_two_people_who_resolve_in_the_same_moment_resolve_it_once() -> None:
    people = [make_editor(f"{name}-{uuid4().hex[:8]}") for name in ("ann", "bob", "eve", "joe")]
    claim = make_claim(make_article(by=people[0]), people[0])
    thread = make_thread(claim, people[0])

    def act(person: User) -> Any:
        try:
            done = discussion.resolve(actor=actor_of(person), thread_id=thread.pk)
            return done.resolved_by_id
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(people)) as pool:
        by = set(pool.map(act, people))
    assert len(by) == 1
    assert verbs(claim).count("thread_resolved") == 1


def test_rated_work_stays_the_raters_own(article: Article, ann: User, bob: User) -> None:
    claim = rated_claim(article, ann)
    make_thread(claim, bob)
    claim.refresh_from_db()
    assert claim.contributors == [ann.pk], "who only talks may still decide"
