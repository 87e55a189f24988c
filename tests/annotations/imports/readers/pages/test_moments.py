"""When it was published, and how sure that is."""

import pytest

from annotations.imports.readers import Document, read

STORY = "<p>The committee met in the town hall and decided to postpone the vote until the summer of the year.</p>"


def dated(
    head: str = "", body: str = "", url: str = "https://example.org/a", more: str = ""
) -> Document:
    return read(
        f"<html lang=en><head><title>Vote is postponed again</title>{head}</head><body><article>"
        f"<h1>Vote is postponed again</h1>{body}{STORY * 4}{more}</article></body></html>".encode(),
        url=url,
    )


@pytest.mark.parametrize(
    ("head", "body", "url", "origin", "confidence"),
    [
        ('<meta property="article:published_time" content="2024-03-05T10:00:00Z">', "", "", "meta", "high"),
        ("", '<time datetime="2024-03-05">yesterday</time>', "", "time", "high"),
        ("", '<span itemprop="datePublished" content="2024-03-05">yesterday</span>', "", "time", "high"),
        ("", '<abbr class="published" title="2024-03-05T10:00:00Z">10 a.m.</abbr>', "", "time", "high"),
        ("", "<p>Опубликовано 5 марта 2024, 10:00</p>", "", "beside-headline", "high"),
        ("", "<div><a href=/x>Paolo Riva</a><span>5 marzo 2024</span><span>2 min</span></div>", "", "beside-headline", "high"),
        ('<script type="application/ld+json">{"@type":"NewsArticle","headline":"Vote "again"","datePublished":"2024-03-05T10:00:00Z"}</script>', "", "", "json-ld", "high"),
        ("", "<p>5 March 2024</p>", "", "beside-headline", "high"),
        ("", "<p>LONDON (News Agency - 5th March, 2024) The vote on the new harbour was postponed once more, people who took part in it said.</p>", "", "dateline", "high"),
        ("", "", "https://example.org/2024/03/05/vote", "address", "high"),
        ("", "<figure><figcaption>The hall on March 5, 2024. (AP)</figcaption></figure>", "", "caption", "low"),
    ],
)  # fmt: skip
def test_each_place_has_its_confidence(
    head: str, body: str, url: str, origin: str, confidence: str
) -> None:
    article = dated(head, body, url or "https://example.org/a")
    assert article.published_at is not None
    assert article.published_at.date().isoformat() == "2024-03-05"
    assert article.fields["published_at"].origin == origin
    assert article.fields["published_at"].confidence == confidence


def test_what_is_declared_wins_over_what_is_shown() -> None:
    article = dated(
        '<meta property="article:published_time" content="2024-03-05T10:00:00+02:00">'
        '<meta property="article:modified_time" content="2024-03-07T10:00:00+02:00">',
        "<p>March 6, 2024</p>",
    )
    assert article.published_at is not None
    assert article.published_at.isoformat() == "2024-03-05T10:00:00+02:00"


def test_a_site_that_overwrites_its_dates_is_believed_for_what_it_shows() -> None:
    article = dated(
        '<meta property="article:published_time" content="2024-03-05T10:00:00Z">'
        '<meta property="article:modified_time" content="2024-03-05T10:00:00Z">',
        "<p>12 January 2022</p>",
    )
    assert article.published_at is not None
    assert article.published_at.date().isoformat() == "2022-01-12"


def test_an_article_without_a_date_has_none() -> None:
    article = dated()
    assert article.published_at is None
    assert "published_at" not in article.fields


def test_the_time_of_a_change_is_read_from_the_page_too() -> None:
    article = dated(
        '<meta property="article:published_time" content="2024-03-05T10:00:00Z">',
        '<time itemprop="dateModified" datetime="2024-03-06T09:00:00Z">a day ago</time>',
    )
    assert article.updated_at is not None
    assert article.updated_at.isoformat() == "2024-03-06T09:00:00+00:00"
