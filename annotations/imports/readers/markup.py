"""The marked-up text of wire items and feed entries as blocks.

It is as hostile as any page: bounded first, because sanitising takes longer than in proportion to
what is left unclosed, then sanitised, then walked as a page is.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import nh3
from lxml.etree import _Element
from lxml.html import HTMLParser, document_fromstring

from annotations.imports.readers.block_markup import BLOCKS, KEPT, only_blocks
from annotations.imports.readers.cleaning import clean
from annotations.imports.readers.document import ReadBlock
from annotations.imports.readers.pages.runs import Run, runs_of
from annotations.imports.readers.text_blocks import cut, labelled
from annotations.imports.readers.xml_elements import leave_out, name_of

LOOKS_MARKED_UP = re.compile(
    r"</[A-Za-z]|<(?:p|br|div|h[1-6]|ul|ol|li|blockquote|a|b|i|em|strong|img)\b[^<>]*>",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Marked:
    """Marked-up text as it was read: `runs` block by block, and the addresses of its `images`."""

    runs: Sequence[Run] = ()
    images: Sequence[str] = field(default_factory=list)


def runs_in_html(html: str, base: str = "") -> Marked:
    """Sanitise HTML from outside and walk it.

    Args:
        html: a fragment or a whole page.
        base: the address that relative ones belong to.

    Raises:
        ReaderError: `text_too_long`, `too_many_tags`, `too_deep`.
    """
    markup = only_blocks(clean(html), base)
    safe = nh3.clean(markup.html, tags=set(BLOCKS), attributes={"*": set(KEPT)}, link_rel=None)
    if not safe.strip():
        return Marked((), markup.images)
    parser = HTMLParser(encoding="utf-8")
    tree = document_fromstring(f"<body>{safe}</body>".encode(), parser=parser)
    body = tree.find("body")
    return Marked(runs_of(body) if body is not None else (), markup.images)


def runs_in_xml(element: _Element, renamed: Mapping[str, str], other: str = "") -> Sequence[Run]:
    """Walk a part of a strictly parsed tree; scripts and what is hidden are left out as in a page.

    Args:
        element: its tags are renamed in place.
        renamed: tag of HTML by local name; "" leaves the element out with all that it holds.
        other: the tag for all other names; "" keeps each as it is.
    """
    for part in list(element.iter()):
        name = name_of(part).lower()
        tag = renamed.get(name, other or name)
        if part is not element and not (name and tag):
            leave_out(part)
        else:
            part.tag = tag or "div"
    return runs_of(element)


def blocks_of_runs(runs: Sequence[Run]) -> list[ReadBlock]:
    """Runs as blocks of the story; what an agency puts in a page header is set aside."""
    return [
        ReadBlock(run.kind, run.text, furniture=is_head, reason="metadata" if is_head else None)
        for run in runs
        for is_head in [any(around.tag == "header" for around in run.place.ancestors)]
    ]


def blocks_of_text(text: str) -> list[ReadBlock]:
    """Plain text cut into paragraphs, list items and captions."""
    return [ReadBlock(line.kind, line.text) for line in labelled(cut(clean(text)))]


def is_marked_up(text: str) -> bool:
    """Whether a text of unknown kind is HTML."""
    return bool(LOOKS_MARKED_UP.search(text))
