"""What changed since a reviewer last looked: every kind of change, and never what they may not see."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotations import claims, evidence, publishing, review, workflow
from annotations.imports.correct import correct_article
from annotations.models import (
    Alert,
    AlertTouch,
    Approval,
    Article,
    Claim,
    Evidence,
    Highlight,
    ReviewDecision,
    Source,
    State,
    User,
)
from annotations.review import Change, Since, changes_since
from annotations.review.changes import runs_of
from tests.factories.articles import TEXT, add_revision, make_article
from tests.factories.claims import (
    approved_claim,
    make_claim,
    published_claim,
    rate,
    returned_claim,
    submitted_claim,
)
from tests.factories.evidence import link_evidence
from tests.factories.users import actor_of, make_editor, make_reviewer

pytestmark = pytest.mark.django_db
SECRETS = [pytest.param("listed", marks=pytest.mark.long), "hidden"]


@pytest.fixture
def nina() -> User:
    return make_editor("nina")


@pytest.fixture
def ruth() -> User:
    return make_reviewer("ruth")


@pytest.fixture
def article(nina: User) -> Article:
    return make_article(by=nina)


def since(person: User, claim: Claim) -> Since:
    return changes_since(person, [claim])[claim.pk]


def told(person: User, claim: Claim) -> list[Change]:
    return since(person, claim).changes


def edit(article: Article, old: str, new: str) -> None:
    """The publisher edits, and the new text arrives by itself."""
    article.refresh_from_db()
    assert article.current_revision is not None
    assert old in article.current_revision.text
    add_revision(article, article.current_revision.text.replace(old, new))


def passage_of(claim: Claim) -> Highlight:
    return claim.appearances.get().highlights.get()


def test_nothing_has_changed_right_after_a_decision(
    article: Article, nina: User, ruth: User
) -> None:
    claim = approved_claim(article, nina, ruth)
    found = since(ruth, claim)
    assert (found.is_own, found.kind, found.changes) == (True, "approve", [])
    assert found.decision_by == ruth
    assert found.stale_at is None


def test_what_nobody_has_decided_on_has_no_since(article: Article, nina: User, ruth: User) -> None:
    assert changes_since(ruth, [submitted_claim(article, nina)]) == {}


def test_a_number_that_the_publisher_changed_is_told_word_by_word_and_undecided(
    article: Article, nina: User, ruth: User
) -> None:
    claim = approved_claim(article, nina, ruth)
    edit(article, "4,000", "3,000")
    found = since(ruth, claim)
    [change] = found.changes
    assert (change.field, change.old, change.new) == (
        "words",
        "more than 4,000 hygiene kits",
        "more than 3,000 hygiene kits",
    )
    assert (change.is_undecided, found.undecided, change.by) == (True, 1, None)
    assert found.stale_at is not None
    assert change.where is not None
    assert (change.where.article, change.where.old, change.where.new) == (article.pk, 1, 2)
    marks = [(run.mark, run.text, run.figures) for run in change.runs if run.mark != "same"]
    assert marks == [("del", "4,000", ((0, 5),)), ("ins", "3,000", ((0, 5),))]


@pytest.mark.parametrize(
    ("words", "old", "new"),
    [
        ("more than 4,000 hygiene kits", "Volunteers gave", "Soldiers gave"),
        ("80% of voters took part", "According to official statistics", "According to Viasna"),
    ],
)
def test_another_sentence_or_attribution_around_the_same_words_is_told(
    article: Article, nina: User, ruth: User, words: str, old: str, new: str
) -> None:
    claim = make_claim(article, nina, words)
    link_evidence(claim, nina)
    rate(claim, nina)
    review.submit(actor=actor_of(nina), claim_id=claim.pk)
    review.approve(actor=actor_of(ruth), claim_id=claim.pk)
    edit(article, old, new)
    [change] = told(ruth, claim)
    assert (change.field, change.is_undecided) == ("sentence", True)
    assert old in change.old
    assert new in change.new


def test_words_that_left_the_text_are_told(article: Article, nina: User, ruth: User) -> None:
    claim = approved_claim(article, nina, ruth)
    edit(article, "Volunteers gave out more than 4,000 hygiene kits.", "Nothing more is known.")
    [change] = told(ruth, claim)
    assert (change.field, change.old, change.new) == ("words", "more than 4,000 hygiene kits", "")
    assert change.is_undecided


def test_what_happens_elsewhere_in_the_article_is_no_change(
    article: Article, nina: User, ruth: User
) -> None:
    claim = approved_claim(article, nina, ruth)
    edit(article, "The ministry did not comment.", "The ministry did not comment yet.")
    edit(article, "Volunteers", "A line before.\n\nVolunteers")
    found = since(ruth, claim)
    assert (found.changes, found.stale_at) == ([], None)


def test_confirmed_words_still_differ_from_those_that_were_judged_and_say_who_decided(
    article: Article, nina: User, ruth: User
) -> None:
    claim = approved_claim(article, nina, ruth)
    edit(article, "4,000", "3,000")
    claims.confirm(actor=actor_of(nina), highlight_id=passage_of(claim).pk)
    found = since(ruth, claim)
    [change] = found.changes
    assert (change.field, change.new) == ("words", "more than 3,000 hygiene kits")
    assert (change.is_undecided, found.undecided, change.by) == (False, 0, nina)
    review.approve(actor=actor_of(ruth), claim_id=claim.pk)
    assert told(ruth, claim) == []


def _amend(**wording: Any) -> Callable[[Claim, User], object]:
    return lambda claim, by: claims.amend(actor=actor_of(by), claim_id=claim.pk, **wording)


def _change_evidence(**given: Any) -> Callable[[Claim, User], object]:
    return lambda claim, by: evidence.change(
        actor=actor_of(by), evidence_id=claim.evidence.get().pk, **given
    )


@pytest.mark.parametrize(
    ("act", "fields", "words"),
    [
        (_amend(statement="The kits came."), ["statement"], "The kits came."),
        (
            _amend(claimant="Ann", claimant_kind="person"),
            ["claimant", "claimant_kind"],
            "a person",
        ),
        (_amend(claimed_on="2020-08-18"), ["claimed_on"], "18 August 2020"),
        (_amend(asserts="said"), ["statement", "asserts"], "that somebody said it"),
        (
            lambda claim, by: rate(claim, by, "half-true", "It was fewer."),
            ["rating", "explanation"],
            "It was fewer.",
        ),
        (_change_evidence(stance="context"), ["stance"], "Context"),
        (_change_evidence(quote="4,121 kits"), ["quote"], "4,121 kits"),
        (_change_evidence(note="Counted by hand."), ["note"], "Counted by hand."),
        (
            lambda claim, by: link_evidence(claim, by, url="https://b.example/", title="B"),
            ["evidence"],
            "Corroborates: B\n4,120 kits",
        ),
        (
            lambda claim, by: evidence.unlink(
                actor=actor_of(by), evidence_id=claim.evidence.get().pk
            ),
            ["evidence"],
            "",
        ),
    ],
)
def test_what_a_person_changed_is_told_with_who_did_it(
    article: Article,
    nina: User,
    ruth: User,
    act: Callable[[Claim, User], object],
    fields: list[str],
    words: str,
) -> None:
    claim = approved_claim(article, nina, ruth)
    act(claim, nina)
    changes = told(ruth, claim)
    assert [change.field for change in changes] == fields
    assert changes[-1].new == words
    assert {(change.by, change.is_undecided) for change in changes} == {(nina, False)}
    assert all(change.at for change in changes)


def test_a_corrected_title_of_the_article_is_told(article: Article, nina: User, ruth: User) -> None:
    claim = approved_claim(article, nina, ruth)
    correct_article(actor=actor_of(nina), article_id=article.pk, title="Kits for hundreds")
    [change] = told(ruth, claim)
    assert (change.field, change.old) == ("title", "Hygiene kits for thousands")
    assert change.new == "Kits for hundreds"


def test_a_typo_mended_in_the_shared_record_of_a_source_is_no_change(
    article: Article, nina: User, ruth: User
) -> None:
    claim = approved_claim(article, nina, ruth)
    source = claim.evidence.get().source
    source.title = "Register of aids"
    source.save()
    assert told(ruth, claim) == []


def test_passages_added_and_taken_away_are_told(article: Article, nina: User, ruth: User) -> None:
    claim = approved_claim(article, nina, ruth)
    at = TEXT.index("3,000 people")
    claims.amend(actor=actor_of(nina), claim_id=claim.pk, statement="Many kits.")
    claims.add_appearance(
        actor=actor_of(nina),
        claim_id=claim.pk,
        article_id=article.pk,
        revision_id=article.current_revision_id,
        start=at,
        end=at + 12,
    )
    assert [(c.field, c.new) for c in told(ruth, claim)][1:] == [("passage", "3,000 people")]
    first = Highlight.objects.filter(appearance__claim=claim).earliest("id")
    claims.retire(actor=actor_of(nina), highlight_id=first.pk)
    changes = told(ruth, claim)
    assert ("passage", "more than 4,000 hygiene kits", "") in [
        (c.field, c.old, c.new) for c in changes
    ]


def test_a_passage_that_the_decision_knew_to_be_gone_is_no_news(
    article: Article, nina: User, ruth: User
) -> None:
    claim = approved_claim(article, nina, ruth)
    edit(article, "Volunteers gave out more than 4,000 hygiene kits.", "Nothing more is known.")
    Highlight.objects.filter(appearance__claim=claim).update(gone_at=timezone.now())
    [change] = told(ruth, claim)
    assert (change.new, change.is_undecided) == ("", False)
    review.approve(actor=actor_of(ruth), claim_id=claim.pk)
    assert told(ruth, claim) == []


def test_since_one_asked_for_changes(article: Article, nina: User, ruth: User) -> None:
    claim = returned_claim(article, nina, ruth)
    rate(claim, nina, "half-true", "In May it was fewer.")
    found = since(ruth, claim)
    assert (found.kind, found.is_own) == ("request_changes", True)
    assert [change.field for change in found.changes] == ["rating", "explanation"]


def test_ones_own_decision_counts_though_somebody_else_decided_later(
    article: Article, nina: User, ruth: User
) -> None:
    tom = make_reviewer("tom")
    claim = approved_claim(article, nina, ruth)
    edit(article, "4,000", "3,000")
    claims.confirm(actor=actor_of(nina), highlight_id=passage_of(claim).pk)
    review.approve(actor=actor_of(tom), claim_id=claim.pk)
    assert told(tom, claim) == []
    assert [change.field for change in told(ruth, claim)] == ["words"]
    found = since(make_reviewer("zoe"), claim)
    assert (found.decision_by, found.is_own, found.changes) == (tom, False, [])


def test_quoted_words_of_a_source_that_changed_are_told(
    article: Article, nina: User, ruth: User
) -> None:
    other = make_article("The register counts 4,120 kits in all.", by=nina, title="Register")
    claim = _approved_with_quote(article, other, nina, ruth)
    edit(other, "4,120", "412")
    [change] = told(ruth, claim)
    assert (change.field, change.of, change.old, change.new) == (
        "source_words",
        "Register",
        "4,120 kits",
        "412 kits",
    )
    assert change.is_undecided


def _approved_with_quote(
    article: Article, other: Article, by: User, reviewer: User, visibility: str = "everyone"
) -> Claim:
    claim = make_claim(article, by)
    link_evidence(claim, by)
    assert other.current_revision is not None
    at = other.current_revision.text.index("4,120 kits")
    entry = evidence.link(
        actor=actor_of(by),
        claim_id=claim.pk,
        stance="corroborates",
        passage={
            "article": str(other.pk),
            "revision": str(other.current_revision_id),
            "start": at,
            "end": at + 10,
        },
        visibility=visibility,
    )
    entry.shared_with.add(reviewer)
    rate(claim, by)
    review.submit(actor=actor_of(by), claim_id=claim.pk)
    return review.approve(actor=actor_of(reviewer), claim_id=claim.pk)


def _archived(claim: Claim, by: User) -> tuple[Article, Highlight]:
    """The page of the claim's source, archived, with its quote found in it."""
    page = make_article("We counted 4,120 kits in all.", by=by, title="Register", role="source")
    revision = page.current_revision
    assert revision is not None
    at = revision.text.index("4,120 kits")
    found = Highlight.objects.create(
        article=page,
        revision=revision,
        start=at,
        end=at + 10,
        exact="4,120 kits",
        sentence=revision.text,
        purpose="quote",
        evidence=claim.evidence.get(),
    )
    return page, found


def test_a_quote_that_changed_in_the_archived_page_of_its_source_is_told(
    article: Article, nina: User, ruth: User
) -> None:
    claim = submitted_claim(article, nina)
    page, found = _archived(claim, nina)
    review.approve(actor=actor_of(ruth), claim_id=claim.pk)
    edit(page, "4,120", "412")
    [change] = told(ruth, claim)
    assert (change.field, change.old, change.new) == ("source_words", "4,120 kits", "412 kits")
    assert change.is_undecided
    assert found.evidence is not None
    Source.objects.filter(pk=found.evidence.source_id).update(visibility="hidden")
    assert told(make_reviewer("zoe"), claim) == []


def test_a_page_that_was_edited_and_that_evidence_rests_on_as_a_whole_is_told(
    article: Article, nina: User, ruth: User
) -> None:
    claim = approved_claim(article, nina, ruth)
    page = make_article("We counted them.", by=nina, title="Register", role="source")
    old = page.current_revision
    new = add_revision(page, "We counted them twice.")
    alert = Alert.objects.create(article=page, kind="edited", old_revision=old, new_revision=new)
    AlertTouch.objects.create(alert=alert, evidence=claim.evidence.get(), state="changed")
    [change] = told(ruth, claim)
    assert (change.field, change.of, change.by) == ("source_page", "Register of aid", None)
    assert change.where is not None
    assert (change.where.old, change.where.new) == (1, 2)


@pytest.mark.parametrize("kind", SECRETS)
def test_a_quote_of_confidential_evidence_is_told_to_those_alone_who_may_see_it(
    article: Article, nina: User, ruth: User, kind: str
) -> None:
    other = make_article("The register counts 4,120 kits in all.", by=nina, title="Register")
    claim = _approved_with_quote(article, other, nina, ruth, kind)
    edit(other, "4,120", "412")
    assert [change.field for change in told(ruth, claim)] == ["source_words"]
    found = since(make_reviewer("zoe"), claim)
    assert (found.changes, found.undecided) == ([], 0)


@pytest.mark.parametrize("kind", SECRETS)
@pytest.mark.parametrize("what", ["added", "changed", "removed", "closed"])
def test_confidential_evidence_is_left_out_on_both_sides(
    article: Article, nina: User, ruth: User, kind: str, what: str
) -> None:
    zoe = make_reviewer("zoe")
    secret = {"url": "https://whistle.example/", "title": "Whistle", "quote": "secret words"}
    claim = make_claim(article, nina)
    link_evidence(claim, nina)
    entry: Evidence | None = None
    if what != "added":
        visibility = "everyone" if what == "closed" else kind
        entry = link_evidence(claim, nina, visibility=visibility, **secret)
        entry.shared_with.add(ruth)
    rate(claim, nina)
    review.submit(actor=actor_of(nina), claim_id=claim.pk)
    review.approve(actor=actor_of(ruth), claim_id=claim.pk)
    if entry is None:
        entry = link_evidence(claim, nina, visibility=kind, **secret)
    elif what == "changed":
        evidence.change(actor=actor_of(nina), evidence_id=entry.pk, note="secret note")
    elif what == "closed":
        evidence.change(actor=actor_of(nina), evidence_id=entry.pk, visibility=kind)
    else:
        evidence.unlink(actor=actor_of(nina), evidence_id=entry.pk)
    assert told(zoe, claim) == []
    assert "ecret" not in repr(told(zoe, claim))
    assert len(told(nina, claim)) == 1


def test_an_older_recipe_is_compared_by_what_both_know(
    article: Article, nina: User, ruth: User
) -> None:
    claim = submitted_claim(article, nina)
    old = json.loads(workflow.content_of(claim))
    for name in ("claimed_on", "asserts", "figures"):
        del old[name]
    for one in old["evidence"]:
        del one["note"]
    ReviewDecision.objects.create(
        claim=claim,
        kind="request_changes",
        comment="Name the month.",
        decided_by=ruth,
        recipe="claim-0",
        content=json.dumps(old),
        content_sha256=workflow.sha256_of(json.dumps(old)),
        claim_version=1,
    )
    assert told(ruth, claim) == []


def test_ten_claims_take_as_many_queries_as_one(article: Article, nina: User, ruth: User) -> None:
    made = [approved_claim(article, nina, ruth)]
    counts = []
    for more in (0, 9):
        made += [approved_claim(article, nina, ruth) for _ in range(more)]
        if more:
            edit(article, "4,000", "3,000")
        with CaptureQueriesContext(connection) as seen:
            found = changes_since(ruth, made)
        assert len(found) == len(made)
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 12
    assert all(len(one.changes) == 1 for one in found.values())


def test_words_side_by_side_are_both_texts() -> None:
    runs = runs_of("It was 4 000 in May.", "It was 4 500 in June.")
    assert "".join(r.text for r in runs if r.mark != "ins") == "It was 4 000 in May."
    assert "".join(r.text for r in runs if r.mark != "del") == "It was 4 500 in June."


def test_a_published_check_is_approved_again_after_its_article_changed(
    article: Article, nina: User, ruth: User
) -> None:
    claim = published_claim(article, nina, ruth)
    public = ReviewDecision.objects.get(claim=claim)
    edit(article, "4,000", "3,000")
    claim.refresh_from_db()
    assert (claim.state, claim.approval) == (State.PUBLISHED, Approval.STALE)
    assert list(Claim.objects.awaiting_review()) == [claim]
    assert publishing.approved_since([claim.pk], ruth) == {}
    claims.confirm(actor=actor_of(nina), highlight_id=passage_of(claim).pk)
    claim = review.approve(actor=actor_of(ruth), claim_id=claim.pk)
    assert (claim.state, claim.approval) == (State.PUBLISHED, Approval.VALID)
    assert list(Claim.objects.awaiting_review()) == []
    assert publishing.approved_since([claim.pk], ruth) == {claim.pk: public.created_at}


def test_approving_the_words_as_they_were_leaves_the_public_page_what_it_is(
    article: Article, nina: User, ruth: User
) -> None:
    claim = published_claim(article, nina, ruth)
    edit(article, "4,000", "3,000")
    review.approve(actor=actor_of(ruth), claim_id=claim.pk)
    assert publishing.approved_since([claim.pk], ruth) == {}


def test_a_person_s_edit_sends_to_draft_and_one_that_changes_nothing_keeps_the_approval(
    article: Article, nina: User, ruth: User
) -> None:
    claim = approved_claim(article, nina, ruth)
    claims.amend(actor=actor_of(nina), claim_id=claim.pk, statement=claim.statement)
    claim.refresh_from_db()
    assert (claim.state, claim.approval) == (State.APPROVED, Approval.VALID)
    claims.amend(actor=actor_of(nina), claim_id=claim.pk, statement="Another one.")
    claim.refresh_from_db()
    assert (claim.state, claim.approval) == (State.DRAFT, Approval.NONE)
