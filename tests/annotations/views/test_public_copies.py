"""Our archived copies, as far as a live check names them public."""

import hashlib
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from annotations import evidence, publishing, review
from annotations.models import Article, ArticleRole, Claim, Evidence, Source, User
from tests.factories.articles import make_article
from tests.factories.claims import (
    approved_claim,
    give_reasons,
    publish_claim,
    rated_claim,
)
from tests.factories.evidence import link_evidence
from tests.factories.users import actor_of

pytestmark = pytest.mark.django_db
TEXT = "The register <script>counts</script> 4,120 kits. Реестр. سجل."
SHA256 = hashlib.sha256(TEXT.encode()).hexdigest()


def archive(entry: Evidence, *, is_public: bool = True, text: str = TEXT) -> Article:
    copy = make_article(text, url=entry.source.url, role=ArticleRole.SOURCE)
    Source.objects.filter(pk=entry.source_id).update(article=copy, copy_is_public=is_public)
    return copy


def publish(claim: Claim, editor: User, reviewer: User) -> Claim:
    review.submit(actor=actor_of(editor), claim_id=claim.pk)
    give_reasons(claim, editor)
    review.approve(actor=actor_of(reviewer), claim_id=claim.pk)
    return publish_claim(claim, reviewer)


@pytest.fixture
def claim(article: Article, editor: User, reviewer: User) -> Claim:
    """A public check whose source's copy is public."""
    made = rated_claim(article, editor)
    archive(made.evidence.get())
    return publish(made, editor, reviewer)


def path_of(claim: Claim, sha256: str = SHA256) -> str:
    return f"/factchecks/{claim.slug}/copies/{sha256}/"


def status(path: str) -> int:
    return Client().get(path).status_code


def page_of(claim: Claim) -> str:
    return Client().get(f"/factchecks/{claim.slug}/").content.decode()


def test_a_copy_is_read_as_plain_text_in_a_sandbox(claim: Claim) -> None:
    assert path_of(claim) in page_of(claim)
    answer = Client().get(path_of(claim))
    assert answer.status_code == 200
    assert answer.content.decode() == TEXT
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert "max-age=60" in answer.headers["Cache-Control"]
    assert "no-store" not in answer.headers["Cache-Control"]
    assert not answer.cookies


def test_its_bytes_are_those_of_the_printed_hash(claim: Claim) -> None:
    answer = Client().get(path_of(claim) + "bytes/")
    assert hashlib.sha256(answer.content).hexdigest() == SHA256
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    assert "no-store" not in answer.headers["Cache-Control"]


def test_a_copy_that_is_not_public_has_its_hash_only(
    article: Article, editor: User, reviewer: User
) -> None:
    made = rated_claim(article, editor)
    archive(made.evidence.get(), is_public=False)
    claim = publish(made, editor, reviewer)
    page = page_of(claim)
    assert SHA256[:16] in page
    assert "copies/" not in page
    assert status(path_of(claim)) == status(path_of(claim) + "bytes/") == 404


def test_a_switch_after_the_approval_opens_nothing(
    article: Article, editor: User, reviewer: User
) -> None:
    made = rated_claim(article, editor)
    entry = made.evidence.get()
    archive(entry, is_public=False)
    claim = publish(made, editor, reviewer)
    evidence.change_source(actor=actor_of(editor), source_id=entry.source_id, copy_is_public=True)
    assert status(path_of(claim)) == 404
    assert "copies/" not in page_of(claim)


def shut_the_switch(entry: Evidence, copy: Article, by: User) -> None:
    evidence.change_source(actor=actor_of(by), source_id=entry.source_id, copy_is_public=False)


def delete_the_copy(entry: Evidence, copy: Article, by: User) -> None:
    Article.objects.filter(pk=copy.pk).update(deleted_at=timezone.now())


def make_the_source_confidential(entry: Evidence, copy: Article, by: User) -> None:
    Source.objects.filter(pk=entry.source_id).update(visibility="hidden")


@pytest.mark.parametrize("shut", [shut_the_switch, delete_the_copy, make_the_source_confidential])
def test_what_is_shut_later_is_gone_at_once(
    shut: Callable[[Evidence, Article, User], None], claim: Claim, editor: User
) -> None:
    entry = claim.evidence.get()
    copy = Article.objects.get(as_sources=entry.source_id)
    assert status(path_of(claim)) == 200
    shut(entry, copy, editor)
    assert status(path_of(claim)) == status(path_of(claim) + "bytes/") == 404
    assert "copies/" not in page_of(claim)
    assert SHA256[:16] in page_of(claim)


def test_with_the_check_its_copies_are_gone(claim: Claim, reviewer: User) -> None:
    publishing.withdraw(actor=actor_of(reviewer), claim_id=claim.pk, reason="It was wrong.")
    for path in (path_of(claim), path_of(claim) + "bytes/"):
        answer = Client().get(path)
        assert answer.status_code == 410
        assert "register" not in answer.content.decode()


@pytest.mark.parametrize("visibility", ["listed", "hidden"])
def test_no_copy_of_confidential_evidence_is_read(
    visibility: str, article: Article, editor: User, reviewer: User
) -> None:
    made = rated_claim(article, editor)
    entry = link_evidence(
        made, editor, url="https://whistle.example/", title="Whistle", visibility=visibility
    )
    entry.shared_with.add(reviewer)
    archive(entry)
    claim = publish(made, editor, reviewer)
    assert status(path_of(claim)) == 404
    assert SHA256[:16] not in page_of(claim)


def test_neither_other_bytes_nor_those_of_an_unpublished_check_are_read(
    claim: Claim, article: Article, editor: User, reviewer: User
) -> None:
    assert article.current_revision is not None
    story = article.current_revision.snapshot.blob_id
    assert status(path_of(claim, story)) == 404
    assert status(path_of(claim, "0" * 64)) == 404
    assert status(f"/factchecks/never-heard-of/copies/{SHA256}/") == 404
    other = approved_claim(article, editor, reviewer)
    assert other.slug is None
