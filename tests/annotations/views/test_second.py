"""Independent verdicts on pages: taken from a list of statements, given without seeing any, and how far people agree."""

from collections.abc import Callable

import pytest
from django.test import Client

from annotations.models import Article, Claim, Role, SecondVerdict, User
from tests.annotations.views.conftest import text
from tests.factories.claims import EXPLANATION, submitted_claim
from tests.factories.pins import given_second, want_second_verdicts
from tests.factories.users import make_editor, make_user

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


@pytest.fixture
def claim(article: Article, editor: User) -> Claim:
    want_second_verdicts()
    return submitted_claim(article, editor)


def test_it_is_taken_given_blind_and_then_shown_beside_the_first(
    claim: Claim, reviewer: User, as_user: SignIn
) -> None:
    client = as_user(make_editor())
    offered = text(client.get("/review/second/"))
    assert claim.statement in offered
    assert EXPLANATION not in offered
    unsaid = client.post(f"/claims/{claim.pk}/second/")
    assert unsaid.status_code == 400
    assert 'data-refusal="unread_missing"' in text(unsaid)
    there = client.post(f"/claims/{claim.pk}/second/", {"unread": "1"}).headers["Location"]
    page = text(client.get(there))
    assert "Register of aid" in page, "its evidence"
    assert EXPLANATION not in page
    refused = client.post(there, {"verdict": "false", "explanation": ""})
    assert refused.status_code == 400
    assert 'value="false" checked' in text(refused)
    onward = client.post(there, {"verdict": "false", "explanation": "Its sources differ."})
    assert EXPLANATION in text(client.get(onward.headers["Location"]))
    judged = text(as_user(reviewer).get(f"/claims/{claim.pk}/decide/"))
    assert "Its sources differ." in judged
    assert "The two differ." in judged


def test_it_is_handed_back_and_is_nobody_elses(claim: Claim, as_user: SignIn) -> None:
    client = as_user(make_editor())
    there = client.post(f"/claims/{claim.pk}/second/", {"unread": "1"}).headers["Location"]
    assert as_user(make_editor()).get(there).status_code == 404
    client.post(f"{there}hand-back/")
    assert SecondVerdict.objects.get(claim=claim).handed_back_at is not None
    assert client.get(there).status_code == 404


def test_agreement_says_when_there_are_too_few(claim: Claim, viewer: User, as_user: SignIn) -> None:
    client = as_user(viewer)
    assert "Too few to tell" in text(client.get("/review/agreement/"))
    given_second(claim, make_editor(), "false")
    page = text(client.get("/review/agreement/"))
    assert "<b>1</b> claim was rated twice." in page
    assert "Cohen’s kappa</dt>" not in page


def test_the_coefficients_stand_on_the_page_from_ten_pairs_on(
    article: Article, editor: User, viewer: User, as_user: SignIn
) -> None:
    want_second_verdicts()
    rater = make_editor()
    for number in range(10):
        claim = submitted_claim(article, editor, statement=f"Claim number {number}")
        given_second(claim, rater, "true" if number else "false")
    page = text(as_user(viewer).get("/review/agreement/"))
    assert "<b>10</b> claims were rated twice." in page
    assert "Cohen’s kappa</dt><dd>0.00</dd>" in page
    told = as_user(viewer).get("/api/v1/review/agreement/").json()
    assert (told["pairs"], told["same"], told["kappa"]) == (10, 9, 0.0)
    assert told["alpha"] == pytest.approx(1 - 0.1 / (2 * 19 / (20 * 19)), abs=1e-9)


def test_administrators_are_offered_none(claim: Claim, as_user: SignIn) -> None:
    page = text(as_user(make_user("ada", Role.ADMIN)).get("/review/second/"))
    assert claim.statement not in page
