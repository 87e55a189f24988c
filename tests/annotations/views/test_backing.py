"""Backing notes and the proposed wording on the card of our own copy."""

from collections.abc import Callable

import pytest
from django.test import Client

from annotations.models import BackingNote, Claim, User
from tests.annotations.views.conftest import HTMX, text
from tests.factories.articles import make_article
from tests.factories.claims import make_claim
from tests.factories.own_copy import COPY, WORDING, WORDS, Desk, found, make_copy, make_desk

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


@pytest.fixture
def desk() -> Desk:
    return make_desk()


@pytest.fixture
def claim(desk: Desk) -> Claim:
    return found(make_copy(desk), desk, "change")


def test_the_writer_adds_changes_and_removes_a_note_on_the_card(
    claim: Claim, desk: Desk, as_user: SignIn
) -> None:
    client = as_user(desk.writer)
    added = client.post(f"/claims/{claim.pk}/backing/", {"body": "<b>Notebook</b>"}, headers=HTMX)
    assert "&lt;b&gt;Notebook&lt;/b&gt;" in text(added)
    assert str(claim.pk) in added.headers["HX-Trigger"]
    note = BackingNote.objects.get()
    assert "Notebook" in text(client.get(f"/backing/{note.pk}/edit/", headers=HTMX))
    client.post(f"/backing/{note.pk}/edit/", {"body": "Tape 2"}, headers=HTMX)
    assert "Tape 2" in text(as_user(desk.chief).get(f"/claims/{claim.pk}/card/", headers=HTMX))
    client.post(f"/backing/{note.pk}/remove/", headers=HTMX)
    assert "Tape 2" not in text(client.get(f"/claims/{claim.pk}/card/", headers=HTMX))


def test_an_empty_note_comes_back_with_a_sentence(
    claim: Claim, desk: Desk, as_user: SignIn
) -> None:
    refused = as_user(desk.writer).post(f"/claims/{claim.pk}/backing/", {"body": " "}, headers=HTMX)
    assert refused.status_code == 400
    assert "This may not be empty" in text(refused)


def test_only_our_own_copy_has_notes_and_a_proposed_wording(
    claim: Claim, desk: Desk, as_user: SignIn
) -> None:
    client = as_user(desk.checker)
    own = text(client.get(f"/claims/{claim.pk}/card/", headers=HTMX))
    others = make_claim(make_article(COPY, by=desk.checker), desk.checker, WORDS)
    other = text(client.get(f"/claims/{others.pk}/card/", headers=HTMX))
    for words in ('data-part="backing"', 'name="proposed_wording"', "Explanation for the writer"):
        assert words in own
        assert words not in other
    assert WORDING in own


def test_the_verdict_form_keeps_what_was_typed_where_the_wording_lacks(
    desk: Desk, as_user: SignIn
) -> None:
    claim = make_claim(make_copy(desk), desk.checker, WORDS)
    path = f"/claims/{claim.pk}/verdict/"
    form = {"verdict": "change", "explanation": "Too many of them.", "proposed_wording": ""}
    refused = as_user(desk.checker).post(path, form, headers=HTMX)
    assert refused.status_code == 400
    assert "Write what the copy should say instead" in text(refused)
    assert "Too many of them." in text(refused)
    saved = as_user(desk.checker).post(path, {**form, "proposed_wording": WORDING}, headers=HTMX)
    assert saved.status_code == 200
    claim.refresh_from_db()
    assert claim.verdict
    assert claim.verdict.proposed_wording == WORDING
