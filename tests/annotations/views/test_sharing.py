"""The line that says who sees a confidential thing, and its owner's form."""

from collections.abc import Callable

import pytest
from django.test import Client

from annotations.evidence.notes import add_note
from annotations.models import Article, Evidence, User
from tests.annotations.views.conftest import HTMX, text
from tests.factories.claims import make_claim
from tests.factories.evidence import link_evidence
from tests.factories.sources import make_source
from tests.factories.users import actor_of

SignIn = Callable[[User], Client]


@pytest.fixture
def hidden(article: Article, editor: User) -> Evidence:
    return link_evidence(make_claim(article, editor), editor, visibility="hidden")


def test_it_says_who_sees_it_and_offers_the_form_to_its_owner_only(
    hidden: Evidence, editor: User, reviewer: User, as_user: SignIn
) -> None:
    path = f"/sharing/evidence/{hidden.pk}/"
    mine = as_user(editor)
    assert "Only you see this." in text(mine.get(path, headers=HTMX))
    given = {"visibility": "hidden", "shared_with": str(reviewer.pk)}
    assert mine.post(path, given, headers=HTMX).status_code == 200
    assert f"Only you and {reviewer.name} see this." in text(mine.get(path, headers=HTMX))
    theirs = text(as_user(reviewer).get(path, headers=HTMX))
    assert f"{editor.name} shares this with you." in theirs
    assert "<form" not in theirs


def test_who_may_not_see_it_is_told_that_there_is_nothing(
    hidden: Evidence, viewer: User, as_user: SignIn
) -> None:
    client = as_user(viewer)
    for path in (f"/sharing/evidence/{hidden.pk}/", f"/sharing/nothing/{hidden.pk}/"):
        assert client.get(path).status_code == 404


def test_a_refusal_keeps_what_was_ticked(editor: User, reviewer: User, as_user: SignIn) -> None:
    source = make_source(editor, visibility="hidden", url="https://a.example/")
    make_source(reviewer, url="https://a.example/")
    given = {"visibility": "everyone", "shared_with": str(reviewer.pk)}
    answer = as_user(editor).post(f"/sharing/source/{source.pk}/", given)
    assert answer.status_code == 409
    assert "Another source has this address" in text(answer)
    assert f'value="{reviewer.pk}" checked' in text(answer)


def test_notes_and_sources_are_shared_by_the_same_form(
    article: Article, editor: User, reviewer: User, as_user: SignIn
) -> None:
    claim = make_claim(article, editor)
    note = add_note(actor=actor_of(editor), claim_id=claim.pk, body="Mine.", visibility="hidden")
    source = make_source(editor, visibility="hidden")
    for kind, thing in (("note", note), ("source", source)):
        path = f"/sharing/{kind}/{thing.pk}/"
        given = {"visibility": "hidden", "shared_with": str(reviewer.pk)}
        assert as_user(editor).post(path, given).status_code == 302
        assert as_user(reviewer).get(path).status_code == 200
