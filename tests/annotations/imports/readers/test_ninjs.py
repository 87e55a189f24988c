"""Items in ninjs, version 1.3 and 3.1, as agencies send them."""

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from annotations.imports.readers import Document, ReaderError, read
from tests.annotations.imports.readers.wire_fixtures import (
    NINJS_1,
    NINJS_3,
    aside,
    blocks,
    code_of,
    story,
)

BASE = {"uri": "urn:x:1", "headline": "The vote", "body_text": "The vote is postponed to June."}


def item(**changes: Any) -> Document:
    return read(json.dumps(BASE | changes).encode())


def test_it_reads_the_blocks_of_an_item_in_version_1() -> None:
    found = blocks(story(NINJS_1))
    assert [kind for kind, _ in found] == [
        "title", "subtitle", "byline", "paragraph", "heading", "paragraph", "quote", "paragraph",
        "list_item", "list_item", "caption", "caption",
    ]  # fmt: skip
    assert found[0][1] == 'Port of Liepaja dredges 1.2 million tonnes, "twice as much as planned"'
    assert found[3][1].startswith(
        "LIEPAJA (Northwire) - The port of Liepaja has dredged 1.2 million"
    )
    assert found[-1][1] == "Karlis Berzins mends a net in the harbour."


def test_scripts_and_hidden_text_are_no_part_of_the_story() -> None:
    words = " ".join(text for _, text in blocks(story(NINJS_1)))
    assert "alert" not in words
    assert "Tracking" not in words


def test_a_caption_in_the_body_and_in_the_association_is_one() -> None:
    captions = [text for kind, text in blocks(story(NINJS_1)) if kind == "caption"]
    assert len(captions) == len(set(captions)) == 2


def test_it_says_what_the_item_says_of_itself() -> None:
    found = story(NINJS_1)
    assert found.recipe == "ninjs-1"
    assert found.identifier == "urn:newsml:northwire.example:20261125:harbour-dredging"
    assert (found.byline, found.site_name) == ("Ilze Ozola and Mark Penn", "Northwire")
    assert found.published_at == datetime(
        2026, 11, 25, 8, 12, 44, tzinfo=timezone(timedelta(hours=2))
    )
    assert found.updated_at == datetime(2026, 11, 25, 9, 40, 3, tzinfo=UTC)
    assert found.language == "en"
    assert found.image_url == "https://img.northwire.example/dredger.jpg"
    assert found.wire["version"] == "3"
    assert found.wire["pubstatus"] == "usable"
    assert found.wire["located"] == "Liepaja"
    assert aside(found, "ednote") == [found.wire["ednote"]]
    assert {note.origin for note in found.fields.values()} == {"ninjs"}


def test_it_reads_the_structured_body_of_version_3() -> None:
    found = story(NINJS_3)
    assert found.title == "Bund senkt die Abgaben auf Strom"
    assert found.subtitle == "Städte rechnen mit 300 Millionen Euro weniger"
    assert found.byline == "Jana Köhler"
    words = [text for _, text in blocks(found)]
    assert words.count("Bund senkt die Abgaben auf Strom") == 1
    assert "Jahr | Cent" in words
    assert words[-1] == "Ein Strommast bei Cottbus. Foto: Max Vogel"
    assert not any("Haussystem" in text or "O-Ton" in text for text in words)
    assert aside(found, "metadata") == ["24.11.2026 16:30", "Energie"]


def test_an_embargo_and_a_status_are_told_and_the_text_is_read() -> None:
    found = story(NINJS_3)
    assert (found.wire["pubstatus"], found.wire["embargoed"]) == (
        "withheld",
        "2026-11-25T05:00:00Z",
    )
    assert found.language == "de"


def test_a_canceled_item_is_read_where_it_has_text() -> None:
    found = item(pubstatus="canceled")
    assert found.wire["pubstatus"] == "canceled"
    assert ("paragraph", BASE["body_text"]) in blocks(found)


@pytest.mark.parametrize("status", ["canceled", "Cancelled", "killed"])
def test_a_canceled_item_without_text_says_so(status: str) -> None:
    body = json.dumps({"uri": "urn:x:1", "headline": "The vote", "pubstatus": status}).encode()
    assert code_of(body) == "wire_canceled"


def test_a_flash_is_its_headline() -> None:
    found = read(json.dumps({"uri": "urn:x:1", "headline": "Vote is off"}).encode())
    assert blocks(found) == [("title", "Vote is off")]


def test_several_items_are_parts_and_each_can_be_asked_for() -> None:
    both = json.dumps([BASE, BASE | {"uri": "urn:x:2", "headline": "Second"}]).encode()
    first = read(both)
    assert [part.title for part in first.parts] == ["The vote", "Second"]
    assert first.title == "The vote"
    assert read(both, part=first.parts[1].key).title == "Second"
    assert read(both, part=first.parts[1].key).parts == first.parts
    with pytest.raises(ReaderError) as caught:
        read(both, part="gone")
    assert caught.value.code == "part_missing"


def test_items_within_the_answer_of_a_service_are_found() -> None:
    assert read(json.dumps({"total": 1, "hits": [BASE]}).encode()).title == "The vote"


def test_the_same_item_has_the_same_key_wherever_it_stands() -> None:
    other = BASE | {"uri": "urn:x:2"}
    a, b = (read(json.dumps(order).encode()) for order in ([BASE, other], [other, BASE]))
    assert {part.key for part in a.parts} == {part.key for part in b.parts}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"body_html": "<p>Of HTML.</p>"}, "Of HTML."),
        ({"bodies": [{"value": "<p>Of <b>HTML</b>.</p>"}]}, "Of HTML."),
        ({"bodies": [{"contentType": "text/plain", "value": "1 < 2 <b>"}]}, "1 < 2 <b>"),
        (
            {"bodies": [{"contenttype": "text/vnd.IPTC.NITF", "value": "<?xml version='1.0'?><nitf><body><body.content><p>Of NITF.</p></body.content></body></nitf>"}]},
            "Of NITF.",
        ),
    ],
)  # fmt: skip
def test_a_body_is_read_as_what_it_is(changes: dict[str, Any], expected: str) -> None:
    found = read(json.dumps({"uri": "urn:x:1", "headline": "A"} | changes).encode())
    assert blocks(found)[-1] == ("paragraph", expected)


def test_a_broken_body_gives_way_to_the_next() -> None:
    found = item(body_nitf="<nitf><body>")
    assert blocks(found)[-1] == ("paragraph", BASE["body_text"])


def test_what_cannot_be_stored_is_dropped() -> None:
    body = b'{"uri": "urn:x\\ud800", "headline": "A\\u0000B\\ud83d", "body_text": "C \\udc4b \\ud83d\\udc4b D", "version": 1e999, "urgency": NaN}'
    found = read(body)
    assert (found.identifier, found.title) == ("urn:x", "AB")
    assert blocks(found)[-1] == ("paragraph", "C  👋 D")
    assert found.wire == {}


@pytest.mark.parametrize(
    "value",
    [None, 7, [], {}, "x", [None], {"a": None}, True, [[["x"]]], {"value": 3}, [{"value": {}}]],
)
@pytest.mark.parametrize(
    "name",
    ["bodies", "headlines", "byline", "people", "associations", "located", "infosources", "version",
     "firstcreated", "language", "ednote", "descriptions", "pubstatus", "provider", "dateline"],
)  # fmt: skip
def test_values_of_the_wrong_kind_do_no_harm(name: str, value: Any) -> None:
    assert blocks(item(**{name: value}))[-1] == ("paragraph", BASE["body_text"])


def test_json_that_is_no_news_is_named_as_such() -> None:
    assert code_of(b'{"type": "FeatureCollection", "features": []}') == "unknown_json"
    assert code_of(b'[{"@type": "ClaimReview"}]') == "unknown_json"


def test_a_picture_alone_is_no_story() -> None:
    body = {"uri": "urn:x:1", "type": "picture", "description_text": "A dredger."}
    assert code_of(json.dumps(body).encode()) == "no_story_found"
