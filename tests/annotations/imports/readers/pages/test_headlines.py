"""Headlines, told apart from what a site calls itself."""

import pytest
from lxml.html import document_fromstring

from annotations.imports.readers.pages.headlines import Headline, guess_from
from annotations.imports.readers.pages.runs import runs_of
from annotations.imports.readers.pages.structured import SelfDescription


def headline(head: str, body: str = "", site: str = "The Gazette") -> Headline:
    tree = document_fromstring(f"<html><head>{head}</head><body>{body}<p>x</p></body></html>")
    page = SelfDescription(tree, "https://www.gazette.example/a")
    shown = tree.find("body")
    assert shown is not None
    return Headline(page, runs_of(shown), site)


@pytest.mark.parametrize(
    "title",
    [
        "Fire in the harbour | The Gazette",
        "Fire in the harbour - The Gazette",
        "Fire in the harbour — Gazette",
        "The Gazette: Fire in the harbour".replace(": ", " : "),
        "Fire in the harbour | News | The Gazette".replace(" | News", ""),
    ],
)
def test_the_name_of_the_site_is_no_part_of_the_headline(title: str) -> None:
    assert headline(f"<title>{title}</title>").text == "Fire in the harbour"


def test_what_the_page_shows_wins_over_what_it_declares() -> None:
    found = headline(
        '<meta property="og:title" content="Huge fire in the old harbour">',
        "<h1>The Gazette</h1><h2>Fire in the old harbour</h2>",
    )
    assert found.text == "Fire in the old harbour"
    assert (found.note.origin, found.note.confidence) == ("heading", "high")


def test_a_section_heading_is_not_taken_for_the_headline() -> None:
    found = headline("<title>Fire in the harbour</title>", "<h1>Contact us</h1>")
    assert (found.text, found.run) == ("Fire in the harbour", None)


def test_the_name_of_the_site_alone_is_no_headline() -> None:
    assert headline("<title>The Gazette</title>").text == ""


def test_a_working_title_ends_at_a_word() -> None:
    assert guess_from("Short") == "Short"
    guess = guess_from("word " * 40)
    assert guess.endswith("word…")
    assert len(guess) <= 101


@pytest.mark.parametrize(
    ("title", "site"),
    [
        ("東京で大きな地震：みなと新聞", "みなと新聞"),
        ("地铁三号线下月开通_河口日报", "河口日报"),
        ("Fire in the harbour • The Gazette", "The Gazette - News from the coast"),
        ("Fire in the harbour | HDG", "Harbour Daily Gazette"),
    ],
)
def test_the_name_of_the_site_goes_however_it_is_set_off(title: str, site: str) -> None:
    found = headline(f"<title>{title}</title>", site=site).text
    assert found in {"東京で大きな地震", "地铁三号线下月开通", "Fire in the harbour"}


def test_a_section_behind_the_headline_goes_too() -> None:
    head = '<title>Fire in the harbour | Local</title><meta property="article:section" content="Local">'
    assert headline(head).text == "Fire in the harbour"


def test_a_headline_without_spaces_is_found_within_what_is_declared() -> None:
    found = headline(
        "<title>地铁三号线下月开通 - 河口日报 - 本地</title>", "<h1>地铁三号线下月开通</h1>"
    )
    assert (found.text, found.note.origin) == ("地铁三号线下月开通", "heading")


STORY = "<p>The fire broke out on Monday evening and was put out by forty men, the mayor said later.</p>"


def test_readers_are_shown_another_headline_than_search_engines() -> None:
    found = headline(
        "<title>Harbour fire: what we know so far</title>",
        f"<h1>What the harbour fire did to our town</h1>{STORY}",
    )
    assert found.text == "What the harbour fire did to our town"


def test_a_slogan_in_the_first_heading_is_not_taken_for_the_headline() -> None:
    found = headline("<title>Fire in the harbour</title>", f"<h1>All the news you need</h1>{STORY}")
    assert (found.text, found.run) == ("Fire in the harbour", None)


def test_a_title_without_end_costs_no_time() -> None:
    assert len(headline(f"<title>{' | ' * 50_000}</title>").text) <= 600
