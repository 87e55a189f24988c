"""What the recipe claim-3 writes down, and what becomes of approvals by the one before."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from annotations import evidence, publishing, relations, review, workflow
from annotations.evidence import merge
from annotations.evidence.found_quotes import find_quotes_later
from annotations.models import (
    Article,
    ArticleRole,
    Claim,
    Evidence,
    Rating,
    ReviewDecision,
    Source,
    User,
)
from annotations.verdicts.scale import word_rating
from tests.factories.articles import add_revision, make_article
from tests.factories.claims import (
    approved_claim,
    make_claim,
    publish_claim,
    rate,
    rated_claim,
    submitted_claim,
)
from tests.factories.evidence import link_evidence
from tests.factories.judging import judge_by_claim_2
from tests.factories.users import actor_of, make_admin, make_editor, make_reviewer

pytestmark = pytest.mark.django_db
REGISTER = "The register of the ministry counts 4,120 kits."


@pytest.fixture
def nina() -> User:
    return make_editor("nina")


@pytest.fixture
def ruth() -> User:
    return make_reviewer("ruth")


@pytest.fixture
def article(nina: User) -> Article:
    return make_article(by=nina, url="https://news.example/kits")


def content(claim: Claim) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(workflow.content_of(Claim.objects.get(pk=claim.pk)))
    return found


def archive(entry: Evidence, text: str = REGISTER) -> Article:
    """What the archive brings of the source's page."""
    copy = make_article(text, url=entry.source.url, role=ArticleRole.SOURCE)
    Source.objects.filter(pk=entry.source_id).update(article=copy)
    return copy


def newest(copy: Article) -> str:
    copy.refresh_from_db()
    assert copy.current_revision is not None
    return copy.current_revision.snapshot.blob_id


def approve(claim: Claim, person: User) -> Claim:
    return review.approve(actor=actor_of(person), claim_id=claim.pk)


def test_the_copy_of_a_source_is_judged_with_its_hash_time_and_address(
    article: Article, nina: User
) -> None:
    claim = rated_claim(article, nina)
    entry = claim.evidence.get()
    assert content(claim)["evidence"][0]["copy"] is None
    copy = archive(entry)
    assert copy.current_revision is not None
    snapshot = copy.current_revision.snapshot
    assert content(claim)["evidence"][0]["copy"] == {
        "sha256": snapshot.blob_id,
        "fetched_at": snapshot.fetched_at.isoformat(),
        "url": "https://ministry.example/register",
        "is_public": False,
    }


def test_the_copy_is_the_one_in_which_the_quote_stands_whatever_came_later(
    article: Article, nina: User
) -> None:
    claim = rated_claim(article, nina)
    copy = archive(claim.evidence.get())
    quoted = newest(copy)
    find_quotes_later()
    add_revision(copy, "The page was moved.")
    assert newest(copy) != quoted
    assert content(claim)["evidence"][0]["copy"]["sha256"] == quoted
    evidence.change(actor=actor_of(nina), evidence_id=claim.evidence.get().pk, quote="")
    assert content(claim)["evidence"][0]["copy"]["sha256"] == newest(copy)


def test_of_a_linked_passage_it_is_the_text_in_which_a_person_confirmed_it(
    article: Article, nina: User
) -> None:
    other = make_article(REGISTER, by=nina, url="https://ministry.example/page")
    confirmed = newest(other)
    claim = make_claim(article, nina)
    place = {"article": str(other.pk), "exact": "4,120 kits"}
    evidence.link(actor=actor_of(nina), claim_id=claim.pk, stance="corroborates", passage=place)
    add_revision(other, REGISTER.replace("counts", "lists"))
    assert content(claim)["evidence"][0]["copy"]["sha256"] == confirmed


def test_a_record_that_was_merged_has_the_copy_and_the_switch_of_the_other(
    article: Article, nina: User
) -> None:
    claim = rated_claim(article, nina)
    entry = claim.evidence.get()
    other = link_evidence(make_claim(article, nina), nina, url="https://ministry.example/same")
    copy = archive(other)
    merge.merge(
        actor=actor_of(nina), source_id=entry.source_id, into_id=other.source_id, reason="One page."
    )
    Source.objects.filter(pk=other.source_id).update(copy_is_public=True)
    told = content(claim)["evidence"][0]["copy"]
    assert (told["sha256"], told["is_public"]) == (newest(copy), True)


@pytest.mark.parametrize("visibility", ["listed", "hidden"])
def test_no_copy_of_what_is_confidential_is_public(
    article: Article, nina: User, visibility: str
) -> None:
    claim = make_claim(article, nina)
    entry = link_evidence(claim, nina, visibility=visibility)
    archive(entry)
    Source.objects.filter(pk=entry.source_id).update(copy_is_public=True)
    assert content(claim)["evidence"][0]["copy"]["is_public"] is False


def test_ten_sources_take_as_many_queries_as_one(article: Article, nina: User) -> None:
    claim = rated_claim(article, nina)
    archive(claim.evidence.get())
    find_quotes_later()
    counts = []
    for more in (0, 9):
        for number in range(more):
            entry = link_evidence(claim, nina, url=f"https://ministry.example/{number}")
            archive(entry, f"{REGISTER} {number}")
        with CaptureQueriesContext(connection) as seen:
            content(claim)
        counts.append(len(seen))
    assert counts[1] <= counts[0] + 1


def test_the_scale_is_judged_as_it_stood_with_the_given_wording_at_its_place(
    article: Article, nina: User
) -> None:
    claim = rated_claim(article, nina)
    Rating.objects.filter(slug="false", retired_at__isnull=True).update(labels={"ru": "Ложь"})
    rating = content(claim)["rating"]
    slugs = [step["slug"] for step in rating["scale"]]
    assert slugs == list(Rating.objects.offered().values_list("slug", flat=True))
    assert next(s for s in rating["scale"] if s["slug"] == "false")["labels"] == {"ru": "Ложь"}
    assert {"slug", "label", "labels", "number", "look", "position"} == set(rating["scale"][0])
    admin = actor_of(make_admin())
    word_rating(actor=admin, slug="true", label="Right", number=5, look="true")
    later = content(claim)["rating"]
    assert [s["label"] for s in later["scale"] if s["slug"] == "true"] == ["True"]
    assert rating["rated_at"] == claim.verdict.created_at.isoformat()  # type: ignore[union-attr]


def test_an_approval_by_the_recipe_before_stays_valid_is_published_and_printed_by_it(
    article: Article, nina: User, ruth: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as older:
        judge_by_claim_2(older)
        claim = approved_claim(article, nina, ruth)
    decision = claim.approval_decision
    assert decision is not None
    assert (decision.recipe, "scale" in decision.content) == ("claim-2", False)
    archive(claim.evidence.get())
    claim = publish_claim(claim, ruth)
    claim.refresh_from_db()
    assert (claim.state, claim.approval) == ("published", "valid")
    page = Client().get(f"/factchecks/{claim.slug}/")
    assert page.status_code == 200
    words = page.content.decode()
    assert "4,120 kits" in words
    for unsaid in ("SHA-256", "no archived copy", 'class="scale"', ">Checked<"):
        assert unsaid not in words


def test_approving_again_by_the_newer_recipe_is_no_other_content(
    article: Article, nina: User, ruth: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as older:
        judge_by_claim_2(older)
        claim = publish_claim(approved_claim(article, nina, ruth), ruth)
    archive(claim.evidence.get())
    workflow.mark_stale([claim])
    approve(claim, ruth)
    claim.refresh_from_db()
    assert claim.approval_decision is not None
    assert claim.approval_decision.recipe == "claim-3"
    assert publishing.approved_since([claim.pk], ruth) == {}
    assert review.changes_since(ruth, [claim])[claim.pk].changes == []


def test_what_was_taken_over_from_an_original_outlives_its_newer_recipe(
    article: Article, nina: User, ruth: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as older:
        judge_by_claim_2(older)
        original = approved_claim(article, nina, ruth)
    taker = make_claim(article, nina, "Around 3,000 people")
    reuse, is_new = relations.reuse_claim(
        actor=actor_of(nina), claim_id=taker.pk, original_id=str(original.pk)
    )
    assert is_new
    decision = ReviewDecision.objects.get(pk=original.approval_decision_id)
    archive(original.evidence.get())
    workflow.mark_stale([original])
    approve(original, ruth)
    original.refresh_from_db()
    assert original.content_sha256 != decision.content_sha256
    assert relations.end_reuses(original.pk) == []
    again, is_new = relations.reuse_claim(
        actor=actor_of(nina), claim_id=taker.pk, original_id=str(original.pk)
    )
    assert (again.pk, is_new) == (reuse.pk, False)


@pytest.fixture
def two_wanted() -> None:
    workflow.configure(actor=actor_of(make_admin()), review_steps=2)


def test_the_first_of_two_approvals_outlives_an_archive_that_comes_late(
    article: Article, nina: User, ruth: User, two_wanted: None
) -> None:
    claim = submitted_claim(article, nina)
    approve(claim, ruth)
    archive(claim.evidence.get())
    done = approve(claim, make_reviewer("zoe"))
    assert (done.state, done.approval) == ("approved", "valid")
    first, second = done.decisions.order_by("created_at")
    assert (first.step, second.step) == (1, 2)
    assert second.content == first.content
    assert json.loads(second.content)["evidence"][0]["copy"] is None


def test_the_first_of_two_approvals_outlives_the_recipe(
    article: Article, nina: User, ruth: User, two_wanted: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = submitted_claim(article, nina)
    with monkeypatch.context() as older:
        judge_by_claim_2(older)
        approve(claim, ruth)
    done = approve(claim, make_reviewer("zoe"))
    assert done.approval == "valid"
    assert done.approval_decision is not None
    assert (done.approval_decision.recipe, done.approval_decision.step) == ("claim-2", 2)


@pytest.mark.parametrize("change", ["verdict", "source"])
def test_what_people_judge_still_gives_the_first_approval_up(
    change: str, article: Article, nina: User, ruth: User, two_wanted: None
) -> None:
    claim = submitted_claim(article, nina)
    approve(claim, ruth)
    if change == "verdict":
        rate(claim, nina, "half-true", "It was fewer.")
    else:
        link_evidence(claim, nina, url="https://ministry.example/two")
    claim = approve(claim, make_reviewer("zoe"))
    assert claim.state == "in_review"
    assert claim.first_approval is not None
    assert claim.first_approval.decided_by != ruth


def test_an_archive_that_comes_late_changes_no_approval_and_the_page_says_there_was_none(
    article: Article, nina: User, ruth: User
) -> None:
    claim = publish_claim(approved_claim(article, nina, ruth), ruth)
    before = Client().get(f"/factchecks/{claim.slug}/").content
    copy = archive(claim.evidence.get())
    claim.refresh_from_db()
    assert claim.approval == "valid"
    page = Client().get(f"/factchecks/{claim.slug}/").content
    assert page == before
    assert b"We had no archived copy of it when this was approved." in page
    publishing.correct(actor=actor_of(nina), claim_id=claim.pk)
    review.submit(actor=actor_of(nina), claim_id=claim.pk)
    approve(claim, ruth)
    publish_claim(claim, ruth)
    page = Client().get(f"/factchecks/{claim.slug}/").content
    assert newest(copy)[:16].encode() in page


@pytest.mark.parametrize(
    ("old", "new", "alike"),
    [
        ({"recipe": "claim-1"}, {"recipe": "claim-3", "figures": [], "attempts": []}, True),
        ({"evidence": [{"id": "1"}]}, {"evidence": [{"id": "1", "copy": {"sha256": "f"}}]}, True),
        ({"rating": {"slug": "true"}}, {"rating": {"slug": "true", "scale": [1]}}, True),
        ({"rating": {"slug": "true"}}, {"rating": {"slug": "false"}}, False),
        ({"figures": [{"id": "1"}]}, {"figures": []}, False),
        ({"statement": "a"}, {"statement": "b"}, False),
        ({"rating": None}, {"rating": None, "explanation": ""}, False),
    ],
)
def test_contents_are_compared_by_what_people_judge(
    old: dict[str, Any], new: dict[str, Any], *, alike: bool
) -> None:
    assert workflow.judged_alike(json.dumps(old), json.dumps(new)) is alike
