"""A feed cut down to what is read of it, well-formed whatever it was.

feedparser takes time out of proportion to the attributes, namespaces and categories of a feed
(40,000 of them take a minute), takes what Media RSS says of pictures for the text of the entry, and
halves of mail addresses for names. So it only sees what is needed, and those are read here.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree
from lxml.etree import _Element

from annotations.imports.readers.document import ReaderError
from annotations.imports.readers.plain_words import words_of
from annotations.imports.readers.xml_elements import (
    children,
    leave_out,
    local,
    name_of,
    namespace_of,
    text_in,
)
from annotations.imports.readers.xml_input import BARE, ROOT, outside_cdata, parsed

MOST_ENTRIES = 1000
MOST_OF_A_KIND = 50  # links, authors and so on of one entry
LONGEST_VALUE = 2000  # code points of a value that is no text to read
ENTRIES = frozenset({"item", "entry"})
FRAMED = ENTRIES | {"channel"}
TEXTS = frozenset({"description", "summary", "content", "encoded", "title"})
VALUES = frozenset({
    "link", "guid", "id", "pubDate", "published", "updated", "date", "issued", "modified",
    "created", "enclosure", "language",
})  # fmt: skip
AUTHORS = frozenset({"author", "creator"})
ATTRIBUTES = frozenset({
    "version", "href", "rel", "type", "isPermaLink", "about", "lang", "base", "url", "length",
    "mode", "src", "class", "hidden", "style",
})  # fmt: skip
MEDIA = frozenset({"http://search.yahoo.com/mrss/", "http://search.yahoo.com/mrss"})
MAIL = re.compile(r"[^\s@<>()]{1,64}@[^\s@<>()]{1,255}")
IMAGE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)(?:$|\?)", re.IGNORECASE)
# Prefixes that feeds use without saying what they stand for.
PREFIXES = {
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "atom": "http://www.w3.org/2005/Atom",
    "media": "http://search.yahoo.com/mrss/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}


@dataclass(frozen=True, slots=True)
class Details:
    """What an entry says of its authors, and of its pictures in Media RSS."""

    authors: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    images: list[str] = field(default_factory=list)


def needed(text: str) -> tuple[str, list[Details]]:
    """What is needed of a feed, as well-formed XML, and the details of each of its entries.

    Args:
        text: as `xml_input.guarded` gives it.

    Raises:
        ReaderError: `too_deep`, `xml_too_large`, `broken_xml` where nothing of it can be read.
    """
    root = _tree(text)
    frames = [root, *children(root, "channel")]
    entries = [e for frame in frames for e in frame if name_of(e) in ENTRIES]
    for entry in entries[MOST_ENTRIES:]:
        leave_out(entry)
    entries = entries[:MOST_ENTRIES]
    details = [_details(entry) for entry in entries]
    for frame in frames:
        _prune(frame, kept=FRAMED)
    for entry in entries:
        _prune(entry)
    for element in root.iter():
        for name in [n for n in element.attrib if local(str(n)) not in ATTRIBUTES]:
            del element.attrib[name]
    etree.cleanup_namespaces(root)
    try:
        return etree.tostring(root, encoding="unicode"), details
    except UnicodeDecodeError:  # of what a broken feed leaves, libxml2 may keep what is no text
        raise ReaderError("broken_xml") from None


def _tree(text: str) -> _Element:
    """The tree; of a feed that is not well-formed, or breaks off, as far as it goes."""
    text = _with_prefixes(text)
    try:
        return parsed(text)
    except ReaderError as error:
        if error.code != "broken_xml":
            raise
    parser = etree.XMLParser(
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    mended = outside_cdata(text, lambda part: BARE.sub("&amp;", part))
    root: _Element | None = etree.fromstring(mended.encode(), parser)
    if any("Excessive depth" in entry.message for entry in parser.error_log):
        raise ReaderError("too_deep")  # the parser has dropped what lay deeper
    if root is None:
        raise ReaderError("broken_xml")
    return root


def _with_prefixes(text: str) -> str:
    found = ROOT.match(text)
    start = text[: text.find(">") + 1]
    if found is None:
        return text
    missing = [
        f' xmlns:{prefix}="{name}"'
        for prefix, name in PREFIXES.items()
        if f"<{prefix}:" in text and f"xmlns:{prefix}" not in start
    ]
    return text[: found.end()] + "".join(missing) + text[found.end() :]


def _prune(holder: _Element, *, kept: frozenset[str] = frozenset()) -> None:
    """Leave out the children that nobody reads, and cut values that are longer than any."""
    seen: Counter[str] = Counter()
    for element in list(holder):
        name = name_of(element)
        if name in kept:
            continue
        seen[name] += 1
        is_read = name in TEXTS | VALUES and namespace_of(element) not in MEDIA
        if not is_read or seen[name] > MOST_OF_A_KIND:
            leave_out(element)
        elif name in VALUES:
            _shorten(element)


def _shorten(element: _Element) -> None:
    for part in element.iter():
        part.text = (part.text or "")[:LONGEST_VALUE]
    for part in list(element)[MOST_OF_A_KIND:]:
        leave_out(part)


def _media(element: _Element) -> Iterator[_Element]:
    return (e for e in element.iter() if namespace_of(e) in MEDIA)


def _details(entry: _Element) -> Details:
    captions, images = [], []
    for element in _media(entry):
        name, address = name_of(element), element.get("url") or ""
        if name == "description":
            captions.append(words_of(text_in(element)))
        kind = element.get("medium") or element.get("type") or ""
        is_image = kind.startswith("image") or (not kind and bool(IMAGE.search(address)))
        if name == "thumbnail" or (name == "content" and is_image):
            images.append(address)
    authors = [_author(e) for e in entry if name_of(e) in AUTHORS]
    found = (list(filter(None, texts))[:MOST_OF_A_KIND] for texts in (authors, captions, images))
    return Details(*found)


def _author(element: _Element) -> str:
    """A name: "a@b.c (Jane Doe)" is Jane Doe, and a mere address is nobody."""
    name = next(children(element, "name"), None)
    words = words_of(text_in(element if name is None else name)[:LONGEST_VALUE])
    return MAIL.sub("", words).strip(" ()<>,;") if "@" in words else words
