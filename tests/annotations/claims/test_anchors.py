"""What a person may decide about a passage in a new text, and what that does to the claim."""

import json
from typing import Any

import pytest

from annotations import claims, dossier, evidence, publishing, review
from annotations.models import (
    Approval,
    Article,
    Claim,
    Evidence,
    Highlight,
    HighlightPurpose,
    HistoryEntry,
    HistoryPayload,
    State,
    User,
)
from annotations.refusals import Conflict, Missing
from annotations.workflow import content_of
from tests.factories.articles import TEXT, add_revision, make_article
from tests.factories.claims import approved_claim, make_claim, published_claim, rated_claim
from tests.factories.users import actor_of, make_editor, make_reviewer

pytestmark = pytest.mark.django_db
WORDS = "more than 4,000 hygiene kits"
CHANGED = TEXT.replace("4,000", "5,000")
LOST = TEXT.split("\n\n", 1)[1]


@pytest.fixture
def ann() -> User:
    return make_editor("ann")


@pytest.fixture
def bob() -> User:
    return make_reviewer("bob")


@pytest.fixture
def article(ann: User) -> Article:
    return make_article(by=ann)


def passage_of(claim: Claim) -> Highlight:
    return Highlight.objects.get(appearance__claim=claim, retired_at__isnull=True)


def told(claim: Claim, by: User) -> dict[str, Any]:
    found = dossier.claim_json(by, claim.pk)
    assert found is not None
    return found


def last_entry(claim: Claim) -> tuple[str, dict[str, Any]]:
    entry = HistoryEntry.objects.filter(claim_id=claim.pk).latest("seq")
    return entry.verb, json.loads(HistoryPayload.objects.get(seq=entry.seq).body or "{}")


def refused(call: Any, **given: Any) -> str:
    with pytest.raises(Conflict) as error:
        call(**given)
    return error.value.code


def test_confirming_new_words_binds_them_and_tells_before_and_after(
    article: Article, ann: User, bob: User
) -> None:
    claim = approved_claim(article, ann, bob)
    first = article.current_revision
    newest = add_revision(article, CHANGED)
    claims.confirm(actor=actor_of(ann), highlight_id=passage_of(claim).pk)
    passage = passage_of(claim)
    assert (passage.exact, passage.revision) == ("more than 5,000 hygiene kits", newest)
    assert passage.sentence == "Volunteers gave out more than 5,000 hygiene kits."
    verb, facts = last_entry(claim)
    assert verb == "passage_confirmed"
    assert first is not None
    assert facts["before"] == {
        "highlight": str(passage.pk),
        "revision": str(first.pk),
        "start": TEXT.index(WORDS),
        "end": TEXT.index(WORDS) + len(WORDS),
        "exact": WORDS,
        "sentence": "Volunteers gave out more than 4,000 hygiene kits.",
    }
    assert facts["after"]["revision"] == str(newest.pk)
    assert facts["after"]["sentence"] == passage.sentence
    claim.refresh_from_db()
    assert (claim.state, claim.approval, claim.contributors) == ("approved", "stale", [ann.pk])


def test_confirming_another_sentence_around_the_same_words_binds_the_sentence(
    article: Article, ann: User
) -> None:
    claim = make_claim(article, ann)
    newest = add_revision(article, TEXT.replace("Volunteers gave", "The state gave"))
    assert told(claim, ann)["anchor"]["context"] == "changed"
    claims.confirm(actor=actor_of(ann), highlight_id=passage_of(claim).pk)
    passage = passage_of(claim)
    assert (passage.exact, passage.revision) == (WORDS, newest)
    assert passage.sentence == "The state gave out more than 4,000 hygiene kits."
    anchor = told(claim, ann)["anchor"]
    assert (anchor["state"], anchor["context"], anchor["confirmed"]) == ("anchored", "same", None)


def test_what_has_no_place_and_what_stands_as_confirmed_cannot_be_confirmed(
    article: Article, ann: User
) -> None:
    claim = make_claim(article, ann)
    given = {"actor": actor_of(ann), "highlight_id": passage_of(claim).pk}
    assert refused(claims.confirm, **given) == "nothing_to_confirm"
    add_revision(article, LOST)
    assert refused(claims.confirm, **given) == "orphaned"
    claim.refresh_from_db()
    assert claim.version == 1


def test_the_only_passage_is_let_go_when_its_words_left_the_text(
    article: Article, ann: User, bob: User
) -> None:
    claim, eve = approved_claim(article, ann, bob), make_editor("eve")
    judged = content_of(claim)
    given = {"actor": actor_of(eve), "highlight_id": passage_of(claim).pk}
    add_revision(article, CHANGED)
    assert refused(claims.retire, **given) == "last_passage"
    add_revision(article, LOST)
    review.approve(actor=actor_of(bob), claim_id=claim.pk)

    gone = claims.retire(**given)

    assert gone.gone_at is not None
    assert gone.retired_at is None
    claim.refresh_from_db()
    assert (claim.state, claim.approval) == (State.APPROVED, Approval.STALE)
    assert claim.contributors == [eve.pk]
    assert content_of(claim) == judged
    anchor = told(claim, ann)["anchor"]
    assert (anchor["state"], anchor["exact"], anchor["is_gone"]) == ("orphaned", WORDS, True)
    verb, facts = last_entry(claim)
    assert (verb, facts["is_last"]) == ("passage_retired", True)
    version = claim.version
    claims.retire(**given)
    claim.refresh_from_db()
    assert claim.version == version


def test_nobody_is_asked_again_about_what_was_let_go_and_it_is_shown_when_it_comes_back(
    article: Article, ann: User, bob: User
) -> None:
    claim = approved_claim(article, ann, bob)
    add_revision(article, LOST)
    claims.retire(actor=actor_of(ann), highlight_id=passage_of(claim).pk)
    review.approve(actor=actor_of(bob), claim_id=claim.pk)
    add_revision(article, LOST + "\n\nUpdated.")
    newest = add_revision(article, TEXT)
    claim.refresh_from_db()
    assert claim.approval == Approval.VALID
    anchor = told(claim, ann)["anchor"]
    assert (anchor["state"], anchor["revision"]) == ("anchored", str(newest.pk))
    assert anchor["is_gone"] is False
    claims.confirm(actor=actor_of(ann), highlight_id=passage_of(claim).pk)
    assert passage_of(claim).gone_at is None


@pytest.mark.parametrize("how", ["reattach", "restore"])
def test_what_was_let_go_by_mistake_is_taken_back(article: Article, ann: User, how: str) -> None:
    claim = make_claim(article, ann)
    add_revision(article, LOST)
    given = {"actor": actor_of(ann), "highlight_id": passage_of(claim).pk}
    claims.retire(**given)
    if how == "reattach":
        claims.reattach(**given, revision_id=None, start=None, end=None, exact="80% of voters")
    else:
        claims.restore_passage(**given)
    assert passage_of(claim).gone_at is None
    assert told(claim, ann)["anchor"]["is_gone"] is False
    assert (
        last_entry(claim)[0]
        == {"reattach": "passage_reattached", "restore": "passage_restored"}[how]
    )


def test_of_two_passages_one_is_retired_and_the_other_then_is_the_last(
    article: Article, ann: User
) -> None:
    claim, actor = make_claim(article, ann), actor_of(ann)
    more = claims.add_appearance(
        actor=actor, claim_id=claim.pk, article_id=article.pk, exact="80% of voters"
    )
    first, second = more.highlights.order_by("start")
    assert claims.retire(actor=actor, highlight_id=first.pk).retired_at is not None
    assert last_entry(claim)[1]["is_last"] is False
    assert refused(claims.retire, actor=actor, highlight_id=second.pk) == "last_passage"
    with pytest.raises(Missing):
        claims.retire(actor=actor, highlight_id=first.pk)


def test_a_passage_that_was_let_go_is_no_other_passage(article: Article, ann: User) -> None:
    claim, actor = make_claim(article, ann), actor_of(ann)
    add_revision(article, LOST)
    claims.retire(actor=actor, highlight_id=passage_of(claim).pk)
    more = claims.add_appearance(
        actor=actor, claim_id=claim.pk, article_id=article.pk, exact="80% of voters"
    )
    added = more.highlights.get(exact="80% of voters")
    assert refused(claims.retire, actor=actor, highlight_id=added.pk) == "last_passage"


def linked(claim: Claim, ann: User, source: Article, **more: Any) -> Evidence:
    passage = {"article": str(source.pk), "exact": "About 7,000 people"}
    return evidence.link(
        actor=actor_of(ann), claim_id=claim.pk, stance="context", passage=passage, **more
    )


def test_a_quote_of_a_source_is_let_go_and_the_evidence_keeps_it(
    article: Article, ann: User, bob: User
) -> None:
    source = make_article("About 7,000 people were arrested. It rained.", by=ann)
    claim = rated_claim(article, ann)
    quoted = linked(claim, ann, source).passage
    assert quoted is not None
    review.submit(actor=actor_of(ann), claim_id=claim.pk)
    review.approve(actor=actor_of(bob), claim_id=claim.pk)
    judged = content_of(claim)
    newest = add_revision(source, "About 9,000 people were arrested. It rained.")
    passage = told(claim, ann)["evidence"][1]["passage"]
    assert (passage["state"], passage["change"], passage["revision"]) == (
        "changed",
        "wording",
        str(newest.pk),
    )
    assert (passage["exact"], passage["confirmed"]) == ("About 9,000 people", "About 7,000 people")
    assert newest.text[passage["start"] : passage["end"]] == passage["exact"]
    assert (passage["prefix"], passage["suffix"][:5]) == ("", " were")

    claims.retire(actor=actor_of(ann), highlight_id=quoted.pk)

    passage = told(claim, ann)["evidence"][1]["passage"]
    assert (passage["is_gone"], passage["article"]) == (True, str(source.pk))
    assert content_of(claim) == judged
    review.approve(actor=actor_of(bob), claim_id=claim.pk)
    add_revision(source, "It rained.")
    claim.refresh_from_db()
    assert claim.approval == Approval.VALID
    lost = told(claim, ann)["evidence"][1]["passage"]
    assert (lost["state"], lost["start"], lost["exact"]) == ("orphaned", None, "About 7,000 people")


def test_a_quote_found_in_a_source_is_decided_like_any_other(article: Article, ann: User) -> None:
    source = make_article("About 7,000 people were arrested.", by=ann)
    claim = rated_claim(article, ann)
    found = Highlight.objects.create(
        article=source,
        revision=source.current_revision,
        start=0,
        end=18,
        exact="About 7,000 people",
        purpose=HighlightPurpose.QUOTE,
        evidence=claim.evidence.get(),
    )
    newest = add_revision(source, "Some 7,000 people were arrested.")
    claims.confirm(actor=actor_of(ann), highlight_id=found.pk)
    found.refresh_from_db()
    assert (found.revision, found.exact) == (newest, "Some 7,000 people")
    assert claims.retire(actor=actor_of(ann), highlight_id=found.pk).gone_at is not None


def test_deciding_on_a_confidential_quote_tells_others_nothing(article: Article, ann: User) -> None:
    source, eve = make_article("About 7,000 people were arrested.", by=ann), make_editor("eve")
    claim = rated_claim(article, ann)
    quoted = linked(claim, ann, source, visibility="hidden").passage
    assert quoted is not None
    before, mine = told(claim, eve), told(claim, ann)
    add_revision(source, "Some 7,000 people were arrested.")
    with pytest.raises(Missing):
        claims.confirm(actor=actor_of(eve), highlight_id=quoted.pk)
    claims.confirm(actor=actor_of(ann), highlight_id=quoted.pk)
    after = told(claim, eve)
    assert {**after, "changed_at": ""} == {**before, "changed_at": ""}
    assert told(claim, ann)["etag"] != mine["etag"]
    assert "passage_confirmed" not in str(dossier.history_of(eve, claim.pk))
    assert "passage_confirmed" in str(dossier.history_of(ann, claim.pk))


def test_a_published_check_is_decided_on_and_approved_again_without_touching_what_is_public(
    article: Article, ann: User, bob: User
) -> None:
    claim = published_claim(article, ann, bob)
    given = {"actor": actor_of(ann), "highlight_id": passage_of(claim).pk}
    assert refused(claims.retire, **given) == "correct_first"
    add_revision(article, CHANGED)
    public = publishing.public_checks().get(claim=claim)
    claims.confirm(**given)
    review.approve(actor=actor_of(bob), claim_id=claim.pk)
    claim.refresh_from_db()
    assert (claim.state, claim.approval) == (State.PUBLISHED, Approval.VALID)
    assert claim.approval_decision is not None
    judged = json.loads(claim.approval_decision.content)
    assert judged["appearances"][0]["passages"][0]["exact"] == "more than 5,000 hygiene kits"
    assert claim.approval_decision.content_sha256 == claim.content_sha256
    assert content_of(claim) == claim.approval_decision.content
    still = publishing.public_checks().get(claim=claim)
    assert (still.pk, still.decision_id) == (public.pk, public.decision_id)
    shown = publishing.check_of(still).content["appearances"][0]["passages"][0]["exact"]
    assert shown == WORDS


def test_a_withdrawn_check_keeps_its_passages_until_the_text_changes(
    article: Article, ann: User, bob: User
) -> None:
    claim = published_claim(article, ann, bob)
    publishing.withdraw(actor=actor_of(bob), claim_id=claim.pk)
    given = {"actor": actor_of(ann), "highlight_id": passage_of(claim).pk}
    assert refused(claims.reattach, **given, revision_id=None, start=0, end=10) == "correct_first"
    add_revision(article, CHANGED)
    claims.confirm(**given)
    claim.refresh_from_db()
    assert (claim.state, claim.approval) == (State.WITHDRAWN, Approval.STALE)
