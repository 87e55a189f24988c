"""ClaimReview as schema.org and Google's fact-check page document it, read back by an outside parser."""

import json
import re
from datetime import UTC, date, datetime
from typing import Any

import extruct
import pytest
from django.conf import settings
from django.test import Client

from annotations import publishing, review
from annotations.models import Article, Claim, Newsroom, User
from annotations.publishing.claimreview import claim_review, shortened
from tests.factories.articles import make_article
from tests.factories.claims import (
    make_claim,
    publish_claim,
    published_claim,
    rate,
    rated_claim,
    withdrawn_claim,
)
from tests.factories.users import actor_of, make_editor, make_reviewer

pytestmark = pytest.mark.django_db
URL, DAY = re.compile(r"https?://\S+$"), re.compile(r"\d{4}-\d\d-\d\d(T\S+)?$")
# https://developers.google.com/search/docs/appearance/structured-data/factcheck: property, whether it is required, and
# what its value must be. Where the value is an object its own table follows.
ORGANISATION = {"name": (True, str), "url": (False, URL)}
WORK = {"url": (False, URL), "headline": (False, str), "datePublished": (False, DAY)}
RATING = {
    "alternateName": (True, str),
    "ratingValue": (False, int),
    "bestRating": (False, int),
    "worstRating": (False, int),
    "ratingExplanation": (False, str),
}
CLAIM = {
    "appearance": (False, [WORK]),
    "firstAppearance": (False, WORK),
    "author": (False, {"name": (True, str)}),
    "datePublished": (False, DAY),
}
CLAIM_REVIEW = {
    "claimReviewed": (True, str),
    "reviewRating": (True, RATING),
    "url": (True, URL),
    "author": (False, ORGANISATION),
    "itemReviewed": (False, CLAIM),
    "datePublished": (False, DAY),
    "dateModified": (False, DAY),
}
TYPES = {
    "reviewRating": {"Rating"},
    "itemReviewed": {"Claim"},
    "author": {"Organization", "Person"},
    "firstAppearance": {"CreativeWork"},
}


def faults(thing: Any, rules: dict[str, Any], name: str = "ClaimReview") -> list[str]:
    """What a parsed object lacks or has wrong, by a table of rules."""
    found = []
    for key, (is_required, wanted) in rules.items():
        where, value = f"{name}.{key}", thing.get(key)
        if value is None:
            found += [f"{where} is missing"] if is_required else []
        elif isinstance(wanted, list):
            found += [fault for one in value for fault in faults(one, wanted[0], where)]
        elif isinstance(wanted, dict):
            if value.get("@type") not in TYPES.get(key, {value.get("@type")}):
                found.append(f"{where} is a {value.get('@type')}")
            found += faults(value, wanted, where)
        elif isinstance(wanted, re.Pattern):
            found += [] if wanted.match(value) else [f"{where} is {value}"]
        elif not isinstance(value, wanted) or value == "":
            found.append(f"{where} is {value!r}")
    return found


def read_back(claim: Claim) -> dict[str, Any]:
    """The one ClaimReview of the check's page as an outside parser finds it."""
    claim.refresh_from_db()
    answer = Client().get(f"/factchecks/{claim.slug}/")
    read = extruct.extract(answer.content.decode(), syntaxes=["json-ld"])["json-ld"]
    reviews = [one for one in read if one.get("@type") == "ClaimReview"]
    assert len(reviews) == 1
    found: dict[str, Any] = reviews[0]
    return found


@pytest.fixture
def editor() -> User:
    return make_editor("nina")


@pytest.fixture
def reviewer() -> User:
    return make_reviewer("ruth")


def full_claim(editor: User, reviewer: User, **wording: Any) -> Claim:
    day = datetime(2020, 8, 18, tzinfo=UTC)
    article = make_article(
        by=editor,
        url="https://paper.example/s",
        site_name="The Paper",
        published_at=day,
        field_notes={"published_at": {"origin": "person"}},
    )
    given = {
        "claimant": "The ministry",
        "claimant_kind": "organisation",
        "claimed_on": "2020-08-17",
    }
    return published_claim(article, editor, reviewer, **{**given, **wording})


def test_every_required_and_recommended_property_is_read_back_from_the_page(
    editor: User, reviewer: User
) -> None:
    made = read_back(full_claim(editor, reviewer))
    assert faults(made, CLAIM_REVIEW) == []
    for key in CLAIM_REVIEW.keys() - {"dateModified"}:
        assert key in made
    assert made["itemReviewed"].keys() >= CLAIM.keys()
    assert made["reviewRating"].keys() >= RATING.keys()
    assert made["url"].startswith(settings.PUBLIC_URL)
    assert made["author"]["name"] == Newsroom.current().name
    assert made["reviewRating"] | {"@type": "Rating"} == {
        "@type": "Rating",
        "alternateName": "True",
        "ratingExplanation": "The register of the ministry says the same.",
        "ratingValue": 5,
        "bestRating": 5,
        "worstRating": 1,
    }
    claim = made["itemReviewed"]
    assert claim["author"] == {"@type": "Organization", "name": "The ministry"}
    assert claim["datePublished"] == "2020-08-17"
    assert claim["firstAppearance"] == claim["appearance"][0]
    assert claim["firstAppearance"]["publisher"]["name"] == "The Paper"


def test_the_rules_find_what_is_wrong(editor: User, reviewer: User) -> None:
    made = read_back(full_claim(editor, reviewer))
    del made["url"]
    made["reviewRating"]["alternateName"] = ""
    made["itemReviewed"]["author"] = {"@type": "Thing"}
    assert faults(made, CLAIM_REVIEW) == [
        "ClaimReview.reviewRating.alternateName is ''",
        "ClaimReview.url is missing",
        "ClaimReview.itemReviewed.author is a Thing",
        "ClaimReview.itemReviewed.author.name is missing",
    ]


def test_what_is_not_known_is_left_out(editor: User, reviewer: User) -> None:
    claim = make_claim(make_article("It is so, they say.", by=editor, title=""), editor, "It is so")
    for one in (rate(claim, editor, "misleading"),):
        review.submit(actor=actor_of(editor), claim_id=one.pk)
    claim = review.approve(actor=actor_of(reviewer), claim_id=claim.pk)
    made = claim_review(
        json.loads(claim.approval_decision.content),  # type: ignore[union-attr]
        address="/factchecks/x/",
        newsroom=Newsroom.current(),
        published_on=None,
    )
    assert faults(made, CLAIM_REVIEW) == []
    assert made["itemReviewed"] == {"@type": "Claim", "text": claim.statement}
    assert made["reviewRating"].keys() == {"@type", "alternateName", "ratingExplanation"}
    assert not {"datePublished", "dateModified"} & made.keys()


@pytest.mark.parametrize(
    "statement",
    [
        "Short.",
        "word " * 40,
        "x" * 200,
        "да " * 60,
        "👩‍👩‍👧‍👦" * 30,
        "Two\n\nlines " * 2,
        "a" * 73 + "é" * 9,
    ],
)
def test_the_summary_has_fewer_than_75_characters_and_no_half_a_word(statement: str) -> None:
    made = shortened(statement)
    assert 0 < len(made) < 75
    assert "\n" not in made
    words = " ".join(statement.split())
    assert made == words or words.startswith(made.removesuffix("…"))
    if " " in words and made != words:
        assert words[len(made) - 1 :].startswith(" ")


def test_of_several_appearances_the_earliest_is_the_first_only_where_all_have_a_date(
    editor: User, reviewer: User
) -> None:
    content = json.loads(
        publishing.public_checks().get(claim=full_claim(editor, reviewer)).decision.content
    )
    later = json.loads(json.dumps(content["appearances"][0]))
    later["article"] |= {
        "url": "https://early.example/",
        "published_at": "2020-08-11T00:00:00+00:00",
    }
    content["appearances"].append(later)
    kept = {"address": "/f/", "newsroom": Newsroom.current(), "published_on": None}
    made = claim_review(content, **kept)["itemReviewed"]
    assert [one["url"] for one in made["appearance"]] == [
        "https://paper.example/s",
        "https://early.example/",
    ]
    assert made["firstAppearance"]["url"] == "https://early.example/"
    later["article"]["published_at"] = None
    undated = claim_review(content, **kept)["itemReviewed"]
    assert "firstAppearance" not in undated
    assert len(undated["appearance"]) == 2


def test_the_numbers_are_those_of_the_scale_that_was_judged(editor: User, reviewer: User) -> None:
    content = json.loads(
        publishing.public_checks().get(claim=full_claim(editor, reviewer)).decision.content
    )
    step = {"slug": "s", "label": "S", "look": "true", "position": 1}
    content["rating"]["scale"] = [
        {**step, "number": 2},
        {**step, "number": 5},
        {**step, "number": None},
    ]
    kept = {"address": "/f/", "newsroom": Newsroom.current(), "published_on": None}
    rating = claim_review(content, **kept)["reviewRating"]
    assert (rating["worstRating"], rating["ratingValue"], rating["bestRating"]) == (2, 5, 5)
    content["rating"]["scale"] = [{**step, "number": 5}]
    assert "ratingValue" not in claim_review(content, **kept)["reviewRating"]


def test_words_are_in_the_language_of_the_public_pages(editor: User, reviewer: User) -> None:
    Newsroom.objects.filter(pk=1).update(language="ru")
    content = json.loads(
        publishing.public_checks().get(claim=full_claim(editor, reviewer)).decision.content
    )
    content["rating"]["labels"] = {"ru": "Правда"}
    made = claim_review(content, address="/f/", newsroom=Newsroom.current(), published_on=None)
    assert (made["inLanguage"], made["reviewRating"]["alternateName"]) == ("ru", "Правда")


def test_the_api_answers_the_same_object_as_the_page_for_every_published_version(
    editor: User, reviewer: User
) -> None:
    claim = full_claim(editor, reviewer)
    client = Client()
    client.force_login(editor, backend="annotations.accounts.backend.Backend")
    path = f"/api/v1/claims/{claim.pk}/claimreview/"
    assert client.get(path).json() == read_back(claim)
    publishing.correct(actor=actor_of(editor), claim_id=claim.pk, kind="correction", note="Fewer.")
    rate(claim, editor, "half-true", "It was fewer.")
    review.submit(actor=actor_of(editor), claim_id=claim.pk)
    assert client.get(path).json() == read_back(claim)
    review.approve(actor=actor_of(reviewer), claim_id=claim.pk)
    coming = client.get(path).json()
    assert coming["reviewRating"]["alternateName"] == "Half true"
    assert coming["datePublished"] == read_back(claim)["datePublished"]
    publish_claim(claim, reviewer)
    now = read_back(claim)
    assert client.get(path).json() == now
    assert now["dateModified"] > now["datePublished"]


def test_what_was_withdrawn_has_none(editor: User, reviewer: User) -> None:
    claim = withdrawn_claim(make_article(by=editor), editor, reviewer)
    page = Client().get(f"/factchecks/{claim.slug}/").content.decode()
    assert extruct.extract(page, syntaxes=["json-ld"])["json-ld"] == []


def test_a_claim_of_today_is_not_dated_by_its_article(editor: User, reviewer: User) -> None:
    claim = full_claim(editor, reviewer, claimed_on=None, claimant="")
    made = read_back(claim)["itemReviewed"]
    assert "datePublished" not in made
    assert "author" not in made
    assert date.fromisoformat(made["firstAppearance"]["datePublished"][:10]) == date(2020, 8, 18)


def test_it_is_of_the_judged_bytes(editor: User, reviewer: User) -> None:
    claim = full_claim(editor, reviewer)
    Article.objects.filter(pk=claim.article_id).update(title="Changed behind everybody's back")
    assert (
        read_back(claim)["itemReviewed"]["firstAppearance"]["headline"]
        == "Hygiene kits for thousands"
    )
    assert rated_claim(claim.article, editor, words="Around 3,000 people").slug is None
