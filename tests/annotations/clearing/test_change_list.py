"""Findings of our own copy with a proposed wording, the change list, the writer's answer and backing notes."""

import json

import pytest

from annotations import clearing, evidence, publishing, verdicts, workflow
from annotations.models import BackingNote, HistoryEntry, HistoryPayload, Thread
from annotations.refusals import Conflict, Forbidden, Invalid, Refused
from tests.factories import users
from tests.factories.articles import add_revision, make_article
from tests.factories.claims import make_claim
from tests.factories.own_copy import (
    COPY,
    WORDING,
    WORDS,
    Desk,
    approve,
    found,
    make_copy,
    make_desk,
)
from tests.factories.users import actor_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def test_change_needs_a_proposed_wording_and_it_is_judged(desk: Desk) -> None:
    article = make_copy(desk)
    claim = make_claim(article, desk.checker, WORDS)
    given = {"claim_id": claim.pk, "explanation": "Too many."}
    with pytest.raises(Invalid) as refused:
        verdicts.rate(actor=actor_of(desk.checker), verdict="change", **given)
    assert (refused.value.code, refused.value.field) == (
        "proposed_wording_missing",
        "proposed_wording",
    )
    claim = found(make_copy(desk), desk, "change")
    decided = approve(claim, desk).approval_decision
    assert decided
    assert json.loads(decided.content)["proposed_wording"] == WORDING
    plain = workflow.content_of(found(make_copy(desk), desk))
    assert "proposed_wording" not in plain


def test_another_wording_takes_the_approval_back(desk: Desk) -> None:
    claim = approve(found(make_copy(desk), desk, "change"), desk)
    same = {"claim_id": claim.pk, "verdict": "change"}
    explanation = claim.verdict.explanation
    kept = verdicts.rate(actor=actor_of(desk.checker), explanation=explanation, **same)
    assert kept.state == "approved"  # left out, the wording stays
    other = verdicts.rate(
        actor=actor_of(desk.checker), explanation=explanation, proposed_wording="a few", **same
    )
    assert (other.state, other.approval) == ("draft", "none")


@pytest.mark.parametrize("finding", ["confirmed", "unresolved"])
def test_a_wording_goes_with_no_other_finding_and_with_no_check_of_others(
    finding: str, desk: Desk
) -> None:
    own = make_claim(make_copy(desk), desk.checker, WORDS)
    others = make_claim(make_article(COPY, by=desk.checker), desk.checker, WORDS)
    for claim, verdict in ((own, finding), (others, "true")):
        with pytest.raises(Invalid) as refused:
            verdicts.rate(
                actor=actor_of(desk.checker),
                claim_id=claim.pk,
                verdict=verdict,
                explanation="So.",
                proposed_wording="Other words",
            )
        assert refused.value.code == "no_wording_here"


def test_the_list_has_what_a_writer_should_do_in_text_order_and_no_confidential_source(
    desk: Desk,
) -> None:
    article = make_copy(desk, COPY + "\n\nAround 3,000 people came.")
    cut = found(article, desk, "cut", "Around 3,000 people came")
    change = found(article, desk, "change")
    found(article, desk, "confirmed", "The ministry did not comment")
    for visibility in ("hidden", "listed"):
        evidence.link(
            actor=actor_of(desk.checker),
            claim_id=change.pk,
            source={"title": f"Secret {visibility} letter", "kind": "document"},
            stance="context",
            visibility=visibility,
        )
    changes = clearing.changes_in(article)
    assert [(one.claim, one.finding) for one in changes] == [(change.pk, "change"), (cut.pk, "cut")]
    first = changes[0]
    assert (first.before, first.exact, first.after) == ("Volunteers ", WORDS, " in May.")
    assert "".join(run.text for run in first.runs if run.mark != "del") == WORDING
    assert [title for title, _url in first.sources] == ["Register of aid"]
    assert not first.is_done
    add_revision(article, COPY.replace(WORDS, WORDING) + "\n\nAround 3,000 people came.")
    article.refresh_from_db()
    assert [one.is_done for one in clearing.changes_in(article)] == [True, False]


def test_sending_is_in_the_record_with_accounts_and_names(desk: Desk) -> None:
    article = make_copy(desk)
    given = {"article_id": article.pk, "revision": str(article.current_revision_id)}
    with pytest.raises(Conflict) as nothing:
        clearing.send_changes(actor=actor_of(desk.checker), **given)
    assert nothing.value.code == "nothing_to_send"
    claim = found(article, desk, "change")
    clearing.name_writers(
        actor=actor_of(desk.checker), article_id=article.pk, writer_names=["Jo Free"]
    )
    people = clearing.send_changes(actor=actor_of(desk.checker), note="By six.", **given)
    assert people == [desk.writer.pk]
    entry = HistoryEntry.objects.filter(article=article.pk, verb="change_list_sent").get()
    body = json.loads(HistoryPayload.objects.get(seq=entry.seq).body or "{}")
    assert body["people"] == [str(desk.writer.pk)]
    assert body["names"] == [desk.writer.name, "Jo Free"]
    assert body["claims"] == [str(claim.pk)]


def test_without_a_writer_there_is_nobody_to_send_to(desk: Desk) -> None:
    article = make_copy(desk)
    article.writers.clear()
    found(article, desk, "change")
    with pytest.raises(Conflict) as refused:
        clearing.send_changes(
            actor=actor_of(desk.checker),
            article_id=article.pk,
            revision=str(article.current_revision_id),
        )
    assert refused.value.code == "no_writers"


def test_the_writers_answer_is_an_open_thread(desk: Desk) -> None:
    claim = found(make_copy(desk), desk, "change")
    with pytest.raises(Invalid):
        clearing.answer_change(actor=actor_of(desk.writer), claim_id=claim.pk, answer="disputed")
    thread = clearing.answer_change(
        actor=actor_of(desk.writer), claim_id=claim.pk, answer="disputed", why="I counted them."
    )
    assert thread.comments.get().text == "Disputed: I counted them."
    assert Thread.objects.get(claim=claim).resolved_at is None


def test_backing_notes_are_the_writers_whatever_their_role_and_every_change_is_in_the_record(
    desk: Desk,
) -> None:
    article = make_copy(desk)
    claim = approve(found(article, desk), desk)
    version = claim.version
    writer, stranger = users.make_viewer("wim"), users.make_viewer("sven")
    article.writers.add(writer)
    note = clearing.add_backing(actor=actor_of(writer), claim_id=claim.pk, body="My notebook, p. 4")
    clearing.change_backing(actor=actor_of(writer), note_id=note.pk, body="My notebook, p. 5")
    with pytest.raises(Forbidden) as other:
        clearing.change_backing(actor=actor_of(desk.checker), note_id=note.pk, body="Hers")
    assert other.value.code == "not_yours"
    with pytest.raises(Forbidden) as role:
        clearing.add_backing(actor=actor_of(stranger), claim_id=claim.pk, body="Hearsay")
    assert role.value.code == "role_required"
    clearing.remove_backing(actor=actor_of(writer), note_id=note.pk)
    assert BackingNote.objects.get().removed_at
    verbs = HistoryEntry.objects.filter(claim=claim.pk, object_type="backingnote")
    assert list(verbs.order_by("seq").values_list("verb", flat=True)) == [
        "backing_added",
        "backing_changed",
        "backing_removed",
    ]
    claim.refresh_from_db()
    assert (claim.version, claim.state, claim.approval) == (version, "approved", "valid")
    assert "notebook" not in workflow.content_of(claim)


def test_backing_notes_belong_to_our_own_copy(desk: Desk) -> None:
    claim = make_claim(make_article(COPY, by=desk.checker), desk.checker, WORDS)
    with pytest.raises(Conflict) as refused:
        clearing.add_backing(actor=actor_of(desk.checker), claim_id=claim.pk, body="x")
    assert refused.value.code == "not_own_copy"


def test_an_unknown_account_is_no_writer(desk: Desk) -> None:
    article = make_copy(desk)
    with pytest.raises(Invalid) as refused:
        clearing.name_writers(
            actor=actor_of(desk.checker), article_id=article.pk, writers=["nobody"]
        )
    assert refused.value.code == "unknown_person"


def test_our_own_copy_is_never_published(desk: Desk) -> None:
    claim = approve(found(make_copy(desk), desk), desk)
    with pytest.raises(Refused) as refused:
        publishing.publish(actor=actor_of(desk.chief), claim_id=claim.pk)
    assert refused.value.code == "own_copy"
