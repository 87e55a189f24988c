"""Taking over a check that says the same: verdict and open sources, reviewed anew, and stale with the original."""

import pytest

from annotations import evidence, publishing, relations, review, verdicts
from annotations.evidence.files import SentFile
from annotations.models import (
    Article,
    Claim,
    EarlierCheck,
    Evidence,
    HistoryEntry,
    HistoryPayload,
    Reuse,
    User,
    Verdict,
)
from annotations.refusals import Conflict, Forbidden, Missing
from tests.factories.articles import make_article
from tests.factories.claims import (
    approved_claim,
    make_claim,
    published_claim,
    rate,
    submitted_claim,
)
from tests.factories.earlier import make_check
from tests.factories.evidence import link_evidence
from tests.factories.users import actor_of, make_editor, make_reviewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann(db: None) -> User:
    return make_editor("ann")


@pytest.fixture
def ben(db: None) -> User:
    return make_editor("ben")


@pytest.fixture
def rita(db: None) -> User:
    return make_reviewer("rita")


@pytest.fixture
def original(ann: User, rita: User) -> Claim:
    return published_claim(make_article(by=ann), ann, rita)


@pytest.fixture
def claim(ben: User) -> Claim:
    return make_claim(make_article(by=ben, url="https://other.example/1"), ben)


def take_over(by: User, claim: Claim, original: Claim) -> Reuse:
    return relations.reuse_claim(
        actor=actor_of(by), claim_id=claim.pk, original_id=str(original.pk)
    )[0]


def fresh(claim: Claim) -> Claim:
    return Claim.objects.select_related("verdict__rating").get(pk=claim.pk)


def test_the_verdict_becomes_the_persons_own_and_says_where_it_is_from(
    ben: User, claim: Claim, original: Claim
) -> None:
    reuse = take_over(ben, claim, original)
    verdict = fresh(claim).verdict
    assert verdict is not None
    assert (verdict.person, verdict.rating.slug) == (ben, "true")
    original.refresh_from_db()
    assert original.publication is not None
    assert original.publication.address in verdict.explanation
    assert "The register of the ministry says the same." in verdict.explanation
    assert reuse.decision == original.approval_decision
    [related] = relations.relations_of(ben, {claim.pk})[claim.pk]
    assert (related.relation.kind, related.other.pk) == ("same_as", original.pk)
    told = HistoryEntry.objects.filter(claim_id=claim.pk, object_type="reuse")
    assert list(told.values_list("verb", "actor_id")) == [("reused", ben.pk)]


def test_sources_come_along_with_all_that_everyone_may_see_of_them(
    ann: User, ben: User, rita: User, claim: Claim
) -> None:
    quoted = make_article("The register names 4,120 kits.", by=ann, url="https://data.example/1")
    original = make_claim(make_article(by=ann), ann)
    words = {"article": str(quoted.pk), "start": 19, "end": 29}
    evidence.link(
        actor=actor_of(ann),
        claim_id=original.pk,
        stance="corroborates",
        passage=words,
        note="By town.",
        files=[SentFile("scan.pdf", b"scan", "application/pdf")],
    )
    link_evidence(original, ann, "context", url="https://hid.example/1", visibility="hidden")
    link_evidence(original, ann, "context", url="https://list.example/1", visibility="listed")
    secret = {"url": "https://leak.example/1", "title": "Leak", "visibility": "hidden"}
    evidence.link(actor=actor_of(ann), claim_id=original.pk, stance="context", source=secret)
    rate(original, ann)
    review.submit(actor=actor_of(ann), claim_id=original.pk)
    for entry in Evidence.objects.filter(claim=original).exclude(visibility="everyone"):
        entry.shared_with.add(rita)
    for entry in Evidence.objects.filter(claim=original):
        entry.source.shared_with.add(rita)
    review.approve(actor=actor_of(rita), claim_id=original.pk)
    take_over(ben, claim, original)
    [copy] = Evidence.objects.filter(claim=claim)
    [first] = Evidence.objects.filter(claim=original, note="By town.")
    assert (copy.stance, copy.quote, copy.note) == ("corroborates", "4,120 kits", "By town.")
    assert (copy.source_id, copy.created_by, copy.cited_title) == (
        first.source_id,
        ben,
        first.cited_title,
    )
    assert copy.passage is not None
    assert (copy.passage.exact, copy.passage.pk == first.passage_id) == ("4,120 kits", False)
    assert [f.filename for f in copy.attachments.all()] == ["scan.pdf"]
    entry = HistoryEntry.objects.get(verb="reused")
    body = HistoryPayload.objects.get(seq=entry.seq).body or ""
    linked = HistoryEntry.objects.filter(claim_id=claim.pk, verb="evidence_linked")
    assert [one.object_id for one in linked] == [str(copy.pk)]
    assert not any(word in body for word in ("leak", "hid.example", "list.example"))


def test_what_is_linked_already_is_not_linked_twice_and_the_same_again_changes_nothing(
    ben: User, claim: Claim, original: Claim
) -> None:
    link_evidence(claim, ben)
    first = take_over(ben, claim, original)
    version = fresh(claim).version
    assert take_over(ben, claim, original).pk == first.pk
    assert Evidence.objects.filter(claim=claim).count() == 1
    assert fresh(claim).version == version


def test_it_is_reviewed_anew_by_somebody_else(rita: User, claim: Claim, original: Claim) -> None:
    take_over(rita, claim, original)
    assert rita.pk in fresh(claim).contributors
    review.submit(actor=actor_of(rita), claim_id=claim.pk)
    with pytest.raises(Forbidden) as own:
        review.approve(actor=actor_of(rita), claim_id=claim.pk)
    assert own.value.code == "own_work"
    done = review.approve(actor=actor_of(make_reviewer("rob")), claim_id=claim.pk)
    assert done.approval == "valid"


def test_an_approved_claim_that_takes_over_becomes_a_draft_again(
    ben: User, rita: User, original: Claim
) -> None:
    claim = approved_claim(make_article(by=ben, url="https://other.example/2"), ben, rita)
    take_over(ben, claim, original)
    assert (fresh(claim).state, fresh(claim).approval) == ("draft", "none")


def test_only_what_is_approved_now_is_taken_over(
    ann: User, ben: User, rita: User, claim: Claim, original: Claim
) -> None:
    article = make_article(by=ann, url="https://third.example/")
    draft = make_claim(article, ann)
    waiting = submitted_claim(article, ann, words="80% of voters")
    publishing.correct(actor=actor_of(ann), claim_id=original.pk)
    codes = []
    for one in (draft, waiting, original):
        with pytest.raises(Conflict) as refused:
            take_over(ben, claim, one)
        codes.append(refused.value.code)
    assert codes == ["not_reusable"] * 3
    published = published_claim(article, ann, rita, words="Around 3,000 people")
    with pytest.raises(Conflict) as closed:
        take_over(ben, published, approved_claim(article, ann, rita, words="did not comment"))
    assert closed.value.code == "correct_first"


def test_nothing_of_our_own_copy_enters_a_check_that_can_become_public(
    ann: User, ben: User, rita: User, claim: Claim, original: Claim
) -> None:
    own_copy = make_article(by=ann, purpose="own")
    own = make_claim(own_copy, ann)
    link_evidence(own, ann)
    rate(own, ann, "confirmed")
    review.submit(actor=actor_of(ann), claim_id=own.pk)
    own = review.approve(actor=actor_of(rita), claim_id=own.pk)
    with pytest.raises(Conflict) as inwards:
        take_over(ben, claim, own)
    with pytest.raises(Conflict) as outwards:
        take_over(ben, make_claim(own_copy, ben, "80% of voters"), original)
    assert (inwards.value.code, outwards.value.code) == ("own_copy", "other_scale")
    assert not Evidence.objects.filter(claim=claim).exists()
    assert not Verdict.objects.filter(claim=claim).exists()


def test_a_check_cannot_rest_on_one_that_rests_on_it(
    ben: User, rita: User, claim: Claim, original: Claim
) -> None:
    take_over(ben, claim, original)
    review.submit(actor=actor_of(ben), claim_id=claim.pk)
    review.approve(actor=actor_of(rita), claim_id=claim.pk)
    with pytest.raises(Conflict) as refused:
        take_over(ben, original, claim)
    assert refused.value.code == "circular"


def test_claims_that_contradict_each_other_are_not_the_same(
    ben: User, claim: Claim, original: Claim
) -> None:
    relations.relate(
        actor=actor_of(ben), claim_id=claim.pk, kind="contradicts", other_id=original.pk
    )
    with pytest.raises(Conflict) as refused:
        take_over(ben, claim, original)
    assert refused.value.code == "already_related"
    assert fresh(claim).verdict is None


def test_the_relation_stays_as_long_as_the_verdict_is_taken_over(
    ben: User, claim: Claim, original: Claim
) -> None:
    take_over(ben, claim, original)
    [related] = relations.relations_of(ben, {claim.pk})[claim.pk]
    with pytest.raises(Conflict) as refused:
        relations.remove(actor=actor_of(ben), relation_id=related.relation.pk)
    assert refused.value.code == "reused"
    relations.let_go(actor=actor_of(ben), claim_id=claim.pk)
    relations.remove(actor=actor_of(ben), relation_id=related.relation.pk)
    assert fresh(claim).verdict is not None
    with pytest.raises(Missing) as gone:
        relations.let_go(actor=actor_of(ben), claim_id=claim.pk)
    assert gone.value.code == "not_reused"


def test_another_fact_checkers_rating_is_told_in_its_own_words_and_never_ours(
    ben: User, claim: Claim
) -> None:
    check = make_check(ben, rating_label="Falsch", publisher="Faktenforum")
    reuse, is_new = relations.reuse_check(
        actor=actor_of(ben), claim_id=claim.pk, check_id=str(check.pk)
    )
    assert is_new
    [entry] = Evidence.objects.filter(claim=claim).select_related("source")
    assert (entry.stance, entry.source.url, entry.source.publisher) == (
        "context",
        check.url,
        "Faktenforum",
    )
    assert "Falsch" in entry.note
    assert fresh(claim).verdict is None
    again, is_new = relations.reuse_check(actor=actor_of(ben), claim_id=claim.pk, check_id=check.pk)
    assert (again.pk, is_new, reuse.original_id) == (reuse.pk, False, None)
    assert EarlierCheck.objects.get(pk=check.pk).reused_by.count() == 1


def test_taking_over_another_check_lets_the_first_go(
    ann: User, ben: User, rita: User, claim: Claim, original: Claim
) -> None:
    second: Article = make_article(by=ann, url="https://third.example/")
    take_over(ben, claim, original)
    take_over(ben, claim, approved_claim(second, ann, rita))
    assert Reuse.objects.filter(claim=claim, removed_at__isnull=True).count() == 1
    assert Reuse.objects.filter(claim=claim).count() == 2


def test_the_ratings_of_a_chain_are_the_persons_who_took_them_over(
    ben: User, rita: User, claim: Claim, original: Claim
) -> None:
    take_over(ben, claim, original)
    verdicts.rate(
        actor=actor_of(ben), claim_id=claim.pk, verdict="false", explanation="It is not so."
    )
    assert relations.reuses_of({claim.pk})[claim.pk].ended_at is None
