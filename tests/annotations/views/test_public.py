import json
import re
from collections.abc import Callable
from datetime import datetime
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from annotations import evidence, publishing, review
from annotations.models import Article, Claim, Newsroom, User
from tests.factories.articles import add_revision, make_article
from tests.factories.claims import (
    approved_claim,
    make_claim,
    publish_claim,
    published_claim,
    rate,
    submitted_claim,
    withdrawn_claim,
)
from tests.factories.evidence import link_evidence
from tests.factories.users import actor_of

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
PAGES = [
    "/factchecks/",
    "/factchecks/feed.atom",
    "/factchecks/sitemap.xml",
    "/corrections/",
    "/methodology/",
]


def json_ld_of(page: str) -> dict[str, object]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found
    value: dict[str, object] = json.loads(found[1])
    return value


def everything_public(*more: str) -> str:
    client = Client()
    return "\n".join(client.get(path).content.decode() for path in [*PAGES, *more])


@pytest.mark.parametrize("path", PAGES)
def test_public_pages_need_no_sign_in_set_no_cookie_and_are_cached_for_a_minute(path: str) -> None:
    answer = Client().get(path)
    assert answer.status_code == 200
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert "max-age=60" in answer.headers["Cache-Control"]
    assert "csrf" not in answer.content.decode()


def test_a_published_check_is_read_by_everyone(
    article: Article, editor: User, reviewer: User
) -> None:
    claim = published_claim(article, editor, reviewer)
    answer = Client().get(f"/factchecks/{claim.slug}/")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert "max-age=60" in answer.headers["Cache-Control"]
    for words in (claim.statement, "The register of the ministry says the same.", "4,120 kits"):
        assert words in page
    assert claim.statement in Client().get("/factchecks/").content.decode()
    assert f"/factchecks/{claim.slug}/" in Client().get("/factchecks/sitemap.xml").content.decode()


def test_its_claim_review_says_what_the_page_says(
    article: Article, editor: User, reviewer: User
) -> None:
    claim = published_claim(article, editor, reviewer, statement="The kits </script><b>arrived.")
    page = Client().get(f"/factchecks/{claim.slug}/").content.decode()
    review = json_ld_of(page)
    assert review["@type"] == "ClaimReview"
    assert review["claimReviewed"] == "The kits </script><b>arrived."
    assert review["reviewRating"]["alternateName"] == "True"  # type: ignore[index]
    assert str(review["url"]).endswith(f"/factchecks/{claim.slug}/")


@pytest.mark.parametrize("kind", ["listed", "hidden"])
def test_confidential_evidence_is_on_no_public_page(
    kind: str, article: Article, editor: User, reviewer: User
) -> None:
    claim = make_claim(article, editor)
    link_evidence(claim, editor)
    entry = link_evidence(
        claim,
        editor,
        url="https://whistle.example/",
        title="Whistle",
        quote="secret words",
        note="secret note",
        visibility=kind,
    )
    entry.shared_with.add(reviewer)
    entry.source.shared_with.add(reviewer)
    rate(claim, editor)
    review.submit(actor=actor_of(editor), claim_id=claim.pk)
    review.approve(actor=actor_of(reviewer), claim_id=claim.pk)
    claim = publish_claim(claim, reviewer)
    page = everything_public(f"/factchecks/{claim.slug}/")
    assert "4,120 kits" in page
    for words in ("secret words", "secret note", "Whistle", "whistle.example"):
        assert words not in page


@pytest.mark.parametrize("make", [make_claim, submitted_claim])
def test_what_is_not_published_is_on_no_public_page(
    make: Callable[..., Claim], article: Article, editor: User
) -> None:
    make(article, editor, statement="Not for readers yet.")
    assert "Not for readers yet." not in everything_public()


def test_what_is_only_approved_has_no_page(article: Article, editor: User, reviewer: User) -> None:
    claim = approved_claim(article, editor, reviewer, statement="Not for readers yet.")
    assert "Not for readers yet." not in everything_public()
    assert claim.slug is None


def test_our_own_copy_is_on_no_public_page(editor: User, reviewer: User) -> None:
    make_claim(make_article(by=editor, purpose="own", title="Ours"), editor, statement="Our words.")
    page = everything_public()
    assert "Our words." not in page
    assert "Ours" not in page


def test_readers_keep_seeing_the_judged_version_while_the_next_is_written(
    article: Article, editor: User, reviewer: User
) -> None:
    claim = published_claim(article, editor, reviewer)
    publishing.correct(actor=actor_of(editor), claim_id=claim.pk)
    rate(claim, editor, "half-true", "It was fewer.")
    page = everything_public(f"/factchecks/{claim.slug}/")
    assert "It was fewer." not in page
    assert "The register of the ministry says the same." in page


def test_a_correction_stands_at_the_same_address_and_is_told(
    article: Article, editor: User, reviewer: User
) -> None:
    claim = published_claim(article, editor, reviewer)
    publishing.correct(actor=actor_of(editor), claim_id=claim.pk)
    rate(claim, editor, "half-true", "It was fewer.")
    review.submit(actor=actor_of(editor), claim_id=claim.pk)
    review.approve(actor=actor_of(reviewer), claim_id=claim.pk)
    publish_claim(claim, reviewer)
    answer = Client().get(f"/factchecks/{claim.slug}/")
    page = answer.content.decode()
    assert "It was fewer." in page
    assert answer.context["check"]["version"] == 2
    assert len(answer.context["earlier"]) == 1
    assert [e["kind"] for e in Client().get("/corrections/").context["entries"]] == ["update"]
    assert everything_public().count("<entry>") == 1


def test_a_withdrawn_check_says_when_and_why_and_is_in_no_list(
    article: Article, editor: User, reviewer: User
) -> None:
    claim = withdrawn_claim(article, editor, reviewer, statement="The kits never came.")
    answer = Client().get(f"/factchecks/{claim.slug}/")
    page = answer.content.decode()
    assert answer.status_code == 410
    assert not answer.cookies
    assert "It was wrong." in page
    assert "The register of the ministry says the same." not in page
    for path in ("/factchecks/", "/factchecks/feed.atom", "/factchecks/sitemap.xml"):
        body = Client().get(path).content.decode()
        assert "The kits never came." not in body
        assert str(claim.slug) not in body
    assert "It was wrong." in Client().get("/corrections/").content.decode()


def test_the_feed_is_atom_with_absolute_addresses_even_for_odd_characters(
    article: Article, editor: User, reviewer: User
) -> None:
    claim = published_claim(article, editor, reviewer, statement="A bell \x07 & <tag>")
    answer = Client().get("/factchecks/feed.atom")
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    root = ET.fromstring(answer.content)  # noqa: S314 - it is ours
    names = {"a": "http://www.w3.org/2005/Atom"}
    entry = root.find("a:entry", names)
    assert entry is not None
    link = entry.find("a:link", names)
    assert link is not None
    assert link.attrib["href"].startswith("http")
    assert link.attrib["href"].endswith(f"/factchecks/{claim.slug}/")
    assert datetime.fromisoformat(str(entry.findtext("a:updated", "", names)))


def test_signing_in_changes_nothing_of_a_public_page(
    article: Article, editor: User, reviewer: User, as_user: SignIn
) -> None:
    claim = published_claim(article, editor, reviewer)
    path = f"/factchecks/{claim.slug}/"
    assert as_user(editor).get(path).content == Client().get(path).content


def test_an_unknown_check_is_not_found() -> None:
    assert Client().get("/factchecks/never-heard-of/").status_code == 404


def test_twenty_checks_take_as_many_queries_as_one(
    article: Article, editor: User, reviewer: User, queries_of: Callable[..., int]
) -> None:
    published_claim(article, editor, reviewer)
    before = [queries_of(Client(), path) for path in PAGES]
    for _ in range(19):
        published_claim(article, editor, reviewer)
    assert [queries_of(Client(), path) for path in PAGES] == before


AGAIN = "This check is being re-examined since"


@pytest.fixture
def says_so() -> Newsroom:
    newsroom = Newsroom.current()
    newsroom.says_reexamined = True
    newsroom.save()
    return newsroom


def make_stale(article: Article, old: str = "4,000", new: str = "3,000") -> None:
    article.refresh_from_db()
    assert article.current_revision is not None
    add_revision(article, article.current_revision.text.replace(old, new))


def says_it(claim: Claim) -> tuple[bool, bool]:
    """Whether the check's page says that it is being re-examined, and whether the list does."""
    page = Client().get(f"/factchecks/{claim.slug}/").content.decode()
    listed = Client().get("/factchecks/").content.decode()
    return AGAIN in page, "being re-examined" in listed


def test_a_check_is_said_to_be_re_examined_until_it_is_approved_again(
    article: Article, editor: User, reviewer: User, says_so: Newsroom
) -> None:
    claim = published_claim(article, editor, reviewer)
    path = f"/factchecks/{claim.slug}/"
    before = json_ld_of(Client().get(path).content.decode())
    assert says_it(claim) == (False, False)
    make_stale(article)
    assert says_it(claim) == (True, True)
    answer = Client().get(path)
    claim.refresh_from_db()
    assert claim.stale_at is not None
    day = f"{claim.stale_at.day} {claim.stale_at:%B %Y}"
    page = " ".join(answer.content.decode().split())
    assert f"{AGAIN} {day}: what it was based on has changed at its publisher." in page
    assert "3,000" not in page
    assert json_ld_of(page) == before
    assert "max-age=60" in answer.headers["Cache-Control"]
    review.approve(actor=actor_of(reviewer), claim_id=claim.pk)
    assert says_it(claim) == (False, False)


def test_nothing_is_said_where_the_setting_is_off_or_the_check_was_withdrawn(
    article: Article, editor: User, reviewer: User, says_so: Newsroom
) -> None:
    claim = published_claim(article, editor, reviewer)
    make_stale(article)
    assert says_it(claim) == (True, True)
    says_so.says_reexamined = False
    says_so.save()
    assert says_it(claim) == (False, False)
    says_so.says_reexamined = True
    says_so.save()
    publishing.withdraw(actor=actor_of(reviewer), claim_id=claim.pk)
    assert says_it(claim) == (False, False)


@pytest.mark.parametrize(
    "kind", ["everyone", pytest.param("listed", marks=pytest.mark.long), "hidden"]
)
def test_what_only_confidential_evidence_tells_is_not_said(
    kind: str, article: Article, editor: User, reviewer: User, says_so: Newsroom
) -> None:
    other = make_article("The register counts 4,120 kits in all.", by=editor, title="Register")
    claim = make_claim(article, editor)
    link_evidence(claim, editor)
    entry = evidence.link(
        actor=actor_of(editor),
        claim_id=claim.pk,
        stance="corroborates",
        passage={"article": str(other.pk), "exact": "4,120 kits"},
        visibility=kind,
    )
    entry.shared_with.add(reviewer)
    rate(claim, editor)
    review.submit(actor=actor_of(editor), claim_id=claim.pk)
    review.approve(actor=actor_of(reviewer), claim_id=claim.pk)
    claim = publish_claim(claim, reviewer)
    make_stale(other, "4,120", "412")
    claim.refresh_from_db()
    assert claim.approval == "stale"
    assert says_it(claim)[0] == (kind == "everyone")
    make_stale(article)
    assert says_it(claim)[0]


def test_twenty_re_examined_checks_take_as_many_queries_as_one(
    article: Article,
    editor: User,
    reviewer: User,
    says_so: Newsroom,
    queries_of: Callable[..., int],
) -> None:
    def publish_one() -> None:
        claim = submitted_claim(article, editor)
        review.recall(actor=actor_of(editor), claim_id=claim.pk)
        secret = {"url": "https://whistle.example/", "title": "W", "visibility": "hidden"}
        link_evidence(claim, editor, **secret).shared_with.add(reviewer)
        claim.evidence.get(visibility="hidden").source.shared_with.add(reviewer)
        review.submit(actor=actor_of(editor), claim_id=claim.pk)
        review.approve(actor=actor_of(reviewer), claim_id=claim.pk)
        publish_claim(claim, reviewer)

    publish_one()
    make_stale(article)
    one = queries_of(Client(), "/factchecks/")
    article.refresh_from_db()
    for _ in range(4):
        published_claim(article, editor, reviewer, words="3,000 hygiene kits")
    make_stale(article, "3,000 hygiene", "2,000 hygiene")
    page = Client().get("/factchecks/").content.decode()
    assert page.count("being re-examined") == 5
    assert queries_of(Client(), "/factchecks/") == one
