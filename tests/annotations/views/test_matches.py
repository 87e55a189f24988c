"""Claims seen before on the pages: while words are marked, and folded on a card."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from annotations.models import MatchChoice, User
from tests.annotations.views.conftest import HTMX
from tests.factories.articles import make_article
from tests.factories.claims import approved_claim, make_claim
from tests.factories.earlier import make_check

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
SHARK = "A photograph shows a shark swimming on a flooded highway in Houston."


def test_words_being_marked_show_what_was_checked_before_with_their_rating(
    editor: User, as_user: SignIn
) -> None:
    check = make_check(editor, claim_reviewed=SHARK, rating_label="Fake picture")
    page = as_user(editor)
    answer = page.post(reverse("matches_seen"), {"statement": SHARK}, headers=HTMX)
    words = answer.content.decode()
    assert all(part in words for part in (check.url, "Very likely the same", "Fake picture"))
    for nothing in ("", "🕊️", "a\x00b", "zzz"):
        answer = page.post(reverse("matches_seen"), {"statement": nothing}, headers=HTMX)
        assert (answer.status_code, answer.content.decode().strip()) == (200, "")


def test_what_is_something_else_leaves_the_list_and_is_kept(editor: User, as_user: SignIn) -> None:
    check = make_check(editor, claim_reviewed=SHARK)
    given = {"statement": SHARK, "found_check": check.pk, "answer": "rejected", "score": "0.5"}
    answer = as_user(editor).post(reverse("match_answer"), given, headers=HTMX)
    assert answer.status_code == 200
    assert check.url not in answer.content.decode()
    assert MatchChoice.objects.get().found_check == check


def test_an_accepted_check_of_ours_offers_to_take_it_over(
    editor: User, reviewer: User, as_user: SignIn
) -> None:
    ours = approved_claim(make_article(by=editor), editor, reviewer, statement=SHARK)
    claim = make_claim(
        make_article(by=editor), editor, statement="A shark swims on a Houston highway"
    )
    page = as_user(editor)
    before = page.get(reverse("claim_seen", args=[claim.pk]), headers=HTMX).content.decode()
    assert "our own check" in before
    assert reverse("claim_reuse", args=[claim.pk]) not in before
    given = {"claim": claim.pk, "found_claim": ours.pk, "answer": "accepted"}
    after = page.post(reverse("match_answer"), given, headers=HTMX).content.decode()
    assert reverse("claim_reuse", args=[claim.pk]) in after
    plain = page.post(reverse("match_answer"), given)
    assert plain.headers["Location"] == reverse("claim", args=[claim.pk])


def test_a_viewer_sees_but_is_offered_no_answer(
    editor: User, viewer: User, as_user: SignIn
) -> None:
    make_check(editor, claim_reviewed=SHARK)
    claim = make_claim(make_article(by=editor), editor, statement="A shark swims in Houston")
    words = as_user(viewer).get(reverse("claim_seen", args=[claim.pk]), headers=HTMX)
    assert SHARK in words.content.decode()
    assert reverse("match_answer") not in words.content.decode()
