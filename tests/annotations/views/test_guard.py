"""The verdict guard on the card: the editor gives reasons, the reviewer reads them before deciding."""

from collections.abc import Callable

import pytest
from django.test import Client

from annotations import verdicts
from annotations.models import Article, Claim, GuardReason, State, User
from tests.annotations.views.conftest import HTMX
from tests.factories.claims import make_claim, rate, rated_claim, submitted_claim
from tests.factories.evidence import link_evidence
from tests.factories.users import actor_of, make_editor

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def card_of(client: Client, claim: Claim) -> str:
    return client.get(f"/claims/{claim.pk}/card/", headers=HTMX).content.decode()


def test_the_submit_step_asks_for_the_missing_reasons_and_takes_them(
    article: Article, editor: User, reviewer: User, as_user: SignIn
) -> None:
    claim, client = rated_claim(article, editor), as_user(editor)
    assert 'name="reason-one_origin"' in card_of(client, claim)
    sent = {"reason-one_origin": "It is the law itself."}
    answer = client.post(f"/claims/{claim.pk}/submit/", sent, headers=HTMX)
    assert answer.status_code == 200
    assert GuardReason.objects.get().reason == "It is the law itself."
    seen = as_user(reviewer).get("/review/").content.decode()
    assert "It is the law itself." in seen
    assert "No reason given yet." not in seen


def test_a_refused_step_keeps_the_reasons_that_were_typed(
    article: Article, editor: User, as_user: SignIn
) -> None:
    claim, client = rated_claim(article, editor), as_user(editor)
    sent = {"reason-one_origin": "It is the law itself.", "etag": '"1"'}
    answer = client.post(f"/claims/{claim.pk}/submit/", sent, headers=HTMX)
    assert answer.status_code == 412
    assert 'value="It is the law itself."' in answer.content.decode()
    assert not GuardReason.objects.exists()


def test_a_missing_reason_does_not_keep_from_review_and_the_reviewer_sees_it(
    article: Article, editor: User, reviewer: User, as_user: SignIn
) -> None:
    claim, client = rated_claim(article, editor), as_user(editor)
    client.post(f"/claims/{claim.pk}/submit/", {"reason-one_origin": " "}, headers=HTMX)
    assert Claim.objects.get(pk=claim.pk).state == State.IN_REVIEW
    assert "No reason given yet." in as_user(reviewer).get("/review/").content.decode()


def test_a_reason_is_given_and_changed_while_the_claim_is_in_review(
    article: Article, editor: User, as_user: SignIn
) -> None:
    claim, client = submitted_claim(article, editor), as_user(editor)
    path = f"/claims/{claim.pk}/reasons/?warning=one_origin"
    assert "Give the reason" in card_of(client, claim)
    empty = client.post(path, {"reason": " "}, headers=HTMX)
    assert empty.status_code == 400
    assert "may not be empty" in empty.content.decode()
    card = client.post(path, {"reason": "It is the law."}, headers=HTMX).content.decode()
    assert "It is the law." in card
    assert "It is the law." in client.get(path, headers=HTMX).content.decode()
    gone = client.post(path.replace("one_origin", "none"), {"reason": "x"}, headers=HTMX)
    assert "no such warning" in gone.content.decode()


def test_a_blocker_is_named_and_takes_no_reason(
    article: Article, editor: User, as_user: SignIn
) -> None:
    claim = rate(make_claim(article, editor), editor)
    link_evidence(claim, editor, "contradicts")
    client = as_user(editor)
    card = card_of(client, claim)
    assert "Cannot stand:" in card
    assert 'name="reason-only_contradicting"' not in card
    refused = client.post(f"/claims/{claim.pk}/submit/", headers=HTMX)
    assert refused.status_code == 409
    assert "does not fit" in refused.content.decode()


def test_a_card_without_anything_to_warn_of_says_nothing(
    article: Article, editor: User, as_user: SignIn
) -> None:
    assert "guard" not in card_of(as_user(editor), make_claim(article, editor))


def test_hidden_evidence_warns_nobody_else(article: Article, editor: User, as_user: SignIn) -> None:
    other = as_user(make_editor("dan"))
    claim = rate(make_claim(article, editor), editor)
    before = card_of(other, claim)
    link_evidence(claim, editor, "contradicts", visibility="hidden")
    assert "Cannot stand:" in card_of(as_user(editor), claim)
    assert len(card_of(other, claim)) == len(before)


def test_the_queue_takes_no_more_queries_for_more_claims(
    article: Article, editor: User, reviewer: User, as_user: SignIn, queries_of: Callable[..., int]
) -> None:
    client = as_user(reviewer)

    def one_more() -> None:
        claim = submitted_claim(article, editor)
        verdicts.give_reason(
            actor=actor_of(editor), claim_id=claim.pk, warning="one_origin", reason="The law."
        )

    one_more()
    one = queries_of(client, "/review/")
    for _time in range(3):
        one_more()
    assert queries_of(client, "/review/") == one
