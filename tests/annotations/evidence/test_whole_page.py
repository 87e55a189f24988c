"""Evidence without words of its own rests on its page as a whole: other words there make approvals stale."""

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from annotations import dossier, review
from annotations.evidence.archive import archive_due_later
from annotations.imports import accept
from annotations.imports.reading_pool import pool
from annotations.models import Article, Claim, Evidence, HistoryEntry, User
from tests.annotations.evidence.web_page import KITS, REST, put_page, run_imports
from tests.annotations.feeds.publisher import Publisher
from tests.factories.articles import make_article
from tests.factories.claims import make_claim, rate
from tests.factories.evidence import link_evidence
from tests.factories.users import actor_of, make_editor, make_reviewer, make_superuser

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


def archived(site: Publisher, by: User, quote: str = "", **more: str) -> tuple[Evidence, Article]:
    """Evidence of an approved claim, and the archived page of the site that it rests on."""
    claim = make_claim(make_article(by=by), by)
    page = put_page(site, "/register")
    open_one = link_evidence(claim, by, url=page, quote="open to anybody who asks")
    entry = link_evidence(claim, by, url=page, quote=quote, **more) if quote or more else open_one
    if entry is open_one:
        Evidence.objects.filter(pk=entry.pk).update(quote="")
    rae = make_reviewer("rae")
    entry.shared_with.add(rae)
    rate(claim, by)
    archive_due_later()
    run_imports()
    review.submit(actor=actor_of(by), claim_id=claim.pk)
    review.approve(actor=actor_of(rae), claim_id=claim.pk)
    entry = Evidence.objects.select_related("source__article", "claim").get(pk=entry.pk)
    assert entry.source.article is not None
    return entry, entry.source.article


def changed(
    site: Publisher, copy: Article, by: User, *paragraphs: str, title: str = "Register of aid"
) -> None:
    put_page(site, "/register", *paragraphs, title=title)
    accept.import_again(actor=actor_of(by), article_id=copy.pk)
    run_imports()


def approval(entry: Evidence) -> str:
    return str(Claim.objects.get(pk=entry.claim_id).approval)


def test_another_word_anywhere_on_the_page_makes_the_approval_stale(
    site: Publisher, ann: User
) -> None:
    entry, copy = archived(site, ann)
    changed(site, copy, ann, KITS.replace("4,120", "3,120"), *REST)
    assert approval(entry) == "stale"
    told = dossier.history_of(ann, entry.claim_id)
    assert [e["verb"] for e in told][-2:] == ["archive_changed", "approval_stale"]
    assert told[-1]["details"] == {}
    assert told[-2]["id"] == str(entry.pk)


@pytest.mark.parametrize(
    "paragraphs",
    [
        (KITS, *REST),
        (KITS, *(one.replace("“", '"').replace("”", '"') for one in REST)),
        (f"{KITS}</p><p>{REST[0]}", *REST[1:]),
    ],
)
def test_the_same_words_keep_it(paragraphs: tuple[str, ...], site: Publisher, ann: User) -> None:
    entry, copy = archived(site, ann)
    changed(site, copy, ann, *paragraphs)
    assert approval(entry) == "valid"
    assert not HistoryEntry.objects.filter(verb__in=["archive_changed", "approval_stale"]).exists()


def test_a_quote_whose_place_is_known_is_touched_by_its_own_words_only(
    site: Publisher, ann: User
) -> None:
    entry, copy = archived(site, ann, "Volunteers gave out 4,120 hygiene kits")
    changed(site, copy, ann, KITS, *REST[:2], "It declined to comment in the spring.")
    assert approval(entry) == "valid"
    changed(site, copy, ann, KITS.replace("4,120", "3,120"), *REST)
    assert approval(entry) == "stale"


def test_a_quote_without_a_place_rests_on_the_whole_page(site: Publisher, ann: User) -> None:
    entry, copy = archived(site, ann, "Nine thousand kits")
    changed(site, copy, ann, KITS, *REST[:2], "It declined to comment in the spring.")
    assert approval(entry) == "stale"


def test_which_confidential_source_changed_is_told_to_nobody_else(
    site: Publisher, ann: User
) -> None:
    entry, copy = archived(site, ann, visibility="hidden", note="From a friend")
    changed(site, copy, ann, KITS, *REST[:2], "It declined to comment in the spring.")
    assert approval(entry) == "stale"
    boss = make_superuser()
    told = dossier.history_of(boss, entry.claim_id)
    assert told[-1]["verb"] == "approval_stale"
    assert str(entry.pk) not in str(told)
    assert str(copy.pk) not in str([e for e in told if e["verb"] == "approval_stale"])


def test_a_login_page_in_its_place_is_no_edit(site: Publisher, ann: User) -> None:
    entry, copy = archived(site, ann)
    site.put(
        "/register",
        "<!doctype html><title>Sign in</title><main><h1>Sign in</h1><form method=post>"
        "<input name=user><input type=password name=word><button>Sign in</button></form></main>",
    )
    accept.import_again(actor=actor_of(ann), article_id=copy.pk)
    run_imports()
    copy.refresh_from_db()
    assert copy.current_revision is not None
    assert copy.current_revision.number == 1
    assert approval(entry) == "valid"
