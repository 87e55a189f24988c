"""Fact-checks of others in pages, files, answers of services and feeds."""

import json
from datetime import date
from typing import Any

import pytest

from annotations.imports.readers import Document, ReaderError, read_checks
from tests.annotations.imports.readers.wire_fixtures import (
    CHECK_FEED,
    CHECK_PAGE,
    NINJS_1,
    NITF,
    RSS,
    content,
)

ONE = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "url": "https://desk.example/1",
    "claimReviewed": "The ferry sank",
    "author": {"name": "Claims Desk"},
    "reviewRating": {"alternateName": "False"},
}
PAGE = "<!doctype html><html><head><title>t</title>{}</head><body><p>x</p></body></html>"


def found_in(value: Any) -> Document:
    return read_checks(json.dumps(value).encode())


def in_page(*scripts: Any) -> Document:
    made = "".join(f'<script type="application/ld+json">{json.dumps(s)}</script>' for s in scripts)
    return read_checks(PAGE.format(made).encode(), url="https://desk.example/page")


def refusal(body: bytes, **options: str) -> str:
    with pytest.raises(ReaderError) as caught:
        read_checks(body, **options)
    return caught.value.code


def test_a_page_with_json_ld_in_a_graph_and_with_microdata() -> None:
    found = read_checks(content(CHECK_PAGE), url="https://claimsdesk.example/checks/ferry")
    assert (found.recipe, found.blocks, found.wire) == ("checks-1", [], {"skipped": "1"})
    ferry, bridge = found.checks
    assert ferry.url == "https://claimsdesk.example/checks/ferry"
    assert ferry.claim_reviewed == 'The ferry "Havbris" sank with 212 people'
    assert (ferry.publisher, ferry.publisher_url) == ("Claims Desk", "https://claimsdesk.example/")
    assert (ferry.rating_label, ferry.rating_value) == ("False", 1.0)
    assert (ferry.claimant, ferry.claimed_on) == ("A user of a chat group", date(2026, 11, 18))
    assert (ferry.reviewed_on, ferry.language) == (date(2026, 11, 20), "en-GB")
    assert ferry.appearances == [
        "https://chat.example/p/2",
        "https://blog.example/ferry",
        "https://chat.example/p/1",
    ]
    assert ferry.original["author"] == {"@id": "https://claimsdesk.example/#org"}
    assert (bridge.claim_reviewed, bridge.claimant) == ("The bridge has no permit", "Mayor Ek")
    assert (bridge.rating_label, bridge.rating_value) == ("Mostly true", 4.5)
    assert (bridge.publisher, bridge.reviewed_on) == ("Claims Desk", date(2026, 11, 19))


def test_a_data_feed_of_schema_org() -> None:
    found = read_checks(content(CHECK_FEED))
    assert [check.publisher for check in found.checks] == ["Проверка", "Verify Weekly"]
    assert found.checks[0].claim_reviewed == "За год цены на хлеб выросли вдвое"
    assert found.checks[1].url == "https://verify.example/2?x=1&y=2"
    assert found.wire == {"skipped": "2"}


@pytest.mark.parametrize(
    "value",
    [
        ONE,
        [ONE],
        [[ONE]],
        {"@graph": [{"@type": "WebPage"}, ONE]},
        {"@type": "DataFeed", "dataFeedElement": {"item": [ONE, ONE]}},
        {"@type": "NewsArticle", "hasPart": {"mainEntity": [ONE]}},
        {"@type": "ItemList", "itemListElement": [{"item": ONE}]},
        {name: value for name, value in ONE.items() if name != "@type"},
    ],
)
def test_it_is_found_wherever_it_stands(value: Any) -> None:
    assert [check.claim_reviewed for check in found_in(value).checks] == ["The ferry sank"]


def test_an_answer_of_googles_claim_search() -> None:
    found = found_in(
        {
            "claims": [
                {
                    "text": "The ferry sank",
                    "claimant": "A user",
                    "claimDate": "2026-11-18T00:00:00Z",
                    "claimReview": [
                        {
                            "publisher": {"name": "Claims Desk", "site": "desk.example"},
                            "url": "https://desk.example/1",
                            "title": "No, it did not",
                            "reviewDate": "2026-11-20T00:00:00Z",
                            "textualRating": "False",
                            "languageCode": "en",
                        }
                    ],
                }
            ]
        }
    ).checks[0]
    assert (found.publisher, found.publisher_url) == ("Claims Desk", "https://desk.example/")
    assert (found.claim_reviewed, found.claimant) == ("The ferry sank", "A user")
    assert (found.rating_label, found.reviewed_on) == ("False", date(2026, 11, 20))


def test_what_googles_markup_tool_holds_of_a_page() -> None:
    found = found_in(
        {
            "pageUrl": "https://desk.example/1",
            "publishDate": "2026-11-20",
            "claimReviewAuthor": {"name": "Claims Desk"},
            "claimReviewMarkups": [
                {
                    "claimReviewed": "The ferry sank",
                    "claimAuthor": {"name": "A user"},
                    "claimAppearances": ["https://chat.example/1"],
                    "rating": {
                        "ratingValue": 1,
                        "bestRating": 5,
                        "worstRating": 1,
                        "textualRating": "False",
                    },
                }
            ],
        }
    ).checks[0]
    assert (found.url, found.publisher) == ("https://desk.example/1", "Claims Desk")
    assert (found.rating_label, found.rating_best, found.claimant) == ("False", 5.0, "A user")
    assert found.appearances == ["https://chat.example/1"]


def test_references_across_scripts_are_followed_but_not_in_circles() -> None:
    desk = {"@type": "Organization", "@id": "#desk", "name": "Desk Two", "author": {"@id": "#desk"}}
    check = ONE | {"@id": "#1", "author": {"@id": "#desk"}, "itemReviewed": {"@id": "#claim"}}
    claim = {"@id": "#claim", "author": {"@id": "#who"}, "itemReviewed": {"@id": "#claim"}}
    found = in_page(check, desk, claim, {"@id": "#who", "name": "A user"}).checks[0]
    assert (found.publisher, found.claimant) == ("Desk Two", "A user")


def test_rdfa_is_read_like_microdata() -> None:
    body = """<div vocab="https://schema.org/" typeof="ClaimReview"><a property="url" href="https://desk.example/2">x</a>
        <b property="claimReviewed">Trains are late</b><span property="author" typeof="Organization">
        <i property="name">Desk</i></span></div>"""
    found = read_checks(PAGE.format("").replace("<p>x</p>", body).encode()).checks[0]
    assert (found.url, found.claim_reviewed, found.publisher) == ("https://desk.example/2", "Trains are late", "Desk")  # fmt: skip


def test_a_broken_script_does_not_hide_the_next() -> None:
    page = PAGE.format(
        '<script type="application/ld+json">{"a": [}</script>'
        f'<script type="application/ld+json">{json.dumps(ONE)[:-1]}, }}</script>'
    )
    assert len(read_checks(page.encode()).checks) == 1


def test_of_a_feed_come_its_entries() -> None:
    found = read_checks(content(RSS))
    assert (found.recipe, found.checks, len(found.parts)) == ("checks-1", [], 3)


def test_at_most_five_thousand_are_taken() -> None:
    many = [ONE | {"url": f"https://desk.example/{n}"} for n in range(5100)]
    assert len(found_in(many).checks) == 5000


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"words",
        b'{"a": {}}',
        b"[[[[[[[[[[]]]]]]]]]]",
        PAGE.format("").encode(),
        content(NINJS_1),
        content(NITF),
        b'<?xml version="1.0"?><rss version="2.0"><channel></channel></rss>',
        json.dumps({"@type": "ClaimReview", "url": "https://desk.example/1"}).encode(),
    ],
)
def test_where_there_is_none_it_says_so(body: bytes) -> None:
    assert refusal(body) == "no_checks_found"


def test_what_is_broken_or_too_deep_is_told_as_such() -> None:
    assert refusal(content(CHECK_FEED)[:-50]) == "broken_json"
    assert refusal(b'{"@graph": ' + b"[" * 100_000) == "too_deep"
    nested: Any = ONE
    for _ in range(90):
        nested = {"a": nested}
    assert len(found_in(nested).checks) == 1
