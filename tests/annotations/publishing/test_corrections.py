"""After publication: the next version is reviewed like the first, and readers are told what changed."""

import json

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from annotations import claims, evidence, publishing, review, workflow
from annotations.models import Claim, Publication, User
from annotations.publishing.corrections import changes_between
from annotations.refusals import Conflict, Forbidden, Refused
from tests.factories.articles import make_article
from tests.factories.claims import approved_claim, publish_claim, published_claim, rate
from tests.factories.evidence import link_evidence
from tests.factories.users import actor_of, make_editor, make_reviewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann() -> User:
    return make_editor("ann")


@pytest.fixture
def bob() -> User:
    return make_reviewer("bob")


@pytest.fixture
def claim(ann: User, bob: User) -> Claim:
    return published_claim(make_article(), ann, bob)


def corrected(
    claim: Claim, ann: User, bob: User, *, note: str = "We misread the register."
) -> Claim:
    publishing.correct(actor=actor_of(ann), claim_id=claim.pk, kind="correction", note=note)
    rate(claim, ann, "false", "The register says 3,000 kits.")
    evidence.unlink(actor=actor_of(ann), evidence_id=claim.evidence.get().pk)
    link_evidence(claim, ann, "contradicts", title="Second register", quote="3,000 kits")
    review.submit(actor=actor_of(ann), claim_id=claim.pk)
    review.approve(actor=actor_of(bob), claim_id=claim.pk)
    return publish_claim(claim, bob)


def page(claim: Claim) -> str:
    return Client().get(f"/factchecks/{claim.slug}/").content.decode()


def test_a_correction_is_judged_and_told_with_old_and_new_wording(
    claim: Claim, ann: User, bob: User
) -> None:
    corrected(claim, ann, bob)
    live = publishing.public_checks().get(claim=claim)
    assert (live.version, live.kind, live.note) == (2, "correction", "We misread the register.")
    assert json.loads(live.decision.content)["correction"] == {
        "kind": "correction",
        "note": "We misread the register.",
    }
    told = page(claim)
    assert "We misread the register." in told
    for words in (
        "<del>",
        "<ins>",
        "3,000",
        "Rated before:",
    ):
        assert words in told
    assert '"dateModified"' in told
    listed = Client().get("/corrections/").content.decode()
    assert "We misread the register." in listed
    assert f"/factchecks/{claim.slug}/#version-2" in listed


def test_readers_keep_seeing_the_approved_bytes_meanwhile(claim: Claim, ann: User) -> None:
    before = page(claim)
    publishing.correct(
        actor=actor_of(ann), claim_id=claim.pk, kind="correction", note="Not for readers yet."
    )
    rate(claim, ann, "false", "Not for readers yet either.")
    assert page(claim) == before


def test_a_correction_without_its_note_does_not_reach_readers(
    claim: Claim, ann: User, bob: User
) -> None:
    publishing.correct(actor=actor_of(ann), claim_id=claim.pk, kind="correction")
    rate(claim, ann, explanation="The register says 4,120 kits.")
    with pytest.raises(Conflict) as caught:
        review.submit(actor=actor_of(ann), claim_id=claim.pk)
    assert (caught.value.code, caught.value.field) == ("note_missing", "correction_note")
    claims.amend(actor=actor_of(ann), claim_id=claim.pk, correction_note="It was 4,120.")
    review.submit(actor=actor_of(ann), claim_id=claim.pk)
    review.approve(actor=actor_of(bob), claim_id=claim.pk)
    claims.amend(actor=actor_of(ann), claim_id=claim.pk, correction_note="It was 4,121.")
    claim.refresh_from_db()
    assert (claim.state, claim.approval) == (
        "draft",
        "none",
    )  # it is judged, so it is approved anew


def test_who_wrote_the_note_does_not_approve_it(claim: Claim, ann: User, bob: User) -> None:
    publishing.correct(actor=actor_of(bob), claim_id=claim.pk, kind="update", note="New words.")
    review.submit(actor=actor_of(ann), claim_id=claim.pk)
    with pytest.raises(Forbidden) as caught:
        review.approve(actor=actor_of(bob), claim_id=claim.pk)
    assert caught.value.code == "own_work"


def test_what_is_not_said_is_an_update(claim: Claim, ann: User, bob: User) -> None:
    publishing.correct(actor=actor_of(ann), claim_id=claim.pk)
    rate(claim, ann, explanation="The register says it, too.")
    review.submit(actor=actor_of(ann), claim_id=claim.pk)
    review.approve(actor=actor_of(bob), claim_id=claim.pk)
    publish_claim(claim, bob)
    assert publishing.public_checks().get(claim=claim).kind == "update"
    assert "This check was updated" in page(claim)


def test_nothing_is_corrected_that_was_never_public(ann: User, bob: User) -> None:
    claim = approved_claim(make_article(), ann, bob)
    with pytest.raises(Refused) as caught:
        claims.amend(actor=actor_of(ann), claim_id=claim.pk, correction_note="Sorry.")
    assert caught.value.code == "not_published"


def test_the_claimants_own_correction_is_an_edit_and_stands_on_the_page(
    claim: Claim, ann: User, bob: User
) -> None:
    given = {
        "claimant_corrected_on": "2024-05-02",
        "claimant_corrected_url": "https://party.example/sorry",
        "claimant_corrected_note": "They deleted the post.",
    }
    with pytest.raises(Conflict) as caught:
        claims.amend(actor=actor_of(ann), claim_id=claim.pk, **given)
    assert caught.value.code == "correct_first"
    publishing.correct(actor=actor_of(ann), claim_id=claim.pk, kind="update")
    claims.amend(actor=actor_of(ann), claim_id=claim.pk, **given)
    review.submit(actor=actor_of(ann), claim_id=claim.pk)
    review.approve(actor=actor_of(bob), claim_id=claim.pk)
    publish_claim(claim, bob)
    told = page(claim)
    for words in (
        "The claimant corrected it on 2 May 2024.",
        "party.example/sorry",
        "deleted the post",
    ):
        assert words in told


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"claimant_corrected_note": "Sorry."}, "required", "claimant_corrected_on"),
        ({"claimant_corrected_on": "2999-01-01"}, "in_the_future", "claimant_corrected_on"),
        ({"claimant_corrected_on": "2024-05-02", "claimant_corrected_url": "javascript:1"},
         "url_scheme_refused", "claimant_corrected_url"),
        ({"correction_kind": "first"}, "unknown_choice", "correction_kind"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_by_its_field(
    given: dict[str, str], code: str, field: str, claim: Claim, ann: User
) -> None:
    publishing.correct(actor=actor_of(ann), claim_id=claim.pk)
    with pytest.raises(Refused) as caught:
        claims.amend(actor=actor_of(ann), claim_id=claim.pk, **given)
    assert (caught.value.code, caught.value.field) == (code, field)


def test_the_database_keeps_what_readers_are_told(claim: Claim, ann: User, bob: User) -> None:
    with pytest.raises(IntegrityError, match="keeps what readers"), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(correction_note="Quietly.")
    publication = claim.publication
    assert publication is not None
    with pytest.raises(IntegrityError, match="what was judged"), transaction.atomic():
        Publication.objects.create(
            claim=claim, decision=publication.decision, version=2, slug=claim.slug or "x",
            kind="correction", note="Invented.", published_by=bob, published_at=claim.created_at,
        )  # fmt: skip


def test_the_hash_stays_where_nothing_of_it_was_given(ann: User, bob: User) -> None:
    claim = Claim.objects.get(pk=approved_claim(make_article(), ann, bob).pk)
    content = json.loads(workflow.content_of(claim))
    assert not {"correction", "claimant_corrected"} & {*content}
    assert workflow.sha256_of(workflow.content_of(claim)) == claim.content_sha256


def test_a_source_that_became_confidential_is_not_shown_again() -> None:
    def judged(visibility: str) -> dict[str, object]:
        one = {
            "id": "1",
            "title": "Witness",
            "url": "",
            "quote": "q",
            "note": "",
            "visibility": visibility,
        }
        return {
            "statement": "S", "claimant": {"name": ""}, "claimed_on": None, "rating": None,
            "explanation": "E", "evidence": [one],
        }  # fmt: skip

    assert list(changes_between(judged("everyone"), judged("hidden"))) == []


def test_a_withdrawn_version_is_not_shown_beside_the_next(
    claim: Claim, ann: User, bob: User
) -> None:
    publishing.withdraw(actor=actor_of(bob), claim_id=claim.pk, reason="It harmed somebody.")
    assert "It harmed somebody." in Client().get("/corrections/").content.decode()
    corrected(claim, ann, bob)
    assert "The register of the ministry says the same." not in page(claim)


def test_the_list_of_corrections_is_paged_by_date(
    claim: Claim, ann: User, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotations.views.corrected.SIZE", 2)
    for number in range(3):
        publishing.correct(
            actor=actor_of(ann), claim_id=claim.pk, kind="update", note=f"Note {number}."
        )
        review.submit(actor=actor_of(ann), claim_id=claim.pk)
        review.approve(actor=actor_of(bob), claim_id=claim.pk)
        publish_claim(claim, bob)
    publishing.withdraw(actor=actor_of(bob), claim_id=claim.pk, reason="All of it was wrong.")
    first = Client().get("/corrections/")
    told = [(entry["kind"], entry["note"]) for entry in first.context["entries"]]
    assert told == [("withdrawn", "All of it was wrong."), ("update", "Note 2.")]
    second = Client().get("/corrections/" + first.context["page"].next_url)
    assert [entry["note"] for entry in second.context["entries"]] == ["Note 1.", "Note 0."]
    assert second.context["page"].next_url == ""
    assert Client().get("/corrections/?after=broken").status_code == 200
