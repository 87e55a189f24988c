"""Suggested words on the card: both wordings, one click, and a reason where they are declined."""

from collections.abc import Callable

import pytest
from django.test import Client

from annotations.models import Article, Claim, Suggestion, User
from tests.annotations.views.conftest import HTMX, text
from tests.factories.claims import rate, submitted_claim
from tests.factories.pins import pinned, suggested

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


@pytest.fixture
def claim(article: Article, editor: User) -> Claim:
    return submitted_claim(article, editor)


def test_the_card_shows_both_and_accepts_with_one_click(
    claim: Claim, editor: User, reviewer: User, as_user: SignIn
) -> None:
    pinned(claim, reviewer, "register")
    one = suggested(claim, reviewer, "the same", "so")
    client = as_user(editor)
    card = text(client.get(f"/claims/{claim.pk}/card/", headers=HTMX))
    assert "2 pinned remarks to settle" in card
    assert '<del dir="auto">the same</del> <ins dir="auto">so</ins>' in card
    assert f"Accept the words of {reviewer.name}: another reviewer must then approve" in card
    answer = client.post(f"/suggestions/{one.pk}/accept/", headers=HTMX)
    assert answer.status_code == 200
    assert " of the ministry says so." in text(answer)
    assert "register</a>" in text(answer), "the other pin stays at its words"
    assert "1 pinned remark to settle" in text(answer)


def test_words_that_changed_since_are_shown_with_both_and_no_accept_button(
    claim: Claim, editor: User, reviewer: User, as_user: SignIn
) -> None:
    one = suggested(claim, reviewer, "the same", "so")
    rate(claim, editor, explanation="Now it reads otherwise.")
    client = as_user(editor)
    card = text(client.get(f"/claims/{claim.pk}/card/", headers=HTMX))
    assert "These words were changed since" in card
    assert "Now it reads otherwise." in card[card.index("These words were changed since") :]
    assert "Accept the words" not in card
    late = client.post(f"/suggestions/{one.pk}/accept/", headers=HTMX)
    assert late.status_code == 409
    assert 'data-refusal="suggestion_outdated"' in text(late)


def test_it_is_declined_with_a_reason_and_taken_back_by_who_made_it(
    claim: Claim, editor: User, reviewer: User, as_user: SignIn
) -> None:
    one = suggested(claim, reviewer, "the same", "so")
    client = as_user(editor)
    assert client.post(f"/suggestions/{one.pk}/decline/", headers=HTMX).status_code == 400
    client.post(f"/suggestions/{one.pk}/decline/", {"reason": "It is a quote."})
    assert Suggestion.objects.get(pk=one.pk).answer == "It is a quote."
    other = suggested(claim, reviewer, "the same", "so")
    as_user(reviewer).post(f"/suggestions/{other.pk}/take-back/")
    assert Suggestion.objects.get(pk=other.pk).state == "taken_back"
