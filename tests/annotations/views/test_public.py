import json
import re
from collections.abc import Callable
from datetime import datetime
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from annotations import evidence, publishing, review
from annotations.models import Article, Claim, Newsroom, Rating, Source, User
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
    "/methodology/sources/",
    "/methodology/funding/",
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


def test_the_page_says_where_the_verdict_stands_on_the_scale_in_words(
    article: Article, editor: User, reviewer: User
) -> None:
    claim = published_claim(article, editor, reviewer)
    answer = Client().get(f"/factchecks/{claim.slug}/")
    steps = answer.context["check"]["scale"]
    assert [step.label for step in steps] == [
        *("False", "Mostly false", "Half true", "Mostly true", "True"),
    ]
    assert [step.is_given for step in steps] == [False, False, False, False, True]
    page = answer.content.decode()
    assert page.count('aria-current="true"') == 1
    assert "(this check)" in page


def test_a_rating_that_is_no_point_on_the_line_has_no_scale(
    article: Article, editor: User, reviewer: User
) -> None:
    claim = make_claim(article, editor)
    link_evidence(claim, editor)
    rate(claim, editor, "misleading")
    review.submit(actor=actor_of(editor), claim_id=claim.pk)
    review.approve(actor=actor_of(reviewer), claim_id=claim.pk)
    claim = publish_claim(claim, reviewer)
    page = Client().get(f"/factchecks/{claim.slug}/").content.decode()
    assert "Misleading" in page
    assert 'class="scale"' not in page


def test_the_page_says_when_it_was_checked_and_reviewed(
    article: Article, editor: User, reviewer: User
) -> None:
    claim = published_claim(article, editor, reviewer)
    check = Client().get(f"/factchecks/{claim.slug}/").context["check"]
    assert claim.verdict is not None
    assert claim.publication is not None
    assert check["rated_at"] == claim.verdict.created_at
    assert check["reviewed_at"] == claim.publication.decision.created_at


def speak(language: str) -> None:
    newsroom = Newsroom.current()
    newsroom.language = language
    newsroom.save()


def test_public_pages_speak_the_newsrooms_language_whatever_the_browser_asks(
    article: Article, editor: User, reviewer: User
) -> None:
    Rating.objects.filter(slug="true").update(labels={"ru": "Правда"})
    claim = published_claim(article, editor, reviewer)
    speak("ru")
    for path in (f"/factchecks/{claim.slug}/", "/factchecks/", "/methodology/"):
        answer = Client().get(path, headers={"accept-language": "de"})
        page = answer.content.decode()
        assert '<html lang="ru"' in page
        assert "Правда" in page
        assert answer.headers["Content-Language"] == "ru"
        assert "Accept-Language" not in answer.headers.get("Vary", "")
    day = claim.publication.published_at  # type: ignore[union-attr]
    assert (
        f"{day.day} {MONTHS[day.month - 1]} {day.year}"
        in Client().get("/factchecks/").content.decode()
    )


MONTHS = (
    *("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября"),
    *("октября", "ноября", "декабря"),
)


def test_a_translation_that_came_after_the_approval_is_not_printed(
    article: Article, editor: User, reviewer: User
) -> None:
    Rating.objects.filter(slug="true").update(labels={})
    claim = published_claim(article, editor, reviewer)
    Rating.objects.filter(slug="true").update(labels={"ru": "Правда"})
    speak("ru")
    page = Client().get(f"/factchecks/{claim.slug}/").content.decode()
    assert "True" in page
    assert "Правда" not in page


def test_it_shares_well_and_asks_no_other_site_for_anything(
    article: Article, editor: User, reviewer: User
) -> None:
    claim = published_claim(article, editor, reviewer, statement='He said "4,000" & <left>.')
    page = Client().get(f"/factchecks/{claim.slug}/").content.decode()
    metas = dict(re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">', page))
    assert metas["og:title"] == "True: He said &quot;4,000&quot; &amp; &lt;left&gt;."
    assert metas["og:type"] == "article"
    assert metas["og:url"].endswith(f"/factchecks/{claim.slug}/")
    assert metas["description"] == metas["og:description"] != ""
    assert metas["twitter:card"] == "summary"
    assert f'<link rel="canonical" href="{metas["og:url"]}">' in page
    for asked in re.findall(
        r'<(?:link rel="stylesheet"|img|iframe|script)[^>]*(?:href|src)="([^"]+)"', page
    ):
        assert asked.startswith("/")
    assert re.findall(r"<script(?! type=\"application/ld\+json\")", page) == []


def test_content_of_any_script_finds_its_own_direction(editor: User, reviewer: User) -> None:
    words = "وزعت الجمعية أكثر من 4000 مجموعة"
    story = make_article(f"{words}.", by=editor, url="https://news.example/ar", language="ar")
    claim = published_claim(story, editor, reviewer, words=words, statement=f"{words}.")
    page = Client().get(f"/factchecks/{claim.slug}/").content.decode()
    assert '<h1 class="check-words" dir="auto">' in page
    assert '<blockquote lang="ar" dir="auto">' in page


@pytest.mark.parametrize(
    ("path", "empty"),
    [
        ("/methodology/", {"methodology": ""}),
        ("/methodology/sources/", {"sources_policy": ""}),
        ("/methodology/funding/", {"funding": "", "ownership": ""}),
        ("/corrections/", {"corrections_policy": "", "contact": ""}),
    ],
)
def test_what_the_newsroom_has_not_written_is_said_to_be_so(
    path: str, empty: dict[str, str], db: None
) -> None:
    Newsroom.objects.update(**empty)
    page = Client().get(path).content.decode()
    assert page.count('class="soft unwritten"') == len(empty)


def test_every_public_page_leads_to_what_the_newsroom_says_of_itself(db: None) -> None:
    for path in ("/factchecks/", "/corrections/", "/methodology/", "/methodology/sources/"):
        page = Client().get(path).content.decode()
        for there in ("/methodology/", "/methodology/sources/", "/methodology/funding/"):
            assert f'href="{there}"' in page


def test_a_withdrawn_check_is_not_to_be_listed(
    article: Article, editor: User, reviewer: User
) -> None:
    claim = withdrawn_claim(article, editor, reviewer)
    answer = Client().get(f"/factchecks/{claim.slug}/")
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert "max-age=60" in answer.headers["Cache-Control"]


def test_ten_sources_take_as_many_queries_as_one(
    article: Article, editor: User, reviewer: User, queries_of: Callable[..., int]
) -> None:
    counts = []
    for more in (0, 9):
        claim = submitted_claim(article, editor)
        review.recall(actor=actor_of(editor), claim_id=claim.pk)
        for number in range(more):
            link_evidence(claim, editor, url=f"https://ministry.example/{number}")
        for entry in claim.evidence.all():
            copy = make_article(f"Page {entry.pk}", url=entry.source.url, role="source")
            Source.objects.filter(pk=entry.source_id).update(article=copy, copy_is_public=True)
        review.submit(actor=actor_of(editor), claim_id=claim.pk)
        review.approve(actor=actor_of(reviewer), claim_id=claim.pk)
        claim = publish_claim(claim, reviewer)
        counts.append(queries_of(Client(), f"/factchecks/{claim.slug}/"))
    assert counts[0] == counts[1]
