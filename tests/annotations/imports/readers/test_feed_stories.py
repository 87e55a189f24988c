"""Entries of RSS and Atom feeds as stories."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from annotations.imports.readers import read
from tests.annotations.imports.readers.wire_fixtures import (
    ATOM,
    RDF,
    RSS,
    aside,
    blocks,
    code_of,
    content,
    story,
)

HEAD = '<?xml version="1.0"?><rss version="2.0"><channel><title>Feed</title>'
LONG = "The committee met on Monday evening and decided to postpone the vote until June. "


def rss(item: str, *, head: str = HEAD) -> bytes:
    return f"{head}<item>{item}</item></channel></rss>".encode()


def test_the_first_entry_of_rss_is_read_with_its_full_content() -> None:
    found = story(RSS)
    assert found.recipe == "feed-entry-1"
    assert blocks(found) == [
        ("title", "Fish market moves to pier nine – after 80 years"),
        ("caption", "Traders on Tuesday."),
        ("paragraph", "The fish market will move to pier nine in March, after 80 years at its old place, the port said."),
        ("heading", "Smaller stalls"),
        ("paragraph", "The 34 traders will get stalls of 12 square metres; AT&T provides the phones."),
        ("list_item", "Rent: 90 pounds a week"),
        ("list_item", "Opening: 5 a.m."),
        ("quote", "“It is colder there,” said one."),
        ("caption", "The old market hall in 1946."),
    ]  # fmt: skip
    assert aside(found, "tagline") == [
        "The post Fish market moves appeared first on The Harbour Gazette."
    ]


def test_it_says_who_wrote_it_where_and_when() -> None:
    found = story(RSS)
    assert (found.byline, found.site_name) == ("Jane Doe, Tom Reed", "The Harbour Gazette & Post")
    assert found.published_at == datetime(2026, 11, 26, 10, 30, tzinfo=timezone(timedelta(hours=3)))
    assert found.identifier == "https://gazette.example/?p=1203"
    assert found.canonical_url == "https://gazette.example/news/fish-market?utm_source=rss"
    assert found.image_url == "https://gazette.example/img/market-big.jpg"


def test_each_entry_can_be_asked_for() -> None:
    parts = story(RSS).parts
    assert len(parts) == 3
    second = story(RSS, part=parts[1].key)
    assert (second.byline, second.canonical_url) == (
        "Anna Bell",
        "https://gazette.example/news/second",
    )
    assert blocks(second)[1:] == [
        ("paragraph", "The council met on Wednesday and heard 14 speakers on the new bus lanes."),
        ("paragraph", "It decided nothing, and will meet again in two weeks."),
    ]


def test_a_summary_is_read_and_said_to_be_one() -> None:
    parts = story(RSS).parts
    third = story(RSS, part=parts[2].key)
    assert third.fields["text"].origin == "summary"
    assert third.image_url == "https://gazette.example/img/third.jpg"
    assert third.published_at == datetime(2026, 11, 25, 12, tzinfo=UTC)
    assert "text" not in story(RSS).fields


def test_atom_with_xhtml_and_with_plain_text() -> None:
    first = story(ATOM)
    assert blocks(first) == [
        ("title", "Wasser & Strom werden teurer: 3 < 4"),
        ("paragraph", "Die Stadtwerke erhöhen zum 1. Januar den Preis für Wasser um 8 Prozent."),
        ("paragraph", "Ein Haushalt zahlt dann im Mittel 31 Euro mehr im Jahr.\nSo sagt es der Bericht."),
    ]  # fmt: skip
    assert (first.byline, first.site_name) == ("Jürgen Groß", "Notizen aus der Stadt")
    assert first.canonical_url == "https://notizen.example/2026/11/wasser"
    assert first.updated_at == datetime(2026, 11, 26, 7, tzinfo=UTC)
    second = story(ATOM, part=first.parts[1].key)
    assert blocks(second)[1:] == [
        ("paragraph", "Nur Text, mit einem Kleiner-Zeichen: 3 < 4."),
        ("paragraph", "Zweiter Absatz des zweiten Eintrags."),
    ]


def test_rss_1_with_one_entry_has_no_list_of_parts() -> None:
    found = story(RDF)
    assert found.parts == []
    assert (found.title, found.byline, found.language) == (
        "Le glacier a perdu deux mètres",
        "Claire Aubry",
        "fr",
    )
    assert found.published_at == datetime(2026, 11, 20, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ("a@b.example (Jane Doe)", "Jane Doe"),
        ("Jane Doe &lt;a@b.example&gt;", "Jane Doe"),
        ("a@b.example", ""),
        ("Jane Doe", "Jane Doe"),
    ],
)
def test_authors_are_names(author: str, name: str) -> None:
    item = f"<title>A</title><author>{author}</author><description>{LONG}</description>"
    assert read(rss(item)).byline == name


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("<title>Smith & Sons</title><description>R & D</description>", "R & D"),
        (f"<title>A</title><description>Broken <b>off {LONG}", f"Broken off {LONG.strip()}"),
        ("<title>A</title><dc:creator>J</dc:creator><description>No prefix.</description>", "No prefix."),
        ("<title>A</title><description>Caf&eacute;&nbsp;au lait</description>", "Café\xa0au lait"),
        ("<title>A</title><description>One<br>two <p>three</description>", "three"),
        ("<title>A\x08</title><description>With a\x0b control.</description>", "With a control."),
    ],
)  # fmt: skip
def test_feeds_that_are_not_well_formed_are_read(item: str, expected: str) -> None:
    assert blocks(read(rss(item)))[-1][1] == expected


def test_a_headline_alone_is_no_story() -> None:
    assert code_of(rss("<title>A</title><link>https://e.example/1</link>")) == "no_story_found"
    assert code_of(f"{HEAD}</channel></rss>".encode()) == "no_story_found"


def test_entries_without_id_are_known_by_their_address_or_place() -> None:
    body = HEAD + "".join(
        f"<item><title>{n}</title>{link}<description>{LONG}</description></item>"
        for n, link in enumerate(["<link>https://e.example/1</link>", "", ""])
    )
    keys = [part.key for part in read(f"{body}</channel></rss>".encode()).parts]
    assert len(set(keys)) == 3
    again = read(f"{body}<item><title>x</title></item></channel></rss>".encode()).parts
    assert [part.key for part in again][:3] == keys


def test_two_entries_with_one_id_are_one() -> None:
    item = f"<title>A</title><guid>same</guid><description>{LONG}</description>"
    assert read(rss(f"{item}</item><item>{item}")).parts == []


def test_a_language_that_the_feed_only_claims_does_not_stand_against_the_text() -> None:
    text = "Комитет собрался в понедельник вечером и решил отложить голосование до конца июня. " * 3
    head = HEAD + "<language>en-US</language>"
    assert (
        read(
            rss(f"<title>Голосование</title><description>{text}</description>", head=head)
        ).language
        == "ru"
    )


@pytest.mark.parametrize("charset", ["windows-1251", "utf-16", "utf-8-sig", "koi8-r"])
def test_the_charset_of_the_declaration_is_believed(charset: str) -> None:
    text = "Комитет собрался в понедельник вечером и решил отложить голосование до июня."
    name = charset.removesuffix("-sig")
    head = (
        f'<?xml version="1.0" encoding="{name}"?><rss version="2.0"><channel><title>Лента</title>'
    )
    body = f"{head}<item><title>Голосование</title><description>{text}</description></item></channel></rss>"
    found = read(body.encode(charset))
    assert (found.site_name, blocks(found)[-1][1]) == ("Лента", text)


def test_utf_16_without_a_mark_is_read() -> None:
    body = rss(f"<title>A</title><description>{LONG}</description>").decode()
    for charset in ("utf-16-le", "utf-16-be"):
        assert blocks(read(body.encode(charset)))[-1] == ("paragraph", LONG.strip())


def test_one_hostile_entry_does_not_hide_the_others() -> None:
    deep = "&lt;div&gt;" * 16_000
    body = rss(
        f"<title>A</title><guid>1</guid><description>{LONG}</description></item>"
        f"<item><title>B</title><guid>2</guid><description>{deep}</description>"
    )
    first = read(body)
    assert blocks(first)[-1] == ("paragraph", LONG.strip())
    assert code_of(body, part=first.parts[1].key) == "too_deep"


def test_the_bytes_of_a_feed_are_a_feed_whatever_they_are_called() -> None:
    assert read(content(RSS), media_type="text/html", filename="a.html").recipe == "feed-entry-1"
