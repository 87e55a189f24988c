"""Related claims on the card: who said so, taking it back, and checks that are taken over."""

from collections.abc import Callable

import pytest
from django.test import Client

from annotations import publishing, relations, review
from annotations.models import Article, Claim, ClaimRelation, Reuse, User, Work
from annotations.tasks import run
from tests.annotations.views.conftest import HTMX, text
from tests.factories.articles import make_article
from tests.factories.claims import approved_claim, make_claim, published_claim
from tests.factories.earlier import make_check
from tests.factories.users import actor_of, make_editor

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


@pytest.fixture
def claim(article: Article, editor: User) -> Claim:
    return make_claim(article, editor)


@pytest.fixture
def original(editor: User, reviewer: User) -> Claim:
    elsewhere = make_article(by=editor, url="https://other.example/1", title="Elsewhere")
    return published_claim(elsewhere, editor, reviewer, statement="Kits were given out.")


def test_both_cards_show_it_and_either_takes_it_back(
    claim: Claim, original: Claim, editor: User, as_user: SignIn
) -> None:
    client = as_user(editor)
    data = {"kind": "different_scope", "claim": str(original.pk), "reason": "Another month."}
    answer = client.post(f"/claims/{claim.pk}/relations/", data, headers=HTMX)
    assert "is of another scope than" in text(answer)
    assert "Kits were given out." in text(answer)
    card = text(client.get(f"/claims/{original.pk}/card/", headers=HTMX))
    assert "Another month." in card
    assert claim.statement in card
    relation = ClaimRelation.objects.get()
    taken = client.post(f"/relations/{relation.pk}/remove/", {"on": str(original.pk)}, headers=HTMX)
    assert f'id="card-{original.pk}"' in text(taken)
    assert "Another month." not in text(taken)
    again = client.post(f"/relations/{relation.pk}/remove/", headers=HTMX)
    assert again.status_code == 404


def test_the_other_claim_is_found_by_the_beginnings_of_its_words(
    claim: Claim, original: Claim, editor: User, as_user: SignIn
) -> None:
    client = as_user(editor)
    path = f"/claims/{claim.pk}/relations/others/"
    found = text(client.get(path, {"search": "kit giv"}, headers=HTMX))
    assert str(original.pk) in found
    assert "Elsewhere" in found
    assert str(claim.pk) not in found
    chosen = {"search": "submarines", "claim": str(original.pk)}
    kept = text(client.get(path, chosen, headers=HTMX))
    assert "Elsewhere" in kept
    assert "checked" in kept
    none = text(client.get(path, {"search": "submarines"}, headers=HTMX))
    assert "No other claim has these words." in none


def test_what_is_refused_says_why(
    claim: Claim, original: Claim, editor: User, as_user: SignIn
) -> None:
    client = as_user(editor)
    refused = client.post(f"/claims/{claim.pk}/relations/", {"kind": "same_as"}, headers=HTMX)
    assert refused.status_code == 400
    data = {"kind": "same_as", "claim": str(claim.pk)}
    itself = client.post(f"/claims/{claim.pk}/relations/", data, headers=HTMX)
    assert "this is the same one" in text(itself)


def test_a_check_that_says_the_same_offers_its_verdict_once(
    claim: Claim, original: Claim, editor: User, as_user: SignIn
) -> None:
    client = as_user(editor)
    data = {"kind": "same_as", "claim": str(original.pk)}
    offered = text(client.post(f"/claims/{claim.pk}/relations/", data, headers=HTMX))
    assert "Take over verdict and sources" in offered
    taken = text(
        client.post(f"/claims/{claim.pk}/reuse/", {"claim": str(original.pk)}, headers=HTMX)
    )
    assert "Take over verdict and sources" not in taken
    assert "Taken over from our check" in taken
    assert Reuse.objects.get().original_id == original.pk


def test_another_fact_checkers_check_is_linked(claim: Claim, editor: User, as_user: SignIn) -> None:
    check = make_check(editor)
    data = {"earlier_check": str(check.pk)}
    card = text(as_user(editor).post(f"/claims/{claim.pk}/reuse/", data, headers=HTMX))
    assert "Rests on a check by The Checkers" in card
    assert "Mostly false" in card
    assert "Not checked" in card


def test_the_reviewer_sees_in_the_queue_why_it_has_to_be_judged_again(
    claim: Claim, original: Claim, editor: User, reviewer: User, as_user: SignIn
) -> None:
    relations.reuse_claim(actor=actor_of(editor), claim_id=claim.pk, original_id=original.pk)
    review.submit(actor=actor_of(editor), claim_id=claim.pk)
    review.approve(actor=actor_of(reviewer), claim_id=claim.pk)
    publishing.withdraw(actor=actor_of(reviewer), claim_id=original.pk, reason="Wrong.")
    for work in Work.objects.filter(kind="reuse"):
        run.do_work(work.pk)
    queue = text(as_user(reviewer).get("/review/"))
    assert "was withdrawn" in queue
    card = text(as_user(editor).get(f"/claims/{claim.pk}/card/", headers=HTMX))
    assert "I checked it: it stands on its own" in card
    assert "Take it over as it is now" not in card
    history = text(as_user(editor).get(f"/claims/{claim.pk}/"))
    assert "the check it was taken over from is no longer what it was" in history
    let_go = text(as_user(editor).post(f"/claims/{claim.pk}/reuse/let-go/", headers=HTMX))
    assert "was withdrawn" not in let_go


def test_whoever_only_reads_is_offered_nothing(
    claim: Claim, original: Claim, editor: User, viewer: User, as_user: SignIn
) -> None:
    relations.relate(
        actor=actor_of(editor), claim_id=claim.pk, kind="same_as", other_id=original.pk
    )
    card = text(as_user(viewer).get(f"/claims/{claim.pk}/card/", headers=HTMX))
    assert "Kits were given out." in card
    assert "Take over" not in card
    assert "Relate the two" not in card


def test_a_card_takes_as_many_queries_however_many_relations(
    article: Article,
    claim: Claim,
    editor: User,
    reviewer: User,
    as_user: SignIn,
    queries_of: Callable[..., int],
) -> None:
    def related(kind: str, words: str) -> None:
        other = approved_claim(article, make_editor(), reviewer, words=words)
        relations.relate(actor=actor_of(editor), claim_id=claim.pk, kind=kind, other_id=other.pk)

    related("contradicts", "80% of voters")
    path = f"/claims/{claim.pk}/card/"
    one = queries_of(as_user(editor), path, headers=HTMX)
    related("same_as", "Around 3,000 people")
    related("contradicts", "did not comment")
    assert queries_of(as_user(editor), path, headers=HTMX) == one
