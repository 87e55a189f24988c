"""The pages of open sources are archived by the ordinary import, once, and nobody else's are."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from annotations import evidence
from annotations.claims.amend import remove
from annotations.evidence import archive
from annotations.imports import accept
from annotations.imports.reading_pool import pool
from annotations.models import (
    Article,
    Claim,
    Highlight,
    HistoryEntry,
    Import,
    Purpose,
    Source,
    User,
)
from tests.annotations.evidence.web_page import KITS, REST, fail_archive, put_page, run_imports
from tests.annotations.feeds.publisher import Publisher
from tests.factories.articles import make_article, make_page
from tests.factories.claims import make_claim
from tests.factories.evidence import link_evidence
from tests.factories.users import actor_of, make_editor

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(settings: Settings) -> Iterator[Publisher]:
    with Publisher() as publisher:
        settings.FETCH_ALLOW = frozenset({publisher.netloc})
        yield publisher


@pytest.fixture(scope="module", autouse=True)
def readers() -> Iterator[None]:
    yield
    pool().close()


@pytest.fixture
def ann(db: None) -> User:
    return make_editor("ann")


@pytest.fixture
def claim(ann: User) -> Claim:
    return make_claim(make_article(by=ann), ann)


def verbs(of: Source) -> list[str]:
    told = HistoryEntry.objects.filter(object_id=str(of.pk)).order_by("seq")
    return list(told.values_list("verb", flat=True))


def test_the_page_of_a_linked_source_is_archived_once_and_leaves_the_lists(
    site: Publisher, ann: User, claim: Claim
) -> None:
    source = link_evidence(claim, ann, url=put_page(site, "/register")).source
    assert archive.archive_due_later() == 1
    assert archive.archive_due_later() == 0
    run_imports()
    source.refresh_from_db()
    copy = source.article
    assert copy is not None
    assert (copy.role, copy.title, copy.created_by_id) == ("source", "Register of aid", None)
    assert KITS in copy.current_revision.text  # type: ignore[union-attr]
    assert not Article.objects.listed().filter(pk=copy.pk).exists()
    assert archive.archive_due_later() == 0
    assert verbs(source) == ["archived"]
    assert site.paths() == ["/register"]


@pytest.mark.parametrize("kind", ["listed", "hidden"])
def test_what_somebody_keeps_to_themselves_is_never_fetched(
    kind: str, ann: User, claim: Claim
) -> None:
    secret = {"url": "https://leak.example/1", "title": "Leak", "visibility": kind}
    evidence.link(actor=actor_of(ann), claim_id=claim.pk, stance="context", source=secret)
    link_evidence(claim, ann, url="https://open.example/1", visibility=kind)
    assert archive.archive_due_later() == 0
    assert not Import.objects.exists()


def test_only_what_claims_rest_on_is_archived(ann: User, claim: Claim) -> None:
    link_evidence(claim, ann, url="", title="A call")
    taken_out = link_evidence(claim, ann, url="https://out.example/1")
    evidence.unlink(actor=actor_of(ann), evidence_id=taken_out.pk)
    deleted = make_claim(claim.article, ann, "80% of voters")
    link_evidence(deleted, ann, url="https://deleted.example/1")
    remove(actor=actor_of(ann), claim_id=deleted.pk)
    evidence.add_source(actor=actor_of(ann), url="https://unused.example/1")
    assert archive.archive_due_later() == 0


def test_an_article_imported_from_the_address_is_the_copy_and_nothing_is_fetched(
    ann: User, claim: Claim
) -> None:
    address = "https://news.example/kits?utm_source=mail#top"
    article = make_page([KITS, *REST], by=ann, url="http://news.example/kits")
    source = link_evidence(claim, ann, url=address, quote="4,120 hygiene kits").source
    assert archive.archive_due_later() == 0
    source.refresh_from_db()
    assert source.article_id == article.pk
    assert verbs(source) == ["archived"]
    assert [h.article_id for h in Highlight.objects.filter(purpose="quote")] == [article.pk]
    assert not Import.objects.exists()


def test_no_other_article_is_taken_for_the_copy(ann: User, claim: Claim) -> None:
    own = make_page([KITS], by=ann, url="https://a.example/", purpose=Purpose.OWN)
    pasted = make_article(KITS, by=ann, url="https://b.example/")
    canonical = make_page([KITS], by=ann, url="https://other.example/c")
    Article.objects.filter(pk=canonical.pk).update(canonical_url="https://c.example/")
    for article in (own, pasted):
        link_evidence(claim, ann, url=article.url)
    link_evidence(claim, ann, url="https://c.example/")
    assert archive.archive_due_later() == 3


def test_a_page_that_fails_is_asked_for_later_and_later_and_four_times_at_most(
    ann: User, claim: Claim
) -> None:
    source = link_evidence(claim, ann, url="https://slow.example/1").source
    assert archive.archive_due_later() == 1
    for too_early, late_enough in ((0.9, 1.1), (23, 25), (167, 169)):
        fail_archive(source, hours_ago=too_early)
        assert archive.archive_due_later() == 0
        fail_archive(source, hours_ago=late_enough)
        assert archive.archive_due_later() == 1
    fail_archive(source, hours_ago=10_000)
    assert archive.archive_due_later() == 0
    assert (Import.objects.count(), Import.objects.filter(article_role="source").count()) == (4, 4)


@pytest.mark.parametrize("code", ["address_forbidden", "http_410", "is_feed", "cancelled"])
def test_a_refusal_that_time_does_not_mend_is_the_last(code: str, ann: User, claim: Claim) -> None:
    source = link_evidence(claim, ann, url="https://gone.example/1").source
    archive.archive_due_later()
    fail_archive(source, code, hours_ago=10_000)
    assert archive.archive_due_later() == 0


def test_the_newsrooms_own_network_is_refused_once_and_says_so(ann: User, claim: Claim) -> None:
    source = link_evidence(claim, ann, url="http://127.0.0.1:1/admin").source
    archive.archive_due_later()
    run_imports()
    item = Import.objects.get()
    assert (item.status, item.given["archive"]) == ("failed", str(source.pk))
    assert item.error_code in archive.FINAL
    assert archive.archive_due_later() == 0


def test_two_addresses_of_one_page_share_a_copy_and_both_quotes_are_found(
    site: Publisher, ann: User, claim: Claim
) -> None:
    whole = put_page(site, "/register")
    site.put("/short", status=301, Location=whole)
    first = link_evidence(claim, ann, url=whole)
    second = link_evidence(claim, ann, url=site.url("/short"), quote="“the figures are final”")
    archive.archive_due_later()
    run_imports()
    for one in (first, second):
        one.source.refresh_from_db()
    assert second.source.article_id is None
    assert second.source.archiving is not None
    assert second.source.archiving.article_id == first.source.article_id
    assert verbs(second.source) == ["archived_elsewhere"]
    assert second.found_passages.get().exact == "the figures are final"
    assert archive.archive_due_later() == 0


def test_an_editor_who_tries_the_import_again_archives_the_source(
    site: Publisher, ann: User, claim: Claim
) -> None:
    source = link_evidence(claim, ann, url=site.url("/late")).source
    archive.archive_due_later()
    run_imports()
    item = Import.objects.get()
    assert item.error_code == "http_404"
    put_page(site, "/late")
    accept.retry(actor=actor_of(ann), import_id=item.pk)
    run_imports()
    source.refresh_from_db()
    assert source.article is not None


def test_a_round_is_bounded_and_costs_the_same_for_one_as_for_twenty(
    ann: User, claim: Claim
) -> None:
    link_evidence(claim, ann, url="https://many.example/0")
    with CaptureQueriesContext(connection) as one:
        assert archive.archive_due_later() == 1
    for number in range(1, 23):
        link_evidence(claim, ann, url=f"https://many.example/{number}")
    with CaptureQueriesContext(connection) as many:
        assert archive.archive_due_later() == archive.AT_ONCE
    assert len(many) == len(one)
    assert archive.archive_due_later() == 2


def test_a_source_that_became_confidential_meanwhile_is_not_tied(
    site: Publisher, ann: User, claim: Claim
) -> None:
    source = link_evidence(claim, ann, url=put_page(site, "/register")).source
    archive.archive_due_later()
    Source.objects.filter(pk=source.pk).update(visibility="hidden")
    run_imports()
    source.refresh_from_db()
    assert source.article_id is None
    assert verbs(source) == []
