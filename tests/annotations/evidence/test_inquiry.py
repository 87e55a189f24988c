"""Attempts, requests for comment, checks of quotations and notes: what is judged, whose it is, what the record keeps."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from annotations import review, workflow
from annotations.evidence import attempts, notes, quote_checks, requests
from annotations.models import Article, Attempt, Claim, HistoryEntry, HistoryPayload, Note, User
from annotations.refusals import Conflict, Forbidden, Invalid, Missing, OutOfDate
from tests.factories.articles import make_article
from tests.factories.claims import approved_claim, make_claim, published_claim, submitted_claim
from tests.factories.inquiry import make_attempt, make_note, make_quote_check, make_request
from tests.factories.users import actor_of, make_editor, make_reviewer, make_viewer

pytestmark = pytest.mark.django_db
Make = Callable[..., Any]


@pytest.fixture
def ann() -> User:
    return make_editor()


@pytest.fixture
def article(ann: User) -> Article:
    return make_article(by=ann)


def told_last(claim: Claim) -> tuple[str, str, dict[str, Any]]:
    entry = HistoryEntry.objects.filter(claim_id=claim.pk).latest("seq")
    body = HistoryPayload.objects.get(seq=entry.seq).body
    return entry.verb, entry.object_type, json.loads(body)


def now(claim: Claim) -> Claim:
    return Claim.objects.get(pk=claim.pk)


JUDGED = [make_attempt, make_request, make_quote_check]


@pytest.mark.parametrize("make", JUDGED)
def test_what_is_tried_asked_or_checked_is_judged_with_the_claim(
    article: Article, ann: User, make: Make
) -> None:
    eve = make_editor()
    claim = approved_claim(article, ann, make_reviewer())
    before = workflow.content_of(claim)
    make(claim, eve)
    after = now(claim)
    assert (after.state, after.approval, after.contributors) == ("draft", "none", [eve.pk])
    assert after.version > claim.version
    assert workflow.content_of(after) != before


@pytest.mark.parametrize("make", JUDGED)
def test_a_published_check_is_corrected_first(article: Article, ann: User, make: Make) -> None:
    claim = published_claim(article, ann, make_reviewer())
    with pytest.raises(Conflict) as refused:
        make(claim, ann)
    assert refused.value.code == "correct_first"


@pytest.mark.parametrize("make", [*JUDGED, make_note])
def test_viewers_and_those_who_read_an_older_version_are_refused(
    article: Article, ann: User, make: Make
) -> None:
    claim = make_claim(article, ann)
    with pytest.raises(Forbidden):
        make(claim, make_viewer())
    with pytest.raises(OutOfDate):
        make(claim, ann, expected='"77"')


@pytest.mark.long
@pytest.mark.parametrize(
    ("make", "given", "code", "field"),
    [
        (make_attempt, {"where": "  "}, "required", "where"),
        (make_attempt, {"kind": "guessed"}, "unknown_choice", "kind"),
        (make_attempt, {"outcome": None}, "unknown_choice", "outcome"),
        (make_attempt, {"tried_on": "9999-01-01"}, "date_in_future", "tried_on"),
        (make_attempt, {"tried_on": "yesterday"}, "date_invalid", "tried_on"),
        (make_attempt, {"visibility": "nobody"}, "unknown_choice", "visibility"),
        (make_request, {"whom": ""}, "required", "whom"),
        (make_request, {"channel": "pigeon"}, "unknown_choice", "channel"),
        (make_request, {"outcome": "answered"}, "answer_missing", "answer"),
        (make_request, {"deadline_at": "2020-11-01"}, "deadline_before_sending", "deadline_at"),
        (make_request, {"sent_at": "9999-01-01"}, "date_in_future", "sent_at"),
        (
            make_request,
            {"outcome": "declined", "answered_at": "2020-11-01"},
            "answered_before_sending",
            "answered_at",
        ),
        (make_quote_check, {"said": "maybe"}, "unknown_choice", "said"),
        (make_quote_check, {"translator": "x" * 301}, "too_long", "translator"),
        (make_note, {"body": "\n"}, "required", "body"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field(
    article: Article, ann: User, make: Make, given: dict[str, Any], code: str, field: str
) -> None:
    claim = make_claim(article, ann)
    with pytest.raises(Invalid) as refused:
        make(claim, ann, **given)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert now(claim).version == claim.version


def test_equal_values_change_and_record_nothing(article: Article, ann: User) -> None:
    claim = make_claim(article, ann)
    attempt, request = make_attempt(claim, ann), make_request(claim, ann)
    check = make_quote_check(claim, ann)
    version, entries = now(claim).version, HistoryEntry.objects.count()
    actor = actor_of(ann)
    attempts.change_attempt(actor=actor, attempt_id=attempt.pk, where="the register of aid ")
    requests.change_request(actor=actor, request_id=request.pk, whom="the ministry")
    assert make_quote_check(claim, ann) == check
    assert (now(claim).version, HistoryEntry.objects.count()) == (version, entries)


def test_what_was_removed_stays_in_the_record_and_is_judged_no_more(
    article: Article, ann: User
) -> None:
    claim, actor = make_claim(article, ann), actor_of(ann)
    before = workflow.content_of(claim)
    attempt, request = make_attempt(claim, ann), make_request(claim, ann)
    attempts.remove_attempt(actor=actor, attempt_id=attempt.pk)
    assert told_last(claim) == ("attempt_removed", "attempt", {"where": "the register of aid"})
    requests.remove_request(actor=actor, request_id=request.pk)
    assert told_last(claim)[:2] == ("comment_request_removed", "requestforcomment")
    assert workflow.content_of(now(claim)) == before
    with pytest.raises(Missing):
        attempts.change_attempt(actor=actor, attempt_id=attempt.pk, note="again")


def test_a_hidden_attempt_is_its_owners(article: Article, ann: User) -> None:
    eve = make_editor()
    claim = make_claim(article, ann)
    version = now(claim).version
    hidden = make_attempt(claim, ann, visibility="hidden")
    shared = make_attempt(claim, ann, visibility="listed")
    shared.shared_with.add(eve)
    assert (now(claim).version, now(claim).reserved_version) == (version, 2)
    with pytest.raises(Missing):
        attempts.change_attempt(actor=actor_of(eve), attempt_id=hidden.pk, note="mine")
    attempts.change_attempt(actor=actor_of(eve), attempt_id=shared.pk, note="Called twice.")
    with pytest.raises(Forbidden) as refused:
        attempts.change_attempt(actor=actor_of(eve), attempt_id=shared.pk, visibility="everyone")
    assert refused.value.code == "not_yours"
    attempts.change_attempt(actor=actor_of(ann), attempt_id=shared.pk, visibility="everyone")
    assert now(claim).version == version + 1


def test_how_somebody_is_reached_is_neither_judged_nor_in_the_record(
    article: Article, ann: User
) -> None:
    claim = make_claim(article, ann)
    request = make_request(claim, ann, contact="+375 29 555 01 02", asked="Is it so?")
    assert "555" not in json.dumps(told_last(claim))
    requests.change_request(actor=actor_of(ann), request_id=request.pk, contact="555-99")
    verb, _type, body = told_last(claim)
    assert (verb, body["changed"]) == ("comment_request_changed", ["contact"])
    assert "555" not in json.dumps(body) + workflow.content_of(now(claim))


def test_an_answer_is_dated_and_lost_when_there_was_none(article: Article, ann: User) -> None:
    request = make_request(make_claim(article, ann), ann, outcome="answered", answer="No.")
    assert request.answered_at is not None
    changed = requests.change_request(
        actor=actor_of(ann), request_id=request.pk, outcome="no_answer"
    )
    assert (changed.answer, changed.answered_at) == ("", None)


def test_a_new_check_of_a_quotation_replaces_the_old_one_which_is_kept(
    article: Article, ann: User
) -> None:
    claim = make_claim(article, ann)
    old = make_quote_check(claim, ann)
    new = make_quote_check(claim, ann, wording="unclear", original_words="слова", language="ru")
    old.refresh_from_db()
    assert old.superseded_at is not None
    assert (new.said, new.wording) == ("right", "unclear")
    assert claim.appearances.get().original_words == "слова"
    assert told_last(claim)[:2] == ("quote_checked", "quotecheck")
    nothing = dict.fromkeys(quote_checks.FIELDS, "")
    appearance = claim.appearances.get()
    assert (
        quote_checks.check_quote(actor=actor_of(ann), appearance_id=appearance.pk, **nothing)
        is None
    )
    assert '"quote_check":null' in workflow.content_of(now(claim))


def test_a_note_changes_nothing_of_the_claim_and_works_in_every_state(
    article: Article, ann: User
) -> None:
    claim = now(published_claim(article, ann, make_reviewer()))
    note = make_note(claim, ann)
    assert now(claim).version == claim.version
    assert told_last(claim)[:2] == ("note_added", "note")
    notes.change_note(actor=actor_of(ann), note_id=note.pk, body="Done.")
    notes.remove_note(actor=actor_of(ann), note_id=note.pk)
    assert Note.objects.get().removed_at is not None
    assert "Monday" not in workflow.content_of(now(claim))


def test_a_note_is_changed_by_its_owner_only_and_not_over_what_they_wrote_elsewhere(
    article: Article, ann: User
) -> None:
    note = make_note(make_claim(article, ann), ann)
    hidden = make_note(note.claim, ann, visibility="listed")
    eve = actor_of(make_editor())
    for one, refusal in ((note, Forbidden), (hidden, Missing)):
        for verb in (notes.change_note, notes.remove_note):
            with pytest.raises(refusal):
                verb(actor=eve, note_id=one.pk)
    read = notes.note_etag(note)
    notes.change_note(actor=actor_of(ann), note_id=note.pk, body="One.", expected=read)
    with pytest.raises(OutOfDate):
        notes.change_note(actor=actor_of(ann), note_id=note.pk, body="Two.", expected=read)


def test_the_database_keeps_what_an_approval_is_of(article: Article, ann: User) -> None:
    claim = submitted_claim(article, ann)
    attempt = make_attempt(claim, ann)
    review.approve(actor=actor_of(make_reviewer()), claim_id=claim.pk)
    with pytest.raises(Exception, match="keeps its"):
        Attempt.objects.filter(pk=attempt.pk).update(where="elsewhere")
