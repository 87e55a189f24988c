"""What a person corrected stays through every later import, and can be taken back."""

import time
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from annotations.imports import accept
from annotations.imports.correct import correct_article, take_back
from annotations.models import Article, HistoryEntry, Import
from annotations.refusals import Conflict, Forbidden, Invalid
from tests.factories.articles import make_article
from tests.factories.claims import approved_claim
from tests.factories.users import actor_of, make_editor, make_reviewer, make_viewer
from tests.harness.processes import Processes
from tests.harness.site import LocalSite

STORY = "<p>The council met on Monday and spoke for three hours about the budget of {year}.</p>" * 4


def page(title: str, author: str, year: int) -> str:
    return (
        f"<!doctype html><html lang=en><head><title>{title}</title>"
        f'<meta name="author" content="{author}">'
        f'<meta property="og:title" content="{title}"><meta property="article:published_time"'
        f' content="{year}-05-01T10:00:00+03:00"></head><body><article><h1>{title}</h1>'
        f"{STORY.format(year=year)}</article></body></html>"
    )


def arrived(item: Import) -> Article:
    deadline = time.monotonic() + 40
    while time.monotonic() < deadline:
        item.refresh_from_db()
        if item.is_finished:
            assert item.status == "succeeded", item.error
            return Article.objects.get(pk=item.article_id)
        time.sleep(0.1)
    pytest.fail(f"the import is still {item.status}")


@pytest.mark.live
def test_a_correction_stands_above_every_later_import_until_it_is_taken_back(
    live_stack: Processes, local_site: LocalSite
) -> None:
    editor, path = actor_of(make_editor(f"e{uuid4().hex[:8]}")), f"/{uuid4().hex}"
    url = local_site.put(path, page("Council meets", "Jane Doe", 2023))
    article = arrived(accept.import_url(actor=editor, url=url))
    assert (article.title, article.byline) == ("Council meets", "Jane Doe")
    ours = {"title": "Council quarrels", "published_at": "2023-05-02T08:30:00+02:00"}
    correct_article(actor=editor, article_id=article.pk, **ours)

    local_site.put(path, page("Council met again", "John Smith", 2024))
    article = arrived(accept.import_again(actor=editor, article_id=article.pk))
    assert article.current_revision is not None
    assert article.current_revision.number == 2
    assert (article.title, article.byline) == ("Council quarrels", "John Smith")
    assert article.published_at == datetime(2023, 5, 2, 6, 30, tzinfo=UTC)
    assert article.note_of("title") == {"origin": "person", "confidence": "high"}

    article = take_back(actor=editor, article_id=article.pk, field="title")
    assert article.title == "Council met again"
    assert article.note_of("title")["origin"] != "person"
    article = take_back(actor=editor, article_id=article.pk, field="published_at")
    assert article.published_at == datetime(2024, 5, 1, 7, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_taking_a_printed_field_back_makes_approvals_stale_and_is_on_record() -> None:
    editor, reviewer, article = make_editor(), make_reviewer(), make_article(byline="Jane Doe")
    correct_article(actor=actor_of(editor), article_id=article.pk, byline="John Smith")
    claim = approved_claim(article, editor, reviewer)
    take_back(actor=actor_of(editor), article_id=article.pk, field="byline")
    claim.refresh_from_db()
    assert claim.approval == "stale"
    entry = HistoryEntry.objects.filter(article=article).latest("seq")
    assert (entry.verb, entry.actor) == ("correction_taken_back", editor)


@pytest.mark.django_db
def test_only_an_editor_takes_back_and_only_what_was_corrected() -> None:
    article, editor = make_article(), actor_of(make_editor())
    with pytest.raises(Forbidden):
        take_back(actor=actor_of(make_viewer()), article_id=article.pk, field="title")
    with pytest.raises(Conflict, match="not_corrected"):
        take_back(actor=editor, article_id=article.pk, field="byline")
    with pytest.raises(Invalid, match="unknown_choice"):
        take_back(actor=editor, article_id=article.pk, field="purpose")
