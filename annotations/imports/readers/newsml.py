"""The reader of NewsML-G2, the news exchange format of the IPTC: one item, or a message of several.

Text items are stories; what a picture item says of its picture is a caption of the story that links
to it, or that stands in one package with it. Specification: https://iptc.org/std/NewsML-G2/.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from lxml.etree import _Element

from annotations.imports.readers.cleaning import address_of
from annotations.imports.readers.document import Document, ReadBlock
from annotations.imports.readers.markup import (
    blocks_of_runs,
    blocks_of_text,
    is_marked_up,
    runs_in_html,
    runs_in_xml,
)
from annotations.imports.readers.newsml_facts import (
    caption_of,
    class_of,
    creators_of,
    descriptions_of,
    headline_of,
    image_of,
    language_of_item,
    provider_of,
    subtitles_of,
    version_of,
    wire_of,
)
from annotations.imports.readers.nitf import story_of_nitf
from annotations.imports.readers.source import Source
from annotations.imports.readers.stories import (
    Candidate,
    Story,
    names_in,
    part_of,
    unlike,
)
from annotations.imports.readers.story_documents import document_of
from annotations.imports.readers.wire_dates import first_moment
from annotations.imports.readers.xml_elements import (
    attribute,
    child,
    children,
    inside,
    name_of,
    text_in,
)

RECIPE = "newsml-1"
PICTURES = frozenset({"picture", "graphic", "video", "animated", "still"})
HTML_ROOTS = frozenset({"html", "body", "div", "section", "article", "p"})
INLINE = ("inlineXML", "inlineData")


def read_newsml(root: _Element, source: Source, charset: str) -> Document:
    """Read a `newsItem`, a `newsMessage` or another item of NewsML-G2.

    Of several versions of one item the latest is read.

    Raises:
        ReaderError: `no_story_found`, `part_missing`, `wire_canceled`, `text_too_long`,
            `too_many_tags`, `too_deep`.
    """
    items = list(inside(root, "newsItem"))
    pictures = {attribute(i, "guid"): i for i in items if class_of(i) in PICTURES}
    together = _packages(root)
    latest: dict[str, _Element] = {}
    for number, item in enumerate(items):
        name = attribute(item, "guid") or f"#{number}"
        if _is_text(item) and version_of(item) >= version_of(latest.get(name, item)):
            latest[name] = item
    found = [
        _candidate(item, _linked(item, pictures, together), number)
        for number, item in enumerate(latest.values())
    ]
    return document_of(unlike(found), source.part, recipe=RECIPE, charset=charset)


def _is_text(item: _Element) -> bool:
    kind = class_of(item)
    if kind in {"text", "composite"}:
        return True
    return not kind and next(inside(item, *INLINE), None) is not None


def _packages(root: _Element) -> list[set[str]]:
    """The items that stand together in a package."""
    return [
        {attribute(ref, "residref") for ref in inside(package, "itemRef")}
        for package in inside(root, "packageItem")
    ]


def _linked(
    item: _Element, pictures: dict[str, _Element], together: Sequence[set[str]]
) -> list[_Element]:
    guid = attribute(item, "guid")
    named = {attribute(e, n) for e in item.iter() for n in ("residref", "href")}
    for package in together:
        named |= package if guid in package else set()
    return [picture for name, picture in pictures.items() if name and name in named]


def _candidate(item: _Element, pictures: Sequence[_Element], number: int) -> Candidate:
    meta = child(item, "itemMeta")
    published = first_moment(*(text_in(child(meta, n)) for n in ("firstCreated", "versionCreated")))
    part = part_of(attribute(item, "guid"), headline_of(item), "", published, position=number)
    return Candidate(part, lambda: _story(item, pictures))


def _story(item: _Element, pictures: Sequence[_Element]) -> Story:
    meta, content = child(item, "itemMeta"), child(item, "contentMeta")
    inner = _inner(item)
    line = text_in(child(content, "by"))
    notes = [text for note in children(meta, "edNote") if (text := text_in(note))]
    wire = wire_of(item, notes or [inner.wire.get("ednote", "")])
    first = _moment(meta, "firstCreated") or _moment(content, "contentCreated")
    latest = _moment(meta, "versionCreated") or _moment(content, "contentModified")
    return replace(
        inner,
        origin="newsml",
        identifier=attribute(item, "guid"),
        title=headline_of(item) or inner.title,
        subtitles=subtitles_of(item) or inner.subtitles,
        byline=names_in(line, provider_of(item)) or inner.byline or creators_of(item),
        byline_line=line or inner.byline_line,
        dateline=text_in(child(content, "dateline")) or inner.dateline,
        captions=[text for text in map(caption_of, pictures) if text],
        notes=[*notes, *inner.notes],
        site_name=provider_of(item) or inner.site_name,
        published_at=first or latest or inner.published_at,
        updated_at=latest if first and latest and latest > first else None,
        language=language_of_item(item) or inner.language,
        is_language_sure=bool(language_of_item(item)),
        image_url=next(filter(None, map(image_of, pictures)), "") or inner.image_url,
        wire={**inner.wire, **{name: value for name, value in wire.items() if value}},
    )


def _moment(element: _Element | None, name: str) -> datetime | None:
    return first_moment(text_in(child(element, name)))


def _inner(item: _Element) -> Story:
    """What the content itself gives: the first that has text, be it NITF, XHTML or plain."""
    for content in inside(child(item, "contentSet"), *INLINE):
        found = _of_xml(content) if name_of(content) == "inlineXML" else _of_data(content)
        if found.body:
            return found
    texts = descriptions_of(item)
    return Story(origin="newsml", body=blocks_of_text(texts[0]) if texts else [])


def _of_xml(content: _Element) -> Story:
    for root in content:
        if name_of(root) == "nitf":
            return story_of_nitf(root)
        if name_of(root).lower() in HTML_ROOTS:
            images = [address_of(attribute(image, "src")) for image in inside(root, "img")]
            # Strictly parsed and bounded, so no sanitiser: scripts are left out by the walk.
            blocks = blocks_of_runs(runs_in_xml(content, {}))
            return Story(origin="newsml", body=blocks, image_url=next(filter(None, images), ""))
    return Story(origin="newsml")


def _of_data(content: _Element) -> Story:
    if attribute(content, "encoding"):
        return Story(origin="newsml")  # packed bytes
    text = "".join(map(str, content.itertext()))
    kind = attribute(content, "contenttype")
    is_html = "html" in kind or ("plain" not in kind and is_marked_up(text))
    blocks: list[ReadBlock] = (
        blocks_of_runs(runs_in_html(text).runs) if is_html else blocks_of_text(text)
    )
    return Story(origin="newsml", body=blocks)
