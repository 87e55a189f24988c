"""Erasing personal data: the payload goes, a tombstone stays, and the chain still verifies."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from annotations import history, legal
from annotations.dossier.timeline_found import entries_named
from annotations.history.erased_texts import blacked
from annotations.models import Comment, Erasure, HistoryPayload, User
from annotations.refusals import Conflict, Forbidden, Invalid
from tests.factories.articles import make_article
from tests.factories.claims import make_claim
from tests.factories.inquiry import make_note
from tests.factories.threads import make_comment
from tests.factories.users import actor_of, make_admin, make_editor, make_reviewer, make_superuser

pytestmark = pytest.mark.django_db
WHY = {"about": "Case 7", "reason": "The person asked for it."}


@pytest.fixture
def admin() -> User:
    return make_admin()


def test_the_payload_is_emptied_and_the_entry_says_by_whom_and_why(admin: User) -> None:
    make_claim(make_article(), make_editor())
    seq = history.head()[0]
    done = history.erase(actor=actor_of(admin), entries=str(seq), **WHY)
    payload = HistoryPayload.objects.get(pk=seq)
    assert (payload.salt, payload.body) == (None, None)
    assert history.verify() is None
    assert history.erased_by() == {seq: seq + 1}
    told, erased = entries_named(admin, [seq, seq + 1])
    assert (told["details"], told["erased_by"], told["verb"]) == (None, seq + 1, "created")
    assert erased["details"]["reason"] == WHY["reason"]
    assert erased["actor"]["username"] == admin.username
    assert Erasure.objects.get().seqs == done.seqs == [seq]


@pytest.mark.parametrize("make", [make_reviewer, make_editor])
def test_only_administrators_erase(make: type[User]) -> None:
    make_claim(make_article(), make_editor())
    with pytest.raises(Forbidden):
        history.erase(actor=actor_of(make()), entries=[history.head()[0]], **WHY)


def test_an_entry_that_tells_of_an_erasure_stays(admin: User) -> None:
    make_claim(make_article(), make_editor())
    history.erase(actor=actor_of(admin), entries=[history.head()[0]], **WHY)
    with pytest.raises(Conflict) as refused:
        history.erase(actor=actor_of(admin), entries=[history.head()[0]], **WHY)
    assert refused.value.code == "erasures_stay"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"entries": [10**9]}, "no_such_entry"),
        ({"entries": []}, "required"),
        ({"entries": "x"}, "number_invalid"),
        ({"reason": ""}, "required"),
        ({"about": "x" * 301}, "too_long"),
    ],
)
def test_bad_input_is_refused_and_erases_nothing(
    admin: User, given: dict[str, object], code: str
) -> None:
    make_claim(make_article(), make_editor())
    asked = {"entries": [history.head()[0]], **WHY, **given}
    with pytest.raises(Invalid) as refused:
        history.erase(actor=actor_of(admin), **asked)
    assert refused.value.code == code
    assert not Erasure.objects.exists()


@pytest.mark.parametrize("how", ["claims", "articles"])
def test_a_legal_hold_stops_it_in_the_room_and_in_the_database(admin: User, how: str) -> None:
    editor = make_editor()
    claim = make_claim(make_article(), editor)
    seq = history.head()[0]
    thing = claim if how == "claims" else claim.article
    matter = legal.open_matter(
        actor=actor_of(editor),
        title="A letter",
        requester="Their lawyers",
        received_on=date(2026, 11, 1),
        **{how: [str(thing.pk)]},
    )
    with pytest.raises(Conflict) as refused:
        history.erase(actor=actor_of(make_superuser()), entries=[seq], **WHY)
    assert refused.value.code == "legal_hold"
    assert "letter" not in refused.value.detail, "who erases need not know the matter"
    with pytest.raises(DatabaseError, match="legal hold"), transaction.atomic():
        _erase_by_sql(admin, seq)
    legal.close_matter(actor=actor_of(editor), matter_id=matter.pk)
    history.erase(actor=actor_of(admin), entries=[seq], **WHY)
    assert history.verify() is None


def test_no_payload_is_emptied_without_an_entry_that_says_so() -> None:
    make_claim(make_article(), make_editor())
    seq = history.head()[0]
    with pytest.raises(DatabaseError, match="administrators"), transaction.atomic():
        _erase_by_sql(make_editor(), seq)
    for change in ("SET salt = NULL, body = NULL", "SET body = 'x'"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE annotations_historypayload {change} WHERE seq = %s", [seq])


def test_words_in_a_comment_and_a_note_become_as_many_code_points(admin: User) -> None:
    editor = make_editor()
    claim = make_claim(make_article(), editor)
    comment = make_comment(claim, editor, "Call Ānna Kāle 🕊 at home, Anna says.")
    told = history.head()[0]
    note = make_note(claim, editor, "anna kāle is the source. Ānna Kāle!")
    history.erase(actor=actor_of(admin), entries=[], texts=[comment], words="Ānna Kāle", **WHY)
    fresh = Comment.objects.get(pk=comment.pk).text
    assert fresh == "Call ████ ████ 🕊 at home, Anna says."
    assert len(fresh) == len(comment.text)
    assert HistoryPayload.objects.get(pk=told).body is None, "the record kept the words too"
    assert blacked(note.body, ["Ānna Kāle"]) == ("anna kāle is the source. ████ ████!", 8)
    assert history.verify() is None


def test_words_that_stand_nowhere_are_said(admin: User) -> None:
    editor = make_editor()
    comment = make_comment(make_claim(make_article(), editor), editor)
    with pytest.raises(Invalid) as refused:
        history.erase(actor=actor_of(admin), entries=[], texts=[comment], words="Nobody", **WHY)
    assert refused.value.code in {"words_not_found", "required"}


def _erase_by_sql(person: User, seq: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT factcheck_erase(gen_random_uuid(), %s, 'page', 'a', 'b', '', '', %s, '\\x00', '{}')",
            [person.pk, [seq]],
        )
