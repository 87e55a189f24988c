"""What wire formats and feeds have in common: a story, and the list of those in the same bytes."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from annotations.imports.readers.cleaning import one_line
from annotations.imports.readers.document import Part, ReadBlock
from annotations.imports.readers.pages.names import BY, tidy_name

MOST_PARTS = 1000
LONGEST_TITLE = 1000  # code points, of a part in a list
WITHDRAWN = frozenset({"canceled", "cancelled", "killed", "kill", "withdrawn", "retracted"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A story as an agency or a site sends it.

    Attributes:
        origin: the format, a stable word; every field's note names it.
        byline: names only; `byline_line` is the line as it stands, for a block.
        dateline: a line that does not stand in the body itself.
        abstract: what the agency says of the story before it begins.
        body: the text; `captions` of pictures that belong to it.
        notes, taglines: for editors, and at the end; set aside with reasons `ednote`, `tagline`.
        language: as declared; `is_language_sure` where an agency said it for this story.
        is_summary: the sender gives only the beginning.
        wire: see `Document.wire`.
    """

    origin: str
    identifier: str = ""
    title: str = ""
    subtitles: Sequence[str] = ()
    byline: str = ""
    byline_line: str = ""
    dateline: str = ""
    abstract: Sequence[str] = ()
    body: Sequence[ReadBlock] = ()
    captions: Sequence[str] = ()
    notes: Sequence[str] = ()
    taglines: Sequence[str] = ()
    site_name: str = ""
    published_at: datetime | None = None
    updated_at: datetime | None = None
    language: str = ""
    is_language_sure: bool = True
    is_summary: bool = False
    canonical_url: str = ""
    image_url: str = ""
    wire: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A story that may be asked for; only the one that is gets read."""

    part: Part
    read: Callable[[], Story]


def status_of(said: str) -> str:
    """The publishing status in the IPTC's words: `usable`, `withheld`, `canceled`, or as it is said."""
    word = said.strip().rsplit(":", 1)[-1].rsplit("/", 1)[-1].lower()
    return "canceled" if word in WITHDRAWN else word


def names_in(line: str, site_name: str = "") -> str:
    """The names in a byline such as "By Jane Doe, Northwire", without the agency's own."""
    return tidy_name(line, site_name.casefold()) or BY.sub("", line).strip()


def key_of(identifier: str, url: str = "", *, position: int = 0) -> str:
    """The stable name of a story: by its identifier, else its address, else where it stands."""
    name = identifier or url or f"#{position}"
    return hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()


def part_of(
    identifier: str, title: str, url: str, published_at: datetime | None, *, position: int
) -> Part:
    """A story for a list of stories."""
    key = key_of(identifier, url, position=position)
    return Part(key, one_line(title)[:LONGEST_TITLE], url, published_at)


def unlike(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The first of each name, at most a thousand."""
    found: dict[str, Candidate] = {}
    for candidate in candidates:
        found.setdefault(candidate.part.key, candidate)
        if len(found) >= MOST_PARTS:
            break
    return list(found.values())
