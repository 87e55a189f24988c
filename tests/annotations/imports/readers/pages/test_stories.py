"""What is story and what is furniture, on pages as newsrooms meet them."""

from datetime import datetime
from pathlib import Path

import pytest

from annotations.imports.readers import Document, ReadBlock, ReaderError, read
from factcheck.demo.pages import page

ROOT = Path(__file__).parents[5]
SEEDS = ROOT / "factcheck" / "demo" / "seeds"
FIXTURES = Path(__file__).parents[1] / "fixtures"


def demo(slug: str) -> Document:
    text = (SEEDS / f"{slug}.txt").read_text(encoding="utf-8")
    return read(page(slug, text).encode(), media_type="text/html", url=f"http://127.0.0.1/{slug}/")


@pytest.fixture(scope="module")
def paper() -> Document:
    body = (FIXTURES / "regional-paper.html").read_bytes()
    return read(body, url="https://gazette.example/news/libraries?ref=home")


def kept(document: Document, kind: str | None = None) -> list[str]:
    return [b.text for b in document.blocks if not b.furniture and kind in {None, b.kind}]


def aside(document: Document) -> dict[str, str | None]:
    return {b.text: b.reason for b in document.blocks if b.furniture}


def block(document: Document, beginning: str) -> ReadBlock:
    return next(b for b in document.blocks if b.text.startswith(beginning))


def test_the_red_cross_page_keeps_its_lede_twice() -> None:
    article = demo("red-cross-hygiene-kits")
    ledes = [t for t in kept(article) if "more than 4,000 hygiene kits as part of three" in t]
    assert len(ledes) == 2
    assert sum(t.count("more than 4,000 hygiene kits") for t in kept(article)) == 3
    assert (article.site_name, article.language) == ("UrduPoint", "en")
    assert article.published_at is not None
    assert article.published_at.date().isoformat() == "2020-08-18"


def test_a_page_without_a_headline_gets_a_working_title_from_its_first_words() -> None:
    article = demo("red-cross-hygiene-kits")
    assert article.title.startswith("The Belarusian Red Cross Society has brought more than 4,000")
    assert article.fields["title"].confidence == "low"
    assert not kept(article, "title")


def test_the_belarus_page_sets_its_slogan_aside_and_is_dated_by_a_caption() -> None:
    article = demo("belarus-frees-detainees")
    assert article.title == "Belarus frees detainees under pressure from protesters"
    assert kept(article, "title") == [article.title]
    assert aside(article)["24/7 Live News Portal"] == "site_header"
    assert kept(article, "caption")[0].startswith("A couple embraces after their release")
    assert len(kept(article, "paragraph")) == 8
    assert article.published_at is not None
    assert article.published_at.date().isoformat() == "2020-08-14"
    note = article.fields["published_at"]
    assert (note.origin, note.confidence) == ("caption", "low")


def test_the_viasna_page_sets_navigation_metadata_and_teaser_aside() -> None:
    article = demo("viasna-first-quarter-2024")
    furniture = aside(article)
    for words in ("viasna on patreon", "Latest news", "Partnership", "Membership"):
        assert words in furniture
    assert any(text.startswith("2024 2024-04-26T09:58:01") for text in furniture)
    assert block(article, '"Who helps with care packages?"').furniture
    assert block(article, "Viasna reports what is now known").furniture
    assert len(kept(article, "paragraph")) == 4
    assert "Марш Адзінства" in kept(article, "caption")[0]
    assert article.published_at == datetime.fromisoformat("2024-04-26T09:58:01+03:00")
    assert article.fields["published_at"].confidence == "high"
    assert "Viasna" in article.site_name


def test_the_story_comes_out_whole_and_in_order(paper: Document) -> None:
    assert [(b.kind, b.text[:24]) for b in paper.blocks if not b.furniture] == [
        ("title", "Council votes to close t"),
        ("subtitle", "Residents say the decisi"),
        ("caption", "The library in Mill Road"),
        ("paragraph", "The council voted on Tue"),
        ("paragraph", "Of the 48 councillors pr"),
        ("heading", "What happens to the book"),
        ("paragraph", "About 60,000 books will "),
        ("list_item", "a mobile library on four"),
        ("list_item", "home delivery for reader"),
        ("quote", "“Nobody asked us,” said "),
        ("paragraph", "Branch | Visits in 2023"),
        ("paragraph", "Mill Road | 41,200"),
        ("paragraph", "A petition against the c"),
    ]


def test_what_is_set_aside_says_why(paper: Document) -> None:
    reasons = aside(paper)
    assert reasons["News · Sport · Life · Shop · Jobs"] == "navigation"
    assert reasons["5 March 2024, 18:30"] == "metadata"
    assert reasons["By Anna Bell and Tom Reed"] == "metadata"
    assert reasons["Swimming pool stays open after all, says mayor"] == "related"
    assert block(paper, "Sign up for our morning").reason == "signup"
    assert block(paper, "Anna Bell has covered").reason == "author"
    assert block(paper, "This is a disgrace").reason == "comments"
    assert block(paper, "© The Harbour Gazette").reason == "footer"


def test_text_that_a_browser_hides_is_not_there_at_all(paper: Document) -> None:
    assert not any("keep reading" in b.text for b in paper.blocks)


def test_a_line_break_stays_one_and_typographic_spaces_stay(paper: Document) -> None:
    assert kept(paper)[-1] == (
        "A petition against the closures had gathered 5,812 signatures by Wednesday\xa0morning.\n"
        "The council will discuss it in May."
    )


def test_the_page_says_who_wrote_it_when_and_where(paper: Document) -> None:
    assert paper.title == "Council votes to close two libraries"
    assert paper.byline == "Anna Bell, Tom Reed"
    assert paper.site_name == "The Harbour Gazette"
    assert paper.published_at == datetime.fromisoformat("2024-03-05T18:30:00+01:00")
    assert paper.updated_at == datetime.fromisoformat("2024-03-06T08:00:00+01:00")
    assert paper.canonical_url == "https://gazette.example/news/libraries"
    assert paper.image_url == "https://gazette.example/images/library.jpg"
    assert paper.language == "en"
    assert {note.confidence for note in paper.fields.values()} == {"high"}


def test_furniture_is_bounded_however_much_there_is() -> None:
    links = "".join(
        f'<p><a href="/{n}">Another headline of the day, number {n}</a></p>' for n in range(500)
    )
    story = "<p>The committee met on Monday and decided to postpone the vote until June.</p>" * 5
    found = read(
        f"<html><body><article>{story}</article><aside>{links}</aside></body></html>".encode()
    )
    assert len([b for b in found.blocks if b.furniture]) <= 60
    assert len(kept(found)) == 5


def test_a_page_without_a_story_is_refused() -> None:
    with pytest.raises(ReaderError) as caught:
        read(b"<html><body><nav><a href=/>Home</a></nav><div id=root></div></body></html>")
    assert caught.value.code == "no_article_found"


def test_a_page_that_builds_itself_in_the_browser_is_read_from_its_json() -> None:
    body = "The first paragraph says that 12 people were hurt in the fire on Monday night.\\n\\nThe second one says more about it."
    found = read(
        f"""<html><head><script type="application/ld+json">{{"@type":"NewsArticle","headline":"Fire in the harbour",
        "articleBody":"{body}"}}</script></head><body><div id="app">Loading</div></body></html>""".encode()
    )
    assert kept(found) == [
        "Fire in the harbour",
        "The first paragraph says that 12 people were hurt in the fire on Monday night.",
        "The second one says more about it.",
    ]


def test_a_page_that_moves_its_readers_says_where() -> None:
    found = read(
        b'<html><head><meta http-equiv="Refresh" content="0; URL=\'/real\'"></head><body>Moved</body></html>',
        url="https://example.org/old",
    )
    assert found.moved_to == "https://example.org/real"


def test_text_for_wide_and_for_narrow_screens_is_kept_once() -> None:
    story = "".join(
        f"<p>In hall {n} the committee met on Monday and decided to postpone the vote until June.</p>"
        for n in range(6)
    )
    found = read(
        f"<html><body><div class=wide>{story}</div><div class=narrow>{story}</div></body></html>".encode()
    )
    assert len(kept(found)) == len(set(kept(found))) == 6


def test_a_standfirst_outside_the_element_of_the_text_is_kept() -> None:
    first = "The vote on the new harbour is postponed for the third time, to the anger of the fishermen."
    story = "".join(
        f"<p>In hall {n} the committee met on Monday and decided to postpone the vote until June.</p>"
        for n in range(6)
    )
    found = read(
        f"<html><head><title>Vote is postponed</title></head><body><div><h1>Vote is postponed</h1><p>{first}</p>"
        f"<div class=text>{story}</div></div></body></html>".encode()
    )
    assert kept(found)[1] == first


def test_a_dateline_in_an_element_of_its_own_and_the_authors_life_are_set_aside() -> None:
    story = "".join(
        f"<p>In hall {n} the committee met on Monday and decided to postpone the vote until June.</p>"
        for n in range(6)
    )
    found = read(
        '<html><head><title>Vote is postponed</title><meta name="author" content="Anna Bell"></head><body><article>'
        f"<h1>Vote is postponed</h1><div>LONDON —</div>{story}<p>Anna Bell is a writer who lives by the sea and "
        "keeps bees in her garden.</p></article></body></html>".encode()
    )
    assert len(kept(found)) == 7
    reasons = aside(found)
    assert reasons["LONDON —"] == "metadata"
    assert next(r for text, r in reasons.items() if text.startswith("Anna Bell is")) == "author"
