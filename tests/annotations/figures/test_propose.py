"""What a claim's words propose: read from its passages in their text, stored only when a person takes it."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.figures.propose import find_proposal, propose
from annotations.figures.record import add_figure
from annotations.models import Claim, Figure, User
from tests.factories.articles import make_article
from tests.factories.claims import make_claim
from tests.factories.figures import make_figure, make_quantity
from tests.factories.users import actor_of, make_editor

pytestmark = pytest.mark.django_db
TEXT = (
    "Viasna counted in Belarus.\n\nAccording to Viasna, from January 1 to March 31, 987 detentions were documented in Belarus,"
    " of which one third were detentions of women. Around 12,000 people live there.\n\nNobody commented."
)  # fmt: skip


@pytest.fixture
def ann(db: None) -> User:
    return make_editor("ann")


def claim_on(words: str, ann: User, statement: str = "") -> Claim:
    day = datetime(2024, 4, 26, tzinfo=UTC)
    return make_claim(make_article(TEXT, by=ann, published_at=day), ann, words, statement=statement)


def test_a_proposal_is_what_a_figure_takes_and_is_not_proposed_again(ann: User) -> None:
    claim = claim_on("987 detentions were documented", ann)
    (one,) = propose(claim)
    assert not Figure.objects.exists()
    assert one.given | {"highlight": None} == {
        "quantity": {"label": "Detentions"}, "low": 987, "high": 987, "qualifier": "exact", "unit": "detentions",
        "period": {"from": "2024-01-01", "to": "2024-03-31"}, "period_words": "from January 1 to March 31",
        "place": "Belarus", "population": "", "authority": "Viasna", "share_of": None, "inferred": ["period"],
        "highlight": None, "confirmed": False,
    }  # fmt: skip
    assert find_proposal(claim, one.key) == one
    figure = add_figure(actor=actor_of(ann), claim_id=claim.pk, **one.given)
    assert figure.highlight is not None
    assert figure.highlight.exact == "987 detentions were documented"
    assert propose(claim) == []
    assert find_proposal(claim, one.key) is None


def test_a_share_is_of_the_figure_that_was_taken(ann: User) -> None:
    claim = claim_on("one third were detentions of women", ann)
    (one,) = propose(claim)
    assert (one.whole, one.given["share_of"], one.given["population"]) == ("987 detentions", None, "women")  # fmt: skip
    whole = make_figure(make_claim(claim.article, ann, "987 detentions"), ann, 987)
    assert propose(claim)[0].given["share_of"] == str(whole.pk)


@pytest.mark.parametrize(
    "label", ["Detentions", "People detained in Belarus", "Detentions in Belarus"]
)
def test_a_known_quantity_that_says_the_same_is_named(ann: User, label: str) -> None:
    make_quantity(ann, "People injured in Belarus")
    make_quantity(ann, "Women's share of the detentions")
    known = make_quantity(ann, label)
    (one,) = propose(claim_on("987 detentions were documented", ann))
    assert one.given["quantity"] == {"id": str(known.pk), "label": label}


def test_one_candidates_share_is_not_taken_for_anothers(ann: User) -> None:
    make_quantity(ann, "Ivanova's share of the vote")
    article = make_article("Ivanova won 60% of the vote and Petrov 30% of the vote.", by=ann)
    (one,) = propose(make_claim(article, ann, "Petrov 30% of the vote"))
    assert one.given["quantity"] == {"label": "Petrov: share of the vote"}


def test_where_the_passage_states_none_the_statement_is_read(ann: User) -> None:
    (one,) = propose(
        claim_on("Nobody commented", ann, statement="About 50 people did not comment.")
    )
    assert (one.given["low"], one.given["qualifier"], one.given["place"]) == (
        50,
        "about",
        "Belarus",
    )
    assert one.given["highlight"] is None


def test_several_passages_cost_no_more_queries(ann: User) -> None:
    claim = claim_on("987 detentions were documented", ann)
    with CaptureQueriesContext(connection) as once:
        propose(claim)
    for words in ("one third were", "Around 12,000 people", "Nobody"):
        other = make_claim(claim.article, ann, words)
        other.appearances.get().highlights.update(appearance=claim.appearances.get())
    with CaptureQueriesContext(connection) as more:
        assert len(propose(claim)) == 3
    assert len(more) <= len(once) + 1  # the whole of a share
