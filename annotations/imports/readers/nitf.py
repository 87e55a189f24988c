"""The reader of NITF, the News Industry Text Format of the IPTC, version 3.x.

Names and their meaning: https://www.iptc.org/std/NITF/3.5/documentation/nitf-documentation.html.
"""

from collections.abc import Sequence

from lxml.etree import _Element

from annotations.imports.readers.cleaning import address_of
from annotations.imports.readers.document import Document
from annotations.imports.readers.markup import blocks_of_runs, runs_in_xml
from annotations.imports.readers.pages.runs import Run
from annotations.imports.readers.source import Source
from annotations.imports.readers.stories import (
    Candidate,
    Story,
    names_in,
    part_of,
    status_of,
)
from annotations.imports.readers.story_documents import document_of
from annotations.imports.readers.wire_dates import first_moment, iso_of
from annotations.imports.readers.xml_elements import (
    attribute,
    child,
    children,
    inside,
    spaced_text_in,
    text_in,
)

RECIPE = "nitf-1"
# NITF's elements in the words of HTML; what is not here is inline ("enriched text").
TAGS = {
    **{name: name for name in ("p", "ol", "ul", "li", "dl", "dt", "dd", "pre", "br", "hr")},
    **{name: name for name in ("table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th")},
    "body.content": "div", "body.head": "div", "body.end": "div", "block": "div", "abstract": "div",
    "hl1": "h1", "hl2": "h2", "bq": "blockquote", "block-quote": "blockquote", "credit": "p",
    "media": "figure", "media-caption": "figcaption", "media-producer": "figcaption", "fn": "p",
    "nitf-table": "div", "custom-table": "div", "datasource": "p", "note": "p",
    "media-reference": "", "media-metadata": "", "media-object": "", "nitf-table-metadata": "",
    "nitf-table-summary": "", "alt-code": "", "script": "", "style": "",
}  # fmt: skip
LEFT_OUT = "media-object"
EDITORS = frozenset({"editorsnote", "hd"})
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def read_nitf(root: _Element, source: Source, charset: str) -> Document:
    """Read a document whose root is `nitf`.

    Raises:
        ReaderError: `no_story_found`, `part_missing`, `wire_canceled`, `text_too_long`.
    """
    story = story_of_nitf(root)
    part = part_of(
        story.identifier, story.title, story.canonical_url, story.published_at, position=0
    )
    return document_of(
        [Candidate(part, lambda: story)], source.part, recipe=RECIPE, charset=charset
    )


def story_of_nitf(root: _Element) -> Story:
    """The story of a `nitf` element; the tree is changed on the way."""
    head, facts = child(root, "head"), child(root, "head", "docdata")
    top, end = child(root, "body", "body.head"), child(root, "body", "body.end")
    content = child(root, "body", "body.content")
    line, names = _byline(child(top, "byline"))
    notes = _notes(facts, top, content)
    return Story(
        origin="nitf",
        identifier=attribute(child(facts, "doc-id"), "id-string")
        or attribute(child(facts, "du-key"), "key"),
        title=_title(head, top),
        subtitles=[text_in(line) for line in children(child(top, "hedline"), "hl2")],
        byline=names,
        byline_line=line,
        dateline=spaced_text_in(child(top, "dateline")),
        abstract=[run.text for run in _runs(child(top, "abstract"))],
        body=blocks_of_runs(_runs(content)),
        notes=notes,
        taglines=[text for e in inside(end, "tagline", "bibliography") if (text := text_in(e))],
        site_name=_publisher(head, facts, top),
        published_at=first_moment(*(_date(facts, name) for name in ("date.issue", "date.release"))),
        language=attribute(root, LANGUAGE) or attribute(child(root, "body"), LANGUAGE),
        canonical_url=address_of(attribute(child(head, "pubdata"), "ex-ref")),
        wire={**_wire(facts, top), "ednote": "\n".join(notes)},
    )


def _runs(element: _Element | None) -> Sequence[Run]:
    return runs_in_xml(element, TAGS, "span") if element is not None else ()


def _title(head: _Element | None, top: _Element | None) -> str:
    headline = child(top, "hedline")
    return text_in(child(headline, "hl1")) or text_in(headline) or text_in(child(head, "title"))


def _byline(element: _Element | None) -> tuple[str, str]:
    """The line as it stands, and the names in it."""
    titles = [text for e in children(element, "byttl") if (text := text_in(e))]
    people = [text for e in inside(element, "person") if (text := text_in(e))]
    for part in list(children(element, "byttl")):
        part.text = None
    line = spaced_text_in(element)
    names = ", ".join(dict.fromkeys(people)) or names_in(line) or ", ".join(titles)
    return ", ".join([line, *titles] if line else titles), names


def _notes(*places: _Element | None) -> list[str]:
    """What is meant for editors; in the text it is taken out."""
    facts, top, content = places
    found = [attribute(message, "info") for message in children(facts, "ed-msg")]
    for note in [*children(top, "note"), *inside(content, "note")]:
        if content is None or note.getparent() is top or note.get("noteclass") in EDITORS:
            found.append(text_in(note))
            note.tag = LEFT_OUT
    return [text for text in found if text]


def _publisher(head: _Element | None, facts: _Element | None, top: _Element | None) -> str:
    return (
        attribute(child(head, "pubdata"), "name")
        or text_in(child(top, "distributor"))
        or attribute(child(facts, "doc.copyright"), "holder")
        or attribute(child(facts, "doc-id"), "regsrc")
    )


def _date(facts: _Element | None, name: str) -> str:
    return attribute(child(facts, name), "norm")


def _wire(facts: _Element | None, top: _Element | None) -> dict[str, str]:
    status = status_of(attribute(facts, "management-status"))
    issued, released = (first_moment(_date(facts, n)) for n in ("date.issue", "date.release"))
    is_later = issued is not None and released is not None and released > issued
    key, place = child(facts, "du-key"), child(facts, "evloc")
    return {
        "version": attribute(key, "version") or attribute(key, "generation"),
        "pubstatus": "usable" if status == "embargoed" else status,
        "embargoed": (
            iso_of(_date(facts, "date.release")) or "indefinite"
            if status == "embargoed" or is_later
            else ""
        ),
        "located": text_in(child(top, "dateline", "location")) or attribute(place, "city"),
        "urgency": attribute(child(facts, "urgency"), "ed-urg"),
        "copyright": attribute(child(facts, "doc.copyright"), "holder"),
    }
