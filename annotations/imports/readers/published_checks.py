"""Fact-checks of others in what their sites send: pages, files, answers of services, feeds."""

from dataclasses import replace

from annotations.imports.readers.choosing import is_html
from annotations.imports.readers.cleaning import address_of
from annotations.imports.readers.document import Document, ReaderError
from annotations.imports.readers.embedded_reviews import embedded_reviews
from annotations.imports.readers.feeds import is_feed, list_feed
from annotations.imports.readers.found_reviews import Found, find_checks
from annotations.imports.readers.json_documents import is_json_document
from annotations.imports.readers.json_input import parsed_json, storable
from annotations.imports.readers.pages.parsing import parse
from annotations.imports.readers.pages.structured import parse_json
from annotations.imports.readers.source import Source

RECIPE = "checks-1"
MOST_SCRIPTS = 200


def read_checks(
    body: bytes,
    *,
    media_type: str | None = None,
    charset: str | None = None,
    url: str | None = None,
) -> Document:
    """Read the fact-checks of others (ClaimReview) in some bytes.

    Args:
        body: a page with JSON-LD, microdata or RDFa; JSON (one object, a list, a DataFeed, a graph,
            an answer of Google's fact check tools); or a feed.
        media_type: as declared by the site; the bytes are believed first.
        charset: likewise.
        url: where they came from, after redirects.

    Returns:
        A document without blocks: `checks`, five thousand at most. `wire["skipped"]` is the number of
        objects without an address or without a claim, where there are any. Of a feed, which itself
        holds no checks, the entries as `parts`.

    Raises:
        ReaderError: `no_checks_found`; of broken bytes `broken_json`, `json_too_large`,
            `broken_xml`, `xml_entities`, `xml_too_large`, `too_many_tags`, `too_deep`, `empty_text`.
    """
    source = Source(body, media_type, charset, url)
    if is_json_document(source):
        found, name = _in_json(source)
    elif is_feed(source):
        listed = list_feed(source)
        if listed.parts:
            return replace(listed, recipe=RECIPE)
        raise ReaderError("no_checks_found")
    elif is_html(source):
        found, name = _in_page(source)
    else:
        raise ReaderError("no_checks_found")
    if not found.checks:
        raise ReaderError("no_checks_found")
    said = {"skipped": str(found.skipped)} if found.skipped else {}
    return Document(recipe=RECIPE, blocks=[], checks=found.checks, charset=name, wire=said)


def _in_json(source: Source) -> tuple[Found, str]:
    value, charset = parsed_json(source.body, source.charset)
    found = Found()
    find_checks(value, source.url or "", found)
    return found, charset


def _in_page(source: Source) -> tuple[Found, str]:
    tree, charset = parse(source.body, source.charset)
    url = source.url or ""
    base = next((address_of(e.get("href"), url) for e in tree.iter("base")), "") or url
    found = Found()
    scripts = [s for s in tree.iter("script") if "ld+json" in (s.get("type") or "").lower()]
    # One value for all scripts, because the objects of one may refer to those of another.
    values = [_stored(parse_json(script.text)) for script in scripts[:MOST_SCRIPTS] if script.text]
    find_checks(values, base, found)
    for thing in embedded_reviews(tree):
        if not found.is_full:
            found.take(thing, base, thing)
    return found, charset


def _stored(value: object) -> object:
    """A JSON value without what cannot be stored; one that is nested too deeply is none."""
    try:
        return storable(value)
    except ReaderError:
        return None
