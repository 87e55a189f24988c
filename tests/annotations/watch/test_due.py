"""Which pages are watched, and when each is looked at: once, whoever writes the work, and few statements."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotations import claims, watch
from annotations.evidence import sources
from annotations.models import Article, HistoryEntry, Newsroom, User, Watch, Work
from annotations.refusals import Conflict, Forbidden, Missing
from tests.factories.articles import add_revision, make_article, make_page
from tests.factories.claims import make_claim, published_claim, withdrawn_claim
from tests.factories.evidence import link_evidence
from tests.factories.users import actor_of, make_editor, make_reviewer, make_viewer
from tests.factories.watch import make_watch

pytestmark = pytest.mark.django_db
WORDS = "more than 4,000 hygiene kits"
TEXT = [f"Volunteers gave out {WORDS} in Minsk.", "The ministry did not comment."]


@pytest.fixture
def ann(db: None) -> User:
    return make_editor("ann")


def pages(count: int, by: User, site: str = "https://n{}.example/story") -> list[Article]:
    made = [make_page(TEXT, url=site.format(number)) for number in range(count)]
    for article in made:
        make_claim(article, by, WORDS)
    return made


def make_due() -> None:
    Work.objects.update(done_at=timezone.now())
    Watch.objects.update(next_look_at=timezone.now() - timedelta(seconds=1))


def watched() -> set[Any]:
    watch.watch_due_later()
    return set(Watch.objects.values_list("article", flat=True))


def test_pages_with_open_or_published_claims_are_watched_and_no_others(ann: User) -> None:
    reviewer = make_reviewer()
    (drafted,) = pages(1, ann)
    published = make_page(TEXT, url="https://b.example/")
    published_claim(published, ann, reviewer, words=WORDS)
    withdrawn = make_page(TEXT, url="https://c.example/")
    withdrawn_claim(withdrawn, ann, reviewer, words=WORDS)
    gone = make_page(TEXT, url="https://d.example/")
    claims.remove(actor=actor_of(ann), claim_id=make_claim(gone, ann, WORDS).pk)
    make_page(TEXT, url="https://e.example/")
    make_claim(make_article(url="https://f.example/"), ann, WORDS)  # pasted
    make_claim(make_page(TEXT, url=""), ann, WORDS)
    assert watched() == {drafted.pk, published.pk}
    assert watched() == {drafted.pk, published.pk}


@pytest.mark.parametrize(("visibility", "is_watched"), [("everyone", True), ("hidden", False)])
def test_what_open_evidence_rests_on_is_watched(
    ann: User, visibility: str, *, is_watched: bool
) -> None:
    page = make_page(["The register lists 4,120 kits."], url="https://source.example/")
    sources.source_of_article(ann, page)
    claim = make_claim(make_article(), ann, WORDS)
    link_evidence(claim, ann, url=page.url, visibility=visibility)
    assert (page.pk in watched()) == is_watched


def test_a_page_on_which_nothing_rests_any_more_rests_too(ann: User) -> None:
    (article,) = pages(1, ann)
    watched()
    make_due()
    claim = article.claims.get()
    claims.remove(actor=actor_of(ann), claim_id=claim.pk)
    assert watch.watch_due_later() == 0
    assert Watch.objects.get().next_look_at > timezone.now() + timedelta(hours=23)


def test_a_text_that_was_pasted_over_a_page_is_not_compared_with_it(ann: User) -> None:
    (article,) = pages(1, ann)
    watched()
    add_revision(article, f"Pasted: {WORDS}.")
    make_due()
    assert watch.watch_due_later() == 0


def test_only_due_pages_are_looked_at_and_each_once(ann: User) -> None:
    pages(3, ann)
    watched()
    assert watch.watch_due_later() == 0  # fresh ones come later
    make_due()
    paused = Watch.objects.earliest("pk")
    Watch.objects.filter(pk=paused.pk).update(is_paused=True)
    assert watch.watch_due_later() == 2
    assert watch.watch_due_later() == 0


def test_a_newsroom_that_does_not_watch_asks_nobody(ann: User) -> None:
    pages(1, ann)
    Newsroom.objects.update(watch_is_on=False)
    assert watched() == set()


def test_one_site_gets_a_few_visits_in_a_round(ann: User) -> None:
    pages(12, ann, "https://news.example/{}")
    watched()
    make_due()
    assert watch.watch_due_later() == 5
    assert watch.watch_due_later() == 0
    later = Watch.objects.filter(next_look_at__gt=timezone.now())
    assert later.count() == 7


def test_a_dozen_pages_take_as_many_statements_as_two(ann: User) -> None:
    def statements() -> int:
        make_due()
        with CaptureQueriesContext(connection) as captured:
            watch.watch_due_later()
        return len(captured)

    pages(2, ann)
    watched()
    two = statements()
    for article in pages(10, ann, "https://m{}.example/"):
        make_watch(article, url=article.url)
    assert statements() <= two <= 12


def test_a_person_has_a_page_looked_at_now_but_not_every_second(ann: User) -> None:
    (article,) = pages(1, ann)
    editor = actor_of(ann)
    assert watch.look_now(actor=editor, article_id=article.pk).is_due
    watch.look_now(actor=editor, article_id=article.pk)
    assert Work.objects.filter(kind="watch").count() == 1
    Watch.objects.update(looked_at=timezone.now())
    with pytest.raises(Conflict) as caught:
        watch.look_now(actor=editor, article_id=article.pk)
    assert (caught.value.code, caught.value.extra["retry_after"] > 50) == ("looked_lately", True)
    assert HistoryEntry.objects.filter(verb="look_asked").count() == 2


def test_a_page_is_paused_and_resumed_once(ann: User) -> None:
    (article,) = pages(1, ann)
    editor = actor_of(ann)
    for is_paused in (True, True, False, False):
        watch.pause(actor=editor, article_id=article.pk, is_paused=is_paused)
    verbs = HistoryEntry.objects.filter(verb__startswith="watch_").order_by("seq")
    assert list(verbs.values_list("verb", flat=True)) == ["watch_paused", "watch_resumed"]
    watch.pause(actor=editor, article_id=article.pk, is_paused=True)
    with pytest.raises(Conflict) as caught:
        watch.look_now(actor=editor, article_id=article.pk)
    assert caught.value.code == "paused"


def test_what_cannot_be_watched_says_so(ann: User) -> None:
    editor = actor_of(ann)
    for article in (make_article(url="https://a.example/"), make_page(TEXT, url="")):
        with pytest.raises(Conflict) as caught:
            watch.pause(actor=editor, article_id=article.pk, is_paused=True)
        assert caught.value.code == "nothing_to_watch"
    with pytest.raises(Missing):
        watch.look_now(actor=editor, article_id=ann.pk)
    with pytest.raises(Forbidden):
        watch.pause(actor=actor_of(make_viewer()), article_id=article.pk, is_paused=True)
