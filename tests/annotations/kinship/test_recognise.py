"""Recognising the same story when it comes again."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations import kinship
from annotations.imports.readers.document import ReadBlock
from annotations.models import Article, ArticleRole, Kinship, Likeness, Purpose, TextSketch
from annotations.tasks.choose_blocks import choose_block
from tests.factories.articles import make_article, make_page
from tests.factories.users import actor_of, make_editor

pytestmark = pytest.mark.django_db

STORY = "\n\n".join(
    f"The council of town number {n} met on Monday and decided on the budget for schools and roads."
    for n in range(8)
)
OTHER = "\n\n".join(
    f"Volunteers in district {n} handed out warm clothes, and nobody was turned away at the door."
    for n in range(8)
)


def found(article: Article) -> dict[object, tuple[str, float]]:
    assert article.current_revision is not None
    made = kinship.recognise(article, article.current_revision)
    return {kin.other_id: (kin.likeness, kin.score) for kin in made}


def test_the_same_words_from_elsewhere_are_the_same_text() -> None:
    first = make_article(STORY, url="https://one.example/a")
    second = make_article(STORY.replace("\n\n", "\n\n  \n").upper(), url="https://two.example/b")
    assert found(second) == {first.pk: (Likeness.TEXT, 1.0)}


def test_a_headline_and_a_caption_of_its_own_do_not_make_another_text() -> None:
    paragraphs = STORY.split("\n\n")
    first = make_page([ReadBlock("title", "Budget decided"), *paragraphs], url="https://a.example/")
    caption = ReadBlock("caption", "The town hall on Monday (AP)")
    second = make_page(
        [ReadBlock("title", "Money for schools"), caption, *paragraphs], url="https://b.example/"
    )
    assert found(second) == {first.pk: (Likeness.TEXT, 1.0)}


def test_a_shortened_text_is_syndicated_with_the_share_that_stands_in_the_other() -> None:
    first = make_article(STORY)
    paragraphs = STORY.split("\n\n")
    second = make_article("\n\n".join([*paragraphs[:5], "Our own reporter adds a line of his."]))
    likeness, score = found(second)[first.pk]
    assert likeness == Likeness.SYNDICATED
    assert 0.8 < score < 1


def test_another_story_is_no_kin() -> None:
    make_article(STORY)
    assert found(make_article(OTHER)) == {}


def test_a_brief_of_a_few_words_is_kin_of_its_equal_only() -> None:
    first = make_article("The ministry did not comment on Monday.")
    make_article("The ministry did not comment on Monday. Nor on Tuesday.")
    assert found(make_article("The ministry did not comment on Monday.")) == {
        first.pk: (Likeness.TEXT, 1.0)
    }


def test_the_same_address_is_asked_about_whatever_the_text() -> None:
    first = make_article(STORY, url="https://one.example/a")
    second = make_article(OTHER, url="https://one.example/a")
    assert found(second) == {first.pk: (Likeness.ADDRESS, 0.0)}


def test_the_same_agency_number_is_asked_about() -> None:
    first = make_article(STORY, identifier="urn:newsml:agency.example:1")
    second = make_article(OTHER, identifier="urn:newsml:agency.example:1")
    assert found(second) == {first.pk: (Likeness.IDENTIFIER, 0.0)}


def test_a_pair_is_noted_once_and_by_the_later_one() -> None:
    first, second = make_article(STORY), make_article(STORY)
    assert len(found(second)) == 1
    assert found(second) == {}
    assert found(first) == {}
    pair = Kinship.objects.get()
    assert (pair.article_id, pair.other_id) == (second.pk, first.pk)


def test_our_own_copy_is_never_held_against_what_others_published() -> None:
    make_article(STORY)
    assert found(make_article(STORY, purpose=Purpose.OWN)) == {}


def test_an_archived_source_is_no_kin() -> None:
    source = make_article(STORY, role=ArticleRole.SOURCE)
    assert not TextSketch.objects.filter(article=source).exists()
    assert source.current_revision is not None
    assert kinship.recognise(source, source.current_revision) == []
    assert found(make_article(STORY)) == {}


def test_a_merged_article_is_no_longer_named() -> None:
    first, second = make_article(STORY), make_article(STORY)
    second.merged_into = first
    second.save()
    assert set(found(make_article(STORY))) == {first.pk}


def test_furniture_in_pasted_text_counts_for_nothing() -> None:
    first = make_article(STORY)
    second = make_article("Subscribe to our newsletter now\n\n" + STORY)
    block = second.current_revision.blocks[0]  # type: ignore[union-attr]
    choose_block(
        actor=actor_of(make_editor()),
        article_id=second.pk,
        revision_id=None,
        block_id=block["id"],
        choice="aside",
    )
    second.refresh_from_db()
    assert found(second)[first.pk] == (Likeness.TEXT, 1.0)


def test_the_number_of_queries_does_not_grow_with_the_likenesses() -> None:
    def queries() -> int:
        newest = make_article(STORY)
        with CaptureQueriesContext(
            connection,
        ) as context:
            found(newest)
        return len(context)

    make_article(STORY)
    few = queries()
    for _ in range(6):
        make_article(STORY)
    assert queries() == few
