"""The eighteen figures of the demo articles, as a good editor notes them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.management.demo_articles import DEMO_ARTICLES, DemoClaim
from annotations.models import Article, Claim, Figure, SourceOrigin, User
from tests.factories.articles import make_article
from tests.factories.claims import make_claim
from tests.factories.figures import make_figure, make_quantity
from tests.factories.users import make_editor

SEEDS = Path(__file__).parents[3] / "factcheck" / "demo" / "seeds"


def demo_claims() -> Iterator[tuple[str, DemoClaim]]:
    for slug, claims in DEMO_ARTICLES.items():
        for claim in claims:
            yield slug, claim


def make_demo(editor: User) -> dict[str, Claim]:
    """Every claim of the demo articles with its confirmed figure, by its key; without rooms of figures."""
    articles = {
        slug: make_article((SEEDS / f"{slug}.txt").read_text(), by=editor, title=slug)
        for slug in DEMO_ARTICLES
    }
    made: dict[str, Claim] = {}
    figures: dict[str, Figure] = {}
    for slug, told in demo_claims():
        made[told.key] = claim = _claim(articles[slug], editor, told)
        if noted := told.figure:
            figures[told.key] = make_figure(
                claim,
                editor,
                noted.low,
                noted.qualifier,
                noted.unit,
                quantity=make_quantity(editor, noted.quantity),
                period=noted.period,
                period_words=noted.period_words,
                place=noted.place,
                authority=noted.authority,
                inferred=list(noted.inferred),
                share_of=figures[noted.share_of] if noted.share_of else None,
            )
    return made


def _claim(article: Article, editor: User, told: DemoClaim) -> Claim:
    wording = {"asserts": told.asserts, **(told.wording or {})}
    claim = make_claim(article, editor, told.words[0], **wording)
    if told.origin:
        claim.origin, _is_new = SourceOrigin.objects.get_or_create(
            name=told.origin, defaults={"created_by": editor}
        )
        claim.save(update_fields=["origin"])
    return claim


@pytest.fixture
def editor(db: None) -> User:
    return make_editor("nina")


@pytest.fixture
def demo(editor: User) -> dict[str, Claim]:
    return make_demo(editor)
