"""Markdown: told by what stands in it, and read as its reader sees it."""

from datetime import datetime
from pathlib import Path

import pytest

from annotations.imports.readers import Document, ReaderError, read, read_text
from annotations.imports.readers.web_page import RECIPE as PAGE_RECIPE

FILES = Path(__file__).parent / "fixtures" / "files"
STORY = "The committee met on Monday evening and decided to postpone the vote until June."
MARKED = f"# Vote\n\n{STORY}\n\n## Cost\n\nSee [the report](https://x.example/r).\n"


def kept(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in document.blocks if not block.furniture]


def recipe(text: str, **said: str) -> str:
    return read(text.encode(), **said).recipe  # type: ignore[arg-type]


def test_markup_goes_and_words_stay() -> None:
    found = read((FILES / "field-notes.md").read_bytes())
    assert found.recipe == "markdown-1"
    assert kept(found) == [
        ("title", "A promise of shade"),
        ("paragraph", "What became of twenty-five thousand trees"),
        (
            "paragraph",
            (
                "In 2019 the council promised to plant twenty-five thousand trees within three years. By the "
                "end of 2022 it had planted 16,412; of these, 13,905 were alive in the following summer."
            ),
        ),
        ("heading", "How we counted"),
        ("list_item", "Eighteen streets were drawn by lot."),
        ("list_item", "Two people walked each of them:"),
        ("list_item", "independently,"),
        ("list_item", "and again where they differed."),
        ("quote", "Both statements are confirmed by the documents that we have seen."),
        ("caption", "A dry tree on the northern ring road"),
        ("paragraph", "District | Planted | Alive"),
        ("paragraph", "Harbour | 410 | 385"),
        ("paragraph", "Ring | 388 | 237"),
        ("preformatted", "count = planted - dead"),
    ]


def test_what_stands_above_the_text_is_read_and_set_aside() -> None:
    found = read((FILES / "field-notes.md").read_bytes())
    assert (found.title, found.byline) == ("A promise of shade", "Ilse Brandauer, Tomás Quinn")
    assert found.published_at == datetime.fromisoformat("2023-09-14T08:00:00+02:00")
    assert found.fields["title"].origin == "front-matter"
    assert [b.reason for b in found.blocks if b.furniture] == ["metadata"]


@pytest.mark.parametrize(
    "front",
    [
        "---\ntitle: One\nauthors:\n  - name: Ann\n  - Bob\n---\n",
        '+++\ntitle = "One"\nauthor = "Ann, Bob"\n+++\n',
    ],
)
def test_front_matter_comes_in_two_ways(front: str) -> None:
    found = read(f"{front}\n# Head\n\n{STORY}".encode())
    assert (found.title, found.byline) == ("One", "Ann, Bob")


def test_content_decides_and_a_name_only_where_there_is_doubt() -> None:
    assert recipe(MARKED) == "markdown-1"
    assert recipe(MARKED, filename="notes.txt", media_type="text/plain") == "markdown-1"
    doubtful = f"# Vote\n\n{STORY}"
    assert recipe(doubtful) == "text-1"
    assert recipe(doubtful, filename="Notes.MD") == "markdown-1"
    assert recipe(doubtful, media_type="text/markdown") == "markdown-1"
    assert recipe(STORY, filename="notes.md") == "text-1"


@pytest.mark.parametrize(
    "text",
    [
        f"We are #1 in the *whole* country.\n\n{STORY}",
        f"* one star of five\n\n{STORY}\n\n# 3 of 5",
        f"{STORY}\n\n> quoted\n> by a mail",
        "# a comment\nx = 1\n# another\ny = 2\n# a third\nz = [1](2)\n",
        f"---\n\n{STORY}\n\n---\n\n{STORY}",
        f"Title: One\nDate: 3 May\n\n{STORY}",
    ],
)
def test_a_plain_text_stays_plain(text: str) -> None:
    found = read(text.encode())
    assert (found.recipe, found.verbatim_text) == ("text-1", text)


def test_pasted_text_is_kept_word_for_word() -> None:
    assert read_text(MARKED).verbatim_text == MARKED
    assert recipe(MARKED, kind_hint="text") == "text-1"


def test_a_page_that_shows_markdown_is_a_page() -> None:
    page = f"<!doctype html><html><body><article><p>{STORY}</p><pre>{MARKED * 3}</pre></article></body></html>"
    assert recipe(page, filename="page.md") == PAGE_RECIPE


def test_raw_html_gives_its_words_and_no_script() -> None:
    text = f"{MARKED}\n<div align='center'><b>In the box</b><script>alert(1)</script></div>\n\nA <i>b</i><br>c"
    assert [text for _, text in kept(read(text.encode()))][-2:] == ["In the box", "A b\nc"]


def test_bad_markdown_is_refused_with_its_code() -> None:
    for text, code in (
        (MARKED + "\n" + "> " * 200 + "deep", "too_deep"),
        (MARKED + "\x00", "nul_in_text"),
        (MARKED + "word " * 400_001, "text_too_long"),
        ("---\ntitle: One\n---\n# \n\n[a]: http://x\n", "empty_text"),
    ):
        with pytest.raises(ReaderError) as caught:
            read(text.encode(), filename="a.md")
        assert caught.value.code == code


def test_every_charset_is_read() -> None:
    text = MARKED.replace("Vote", "Голосование").replace("Cost", "Стоимость")
    for charset in ("utf-8", "utf-8-sig", "utf-16", "cp1251"):
        assert read(text.encode(charset), charset="cp1251").title == "Голосование"
