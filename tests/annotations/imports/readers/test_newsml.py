"""Items and messages in NewsML-G2."""

from datetime import UTC, datetime

from annotations.imports.readers import read
from tests.annotations.imports.readers.wire_fixtures import (
    MESSAGE,
    NEWSML,
    aside,
    blocks,
    code_of,
    content,
    story,
)

ITEM = (
    '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x" version="1"><itemMeta>'
    '<itemClass qcode="ninat:{kind}"/>{meta}</itemMeta><contentMeta><headline>Vote is off</headline>'
    "</contentMeta><contentSet>{content}</contentSet></newsItem>"
)


def item(content: str = "", *, kind: str = "text", meta: str = "") -> bytes:
    return ITEM.format(content=content, kind=kind, meta=meta).encode()


def test_it_reads_an_item_with_nitf_inside() -> None:
    found = story(NEWSML)
    assert found.recipe == "newsml-1"
    assert blocks(found) == [
        ("title", 'Central bank halts rate cuts to avert "bubble"'),
        ("subtitle", "Loans grew by 14 percent in a year"),
        ("byline", "By Meredith Galea and Paul Zammit"),
        ("subtitle", "The bank surprised the markets."),
        ("dateline", "VALLETTA (Meridian)"),
        ("paragraph", "The central bank left its rate at 3.25 percent on Thursday, after five cuts in a row."),
        ("paragraph", "Loans to households had grown by 14 percent in a year, it said, “too fast for comfort”."),
    ]  # fmt: skip
    assert aside(found, "tagline") == ["Meridian mg/pz/al"]
    assert aside(found, "ednote") == ["Embargoed until 10:00 GMT.", "Desk: Ann Low"]


def test_it_says_what_the_metadata_say() -> None:
    found = story(NEWSML)
    assert found.identifier == "urn:newsml:meridian.example:20261126:rates"
    assert (found.byline, found.site_name) == ("Meredith Galea and Paul Zammit", "Meridian News")
    assert found.published_at == datetime(2026, 11, 26, 8, 12, 21, tzinfo=UTC)
    assert found.updated_at == datetime(2026, 11, 26, 9, 25, 32, tzinfo=UTC)
    assert found.wire == {
        "version": "11",
        "pubstatus": "usable",
        "ednote": "Embargoed until 10:00 GMT.\nDesk: Ann Low",
        "embargoed": "2026-11-26T10:00:00Z",
        "located": "Valletta",
        "urgency": "2",
        "slugline": "MT-RATES",
        "usageterms": "Not for use in Atlantis.",
        "copyright": "Copyright 2026 Meridian News Ltd",
    }


def test_a_message_has_several_stories_and_pictures_are_none() -> None:
    first = story(MESSAGE)
    assert [part.title for part in first.parts] == [
        "Bridge over the Sound closed for a week",
        "Ferry company adds four crossings a day",
    ]
    second = story(MESSAGE, part=first.parts[1].key)
    assert blocks(second)[-2:] == [
        (
            "paragraph",
            "The ferry company will add four crossings a day while the bridge is closed.",
        ),
        ("paragraph", "Tickets cost 85 crowns, as before."),
    ]


def test_of_several_versions_the_latest_is_read() -> None:
    found = story(MESSAGE)
    assert found.wire["version"] == "2"
    assert not any("old version" in text for _, text in blocks(found))


def test_the_caption_of_a_picture_in_the_same_package_belongs_to_the_story() -> None:
    found = story(MESSAGE)
    assert blocks(found)[-1] == (
        "caption",
        "Workers under the bridge on Thursday morning. Photo: B. Holm",
    )
    assert found.image_url == "https://img.northwire.example/bridge-l.jpg"


def test_xhtml_inside_is_read_as_a_page_without_its_head() -> None:
    assert blocks(story(MESSAGE))[:4] == [
        ("title", "Bridge over the Sound closed for a week"),
        ("byline", "Olga Sund"),
        ("paragraph", "Engineers closed the bridge over the Sound on Thursday after finding a crack of 12 centimetres."),
        ("heading", "Detours"),
    ]  # fmt: skip


def test_html_as_data_is_sanitised() -> None:
    inner = "&lt;p&gt;One &lt;b&gt;text&lt;/b&gt;&lt;script&gt;x()&lt;/script&gt;.&lt;/p&gt;"
    found = read(item(f'<inlineData contenttype="text/html">{inner}</inlineData>'))
    assert blocks(found)[-1] == ("paragraph", "One text.")


def test_a_flash_is_its_headline_and_a_withdrawn_one_is_refused() -> None:
    assert blocks(read(item())) == [("title", "Vote is off")]
    assert code_of(item(meta='<pubStatus qcode="stat:canceled"/>')) == "wire_canceled"


def test_an_embargo_without_an_end_is_told() -> None:
    assert read(item(meta="<embargoed/>")).wire["embargoed"] == "indefinite"


def test_what_holds_no_text_item_has_no_story() -> None:
    assert code_of(item(kind="picture")) == "no_story_found"
    assert code_of(b"<packageItem guid='urn:x'><groupSet/></packageItem>") == "no_story_found"


def test_a_message_that_breaks_off_is_refused() -> None:
    assert code_of(content(MESSAGE)[:-40]) == "broken_xml"


def test_a_dateline_with_which_the_text_begins_is_not_told_twice() -> None:
    body = content(NEWSML).replace(
        b"<p>The central bank", b"<p>VALLETTA (Meridian) - The central bank"
    )
    assert "dateline" not in [kind for kind, _ in blocks(read(body))]
