"""Public doors behind caches: what is told twice costs little, and nothing outlives a withdrawal by a minute."""

import re
from dataclasses import dataclass, field
from datetime import timedelta
from email.utils import parsedate_to_datetime

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern

from annotations import evidence, publishing, review
from annotations.models import Anchor, Article, Claim, Newsroom, User
from annotations.publishing.shown_text import show_text
from annotations.urls import public_pages
from annotations.views import conditional
from tests.factories.articles import add_revision, make_article
from tests.factories.claims import (
    give_reasons,
    make_claim,
    publish_claim,
    published_claim,
    rate,
    withdrawn_claim,
)
from tests.factories.evidence import link_evidence
from tests.factories.users import actor_of

pytestmark = pytest.mark.django_db
LISTS = [
    "/factchecks/",
    "/factchecks/feed.atom",
    "/factchecks/feed.rss",
    "/factchecks/sitemap.xml",
    "/factchecks/news-sitemap.xml",
    "/factchecks/claimreviews.json",
    "/factchecks/articles/",
    "/corrections/",
    "/methodology/",
    "/methodology/sources/",
    "/methodology/funding/",
]
PUBLIC = ("factchecks/", "corrections/", "methodology/")


@dataclass
class Shared:
    """A shared cache as RFC 9111 has it, for GET: fresh answers from the store, others revalidated with their ETag."""

    now: float = 0
    asked: int = 0
    kept: dict[str, tuple[float, HttpResponse]] = field(default_factory=dict)

    def get(self, path: str) -> HttpResponse:
        at, stored = self.kept.get(path, (0.0, None))
        if stored is not None and self.now - at < _max_age(stored):
            return stored
        headers = {"If-None-Match": stored.headers["ETag"]} if stored is not None else {}
        self.asked += 1
        answer = Client().get(path, headers=headers)
        if answer.status_code == 304 and stored is not None:
            assert _max_age(answer) == _max_age(stored), "a 304 says again how long it may be kept"
            self.kept[path] = (self.now, stored)
            return stored
        self.kept.pop(path, None)
        if _may_be_kept(answer):
            self.kept[path] = (self.now, answer)
        return answer


def _may_be_kept(answer: HttpResponse) -> bool:
    control = answer.headers.get("Cache-Control", "")
    return "ETag" in answer.headers and "public" in control and "no-store" not in control


def _max_age(answer: HttpResponse) -> int:
    control = answer.headers["Cache-Control"]
    assert "must-revalidate" in control, "else a cache may serve it stale while we do not answer"
    assert "stale-" not in control
    found = re.search(r"max-age=(\d+)", control)
    assert found
    return int(found[1])


def again(path: str, answer: HttpResponse) -> HttpResponse:
    return Client().get(path, headers={"If-None-Match": answer.headers["ETag"]})


def costing(path: str, **headers: str) -> tuple[HttpResponse, int]:
    """The answer, and how many queries it took."""
    with CaptureQueriesContext(connection) as captured:
        answer = Client().get(path, headers=headers)
    return answer, len(captured)


def page_of(claim: Claim) -> str:
    return f"/factchecks/{claim.slug}/"


def doors_of(claim: Claim) -> list[str]:
    page = page_of(claim)
    oembed = f"/factchecks/oembed?url={settings.PUBLIC_URL}{page}"
    return [*LISTS, page, f"{page}embed/", f"/factchecks/articles/{claim.article_id}/", oembed]


@pytest.fixture
def claim(article: Article, editor: User, reviewer: User) -> Claim:
    return published_claim(article, editor, reviewer)


def test_every_door_for_readers_answers_conditionally() -> None:
    readers = [
        one
        for one in public_pages
        if isinstance(one, URLPattern) and str(one.pattern).startswith(PUBLIC)
    ]
    assert len(readers) >= 18
    assert [one.name for one in readers if not getattr(one.callback, "is_conditional", False)] == []


def test_who_has_the_answer_is_told_so_at_every_public_door_for_fewer_queries(
    claim: Claim,
) -> None:
    costs = {}
    for path in doors_of(claim):
        answer, whole = costing(path)
        assert answer.status_code == 200, path
        assert 0 < _max_age(answer) <= 60, path
        assert not answer.cookies, path
        vary = set(answer.headers.get("Vary", "").split(", "))
        assert not {"Cookie", "Accept-Language"} & vary, path
        head = Client().head(path)
        assert (head.status_code, head.content) == (200, b""), path
        second, short = costing(path, **{"If-None-Match": answer.headers["ETag"]})
        assert (second.status_code, second.content) == (304, b""), path
        for other in (head, second):
            for name in ("ETag", "Cache-Control"):
                assert other.headers[name] == answer.headers[name], path
        costs[path.partition("?")[0]] = whole, short
    dear = {path for path, (whole, short) in costs.items() if short >= whole}
    # What is news is a matter of time too, and oEmbed is asked of any address.
    assert dear == {"/factchecks/news-sitemap.xml", "/factchecks/oembed"}
    assert {short for path, (_whole, short) in costs.items() if path not in dear} == {2}


def test_who_has_another_answer_gets_this_one(claim: Claim) -> None:
    for given in ('"other"', 'W/"other"', '""', "nonsense", '"a", W/"b"'):
        answer = Client().get(page_of(claim), headers={"If-None-Match": given})
        assert answer.status_code == 200
        assert claim.statement in answer.content.decode()


def test_any_of_several_tags_will_do(claim: Claim) -> None:
    tag = Client().get(page_of(claim)).headers["ETag"]
    given = {"If-None-Match": f'"x", {tag}, "y"'}
    assert Client().get(page_of(claim), headers=given).status_code == 304


def test_the_time_is_told_once_it_is_sure_to_be_the_last(
    claim: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = page_of(claim)
    assert "Last-Modified" not in Client().get(path).headers, "it changed within the last minute"
    monkeypatch.setattr(conditional, "SETTLED", timedelta(seconds=-1))
    told = Client().get(path).headers["Last-Modified"]
    assert parsedate_to_datetime(told).tzinfo
    assert Client().get(path, headers={"If-Modified-Since": told}).status_code == 304
    earlier = parsedate_to_datetime(told) - timedelta(seconds=1)
    since = earlier.strftime("%a, %d %b %Y %H:%M:%S GMT")
    assert Client().get(path, headers={"If-Modified-Since": since}).status_code == 200
    both = {"If-Modified-Since": told, "If-None-Match": '"another"'}
    assert Client().get(path, headers=both).status_code == 200, (
        "the tag decides where both are sent"
    )


def test_a_withdrawal_takes_effect_within_a_minute_behind_a_shared_cache(
    claim: Claim, reviewer: User
) -> None:
    cache, path = Shared(), page_of(claim)
    holding = [
        path,
        f"{path}embed/",
        "/factchecks/",
        "/factchecks/feed.atom",
        "/factchecks/feed.rss",
    ]
    holding += ["/factchecks/sitemap.xml", "/factchecks/claimreviews.json"]
    for one in holding:
        assert str(claim.slug) in cache.get(one).content.decode(), one
    cache.now = 59
    assert cache.get(path).status_code == 200
    assert cache.asked == len(holding), "a fresh answer comes from the store"
    cache.now = 61
    for one in holding:
        cache.get(one)
    assert cache.asked == 2 * len(holding)
    publishing.withdraw(actor=actor_of(reviewer), claim_id=claim.pk, reason="It was wrong.")
    cache.now = 61 + 60
    for one in holding:
        answer = cache.get(one)
        assert claim.statement not in answer.content.decode(), one
    assert cache.get(path).status_code == 410
    assert cache.get(f"{path}embed/").status_code == 410


def test_a_correction_changes_the_tag_of_its_page_and_of_no_other(
    claim: Claim, article: Article, editor: User, reviewer: User
) -> None:
    other = published_claim(article, editor, reviewer)
    before = {one.pk: Client().get(page_of(one)) for one in (claim, other)}
    publishing.correct(actor=actor_of(editor), claim_id=claim.pk)
    rate(claim, editor, "half-true", "It was fewer.")
    assert again(page_of(claim), before[claim.pk]).status_code == 304, "a draft is not public"
    review.submit(actor=actor_of(editor), claim_id=claim.pk)
    review.approve(actor=actor_of(reviewer), claim_id=claim.pk)
    publish_claim(claim, reviewer)
    changed = again(page_of(claim), before[claim.pk])
    assert changed.status_code == 200
    assert "It was fewer." in changed.content.decode()
    assert again(page_of(other), before[other.pk]).status_code == 304


def test_what_the_newsroom_says_of_itself_changes_every_page(claim: Claim) -> None:
    paths = [page_of(claim), f"{page_of(claim)}embed/", "/methodology/"]
    for change in ({"name": "Other"}, {"methodology": "We ask."}, {"language": "ru"}):
        before = {path: Client().get(path) for path in paths}
        Newsroom.objects.update(**change)
        assert {again(path, answer).status_code for path, answer in before.items()} == {200}


def test_a_new_release_changes_every_page(claim: Claim, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [page_of(claim), "/factchecks/feed.atom", "/methodology/"]
    before = {path: Client().get(path) for path in paths}
    now = conditional._release()[1]
    monkeypatch.setattr(conditional, "_release", lambda: ("newer", now))
    assert {again(path, answer).status_code for path, answer in before.items()} == {200}


def test_what_rests_on_more_than_publications_is_compared_by_its_bytes(
    claim: Claim, article: Article, reviewer: User
) -> None:
    article.refresh_from_db()
    Newsroom.objects.update(says_reexamined=True)
    path = page_of(claim)
    sure = Client().get(path)
    assert sure.headers["ETag"].startswith("W/")
    assert article.current_revision is not None
    add_revision(article, article.current_revision.text.replace("4,000", "3,000"))
    changed = again(path, sure)
    assert changed.status_code == 200
    assert "being re-examined" in changed.content.decode()
    assert not changed.headers["ETag"].startswith("W/")
    assert again(path, changed).status_code == 304
    review.approve(actor=actor_of(reviewer), claim_id=claim.pk)
    assert "being re-examined" not in again(path, changed).content.decode()


def tags_of(paths: list[str]) -> dict[str, tuple[str, bytes]]:
    answers = {path: Client().get(path) for path in paths}
    return {path: (answer.headers["ETag"], answer.content) for path, answer in answers.items()}


def test_work_on_an_article_and_what_is_confidential_there_move_no_tag(
    claim: Claim, article: Article, editor: User
) -> None:
    doors = [*doors_of(claim), f"/factchecks/articles/{article.pk}/annotations.json"]
    before = tags_of(doors)
    draft = make_claim(article, editor, "The ministry did not comment.")
    link_evidence(draft, editor, url="https://leak.example/", visibility="hidden")
    publishing.correct(actor=actor_of(editor), claim_id=claim.pk)
    link_evidence(claim, editor, url="https://leak.example/", visibility="hidden")
    assert tags_of(doors) == before


def test_an_approval_that_is_stale_for_confidential_evidence_alone_moves_no_tag(
    article: Article, editor: User, reviewer: User
) -> None:
    Newsroom.objects.update(says_reexamined=True)
    other = make_article("The register counts 4,120 kits in all.", by=editor, title="Register")
    claim = rate(make_claim(article, editor), editor)
    link_evidence(claim, editor)
    entry = evidence.link(
        actor=actor_of(editor),
        claim_id=claim.pk,
        stance="corroborates",
        passage={"article": str(other.pk), "exact": "4,120 kits"},
        visibility="hidden",
    )
    entry.shared_with.add(reviewer)
    give_reasons(claim, editor)
    review.submit(actor=actor_of(editor), claim_id=claim.pk)
    review.approve(actor=actor_of(reviewer), claim_id=claim.pk)
    claim = publish_claim(claim, reviewer)
    doors = [*doors_of(claim), f"/factchecks/articles/{article.pk}/annotations.json"]
    before = tags_of(doors)
    add_revision(other, "The register counts 5,000 kits in all.")
    claim.refresh_from_db()
    assert claim.approval == "stale"
    assert tags_of(doors) == before


def test_another_text_and_another_place_in_it_move_the_articles_tag(
    claim: Claim, article: Article, editor: User
) -> None:
    path = f"/factchecks/articles/{article.pk}/"
    before = Client().get(path)
    article.refresh_from_db()
    assert article.current_revision is not None
    add_revision(article, f"Correction follows.\n\n{article.current_revision.text}")
    moved = again(path, before)
    assert moved.status_code == 200
    anchor = Anchor.objects.get(highlight__appearance__claim=claim)
    Anchor.objects.filter(pk=anchor.pk).update(start=anchor.start + 1)
    assert again(path, moved).status_code == 200


def test_an_article_that_is_no_longer_shown_leaves_its_checks_page(
    claim: Claim, article: Article, editor: User
) -> None:
    path = page_of(claim)
    before = Client().get(path)
    assert f"/factchecks/articles/{article.pk}/" in before.content.decode()
    show_text(actor=actor_of(editor), article_id=article.pk, publicly="nothing")
    after = again(path, before)
    assert after.status_code == 200
    assert f"/factchecks/articles/{article.pk}/" not in after.content.decode()


def test_what_is_gone_or_never_was_has_no_tag(
    article: Article, editor: User, reviewer: User
) -> None:
    gone = withdrawn_claim(article, editor, reviewer)
    for path, status in ((page_of(gone), 410), ("/factchecks/never/", 404)):
        for headers in ({}, {"If-None-Match": "*"}):
            answer = Client().get(path, headers=headers)
            assert answer.status_code == status
            assert "ETag" not in answer.headers
