"""Stories in NITF 3.5."""

from datetime import UTC, datetime, timedelta, timezone

from annotations.imports.readers import read
from tests.annotations.imports.readers.wire_fixtures import (
    NITF,
    aside,
    blocks,
    code_of,
    content,
    story,
)


def nitf(body: str, head: str = "") -> bytes:
    return f"<nitf><head>{head}</head><body>{body}</body></nitf>".encode()


def test_it_reads_the_blocks_in_order() -> None:
    assert blocks(story(NITF)) == [
        ("title", "Council keeps the ferry for two more years"),
        ("subtitle", "Islanders had collected 1,840 signatures"),
        ("byline", "By Ragna Krogh, Coast Press staff"),
        ("subtitle", "The ferry to Lillebo stays in service until 2028 after a vote of 19 to 11."),
        ("dateline", "LILLEBO, Norway Nov. 26"),
        (
            "paragraph",
            "The ferry to Lillebo will stay in service until 2028, the council decided on Thursday by 19 votes to 11—against the advice of its own auditors.",
        ),
        ("paragraph", "“Nobody will be left on the pier,” said mayor Torvald Ek."),
        ("heading", "What it costs"),
        ("paragraph", "The line costs 4.1 million crowns a year & carries 212 people a day."),
        ("list_item", "Until 2024 there were 9 crossings a day."),
        ("list_item", "Now there are four."),
        ("quote", "We count every crown twice."),
        ("quote", "Auditors’ report, page 7"),
        ("caption", "The ferry Havbris leaves Lillebo."),
        ("caption", "Coast Press/Liv Moe"),
        ("paragraph", "Party | For"),
        ("paragraph", "Coast | 12"),
        ("preformatted", "  9-11-13\n  crossings"),
    ]


def test_what_is_for_editors_and_the_tag_line_are_set_aside() -> None:
    found = story(NITF)
    assert aside(found, "tagline") == ["Reporting by Ragna Krogh; editing by Per Dal"]
    assert aside(found, "ednote") == [
        "Eds: ADDS quote of the mayor. Embargoed until noon.",
        "Photos are available.",
        "Background may be cut here.",
    ]


def test_it_says_what_the_head_says() -> None:
    found = story(NITF)
    assert (found.recipe, found.identifier) == ("nitf-1", "CP20261126-0042")
    assert (found.byline, found.site_name) == ("Ragna Krogh", "Coast Press Wire")
    assert found.published_at == datetime(2026, 11, 26, 10, 15, tzinfo=timezone(timedelta(hours=1)))
    assert found.language == "en"
    assert found.canonical_url == "https://wire.coastpress.example/council-vote"
    assert found.wire["embargoed"] == "2026-11-26T12:00:00+0100"
    assert found.wire["located"] == "LILLEBO, Norway"
    assert found.wire["pubstatus"] == "usable"


def test_a_date_without_a_time_is_midnight_in_its_zone() -> None:
    head = '<docdata><date.issue norm="20080219+0100"/></docdata>'
    found = read(nitf("<body.content><p>A text.</p></body.content>", head))
    assert found.published_at == datetime(2008, 2, 18, 23, tzinfo=UTC)


def test_a_withdrawn_story_without_text_says_so() -> None:
    head = '<docdata management-status="canceled"/>'
    top = "<body.head><hedline><hl1>Kill this</hl1></hedline></body.head>"
    assert code_of(nitf(top, head)) == "wire_canceled"


def test_a_namespace_makes_no_difference() -> None:
    text = content(NITF).replace(
        b"<nitf ", b'<n:nitf xmlns:n="http://iptc.org/std/NITF/2006-10-18/" '
    )
    named = text.replace(b"</nitf>", b"</n:nitf>")
    assert blocks(read(named)) == blocks(story(NITF))


def test_a_story_that_breaks_off_is_not_read_as_far_as_it_goes() -> None:
    assert code_of(content(NITF)[:-200]) == "broken_xml"


def test_a_bare_ampersand_is_forgiven() -> None:
    found = read(nitf("<body.content><p>Smith & Sons, R&D</p></body.content>"))
    assert blocks(found)[-1] == ("paragraph", "Smith & Sons, R&D")


def test_without_text_there_is_no_story() -> None:
    assert code_of(nitf("<body.content/>")) == "no_story_found"
