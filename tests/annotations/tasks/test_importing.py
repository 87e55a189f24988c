"""Imports through the real dispatcher, broker and worker: each ends once, whatever dies."""

import time
from collections.abc import Callable

import pytest

from annotations.imports import accept
from annotations.models import Article, ArticleRevision, Highlight, HistoryEntry, Import, Snapshot
from annotations.tasks.choose_blocks import choose_block
from tests.factories.users import actor_of, make_editor
from tests.harness.processes import Processes
from tests.harness.site import LocalSite

pytestmark = pytest.mark.live

PAST = "Первая строка 👩‍👩‍👧‍👦.\r\n\r\nSecond paragraph with 4\u00a0000 words.\r\n"


def ended(item: Import, seconds: float = 40) -> Import:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        item.refresh_from_db()
        if item.is_finished:
            return item
        time.sleep(0.1)
    pytest.fail(f"the import is still {item.status} ({item.stage}) after {seconds} s")


def test_the_demo_articles_arrive_with_what_their_text_gives(
    live_stack: Processes, demo_publisher: str
) -> None:
    editor = actor_of(make_editor())
    items = {
        slug: accept.import_url(actor=editor, url=f"{demo_publisher}/articles/{slug}/")
        for slug in (
            "red-cross-hygiene-kits",
            "belarus-frees-detainees",
            "viasna-first-quarter-2024",
        )
    }
    articles: dict[str, Article] = {}
    for slug, item in items.items():
        done = ended(item)
        assert done.status == "succeeded", done.error
        assert done.article is not None
        articles[slug] = done.article
    kits, freed, viasna = articles.values()

    text = kits.current_revision.text  # type: ignore[union-attr]
    assert text.count("more than 4,000 hygiene kits") == 3
    assert any(b["repeat_of"] for b in kits.current_revision.blocks)  # type: ignore[union-attr]
    assert kits.published_at is not None
    assert kits.published_at.date().isoformat() == "2020-08-18"
    assert "UrduPoint" in kits.site_name
    assert kits.language == "en"

    assert freed.title == "Belarus frees detainees under pressure from protesters"
    assert freed.published_at is not None
    assert freed.published_at.date().isoformat() == "2020-08-14"
    assert freed.note_of("published_at")["confidence"] == "low"
    aside = [b["text"] for b in freed.current_revision.set_aside]  # type: ignore[union-attr]
    assert any("24/7 Live News Portal" in words for words in aside)
    assert "24/7" not in freed.current_revision.text  # type: ignore[union-attr]

    assert viasna.published_at is not None
    assert viasna.published_at.isoformat().startswith("2024-04-26T06:58:01")
    aside = [b["text"].lower() for b in viasna.current_revision.set_aside]  # type: ignore[union-attr]
    for furniture in ("viasna on patreon", "latest news", "partnership", "membership"):
        assert any(furniture in words for words in aside), furniture
    kinds = {b["kind"] for b in viasna.current_revision.blocks}  # type: ignore[union-attr]
    assert "caption" in kinds
    assert "Марш Адзінства" in viasna.current_revision.text  # type: ignore[union-attr]


def test_pasted_text_is_kept_word_for_word(live_stack: Processes) -> None:
    item = accept.import_text(actor=actor_of(make_editor()), text=PAST, title="Pasted")
    done = ended(item)
    assert done.status == "succeeded", done.error
    assert done.revision is not None
    assert done.revision.text == PAST.replace("\r\n", "\n")
    assert done.article is not None
    assert done.article.title == "Pasted"


def test_the_same_address_again_is_the_same_article_and_an_unchanged_text_the_same_revision(
    live_stack: Processes, demo_publisher: str
) -> None:
    editor = actor_of(make_editor())
    url = f"{demo_publisher}/articles/viasna-first-quarter-2024/"
    first = ended(accept.import_url(actor=editor, url=url))
    second = ended(accept.import_url(actor=editor, url=url))
    assert first.article_id == second.article_id
    assert first.revision_id == second.revision_id
    assert Snapshot.objects.filter(article=first.article_id).count() >= 2


def test_furniture_can_be_put_back_and_set_aside_again(
    live_stack: Processes, demo_publisher: str
) -> None:
    editor = actor_of(make_editor())
    item = ended(
        accept.import_url(actor=editor, url=f"{demo_publisher}/articles/belarus-frees-detainees/")
    )
    article = Article.objects.select_related("current_revision").get(pk=item.article_id)
    before = article.current_revision
    assert before is not None
    slogan = next(b for b in before.set_aside if "24/7" in b["text"])
    from tests.factories.claims import make_claim

    claim = make_claim(article, editor.person, "About 7,000 people were arrested")
    with_it = choose_block(
        actor=editor,
        article_id=article.pk,
        revision_id=before.pk,
        block_id=slogan["id"],
        choice="story",
    )
    assert with_it.text.startswith("24/7 Live News Portal\n\n")
    highlight = Highlight.objects.get(appearance__claim=claim)
    anchor = highlight.anchors.get(revision=with_it)
    assert (anchor.state, anchor.exact) == ("anchored", highlight.exact)
    again = choose_block(
        actor=editor,
        article_id=article.pk,
        revision_id=with_it.pk,
        block_id=slogan["id"],
        choice="aside",
    )
    assert again.text == before.text
    assert ArticleRevision.objects.filter(article=article).count() == 3


@pytest.mark.parametrize(
    ("path", "code"), [("/nothing-here", "http_404"), ("javascript", "url_invalid")]
)
def test_a_failed_import_says_why_and_can_be_tried_again(
    live_stack: Processes, demo_publisher: str, path: str, code: str
) -> None:
    from annotations.refusals import Invalid

    editor = actor_of(make_editor())
    if not path.startswith("/"):
        with pytest.raises(Invalid):
            accept.import_url(actor=editor, url=path)
        return
    done = ended(accept.import_url(actor=editor, url=demo_publisher + path))
    assert (done.status, done.error_code) == ("failed", code)
    assert done.error_detail
    accept.retry(actor=editor, import_id=done.pk)
    again = ended(done)
    assert again.requests == 2
    failures = HistoryEntry.objects.filter(object_id=str(done.pk), verb="import_failed")
    assert failures.count() == 2


def test_a_page_that_only_sends_its_readers_on_is_followed(
    live_stack: Processes, local_site: LocalSite
) -> None:
    story = (
        "<p>The council of the town met on Monday and decided on the budget for schools, roads and "
        "the library. Eleven members voted for it after a debate of four hours.</p>"
        "<p>The mayor said that the money would be spent by the summer, and that nobody had voted "
        "against it. The opposition called the plan too small for a growing town.</p>"
    )
    local_site.put(
        "/new", f"<html><title>Moved</title><article><h1>Moved</h1>{story}</article></html>"
    )
    url = local_site.put("/old", '<html><meta http-equiv="refresh" content="0; url=/new"></html>')
    done = ended(accept.import_url(actor=actor_of(make_editor()), url=url))
    assert done.status == "succeeded", done.error
    assert "decided on the budget for schools" in done.revision.text  # type: ignore[union-attr]
    assert done.article.url.endswith("/new")  # type: ignore[union-attr]


def test_a_private_address_is_refused(live_stack: Processes) -> None:
    done = ended(accept.import_url(actor=actor_of(make_editor()), url="http://127.0.0.1:9/"))
    assert done.error_code in {"address_forbidden", "port_refused"}


@pytest.mark.parametrize("victim", ["worker", pytest.param("dispatcher", marks=pytest.mark.long)])
def test_killing_a_process_in_the_middle_loses_nothing(live_stack: Processes, victim: str) -> None:
    editor = actor_of(make_editor())
    items = [
        accept.import_text(actor=editor, text=f"Text number {number}. It has two sentences.")
        for number in range(12)
    ]
    live_stack.kill(victim)
    more = accept.import_text(actor=editor, text="Accepted while it was down.")
    live_stack.start(victim, live_stack.commands[victim])
    done = [ended(item, 100) for item in [*items, more]]
    assert {item.status for item in done} == {"succeeded"}
    for item in done:
        assert ArticleRevision.objects.filter(article=item.article_id).count() == 1
        told = HistoryEntry.objects.filter(object_id=str(item.pk), verb="imported")
        assert told.count() == 1


def test_accepting_needs_no_redis(live_stack: Processes, timed: Callable[[], float]) -> None:
    item = accept.import_text(actor=actor_of(make_editor()), text="Redis may vanish at any moment.")
    assert timed() < 0.5
    assert ended(item).status == "succeeded"


@pytest.fixture
def timed() -> Callable[[], float]:
    began = time.monotonic()
    return lambda: time.monotonic() - began
