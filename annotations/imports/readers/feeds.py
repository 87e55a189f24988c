"""The list of what a feed offers, for those who subscribe to it."""

from annotations.imports.readers.choosing import is_html
from annotations.imports.readers.cleaning import address_of
from annotations.imports.readers.document import Document, ReaderError
from annotations.imports.readers.feed_stories import parts_of
from annotations.imports.readers.pages.parsing import parse
from annotations.imports.readers.source import Source
from annotations.imports.readers.syndication import ROOTS, feed_of
from annotations.imports.readers.xml_documents import is_xml, root_of

RECIPE = "feed-1"
TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml"})


def read_feed(
    body: bytes,
    *,
    media_type: str | None = None,
    charset: str | None = None,
    url: str | None = None,
) -> Document:
    """Read which entries a feed has; their texts are not read.

    Args:
        body: the bytes as they arrived.
        media_type: as declared by the site; the bytes are believed first.
        charset: likewise.
        url: where they came from, after redirects.

    Returns:
        A document without blocks: `title` of the feed, `canonical_url` of its site, `language`, and
        all entries as `parts`, at most a thousand, in the feed's order. Of a page that announces a
        feed: only `moved_to`, the first address that it announces.

    Raises:
        ReaderError: `not_a_feed`, and what is wrong with a broken one: `xml_too_large`,
            `too_many_tags`, `xml_entities`, `broken_xml`, `too_deep`.
    """
    source = Source(body, media_type, charset, url)
    if is_feed(source):
        return list_feed(source)
    if is_html(source) and (announced := announced_feed(source)):
        return Document(recipe=RECIPE, blocks=[], moved_to=announced)
    raise ReaderError("not_a_feed")


def is_feed(source: Source) -> bool:
    """Whether the bytes are RSS or Atom."""
    root = root_of(source.body) if is_xml(source) else None
    # One whose root is hidden behind declarations of its own is refused for those, not as no feed.
    return root is not None and (root.name or root.doctype) in ROOTS


def list_feed(source: Source) -> Document:
    """What `read_feed` gives of a feed.

    Raises:
        ReaderError: as `read_feed`, but `not_a_feed`.
    """
    feed = feed_of(source.body, source.charset, source.url)
    return Document(
        recipe=RECIPE,
        blocks=[],
        title=feed.title,
        canonical_url=feed.link,
        language=feed.language.replace("_", "-").split("-")[0].lower()[:3],
        charset=feed.charset,
        parts=parts_of(feed),
    )


def announced_feed(source: Source) -> str:
    """The first feed that a page announces (`<link rel="alternate">`), absolute, or ""."""
    tree, _ = parse(source.body, source.charset)
    base = next((address_of(e.get("href"), source.url or "") for e in tree.iter("base")), "")
    for link in tree.iter("link"):
        kind = (link.get("type") or "").split(";")[0].strip().lower()
        if "alternate" in (link.get("rel") or "").lower().split() and kind in TYPES:
            address = address_of(link.get("href"), base or source.url or "")
            if address:
                return address
    return ""
