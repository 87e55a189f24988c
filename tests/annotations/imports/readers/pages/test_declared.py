"""Stories that a page holds for machines only, hides until scripts have run, or has elsewhere."""

import json

import pytest

from annotations.imports.readers import Document, ReaderError, read
from annotations.imports.readers.pages.declared import paragraphs_of

LINES = [
    f"In the {word} sentence of the story the council met again on Monday evening."
    for word in ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
]


def page(head: str = "", body: str = "<div id=app>Loading</div>") -> Document:
    markup = f"<html lang=en><head><title>Council meets again</title>{head}</head><body>{body}</body></html>"
    return read(markup.encode(), url="https://gazette.example/news/council")


def ld(**fields: object) -> str:
    thing = {"@type": "NewsArticle", "headline": "Council meets again", **fields}
    return f'<script type="application/ld+json">{json.dumps(thing)}</script>'


def kept(document: Document) -> list[str]:
    return [b.text for b in document.blocks if not b.furniture and b.kind != "title"]


@pytest.mark.parametrize(
    "body",
    [
        "\n\n".join(LINES),
        "\r\n".join(LINES),
        "".join(f"<p>{line}</p>" for line in LINES),
        "<br/>".join(LINES),
        "".join(f"&lt;p&gt;{line}&lt;/p&gt;" for line in LINES),
        "   ".join(LINES),
    ],
)
def test_the_body_in_json_ld_comes_out_in_its_paragraphs(body: str) -> None:
    assert kept(page(ld(articleBody=body))) == LINES


def test_paragraphs_that_were_joined_with_nothing_between_come_apart() -> None:
    long = [
        f"{line} It said so in a note of some length that nobody had expected to read."
        for line in LINES
    ]
    assert paragraphs_of("".join(long)) == long


def test_a_body_in_one_paragraph_stays_one_where_nothing_tells_them_apart() -> None:
    assert paragraphs_of(" ".join(LINES)) == [" ".join(LINES)]


def test_what_the_page_shows_wins_over_json_ld() -> None:
    shown = "".join(f"<p>Shown: {line}</p>" for line in LINES)
    found = kept(page(ld(articleBody=" ".join(LINES) * 3), f"<article>{shown}</article>"))
    assert found == [f"Shown: {line}" for line in LINES]


def test_a_story_in_the_data_of_the_scripts_is_found() -> None:
    state = {
        "props": {
            "article": {"blocks": [{"kind": "text", "text": line} for line in LINES]},
            "menu": ["News", "Sport"],
        }
    }
    script = f'<script id="state" type="application/json">{json.dumps(state)}</script>'
    assert kept(page(body=f"<div id=app></div>{script}")) == LINES


def test_other_stories_in_the_data_do_not_replace_a_short_one() -> None:
    state = {"latest": [{"summary": line} for line in LINES]}
    short = "<article><p>The council will meet again on Monday evening, the mayor said in a short note to the town, and will then decide on it.</p></article>"
    script = f'<script type="application/json">{json.dumps(state)}</script>'
    assert kept(page(body=short + script)) == [short[12:-14]]


@pytest.mark.parametrize(
    "wrapped",
    ["<div style='display:none'>{}</div>", "<noscript>{}</noscript>", "<div hidden>{}</div>"],
)
def test_a_story_that_is_hidden_until_scripts_have_run_is_read(wrapped: str) -> None:
    story = "".join(f"<p>{line}</p>" for line in LINES)
    assert kept(page(body=wrapped.format(story) + "<p>Loading</p>")) == LINES


def test_a_page_that_shows_nothing_names_its_amp_version() -> None:
    found = page('<link rel="amphtml" href="/amp/news/council">')
    assert found.moved_to == "https://gazette.example/amp/news/council"


def test_a_page_that_shows_its_story_is_not_left_for_its_amp_version() -> None:
    story = "".join(f"<p>{line}</p>" for line in LINES)
    assert page('<link rel="amphtml" href="/amp">', f"<article>{story}</article>").moved_to == ""


def test_an_amp_page_that_shows_nothing_leads_nowhere() -> None:
    with pytest.raises(ReaderError) as caught:
        page('<link rel="amphtml" href="/news/council">')
    assert caught.value.code == "no_article_found"
