"""`verify_history` before and after rows are altered by SQL, as only the owner of the database can, its triggers disabled."""

# ruff: noqa: S608 - every statement is written here, none of it comes from outside

import hashlib
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from django.core.management import CommandError, call_command
from pytest_django.plugin import DjangoDbBlocker

from annotations import history
from tests.factories.articles import make_article
from tests.factories.claims import make_claim
from tests.factories.users import actor_of, make_admin, make_editor
from tests.harness.databases import Databases, point_django_at

_ENTRY, _PAYLOAD = "annotations_historyentry", "annotations_historypayload"
Intrude = Callable[[str], None]


@pytest.fixture
def newsroom(
    databases: Databases, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[int]:
    """A database of its own, whose rows are committed; gives the number of an entry in the middle."""
    with django_db_blocker.unblock():
        point_django_at(databases.url("altered"))
        editor = make_editor()
        article = make_article()
        for _time in range(3):
            make_claim(article, editor)
        yield history.head()[0] - 1


@pytest.fixture
def intrude(databases: Databases, newsroom: int) -> Iterator[Intrude]:
    """One statement of the owner with all triggers off; undone afterwards, for the database is kept for the next test."""
    with psycopg.connect(databases.owner_url("altered")) as owner:
        saved = {
            table: owner.execute(f"SELECT to_jsonb(t)::text FROM {table} t").fetchall()
            for table in (_ENTRY, _PAYLOAD, "annotations_historyhead")
        }

        def act(statement: str) -> None:
            for table in saved:
                owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            owner.execute(statement)
            owner.commit()

        yield act
        for table, rows in saved.items():
            owner.execute(f"DELETE FROM {table}")
            for (row,) in rows:
                owner.execute(
                    f"INSERT INTO {table} SELECT * FROM jsonb_populate_record(NULL::{table}, %s)",
                    [row],
                )
            owner.commit()  # else the checks of foreign keys are still to come, and the table is in use
            owner.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def verify(**options: str) -> str:
    out = io.StringIO()
    call_command("verify_history", stdout=out, **options)
    return out.getvalue()


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (f"UPDATE {_ENTRY} SET verb = 'approved' WHERE seq = %s", "was altered: its hash"),
        (f"UPDATE {_ENTRY} SET at = at + interval '1 second' WHERE seq = %s", "was altered"),
        (f"UPDATE {_ENTRY} SET actor_id = NULL WHERE seq = %s", "was altered: its hash"),
        (f"UPDATE {_PAYLOAD} SET body = '{{}}' WHERE seq = %s", "was altered: its payload"),
        (f"UPDATE {_PAYLOAD} SET salt = NULL, body = NULL WHERE seq = %s", "was emptied, and no"),
        (f"UPDATE {_PAYLOAD} SET salt = NULL WHERE seq = %s", "was altered: only a part"),
        (f"DELETE FROM {_PAYLOAD} WHERE seq = %s", "has lost its payload"),
        (f"DELETE FROM {_ENTRY} WHERE seq = %s", "is missing: the next entry is"),
    ],
)
def test_the_first_altered_entry_is_named(
    newsroom: int, intrude: Intrude, statement: str, said: str
) -> None:
    assert "whole" in verify()
    intrude(statement % newsroom)
    with pytest.raises(CommandError, match=f"^Entry {newsroom} {said}"):
        verify()


def test_a_tail_cut_with_its_head_set_back_is_found_by_a_head_kept_outside(
    newsroom: int, intrude: Intrude, tmp_path: Path
) -> None:
    mail = tmp_path / "mail.txt"
    mail.write_text(f"Its head is\n\n{verify().split('Head ')[1]}\nKeep this mail.")
    last = newsroom + 1
    intrude(
        f"WITH gone AS (DELETE FROM {_ENTRY} WHERE seq = {last}),"
        f" said AS (DELETE FROM {_PAYLOAD} WHERE seq = {last})"
        " UPDATE annotations_historyhead SET seq = e.seq, hash = e.hash"
        f" FROM {_ENTRY} e WHERE e.seq = {newsroom}"
    )
    assert "whole" in verify(), "inside the database nothing is left to tell it"
    with pytest.raises(CommandError, match=f"^Entry {last} is missing"):
        verify(head=str(mail))


def test_a_chain_forged_anew_from_an_entry_on_is_found_by_a_head_kept_outside(
    newsroom: int, intrude: Intrude
) -> None:
    seq, kept = newsroom + 1, verify().split("Head ")[1].strip()
    digest = hashlib.sha256(b"forged").hexdigest()
    intrude(
        f"UPDATE {_PAYLOAD} SET salt = 'for'::bytea, body = 'ged' WHERE seq = {seq};"
        f"UPDATE {_ENTRY} e SET digest = '\\x{digest}', hash = factcheck_history_hash(e.seq, e.at, e.actor_id,"
        f" e.door, e.verb, e.object_type, e.object_id, e.article_id, e.claim_id, '\\x{digest}', e.previous_hash)"
        f" WHERE seq = {seq};"
        f"UPDATE annotations_historyhead SET hash = (SELECT hash FROM {_ENTRY} WHERE seq = {seq})"
    )
    assert "whole" in verify()
    with pytest.raises(CommandError, match=f"^Entry {seq} is not the entry that was noted"):
        verify(head=kept)


def test_an_erased_entry_is_no_broken_one(newsroom: int) -> None:
    history.erase(
        actor=actor_of(make_admin()), entries=[newsroom], about="Case 7", reason="Asked to."
    )
    assert f"Entry {newsroom}: erased by entry {history.head()[0]}" in verify()


@pytest.mark.parametrize("given", ["7", "7:abc", "x:" + "0" * 64, "7:" + "g" * 64, "no-such-file"])
def test_a_head_that_is_none_is_refused(newsroom: int, given: str) -> None:
    with pytest.raises(CommandError, match="SEQ:HASH"):
        verify(head=given)
