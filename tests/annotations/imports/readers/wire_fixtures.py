"""The files of agencies and feeds that the tests read, and the bad kinds that they make."""

from pathlib import Path

from annotations.imports.readers import Document, ReadBlock, ReaderError, read

FILES = Path(__file__).parent / "fixtures" / "wire"
NINJS_1 = "harbour-1.3.ninjs.json"
NINJS_3 = "levies-3.1.ninjs.json"
NITF = "council.nitf.xml"
NEWSML = "rates.newsml.xml"
MESSAGE = "two-stories.newsml.xml"
RSS = "gazette.rss.xml"
ATOM = "notes.atom.xml"
RDF = "bulletin.rdf.xml"
CHECK_PAGE = "check-page.html"
CHECK_FEED = "checks.datafeed.json"
STORIES = (NINJS_1, NINJS_3, NITF, NEWSML, MESSAGE, RSS, ATOM, RDF)
ALL = (*STORIES, CHECK_PAGE, CHECK_FEED)

LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "lol">'
    + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10))
    + b']><rss version="2.0"><channel><title>&a9;</title></channel></rss>'
)
EXTERNAL = (
    b'<?xml version="1.0"?><!DOCTYPE nitf [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    b"<nitf><body><body.content><p>&x;</p></body.content></body></nitf>"
)
QUADRATIC = (
    b'<!DOCTYPE feed [<!ENTITY a "' + b"x" * 100_000 + b'">]><feed>' + b"&a;" * 100_000 + b"</feed>"
)
DEEP = b"<nitf><body><body.content>" + b"<block>" * 100_000 + b"</block>" * 100_000
DEEP_JSON = b'{"uri": "urn:x", "headline": "A", "a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"


def content(name: str) -> bytes:
    return (FILES / name).read_bytes()


def story(name: str, **options: str) -> Document:
    return read(content(name), **options)


def blocks(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in document.blocks if not block.furniture]


def aside(document: Document, reason: str) -> list[str]:
    return [block.text for block in document.blocks if block.reason == reason]


def texts(found: list[ReadBlock]) -> list[str]:
    return [block.text for block in found]


def code_of(body: bytes, **options: str) -> str:
    try:
        read(body, **options)
    except ReaderError as error:
        return error.code
    return ""


def attributes(size: int) -> bytes:
    """A feed whose root element has attributes of about so many bytes."""
    each = b" ".join(b'a%d="x"' % n for n in range(size // 12))
    return b'<?xml version="1.0"?><rss version="2.0" ' + each + b"><channel></channel></rss>"
