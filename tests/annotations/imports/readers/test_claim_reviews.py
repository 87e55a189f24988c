"""One ClaimReview object, in the many ways that publishers write it."""

from datetime import date
from typing import Any

import pytest

from annotations.imports.readers.claim_reviews import Thing, check_of, number_of
from annotations.imports.readers.document import Check

PLAIN: Thing = {
    "@type": "ClaimReview",
    "url": "https://desk.example/1",
    "claimReviewed": "The ferry sank",
    "author": {"@type": "Organization", "name": "Claims Desk", "url": "https://desk.example/"},
    "reviewRating": {"ratingValue": 1, "bestRating": 5, "worstRating": 1, "alternateName": "False"},
}


def made(**changes: Any) -> Check:
    found = check_of(PLAIN | changes)
    assert found is not None
    return found


def test_it_keeps_whose_check_it_is_of_what_and_the_rating_in_their_words() -> None:
    found = made()
    assert (found.url, found.claim_reviewed) == ("https://desk.example/1", "The ferry sank")
    assert (found.publisher, found.publisher_url) == ("Claims Desk", "https://desk.example/")
    assert (found.rating_label, found.rating_value) == ("False", 1.0)
    assert (found.rating_best, found.rating_worst) == (5.0, 1.0)
    assert found.original == PLAIN


@pytest.mark.parametrize(
    "changes",
    [
        {"url": None},
        {"url": ""},
        {"url": "not an address"},
        {"url": "javascript:alert(1)"},
        {"url": "ftp://desk.example/1"},
        {"url": "https://desk.example/" + "x" * 4000},
        {"url": ["https:// spaces .example"]},
        {"claimReviewed": None},
        {"claimReviewed": "  <b> </b>&nbsp;"},
        {"claimReviewed": 0.5j},
        {"@type": "Review"},
        {"@type": ["Article", 3]},
    ],
)
def test_without_an_address_or_a_claim_it_is_none(changes: dict[str, Any]) -> None:
    assert check_of(PLAIN | changes) is None


@pytest.mark.parametrize(
    "kind",
    ["ClaimReview", ["Review", "ClaimReview"], "http://schema.org/ClaimReview", "schema:ClaimReview", None],
)  # fmt: skip
def test_its_type_is_known_in_every_spelling(kind: Any) -> None:
    assert made(**{"@type": kind}).url == PLAIN["url"]


def test_relative_addresses_belong_to_the_page() -> None:
    found = check_of(PLAIN | {"url": "/checks/1"}, "https://desk.example/today/")
    assert found is not None
    assert found.url == "https://desk.example/checks/1"
    assert check_of(PLAIN | {"url": "/checks/1"}) is None


@pytest.mark.parametrize(
    ("rating", "label", "value"),
    [
        ({"alternateName": "Half true", "ratingValue": "3"}, "Half true", 3.0),
        ({"name": "Half true", "ratingValue": "4,0"}, "Half true", 4.0),
        ({"ratingValue": 4}, "4", 4.0),
        ({"ratingValue": "2.5"}, "2.5", 2.5),
        ({"ratingValue": "Pants on fire"}, "Pants on fire", None),
        ([{"alternateName": ["Untrue", "Other"]}], "Untrue", None),
        ({"alternateName": {"@value": "Falsch", "@language": "de"}}, "Falsch", None),
        ("False", "False", None),
        (3, "3", 3.0),
        (None, "", None),
        (True, "", None),
        ({"ratingValue": "NaN"}, "NaN", None),
        ({"ratingValue": float("inf")}, "inf", None),
        ({"ratingValue": 10**400}, "1" + "0" * 400, None),
    ],
)
def test_the_rating_is_in_the_publishers_words_else_their_number(
    rating: Any, label: str, value: float | None
) -> None:
    found = made(reviewRating=rating)
    assert (found.rating_label, found.rating_value) == (label, value)


@pytest.mark.parametrize(
    ("changes", "publisher"),
    [
        ({"author": [{"name": "Desk A"}, {"name": "Desk B"}]}, "Desk A"),
        ({"author": "Desk A"}, "Desk A"),
        ({"author": {"@type": "Organization"}, "sdPublisher": {"name": "Tools"}}, "Tools"),
        ({"author": None, "publisher": {"name": "Desk P"}}, "Desk P"),
        ({"author": {"name": "<i>Desk</i> &amp; Co"}}, "Desk & Co"),
        ({"author": None}, "desk.example"),
    ],
)
def test_the_publisher_is_named_else_its_site_is(changes: dict[str, Any], publisher: str) -> None:
    assert made(**changes).publisher == publisher


def test_claimant_and_days_and_appearances_of_the_claim() -> None:
    item = {
        "@type": "Claim",
        "author": {"@type": "Person", "name": "A. Minister", "sameAs": "https://x.example"},
        "datePublished": "2026-11-18T23:30:00-05:00",
        "appearance": [
            {"@id": "https://a.example/1"},
            "https://a.example/2",
            {"url": "mailto:x"},
            7,
        ],
        "firstAppearance": {"@type": "CreativeWork", "url": "https://a.example/1"},
    }
    found = made(
        itemReviewed=item, datePublished="2026-11-20", inLanguage="pt_BR", name="No, it did not"
    )
    assert (found.claimant, found.claimed_on) == ("A. Minister", date(2026, 11, 18))
    assert (found.reviewed_on, found.language, found.title) == (date(2026, 11, 20), "pt-BR", "No, it did not")  # fmt: skip
    assert found.appearances == ["https://a.example/1", "https://a.example/2"]


@pytest.mark.parametrize(
    "item",
    [
        {"itemReviewed": {"author": {"name": "A. Minister"}}},
        {"itemReviewed": {"name": "A. Minister"}},
        [{"author": ["A. Minister"]}],
    ],
)
def test_a_claimant_that_is_wrapped_twice_is_found(item: Any) -> None:
    assert made(itemReviewed=item).claimant == "A. Minister"


@pytest.mark.parametrize(
    "value", ["2026", "soon", 7, {}, [], "9999-99-99", "2026-13-01", None, "x" * 9999]
)
def test_what_is_no_day_is_none(value: Any) -> None:
    assert made(datePublished=value).reviewed_on is None


def test_texts_are_plain_and_fit_the_database() -> None:
    found = made(
        claimReviewed="It \x00is <script>alert(1)</script>\ud800<b>f</b>alse &lt;b&gt; "
        + "e" * 30_000,
        name="y" * 5000,
    )
    assert found.claim_reviewed.startswith("It is false <b> eee")
    assert (len(found.claim_reviewed), len(found.title)) == (10_000, 1000)


def test_the_original_is_what_can_be_stored_of_it() -> None:
    assert made(x="\x00a\ud800").original["x"] == "a"
    assert made(x=float("nan")).original["x"] is None
    assert made(x="x" * 60_000).original == {}
    deep: Any = "x"
    for _ in range(3000):
        deep = [deep]
    assert made(x=deep).original == {}


@pytest.mark.parametrize(
    "name", [*PLAIN, "itemReviewed", "publisher", "inLanguage", "name", "headline"]
)
@pytest.mark.parametrize(
    "value", [None, True, 0, -1.5, "", "x", [], {}, [[]], [{}], {"name": {}}, {"url": []}]
)
def test_values_of_the_wrong_kind_do_no_harm(name: str, value: Any) -> None:
    found = check_of(PLAIN | {name: value})
    assert found is None or found.url.startswith("https://")


@pytest.mark.parametrize(
    ("value", "number"),
    [("4", 4.0), ("4,0", 4.0), (" 3.5 ", 3.5), (5, 5.0), ([2], 2.0), ("4/5", None), ("1e5", None), ("", None), ({}, None), ("٣", 3.0)],
)  # fmt: skip
def test_numbers_are_read_in_either_spelling(value: Any, number: float | None) -> None:
    assert number_of(value) == number
