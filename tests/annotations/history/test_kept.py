"""Deletion is soft: of every table it is said whether its rows are ever deleted, and why; the database holds it."""

import pytest
from django.apps import apps
from django.db import connection

from annotations.models.history import APPEND_ONLY_TABLES

pytestmark = pytest.mark.django_db

DELETED = {
    "anchor": "where a passage stands in a text, worked out anew from the text",
    "apiuse": "how many calls a program made in a minute",
    "digest": "what a mail is still to tell",
    "embedding": "vectors, made anew from the words",
    "heartbeat": "who was alive a moment ago",
    "idempotencykey": "answers of a week to programs that repeat a call",
    "newsroom": "one row of settings; the record tells of each change",
    "noticehead": "how far notices have been told",
    "notice": "what was told to whom; made from the record, which stays",
    "noticechoice": "what a person wants to be told",
    "presence": "who had a page open a moment ago",
    "siterules": "robots.txt of sites, asked anew",
    "soughtquote": "that a quote was looked for, looked for anew",
    "termcount": "how often words occur, counted anew",
    "textsketch": "sketches of texts, made anew",
    "user": "accounts are closed; whoever did anything is named by the record and cannot go",
    "apitoken": "only the digest of a secret; the record tells of each issue and end",
    "webhookhead": "how far webhooks have been told",
    "work": "that something is to be done",
    "watch": "when a page is looked at next",
}
"""Tables whose rows may be deleted: none of them holds what a person wrote or decided."""


def test_of_every_table_it_is_said_whether_rows_are_deleted() -> None:
    kept = _kept()
    tables = {
        model._meta.db_table.removeprefix("annotations_")
        for model in apps.get_app_config("annotations").get_models()
    }
    assert sorted(tables - kept - DELETED.keys()) == []
    assert sorted(DELETED.keys() & kept) == [], "these are kept: say so no longer"


def test_the_applications_role_may_not_even_try_with_history() -> None:
    with connection.cursor() as cursor:
        for table in APPEND_ONLY_TABLES:
            for right in ("UPDATE", "DELETE", "TRUNCATE", "TRIGGER"):
                cursor.execute("SELECT has_table_privilege(%s, %s)", [table, right])
                assert cursor.fetchone() == (False,), (table, right)
        cursor.execute(
            "SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user"
        )
        assert cursor.fetchone() == (0,), "it owns no table, so it can disable no trigger"


def _kept() -> set[str]:
    """Tables with a trigger that refuses DELETE for each row."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " JOIN pg_proc p ON p.oid = t.tgfoid"
            # 1: for each row, 2: before, 8: on DELETE
            " WHERE t.tgtype & 11 = 11 AND t.tgenabled = 'O' AND p.proname IN"
            " ('factcheck_refuse_change', 'factcheck_payload_guard')"
        )
        return {name.removeprefix("annotations_") for (name,) in cursor.fetchall()}
