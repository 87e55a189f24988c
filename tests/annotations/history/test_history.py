"""History is complete, append-only and chained."""

import importlib
import io
from collections.abc import Iterator

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from annotations import claims, dossier, history
from annotations.models import HistoryEntry, HistoryPayload
from annotations.refusals import Conflict
from tests.factories.articles import make_article
from tests.factories.claims import make_claim, published_claim
from tests.factories.users import actor_of, make_editor, make_reviewer

verify_module = importlib.import_module("annotations.history.verify")
pytestmark = pytest.mark.django_db


def test_every_step_of_a_claim_is_told_in_order() -> None:
    editor, reviewer = make_editor(), make_reviewer()
    claim = published_claim(make_article(), editor, reviewer)
    told = [
        (entry["verb"], entry["actor"]["username"])
        for entry in dossier.history_of(editor, claim.pk)
    ]
    assert told == [
        ("created", editor.username),
        ("evidence_linked", editor.username),
        ("rated", editor.username),
        ("submitted", editor.username),
        ("approved", reviewer.username),
        ("published", reviewer.username),
    ]


def test_a_refused_verb_writes_nothing() -> None:
    editor, reviewer = make_editor(), make_reviewer()
    claim = published_claim(make_article(), editor, reviewer)
    before = history.head()
    with pytest.raises(Conflict):
        claims.amend(actor=actor_of(editor), claim_id=claim.pk, statement="Something else")
    assert history.head() == before


def test_numbers_have_no_gaps_even_after_a_rollback() -> None:
    editor, article = make_editor(), make_article()
    make_claim(article, editor)
    number = history.head()[0]
    with transaction.atomic():
        make_claim(article, editor)
        transaction.set_rollback(True)
    make_claim(article, editor)
    assert history.head()[0] == number + 1
    assert history.verify() is None


def test_a_whole_chain_verifies_and_a_forged_one_names_its_first_broken_entry(
    forged: "Forger",
) -> None:
    editor = make_editor()
    make_claim(make_article(), editor)
    victim = history.head()[0]
    make_claim(make_article(), editor)
    assert history.verify() is None
    forged(victim, verb="approved")
    broken = history.verify()
    assert broken is not None
    assert broken.seq == victim


def test_a_forged_payload_is_found(forged: "Forger") -> None:
    make_claim(make_article(), make_editor())
    seq = history.head()[0]
    forged(seq, body='{"statement":"forged"}')
    broken = history.verify()
    assert broken is not None
    assert "payload" in broken.reason


def test_an_entry_that_was_cut_out_is_found(forged: "Forger") -> None:
    editor = make_editor()
    make_claim(make_article(), editor)
    victim = history.head()[0]
    make_claim(make_article(), editor)
    forged.without(victim)
    broken = history.verify()
    assert broken is not None
    assert broken.seq == victim


def test_a_cut_tail_is_found_with_the_head_noted_earlier(
    forged: "Forger", monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = make_editor()
    make_claim(make_article(), editor)
    shorter = history.head()
    make_claim(make_article(), editor)
    out = io.StringIO()
    call_command("verify_history", stdout=out)
    noted = out.getvalue().split("Head ")[1].strip()
    last = history.head()[0]
    forged.without(last)
    monkeypatch.setattr(verify_module, "head", lambda: shorter)
    assert history.verify() is None
    with pytest.raises(CommandError, match=f"Entry {last} is missing"):
        call_command("verify_history", head=noted, stdout=out)


@pytest.mark.parametrize("table", ["historyentry", "historypayload"])
@pytest.mark.parametrize("change", ["DELETE FROM {}", "TRUNCATE {}", "UPDATE {} SET seq = seq + 1"])
def test_the_applications_role_cannot_alter_history(table: str, change: str) -> None:
    make_claim(make_article(), make_editor())
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change.format(f"annotations_{table}"))


class Forger:
    """What only somebody with the owner's password could do to the rows: shown to `verify`."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.patch = monkeypatch
        self.rows = verify_module._rows

    def __call__(self, seq: int, **fields: str) -> None:
        def rows() -> Iterator[tuple[HistoryEntry, HistoryPayload | None]]:
            for entry, payload in self.rows():
                if entry.seq == seq:
                    for name, value in fields.items():
                        setattr(payload if name == "body" else entry, name, value)
                yield entry, payload

        self.patch.setattr(verify_module, "_rows", rows)

    def without(self, seq: int) -> None:
        def rows() -> Iterator[tuple[HistoryEntry, HistoryPayload | None]]:
            return (pair for pair in self.rows() if pair[0].seq != seq)

        self.patch.setattr(verify_module, "_rows", rows)


@pytest.fixture
def forged(monkeypatch: pytest.MonkeyPatch) -> Forger:
    return Forger(monkeypatch)
