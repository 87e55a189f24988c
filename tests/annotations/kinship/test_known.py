"""Finding the article that an address or an agency's number belongs to."""

import pytest

from annotations import kinship
from annotations.models import AlsoPublished, Article
from tests.factories.articles import add_revision, make_article
from tests.factories.users import make_editor

pytestmark = pytest.mark.django_db


def known(*addresses: str, identifier: str = "") -> Article | None:
    return kinship.known_article(
        articles=Article.objects.all(), addresses=addresses, identifier=identifier
    )


def test_an_article_is_known_by_its_address_its_canonical_one_or_its_number() -> None:
    article = make_article(
        url="https://m.news.example/a?ref=x",
        canonical_url="https://news.example/a",
        identifier="urn:agency:1",
    )
    assert known("https://m.news.example/a?ref=x") == article
    assert known("https://news.example/a") == article
    assert known("https://elsewhere.example/", identifier="urn:agency:1") == article
    assert known("https://news.example/b", "") is None


def test_a_page_that_calls_another_sites_address_its_own_does_not_stand_for_it() -> None:
    make_article(url="https://copy.example/a", canonical_url="https://news.example/a")
    assert known("https://news.example/a") is None


def test_a_merged_version_stands_for_the_article_it_became_part_of() -> None:
    first = make_article(url="https://news.example/a")
    later = make_article(url="https://news.example/a-2", merged_into=first)
    assert known(later.url) == first


def test_a_copy_published_elsewhere_stands_for_itself() -> None:
    first = make_article(url="https://news.example/a")
    later = make_article(url="https://copy.example/a", merged_into=first)
    AlsoPublished.objects.create(
        article=first,
        snapshot=later.current_revision.snapshot,
        added_by=make_editor(),  # type: ignore[union-attr]
    )
    assert known(later.url) == later


def test_a_merged_article_whose_text_departs_stands_on_its_own_again() -> None:
    first = make_article("One text of seven words stands here.")
    later = make_article("One text of seven words stands here.", merged_into=first)
    assert not kinship.part_again(later)
    add_revision(later, "Now it says something else altogether.")
    assert kinship.part_again(later)
    assert later.merged_into is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.bbc.co.uk/a", "https://m.bbc.co.uk/b"),
        ("https://m.news.example/", "https://news.example/"),
        ("http://localhost:1/a", "http://localhost:1/b"),
    ],
)
def test_one_registered_name_is_one_site(one: str, other: str) -> None:
    assert kinship.is_same_site(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.co.uk/", "https://b.co.uk/"),
        ("http://127.0.0.1:8001/a", "http://127.0.0.1:8002/a"),
        ("http://10.0.0.1/a", "http://11.0.0.1/a"),
        ("", ""),
        ("https://news.example/", ""),
    ],
)
def test_another_name_is_another_site(one: str, other: str) -> None:
    assert not kinship.is_same_site(one, other)
