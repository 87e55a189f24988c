"""The entrance for XML: what attacks is refused, what is only odd is read."""

import time

import pytest

from annotations.imports.readers import ReaderError, read, read_checks, read_feed
from annotations.imports.readers.xml_input import guarded, parsed
from tests.annotations.imports.readers.wire_fixtures import (
    DEEP,
    EXTERNAL,
    LAUGHS,
    QUADRATIC,
    attributes,
    blocks,
    code_of,
)

DECLARED = b'<!DOCTYPE rss [<!ENTITY a "x">]><rss version="2.0"><channel/></rss>'


@pytest.mark.parametrize(
    "body",
    [
        LAUGHS,
        EXTERNAL,
        QUADRATIC,
        DECLARED,
        b'<?xml version="1.0"?><!-- <rss> -->' + DECLARED,
        b'<?xml version="1.0"?><?php <rss> ?>' + DECLARED,
        b'<?xml version="1.0"?><!-- ' + b"x" * 100_000 + b" -->" + DECLARED,
        b'<!DOCTYPE nitf [<!ENTITY % p SYSTEM "http://e.example/x.dtd"> %p;]><nitf/>',
        b'<!DOCTYPE nitf [<!ATTLIST p a CDATA "' + b"x" * 1000 + b'">]><nitf/>',
        b'<!DOCTYPE nitf SYSTEM "x.dtd" [ <!ELEMENT p ANY> ]><nitf/>',
        b'<!doctype nitf [<!ENTITY a "x">]><nitf/>',
        LAUGHS.decode().encode("utf-16"),
    ],
)
def test_a_document_type_of_its_own_is_refused_at_once(body: bytes) -> None:
    started = time.monotonic()
    assert code_of(body) == "xml_entities"
    assert time.monotonic() - started < 0.5


def test_feeds_are_guarded_the_same() -> None:
    for verb in (read_feed, read_checks):
        with pytest.raises(ReaderError) as caught:
            verb(LAUGHS)
        assert caught.value.code == "xml_entities"


def test_a_document_type_that_only_names_itself_is_cut_off() -> None:
    body = (
        b'<?xml version="1.0"?>\n<!DOCTYPE nitf PUBLIC "-//IPTC//DTD NITF 3.5//EN" "http://e.example/x.dtd" []>'
        b"<nitf><body><body.content><p>A text.</p></body.content></body></nitf>"
    )
    assert blocks(read(body))[-1] == ("paragraph", "A text.")
    assert guarded(body)[0].startswith("<nitf>")


def test_what_is_nested_too_deeply_is_refused() -> None:
    assert code_of(DEEP) == "too_deep"
    feed = b"<rss><channel><item><title>x & y" + b"<a>" * 100_000
    assert code_of(feed) == "too_deep"


def test_thirty_megabytes_of_attributes_are_refused() -> None:
    assert code_of(attributes(30_000_000)) == "xml_too_large"


def test_attributes_of_one_element_do_not_hold_a_feed_up() -> None:
    started = time.monotonic()
    read_feed(attributes(2_000_000))
    assert time.monotonic() - started < 5


def test_too_many_elements_are_refused() -> None:
    assert code_of(b"<nitf><body>" + b"<p></p>" * 300_000 + b"</body></nitf>") == "too_many_tags"


def test_a_text_longer_than_an_article_may_be_is_refused() -> None:
    body = b"<nitf><body><body.content><p>%s</p></body.content></body></nitf>"
    assert code_of(body % (b"word " * 410_000)) == "text_too_long"
    assert code_of(body % (b"word " * 2_100_000)) == "xml_too_large"


def test_names_of_characters_stand_for_them_but_never_for_markup() -> None:
    text, _ = guarded(b"<p a='&QUOT;'>&nbsp;&eacute;&LT;b&GT;&amp;lt;&nosuch;&AMP;</p>")
    assert text == "<p a='&quot;'>\xa0é&lt;b&gt;&amp;lt;&nosuch;&amp;</p>"
    assert parsed(text).text == "\xa0é<b>&lt;&nosuch;&"


def test_cdata_is_left_as_it_is() -> None:
    assert guarded(b"<p><![CDATA[&nbsp;R&D]]>&nbsp;</p>")[0] == "<p><![CDATA[&nbsp;R&D]]>\xa0</p>"


def test_controls_and_nul_are_dropped() -> None:
    assert parsed(guarded(b"<p>a\x00b\x08c\x0c</p>")[0]).text == "abc"


@pytest.mark.parametrize(
    "body", [b'<?xml version="1.0"?>', b'<?xml version="1.0"?> words', b"<?xml "]
)
def test_a_declaration_without_an_element_is_broken(body: bytes) -> None:
    assert code_of(body) == "broken_xml"


@pytest.mark.parametrize(
    "body",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><text>x</text></svg>",
        b"<?xml version='1.0'?><svg/>",
        b"<?xml version='1.0'?><urlset><url><loc>https://e.example/</loc></url></urlset>",
        b"<?xml version='1.0'?><NewsML Version='1.2'><NewsItem/></NewsML>",
        b"<!DOCTYPE plist SYSTEM 'x'><plist/>",
        b"\xef\xbb\xbf<?xml version='1.0'?><opml/>",
    ],
)
def test_other_xml_is_named_as_such(body: bytes) -> None:
    assert code_of(body) == "unknown_xml"


def test_a_page_in_xhtml_is_a_page() -> None:
    story = (
        "<p>The committee met on Monday evening and decided to postpone the vote until June.</p>"
    )
    page = (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" '
        f'"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">\n<html xmlns="http://www.w3.org/1999/xhtml">'
        f"<head><title>t</title></head><body><svg><feed/></svg><div>{story * 3}</div></body></html>"
    )
    assert read(page.encode()).recipe.startswith("html-")


def test_a_person_may_say_that_it_is_text() -> None:
    body = b'<?xml version="1.0"?><rss version="2.0"><channel/></rss>'
    assert read(body, kind_hint="text").verbatim_text == body.decode()
