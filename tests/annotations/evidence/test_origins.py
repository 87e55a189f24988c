"""What may be said of origins: proposed with a reason, said by a person, known to who may see it."""

from typing import Any

import pytest

from annotations import evidence
from annotations.evidence.credits import agency_of
from annotations.evidence.details import likely_primary
from annotations.evidence.naming import name_key
from annotations.evidence.origins import proposals_for, set_claim_origin
from annotations.models import Article, Claim, HistoryEntry, Source, SourceOrigin, User
from annotations.refusals import Invalid, Missing
from tests.factories.articles import make_article
from tests.factories.claims import make_claim, published_claim
from tests.factories.evidence import link_evidence
from tests.factories.sources import make_source
from tests.factories.users import actor_of, make_editor, make_reviewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return make_editor()


@pytest.fixture
def claim(editor: User) -> Claim:
    return make_claim(make_article(), editor)


def proposed(claim: Claim, by: User) -> set[tuple[str, str, str]]:
    return {(one.of, one.name, one.why) for one in proposals_for(claim.pk, by)}


def passage(article: Article, claim: Claim, by: User) -> Any:
    given = {"article": str(article.pk), "start": 0, "end": 20}
    return evidence.link(
        actor=actor_of(by), claim_id=claim.pk, stance="corroborates", passage=given
    )


@pytest.mark.parametrize(
    ("text", "byline", "agency"),
    [
        ("MINSK, Aug 10 (Reuters) - Police said on Monday", "", "Reuters"),
        ("МИНСК, 10 августа. /ТАСС/. Полиция сообщила", "", "ТАСС"),
        ("Police said. Source: Associated Press", "", "Associated Press"),
        ("Police said.", "By Ann Lee, AFP", "AFP"),
        ("He spoke to Reuters (and to others) on Monday.", "Ann Lee", ""),
        ("A map of the country", "Ann Apple", ""),
    ],
)
def test_a_text_says_whose_story_it_carries(text: str, byline: str, agency: str) -> None:
    assert agency_of(text, byline) == agency


def test_nothing_is_set_by_itself(claim: Claim, editor: User) -> None:
    wire = make_article("MINSK (Reuters) - The kits are in town.", url="https://a.example/1")
    entry = passage(wire, claim, editor)
    assert proposed(claim, editor) == {("source", "Reuters", "wire")}
    assert Source.objects.get(pk=entry.source_id).origin is None
    assert not SourceOrigin.objects.exists()
    evidence.change_source(actor=actor_of(editor), source_id=entry.source_id, origin="Reuters")
    assert proposed(claim, editor) == set()


def test_words_that_name_an_authority_propose_it(editor: User) -> None:
    claim = make_claim(make_article(), editor, "80% of voters took part")
    quote = "According to the Interior Ministry, 6,700 people were detained."
    entry = link_evidence(claim, editor, quote=quote)
    assert proposed(claim, editor) == {
        ("claim", "official statistics", "attribution"),
        ("evidence", "the Interior Ministry", "attribution"),
    }
    evidence.change(actor=actor_of(editor), evidence_id=entry.pk, origin="the Interior Ministry")
    set_claim_origin(actor=actor_of(editor), claim_id=claim.pk, origin="official statistics")
    assert proposed(claim, editor) == set()


def test_the_same_text_and_the_same_publisher_propose_one_origin(
    claim: Claim, editor: User
) -> None:
    text = "Twelve thousand kits were given out by the end of the month, volunteers said."
    for name in ("one", "two"):
        passage(make_article(text, url=f"https://{name}.example/"), claim, editor)
    Source.objects.filter(url__contains="one.example").update(publisher="First Daily")
    assert ("source", "First Daily", "same_text") in proposed(claim, editor)
    for number in range(2):
        given = {"url": f"https://ministry.example/{number}", "publisher": "The Ministry"}
        evidence.link(actor=actor_of(editor), claim_id=claim.pk, stance="context", source=given)
    assert ("source", "The Ministry", "publisher") in proposed(claim, editor)


def test_what_is_hidden_is_proposed_to_its_owner_only(claim: Claim, editor: User) -> None:
    quote = "According to the secret unit, it happened."
    link_evidence(claim, editor, quote=quote, visibility="listed")
    assert ("evidence", "the secret unit", "attribution") in proposed(claim, editor)
    assert proposed(claim, make_editor()) == set()


def test_a_name_is_one_origin_however_it_is_written(editor: User) -> None:
    assert name_key(" The “Interior  Ministry” ") == name_key("interior ministry")
    one = make_source(editor, origin="Interior Ministry")
    two = make_source(editor, origin="the INTERIOR ministry")
    three = make_source(editor, origin=str(one.origin_id))
    assert one.origin == two.origin == three.origin
    with pytest.raises(Missing) as refusal:
        make_source(editor, origin="01890000-0000-7000-8000-000000000000")
    assert (refusal.value.code, refusal.value.field) == ("origin_not_found", "origin")
    with pytest.raises(Invalid):
        make_source(editor, origin="x" * 301)


def test_the_origin_of_a_confidential_source_is_found_by_nobody_else(editor: User) -> None:
    hidden = make_source(editor, origin="Our man", visibility="hidden", url="", title="A man")
    assert hidden.origin is not None
    other = make_editor()
    assert not SourceOrigin.objects.visible_to(other).exists()
    with pytest.raises(Missing):
        make_source(other, origin=str(hidden.origin_id))
    assert make_source(other, origin="our man").origin != hidden.origin


def test_whose_word_a_claim_rests_on_is_said_in_every_state(editor: User) -> None:
    claim = published_claim(make_article(), editor, make_reviewer())
    after = set_claim_origin(actor=actor_of(editor), claim_id=claim.pk, origin="Official results")
    assert (after.state, after.approval, after.version) == (
        "published",
        "valid",
        claim.version + 1,
    )
    again = set_claim_origin(actor=actor_of(editor), claim_id=claim.pk, origin="official results")
    assert again.version == after.version
    assert HistoryEntry.objects.filter(verb="claim_origin_set").count() == 1


def test_a_kind_only_hints_whether_a_source_is_primary(claim: Claim, editor: User) -> None:
    assert (likely_primary("document"), likely_primary("news"), likely_primary("other")) == (
        True,
        False,
        None,
    )
    assert link_evidence(claim, editor).is_primary is None
