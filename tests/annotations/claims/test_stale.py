"""Why an approval went stale, as history tells it to each person."""

from datetime import UTC, datetime
from typing import Any

import pytest

from annotations import claims, dossier, evidence, kinship, review
from annotations.imports.correct import correct_article
from annotations.imports.revise import put_in_force
from annotations.models import (
    Approval,
    Article,
    Claim,
    Highlight,
    HighlightPurpose,
    HistoryEntry,
    Kinship,
    User,
)
from annotations.permissions import SYSTEM
from annotations.tasks.choose_blocks import choose_block
from tests.factories.articles import TEXT, make_article, make_page
from tests.factories.claims import approved_claim, rated_claim
from tests.factories.revisions import next_text
from tests.factories.users import actor_of, make_editor, make_reviewer

pytestmark = pytest.mark.django_db
WORDS = "more than 4,000 hygiene kits"


@pytest.fixture
def ann() -> User:
    return make_editor("ann")


@pytest.fixture
def bob() -> User:
    return make_reviewer("bob")


@pytest.fixture
def article(ann: User) -> Article:
    return make_article(by=ann)


def arrives(article: Article, text: str) -> Any:
    """A next text comes by itself, and its revision."""
    revision = next_text(article, text)
    reanchored = claims.reanchor(article, revision)
    put_in_force(article, revision)
    claims.tell_stale(actor=SYSTEM, reanchored=reanchored, revision=revision)
    return revision


def read(person: User, claim: Claim, verb: str) -> list[dict[str, Any]]:
    return [e for e in dossier.history_of(person, claim.pk) if e["verb"] == verb]


def test_the_passages_that_did_it_are_told_with_their_words(
    article: Article, ann: User, bob: User
) -> None:
    claim = approved_claim(article, ann, bob)
    revision = arrives(article, TEXT.replace("4,000", "5,000"))
    (entry,) = read(ann, claim, "approval_stale")
    assert (entry["actor"], entry["type"], entry["id"]) == ("system", "claim", str(claim.pk))
    (highlight,) = Highlight.objects.filter(appearance__claim=claim)
    assert entry["details"] == {
        "revision": str(revision.pk),
        "passages": [
            {
                "highlight": str(highlight.pk),
                "state": "changed",
                "change": "wording",
                "context": "same",
                "was": WORDS,
                "now": "more than 5,000 hygiene kits",
            }
        ],
    }


def test_a_changed_sentence_is_told_with_both_and_a_lost_passage_with_nothing_new(
    article: Article, ann: User, bob: User
) -> None:
    kits = approved_claim(article, ann, bob)
    voters = approved_claim(article, ann, bob, words="80% of voters took part")
    arrives(article, TEXT.split("\n\n", 1)[1].replace("official statistics", "Viasna"))
    (lost,) = read(ann, kits, "approval_stale")[0]["details"]["passages"]
    assert (lost["state"], lost["was"], lost["now"]) == ("orphaned", WORDS, None)
    (around,) = read(ann, voters, "approval_stale")[0]["details"]["passages"]
    assert (around["was"], around["context"]) == (around["now"], "changed")
    assert around["sentence_was"] == "According to official statistics, 80% of voters took part."
    assert around["sentence_now"] == "According to Viasna, 80% of voters took part."


def test_a_text_that_touches_no_approval_tells_nothing(
    article: Article, ann: User, bob: User
) -> None:
    claim = approved_claim(article, ann, bob)
    draft = rated_claim(article, ann, words="80% of voters took part")
    seq = HistoryEntry.objects.latest("seq").seq
    arrives(article, TEXT.replace("80%", "90%"))
    assert HistoryEntry.objects.latest("seq").seq == seq
    claim.refresh_from_db()
    draft.refresh_from_db()
    assert (claim.approval, draft.approval, draft.version) == ("valid", "none", draft.version)


@pytest.mark.parametrize("visibility", ["everyone", "hidden"])
@pytest.mark.parametrize("kind", ["quoted", "found"])
def test_a_quote_is_told_on_its_evidence_to_those_who_may_see_it(
    article: Article, ann: User, visibility: str, kind: str
) -> None:
    # Whoever approves must see all; a reviewer who wrote the evidence's own note may not approve.
    source, eve = make_article("About 7,000 people were arrested.", by=ann), make_editor("eve")
    bob = make_reviewer("bob")
    claim, words = rated_claim(article, ann), "About 7,000 people"
    what: dict[str, Any] = {"source": {"title": "Told on the phone", "visibility": "everyone"}}
    if kind == "quoted":
        what = {"passage": {"article": str(source.pk), "exact": words}}
    linked = evidence.link(
        actor=actor_of(ann), claim_id=claim.pk, stance="context", visibility=visibility, **what
    )
    linked.shared_with.add(bob)
    if kind == "found":
        Highlight.objects.create(
            article=source,
            revision=source.current_revision,
            start=0,
            end=len(words),
            exact=words,
            purpose=HighlightPurpose.QUOTE,
            evidence=linked,
        )
    review.submit(actor=actor_of(ann), claim_id=claim.pk)
    review.approve(actor=actor_of(bob), claim_id=claim.pk)
    revision = arrives(source, "About 9,000 people were arrested.")
    claim.refresh_from_db()
    assert claim.approval == Approval.STALE

    (stale,) = read(eve, claim, "approval_stale")
    assert stale["details"] == {}
    (quote,) = read(ann, claim, "quote_changed")
    assert (quote["type"], quote["id"]) == ("evidence", str(linked.pk))
    assert quote["details"]["revision"] == str(revision.pk)
    assert quote["details"]["passages"][0]["now"] == "About 9,000 people"
    assert len(read(eve, claim, "quote_changed")) == (visibility == "everyone")
    events = str(dossier.events_after(eve, article.pk, 0))
    assert ("quote_changed" in events) == (visibility == "everyone")


def test_what_was_decided_on_a_found_quote_is_hidden_with_its_evidence(
    article: Article, ann: User
) -> None:
    eve, claim = make_editor("eve"), rated_claim(article, ann)
    linked = evidence.link(
        actor=actor_of(ann),
        claim_id=claim.pk,
        stance="context",
        source={"title": "Secret"},
        visibility="hidden",
    )
    source = make_article("About 7,000 people were arrested.", by=ann)
    found = Highlight.objects.create(
        article=source,
        revision=source.current_revision,
        start=0,
        end=5,
        exact="About",
        purpose=HighlightPurpose.QUOTE,
        evidence=linked,
    )
    claims.retire(actor=actor_of(ann), highlight_id=found.pk)
    assert len(read(ann, claim, "passage_retired")) == 1
    assert read(eve, claim, "passage_retired") == []
    assert "passage_retired" not in str(dossier.events_after(eve, source.pk, 0))


def test_whoever_sets_a_block_aside_is_named_with_the_passages_it_took_away(
    ann: User, bob: User
) -> None:
    article = make_page(["The square was full.", "About 3,000 came.", "Nobody spoke."], by=ann)
    claim = approved_claim(article, ann, bob, words="About 3,000 came")
    revision = choose_block(
        actor=actor_of(ann),
        article_id=article.pk,
        revision_id=None,
        block_id=article.current_revision.blocks[1]["id"],
        choice="aside",
    )
    (entry,) = read(bob, claim, "approval_stale")
    assert entry["actor"]["username"] == "ann"
    assert entry["details"]["revision"] == str(revision.pk)
    assert entry["details"]["passages"][0]["was"] == "About 3,000 came"


def test_another_version_of_the_story_is_told_as_the_reason(ann: User, bob: User) -> None:
    article = make_article(by=ann, url="https://news.example/kits")
    claim = approved_claim(article, ann, bob)
    later = make_article(TEXT.replace("4,000", "5,000"), by=ann, url="https://news.example/kits")
    kinship.recognise(later, later.current_revision)
    pair = Kinship.objects.get(article=later)
    kinship.decide(actor=actor_of(ann), kinship_id=pair.pk, decision="new_version")
    (entry,) = read(bob, claim, "approval_stale")
    article.refresh_from_db()
    assert entry["details"]["revision"] == str(article.current_revision_id)
    assert entry["details"]["passages"][0]["now"] == "more than 5,000 hygiene kits"


def test_a_corrected_headline_is_named_as_the_reason(
    article: Article, ann: User, bob: User
) -> None:
    claim = approved_claim(article, ann, bob)
    correct_article(actor=actor_of(ann), article_id=article.pk, title="Other", subtitle="S")
    claim.refresh_from_db()
    assert claim.approval == Approval.STALE
    (entry,) = read(bob, claim, "approval_stale")
    assert entry["details"] == {"fields": ["title"]}
    assert entry["actor"]["username"] == "ann"


def test_what_no_page_prints_of_an_article_keeps_approvals(
    article: Article, ann: User, bob: User
) -> None:
    claim = approved_claim(article, ann, bob)
    correct_article(
        actor=actor_of(ann), article_id=article.pk, subtitle="S", language="be", title=article.title
    )
    claim.refresh_from_db()
    assert (claim.approval, read(bob, claim, "approval_stale")) == (Approval.VALID, [])


def test_a_date_that_was_only_proposed_is_judged_from_when_it_is_confirmed(
    ann: User, bob: User
) -> None:
    article = make_article(by=ann, published_at=datetime(2024, 5, 1, tzinfo=UTC))
    article.refresh_from_db()
    article.field_notes["published_at"] = {"origin": "page", "confidence": "low"}
    article.save(update_fields=["field_notes"])
    claim = approved_claim(article, ann, bob)
    correct_article(actor=actor_of(ann), article_id=article.pk, published_at="2024-05-01T00:00:00Z")
    claim.refresh_from_db()
    assert claim.approval == Approval.STALE
    assert read(ann, claim, "approval_stale")[0]["details"] == {"fields": ["published_at"]}
