"""The public annotated article: what everybody reads of it, and when there is none."""

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from annotations import claims, publishing
from annotations.models import Article, ArticleRole, Newsroom, User
from annotations.publishing.quoted import Place, placed
from annotations.views import annotated
from tests.annotations.views.conftest import text
from tests.factories.articles import add_revision, make_article
from tests.factories.claims import (
    approved_claim,
    make_claim,
    published_claim,
    rated_claim,
    submitted_claim,
    withdrawn_claim,
)
from tests.factories.evidence import link_evidence
from tests.factories.published import publish_many
from tests.factories.users import actor_of

pytestmark = pytest.mark.django_db
UNCHECKED = "The ministry did not comment."


def page_of(article: Article, status: int = 200) -> str:
    answer = Client().get(f"/factchecks/articles/{article.pk}/")
    assert answer.status_code == status
    assert not answer.cookies
    assert status == 404 or "max-age=60" in answer.headers["Cache-Control"]
    return text(answer)


def show(what: str) -> None:
    Newsroom.objects.filter(pk=1).update(shows_articles=what)


def plain(html: str) -> str:
    """The words of the text column, without tags and without the numbers behind passages."""
    column = (
        html.partition('class="annotated-text"')[2].partition(">")[2].partition("</section>")[0]
    )
    column = re.sub(r'<a class="passage-number.*?</a>', "", column, flags=re.DOTALL)
    column = column.replace("</blockquote>", " </blockquote>")
    return " ".join(re.sub(r"<[^>]+>", "", column).split())


def marked(html: str) -> dict[str, str]:
    """By the number of the check, the words that are underlined up to it (of passages that do not overlap)."""
    found = re.findall(
        r'<span class="passage v-[a-z-]+" id="passage-(\d+)">([^<]*)</span><a class="passage-number',
        html,
    )
    return dict(found)


def changed(article: Article, old: str, new: str) -> None:
    article.refresh_from_db()
    assert article.current_revision is not None
    add_revision(article, article.current_revision.text.replace(old, new))


@pytest.fixture
def two(article: Article, editor: User, reviewer: User) -> list[Any]:
    """Two published checks of the article, the later words checked first."""
    return [
        published_claim(article, editor, reviewer, words="Around 3,000 people"),
        published_claim(article, editor, reviewer, statement="Kits: <b>4,000</b>"),
    ]


def test_by_default_only_the_checked_sentences_are_quoted_with_their_checks(
    article: Article, two: list[Any]
) -> None:
    html = page_of(article)
    assert marked(html) == {"1": "more than 4,000 hygiene kits", "2": "Around 3,000 people"}
    assert plain(html) == (
        "Volunteers gave out more than 4,000 hygiene kits. Around 3,000 people were detained."
    )
    assert UNCHECKED not in html
    for number, claim in enumerate(reversed(two), start=1):
        assert f'href="#check-{number}"' in html
        assert f'id="check-{number}"' in html
        assert f'href="/factchecks/{claim.slug}/"' in html
    assert "<b>4,000</b>" not in html
    assert "<script" not in html
    assert f'<link rel="canonical" href="http://testserver/factchecks/articles/{article.pk}/">' in (
        html.replace(canonical_base(html), "http://testserver")
    )
    assert "noindex" not in html


def canonical_base(html: str) -> str:
    found = re.search(r'rel="canonical" href="(https?://[^/"]+)', html)
    assert found
    return found[1]


def test_the_whole_text_is_shown_where_the_newsroom_may(article: Article, two: list[Any]) -> None:
    show("text")
    answer = Client().get(f"/factchecks/articles/{article.pk}/")
    html = text(answer)
    assert marked(html) == {"1": "more than 4,000 hygiene kits", "2": "Around 3,000 people"}
    assert article.current_revision is not None
    assert plain(html) == " ".join(article.current_revision.text.split())
    assert '<link rel="canonical" href="https://news.example/kits">' in html
    assert '<meta name="robots" content="noindex">' in html
    assert answer.headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize(
    ("newsroom", "own", "shown"),
    [
        ("text", "", "text"),
        ("text", "passages", "passages"),
        ("text", "nothing", None),
        ("nothing", "", None),
        ("nothing", "text", "text"),
        ("passages", "", "passages"),
    ],
)
def test_the_articles_own_setting_goes_before_the_newsrooms(
    newsroom: str, own: str, shown: str | None, article: Article, two: list[Any]
) -> None:
    show(newsroom)
    Article.objects.filter(pk=article.pk).update(publicly=own)
    html = page_of(article, 200 if shown else 404)
    assert (UNCHECKED in html) == (shown == "text")
    assert exists(article) == bool(shown)


def exists(article: Article) -> bool:
    """Whether anything public tells of the article's page; all of it says the same."""
    address = f"/factchecks/articles/{article.pk}/"
    listed = address in text(Client().get("/factchecks/articles/"))
    named = address in publishing.pages_of([article.pk], Newsroom.current()).values()
    is_there = Client().get(address).status_code == 200
    assert is_there == listed == named
    return is_there


def test_an_article_without_a_live_check_has_no_page(
    article: Article, editor: User, reviewer: User
) -> None:
    assert not exists(article)
    make_claim(article, editor)
    submitted_claim(article, editor)
    approved_claim(article, editor, reviewer)
    withdrawn_claim(article, editor, reviewer)
    assert not exists(article)
    claim = published_claim(article, editor, reviewer)
    assert exists(article)
    publishing.withdraw(actor=actor_of(reviewer), claim_id=claim.pk)
    assert not exists(article)
    assert (
        Client().get("/factchecks/articles/00000000-0000-7000-8000-000000000000/").status_code
        == 404
    )


def test_what_left_the_lists_or_is_our_own_has_no_page(
    article: Article, two: list[Any], editor: User
) -> None:
    assert not exists(make_article(by=editor, purpose="own"))
    other = make_article(by=editor)
    for fields in (
        {"deleted_at": timezone.now()},
        {"merged_into": other},
        {"role": ArticleRole.SOURCE},
        {"purpose": "own"},
    ):
        assert exists(article)
        before = {name: getattr(article, name) for name in fields}
        Article.objects.filter(pk=article.pk).update(**fields)
        assert not exists(article)
        Article.objects.filter(pk=article.pk).update(**before)


def test_the_next_version_of_a_check_changes_nothing_until_it_is_published(
    article: Article, editor: User, reviewer: User, two: list[Any]
) -> None:
    show("text")
    before = page_of(article)
    claim = publishing.correct(actor=actor_of(editor), claim_id=two[0].pk)
    other = make_article("Somebody else said that 3,000 people were detained.", by=editor)
    claims.add_appearance(
        actor=actor_of(editor), claim_id=claim.pk, article_id=other.pk, start=0, end=8
    )
    claims.amend(actor=actor_of(editor), claim_id=claim.pk, statement="Quite another thing.")
    rated_claim(article, editor, words="80% of voters", statement="Not for readers yet.")
    assert page_of(article) == before
    assert not exists(other)


def test_overlapping_passages_are_all_there(article: Article, editor: User, reviewer: User) -> None:
    show("text")
    for words in (
        "80% of voters took part",
        "voters took part. Around 3,000",
        "80% of voters took part",
        "3,000 people",
    ):
        published_claim(article, editor, reviewer, words=words)
    for _ in range(3):
        published_claim(article, editor, reviewer, words="voters")
    html = page_of(article)
    assert sorted(re.findall(r'<a class="passage-number [^>]*href="#check-(\d)"', html)) == list(
        "1234567"
    )
    assert sorted(re.findall(r'id="passage-(\d)"', html)) == list("1234567")
    assert article.current_revision is not None
    assert plain(html) == " ".join(article.current_revision.text.split())
    show("passages")
    html = page_of(article)
    assert sorted(re.findall(r'<a class="passage-number [^>]*href="#check-(\d)"', html)) == list(
        "1234567"
    )
    assert plain(html).count("80% of voters took part") == 2


def test_a_passage_over_two_paragraphs_is_marked_in_both_and_numbered_once(
    article: Article, editor: User, reviewer: User
) -> None:
    show("text")
    published_claim(article, editor, reviewer, words="people were detained.\n\nThe ministry")
    html = page_of(article)
    assert html.count('class="passage-number') == 1
    assert re.findall(r'class="passage v-true"[^>]*>([^<]*)<', html) == [
        "people were detained.",
        "The ministry",
    ]
    assert html.count('id="passage-1"') == 1


@pytest.mark.parametrize("shown", ["text", "passages"])
def test_words_that_moved_are_marked_where_they_stand_and_changed_ones_are_listed(
    shown: str, article: Article, two: list[Any]
) -> None:
    show(shown)
    changed(article, "Volunteers gave", "A new beginning.\n\nVolunteers gave")
    assert marked(page_of(article)) == {
        "1": "more than 4,000 hygiene kits",
        "2": "Around 3,000 people",
    }
    changed(article, "4,000 hygiene", "3,900 hygiene")
    html = page_of(article)
    assert "The text has changed" in html
    kept, _, gone = html.partition("The text has changed")
    assert marked(kept) == {"1": "Around 3,000 people"}
    assert marked(gone) == {"2": "more than 4,000 hygiene kits"}
    assert ("3,900" in html) == (shown == "text")


@pytest.mark.parametrize(
    ("place", "is_placed"),
    [
        ((11, 21, "He counted ", " in May.", "He counted 4,000 kits in May."), True),
        ((11, 21, "x", "y", "He counted 4,000 kits in May."), True),
        ((11, 21, "He counted ", " in May.", "Another sentence."), True),
        ((41, 51, "She counted ", " in June.", "She counted 4,000 kits in June."), False),
        ((12, 22, "He counted ", " in May.", "He counted 4,000 kits in May."), False),
        ((None, None, "He counted ", " in May.", "He counted 4,000 kits in May."), False),
    ],
)
def test_words_are_never_marked_at_another_place_where_they_happen_to_stand(
    place: Any,
    is_placed: bool,  # noqa: FBT001 - a parameter of the cases above
) -> None:
    text = "He counted 4,000 kits in May. She counted 4,000 kits in June."
    start, end, prefix, suffix, sentence = place
    judged = {
        "exact": "4,000 kits",
        "prefix": "He counted ",
        "suffix": " in May.",
        "sentence": "He counted 4,000 kits in May.",
    }
    (found,) = placed([judged], [Place("4,000 kits", prefix, suffix, sentence, start, end)], text)
    assert found.is_placed == is_placed
    assert not is_placed or text[found.start : found.end] == "4,000 kits"


def test_confidential_evidence_and_unpublished_words_are_not_in_it(
    article: Article, editor: User, reviewer: User, two: list[Any]
) -> None:
    show("text")
    claim = rated_claim(article, editor, words="80% of voters", statement="Unpublished words.")
    secret = {"url": "https://whistle.example/", "title": "Whistle", "quote": "secret words"}
    link_evidence(claim, editor, visibility="hidden", **secret)
    html = page_of(article)
    for words in (
        "Unpublished words.",
        "Whistle",
        "secret words",
        "80% of voters</span>",
        str(claim.pk),
    ):
        assert words not in html


def test_text_that_runs_from_right_to_left_keeps_its_direction_and_its_numbers(
    editor: User, reviewer: User
) -> None:
    show("text")
    article = make_article(
        "قالت الوزارة إن أكثر من 4,000 شخص عادوا.", by=editor, language="ar", title="الوزارة"
    )
    published_claim(article, editor, reviewer, words="أكثر من 4,000 شخص")
    html = page_of(article)
    assert 'class="text" lang="ar"' in html
    assert '<p class="kind-paragraph" dir="auto">' in html
    assert marked(html) == {"1": "أكثر من 4,000 شخص"}


def test_site_furniture_and_a_headline_said_already_are_left_out_unless_a_passage_stands_there(
    editor: User, reviewer: User
) -> None:
    show("text")
    article = make_article(
        "Kits arrive\n\nShare this\n\nThe kits came.\n\nMore of it", by=editor, title="Kits arrive"
    )
    for words in ("The kits came", "More of it"):
        published_claim(article, editor, reviewer, words=words)
    found = publishing.public_article(article.pk, Newsroom.current())
    assert found is not None
    for index, told in ((0, {"kind": "title"}), (1, {"furniture": True}), (3, {"furniture": True})):
        found.revision.blocks[index] |= told
    shown = annotated.text_of(found, annotated.passages_of(found, "en"))
    words = ["".join(run.text for run in item["block"]["runs"]) for item in shown["items"]]
    assert words == ["The kits came.", "More of it"]
    assert shown["gone"] == []


def test_signing_in_changes_nothing(
    article: Article, two: list[Any], editor: User, as_user: Any
) -> None:
    path = f"/factchecks/articles/{article.pk}/"
    assert as_user(editor).get(path).content == Client().get(path).content


def test_a_check_that_is_being_re_examined_says_so(article: Article, two: list[Any]) -> None:
    Newsroom.objects.filter(pk=1).update(says_reexamined=True)
    assert "being re-examined" not in page_of(article)
    changed(article, "4,000", "3,000")
    assert page_of(article).count("being re-examined") == 1


def test_ten_checks_take_as_many_queries_as_two(
    article: Article, editor: User, reviewer: User, two: list[Any], queries_of: Callable[..., int]
) -> None:
    for shown in ("text", "passages"):
        show(shown)
        path = f"/factchecks/articles/{article.pk}/"
        before = queries_of(Client(), path), queries_of(Client(), "/factchecks/articles/")
        for _ in range(4):
            published_claim(article, editor, reviewer)
        published_claim(make_article(by=editor), editor, reviewer)
        assert (queries_of(Client(), path), queries_of(Client(), "/factchecks/articles/")) == before
        assert before[0] <= 7


@pytest.mark.long
@pytest.mark.parametrize("shown", ["text", "passages"])
def test_two_thousand_checks_are_shown_in_time(shown: str, editor: User, reviewer: User) -> None:
    show(shown)
    words = "The office counted 4,000 kits in the month of May. "
    article = make_article("\n\n".join([words * 10] * 100), by=editor)
    like = published_claim(article, editor, reviewer, words="4,000 kits")
    article.refresh_from_db()
    assert article.current_revision is not None
    spots = [m.start() for m in re.finditer("4,000 kits", article.current_revision.text)]
    publish_many(like, [(at, at + 10) for at in spots] + [(at - 8, at + 5) for at in spots])
    page_of(article)
    began, worked = time.perf_counter(), time.process_time()
    html = page_of(article)
    taken, worked = time.perf_counter() - began, time.process_time() - worked
    assert html.count('class="passage-number') == 2_001
    assert html.count('class="remark v-') == 2_001
    assert worked < 3
    assert taken < 60  # with the database's share, on a machine that does much else
