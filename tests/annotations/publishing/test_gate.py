"""The gate: what blocks a claim, what needs a reason, what blocks the article only, and what it tells whom."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations import claims, discussion, evidence, publishing, review, workflow
from annotations.models import Claim, User
from annotations.publishing import Kind, gate_of, unmet
from annotations.publishing.confidential import first_named, folded
from annotations.refusals import Conflict, Forbidden, Refused
from tests.factories.articles import make_article
from tests.factories.claims import (
    approved_claim,
    give_reasons,
    make_claim,
    publish_claim,
    rate,
    rated_claim,
    submitted_claim,
)
from tests.factories.evidence import link_evidence
from tests.factories.users import actor_of, make_editor, make_reviewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann() -> User:
    return make_editor("ann")


@pytest.fixture
def bob() -> User:
    return make_reviewer("bob")


def left(person: User, claim: Claim) -> list[str]:
    claim = Claim.objects.get(pk=claim.pk)
    return [item.code for item in gate_of(person, claim) if not item.is_met]


def refused(claim: Claim, by: User, **given: Any) -> Refused:
    with pytest.raises(Refused) as caught:
        publishing.publish(actor=actor_of(by), claim_id=claim.pk, **given)
    assert Claim.objects.get(pk=claim.pk).state != "published"
    return caught.value


def test_a_bare_claim_lacks_verdict_and_approval_and_a_ready_one_nothing(
    ann: User, bob: User
) -> None:
    article = make_article()
    assert left(ann, make_claim(article, ann)) == ["verdict_missing", "not_approved"]
    ready = approved_claim(article, ann, bob, words="80% of voters")
    assert left(bob, ready) == []
    assert publishing.publish(actor=actor_of(bob), claim_id=ready.pk).state == "published"


def test_each_item_leads_to_what_it_is_about(ann: User) -> None:
    claim = rated_claim(make_article(), ann)
    items = {item.code: item for item in gate_of(ann, claim)}
    assert items["thread_open"].url == f"/claims/{claim.pk}/#discussion-{claim.pk}"
    assert items["one_origin"].url == f"/claims/{claim.pk}/#guard-{claim.pk}-one_origin"
    assert (items["verdict_missing"].kind, items["one_origin"].kind) == (Kind.BLOCKS, Kind.REASON)


def test_an_open_thread_blocks_until_it_is_resolved(ann: User, bob: User) -> None:
    claim = approved_claim(make_article(), ann, bob)
    thread = discussion.open_thread(actor=actor_of(ann), claim_id=claim.pk, text="Which month?")
    refusal = refused(claim, bob)
    assert (refusal.status, refusal.code) == (409, "thread_open")
    assert [item["code"] for item in refusal.extra["items"]] == ["thread_open"]
    discussion.resolve(actor=actor_of(bob), thread_id=thread.pk)
    assert publish_claim(claim, bob).state == "published"


def test_a_stale_approval_and_a_hold_block(ann: User, bob: User) -> None:
    claim = approved_claim(make_article(), ann, bob)
    claims.amend(actor=actor_of(ann), claim_id=claim.pk, on_hold=True)
    assert left(bob, claim) == ["on_hold"]
    assert refused(claim, bob).code == "on_hold"
    workflow.mark_stale([claim])
    assert left(bob, claim) == ["approval_stale", "on_hold"]
    assert refused(claim, bob).code == "approval_stale"


def test_a_warning_and_an_archive_that_is_pending_need_reasons_that_may_come_with_the_step(
    ann: User, bob: User
) -> None:
    claim = submitted_claim(make_article(), ann)
    review.approve(actor=actor_of(bob), claim_id=claim.pk)
    refusal = refused(claim, bob)
    assert (refusal.status, refusal.code) == (409, "reason_missing")
    assert [item["code"] for item in refusal.extra["items"]] == ["one_origin", "archive_pending"]
    why = {"one_origin": "It is the only register."}
    assert refused(claim, bob, reasons=why).extra["items"][0]["code"] == "archive_pending"
    before = Claim.objects.get(pk=claim.pk)
    assert before.contributors == []
    why["archive_pending"] = "Two people read the page."
    assert (
        publishing.publish(actor=actor_of(bob), claim_id=claim.pk, reasons=why).state == "published"
    )
    kept = claim.guard_reasons.filter(superseded_at__isnull=True)
    assert set(kept.values_list("warning", "created_by__username")) == {
        ("one_origin", "bob"),
        ("archive_pending", "bob"),
    }
    assert Claim.objects.get(pk=claim.pk).contributors == []  # writing a reason is no edit


def test_unrated_claims_and_unread_sentences_block_the_article_and_no_other_claim(
    ann: User, bob: User
) -> None:
    article = make_article()
    unrated = make_claim(article, ann, "80% of voters")
    ready = approved_claim(article, ann, bob)
    items = publishing.article_items(bob, article)
    unmet_ones = unmet(items, Kind.ARTICLE)
    assert [item.code for item in unmet_ones] == ["claims_unrated", "sentences_unread"]
    assert unmet_ones[0].url == f"/claims/{unrated.pk}/"
    assert not unmet(items, Kind.BLOCKS)
    assert publish_claim(ready, bob).state == "published"
    link_evidence(unrated, ann)
    rate(unrated, ann)
    assert [item.code for item in unmet(publishing.article_items(bob, article), Kind.ARTICLE)] == [
        "sentences_unread"
    ]


@pytest.mark.parametrize(
    ("explanation", "is_named"),
    [
        ("The memo “Budget Plan B” says so.", True),
        ("As budget  plan b says.", True),
        ("See files.example/secret for it.", True),
        ("Call +375 29 555 for more.", True),
        ("Budget Plan Bravo is another paper.", False),
        ("The register of the ministry says the same.", False),
    ],
)
def test_the_text_for_readers_names_no_confidential_source(
    explanation: str,
    is_named: bool,  # noqa: FBT001 - a parameter of the table
    ann: User,
    bob: User,
) -> None:
    claim = make_claim(make_article(), ann)
    link_evidence(claim, ann)
    secret = link_evidence(
        claim, ann, url="https://files.example/secret", title="Budget Plan B", visibility="hidden",
        contact="+375 29 555",
    )  # fmt: skip
    secret.shared_with.add(bob)
    secret.source.shared_with.add(bob)
    rate(claim, ann, explanation=explanation)
    assert ("confidential_cited" in left(ann, claim)) is is_named
    review.submit(actor=actor_of(ann), claim_id=claim.pk)
    give_reasons(claim, ann)
    review.approve(actor=actor_of(bob), claim_id=claim.pk)
    if is_named:
        assert refused(claim, bob).code == "confidential_cited"
    else:
        assert publish_claim(claim, bob).state == "published"


def test_who_may_not_see_the_source_is_told_nothing_of_it(ann: User, bob: User) -> None:
    other, colleague = make_reviewer("carla"), make_editor("dan")
    claim = make_claim(make_article(), ann)
    link_evidence(claim, ann, note="As in Budget Plan B.")
    secret = link_evidence(claim, ann, url="", title="Budget Plan B", visibility="hidden")
    secret.shared_with.add(bob)
    rate(claim, ann)
    # While it is written, nobody learns by trying words what somebody hides.
    assert "confidential_cited" not in left(colleague, claim)
    assert "reserved" not in left(colleague, claim)
    review.submit(actor=actor_of(ann), claim_id=claim.pk)
    give_reasons(claim, ann)
    review.approve(actor=actor_of(bob), claim_id=claim.pk)
    refusal = refused(claim, other)
    assert isinstance(refusal, Forbidden)
    assert (refusal.code, refusal.extra) == ("reserved", {})
    words = " ".join(item.words for item in gate_of(other, Claim.objects.get(pk=claim.pk)))
    assert "Budget" not in words
    assert "Budget Plan B" in refused(claim, bob).detail


def test_a_confidential_source_that_was_removed_is_still_not_named(ann: User) -> None:
    claim = make_claim(make_article(), ann)
    secret = link_evidence(claim, ann, url="", title="Budget Plan B", visibility="hidden")
    evidence.unlink(actor=actor_of(ann), evidence_id=secret.pk)
    rate(claim, ann, explanation="Budget Plan B says so.")
    assert "confidential_cited" in left(ann, claim)


def test_what_is_printed_anyway_betrays_nobody() -> None:
    text = folded("The Ministry of Health says so, and Dr Iva agrees.")
    assert first_named(["Ministry of Health"], text, "") == "Ministry of Health"
    assert first_named(["Ministry of Health"], text, folded("ministry of health, 2024")) == ""
    assert first_named(["Dr Iv", "so", ""], text, "") == ""
    assert first_named(["https://www.x.example/a/"], folded("see x.example/a."), "")


def test_as_many_queries_however_many_claims(ann: User, bob: User) -> None:
    article = make_article()
    made = [
        rated_claim(article, ann, words=words) for words in ("80% of voters", "4,000 hygiene kits")
    ]
    for claim in made:
        link_evidence(claim, ann, url="", title="Call", visibility="hidden", contact="Iva")

    def count(wanted: list[Claim]) -> int:
        rows = Claim.objects.select_related("verdict__rating", "article")
        found = list(rows.filter(pk__in=[claim.pk for claim in wanted]))
        with CaptureQueriesContext(connection) as queries:
            publishing.gates_of(ann, found)
        return len(queries)

    assert count(made[:1]) == count(made) <= 45


def test_our_own_copy_is_not_published_now_or_later(ann: User, bob: User) -> None:
    claim = make_claim(make_article(purpose="own"), ann)
    with pytest.raises(Conflict) as caught:
        publishing.schedule(actor=actor_of(bob), claim_id=claim.pk, at="2099-01-01T00:00:00Z")
    assert caught.value.code == "own_copy"
