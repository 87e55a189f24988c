"""What changed since a decision, of what was tried, asked and checked."""

import pytest

from annotations import review
from annotations.evidence import attempts, requests
from annotations.models import Claim, User
from annotations.review import changed_for_everyone
from tests.factories.articles import make_article
from tests.factories.claims import approved_claim, submitted_claim
from tests.factories.inquiry import make_attempt, make_quote_check, make_request
from tests.factories.users import actor_of, make_editor, make_reviewer

pytestmark = pytest.mark.django_db


def since(claim: Claim, person: User) -> list[tuple[str, str, str, User | None]]:
    found = review.changes_since(person, [claim.pk])[claim.pk].changes
    return [(one.field, one.old, one.new, one.by) for one in found]


def test_the_reviewer_is_told_what_was_tried_asked_and_checked_since() -> None:
    ann, bob = make_editor(), make_reviewer()
    claim = submitted_claim(make_article(by=ann), ann)
    gone, asked = make_attempt(claim, ann, where="an archive"), make_request(claim, ann)
    review.approve(actor=actor_of(bob), claim_id=claim.pk)
    assert since(claim, bob) == []
    attempts.remove_attempt(actor=actor_of(ann), attempt_id=gone.pk)
    make_attempt(claim, ann, tried_on="2020-11-12", note="Twice.")
    requests.change_request(
        actor=actor_of(ann), request_id=asked.pk, outcome="declined", answered_at="2020-11-13"
    )
    make_quote_check(claim, ann, content="")
    told = {(name, bool(old), bool(new)): (new, by) for name, old, new, by in since(claim, bob)}
    assert told["attempt", True, False][1] == ann
    new = "searched the register of aid – found nothing, 12 November 2020\nTwice."
    assert told["attempt", False, True] == (new, ann)
    words = "the ministry (e-mail): declined to comment, 12 November 2020 / 13 November 2020"
    assert told["request", True, True][0] == words
    assert "It was said: right" in told["quote_check", False, True][0]


def test_a_hidden_attempt_is_no_change_for_whoever_may_not_see_it() -> None:
    ann, bob = make_editor(), make_reviewer()
    claim = approved_claim(make_article(by=ann), ann, bob)
    row = Claim.objects.get(pk=claim.pk)
    make_attempt(claim, ann, visibility="hidden")
    assert since(claim, bob) == []
    assert [change[0] for change in since(claim, ann)] == ["attempt"]
    assert changed_for_everyone([row]) == set()
