"""Claims as the templates show them: where their passages are, in as many queries however many they are."""

from typing import Any

import pytest

from annotations import claims, dossier
from annotations.models import Article, Claim, User
from annotations.views.shown import claims_for
from tests.factories.articles import make_article
from tests.factories.claims import make_claim
from tests.factories.users import actor_of, make_editor

pytestmark = pytest.mark.django_db
WORDS = "more than 4,000 hygiene kits"


@pytest.fixture
def ann() -> User:
    return make_editor()


def spread(article: Article, ann: User, title: str) -> Claim:
    """A claim of `article` that stands in another article of that title too."""
    claim = make_claim(article, ann)
    other = make_article(by=ann, title=title)
    for where, words in ((other, WORDS), (article, "80% of voters")):
        claims.add_appearance(
            actor=actor_of(ann), claim_id=claim.pk, article_id=where.pk, exact=words
        )
    return claim


def shown(ann: User, *rows: Claim) -> list[dict[str, Any]]:
    return claims_for(ann, dossier.claims_of(ann, [row.pk for row in rows]))


def test_a_claim_tells_how_many_passages_it_has_and_in_which_articles(ann: User) -> None:
    claim = spread(make_article(by=ann, title="Here"), ann, "There")
    (told,) = shown(ann, claim)
    assert told["passage_count"] == 3
    assert [(a["title"], len(a["passages"])) for a in told["appearances"]] == [
        ("Here", 2),
        ("There", 1),
    ]


def test_a_deleted_article_has_no_title_and_a_claim_of_one_article_needs_none(ann: User) -> None:
    article = make_article(by=ann)
    claim = spread(article, ann, "There")
    Article.objects.filter(title="There").update(deleted_at=claim.created_at)
    (told,) = shown(ann, claim)
    assert [a["title"] for a in told["appearances"]] == [article.title, None]
    (plain,) = shown(ann, make_claim(article, ann))
    assert (plain["passage_count"], plain["appearances"][0]["title"]) == (1, None)


def test_the_titles_of_all_articles_are_asked_for_at_once(
    ann: User, django_assert_num_queries: Any
) -> None:
    article = make_article(by=ann)
    rows = [spread(article, ann, f"There {n}") for n in range(4)]
    told = dossier.claims_of(ann, [row.pk for row in rows])
    # One more for the relations of all of them, and one for what they took over.
    with django_assert_num_queries(3):
        claims_for(ann, told)
