"""When it was published and updated, from the surest place that says so."""

import logging
import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice

from lxml.etree import _Element

from annotations.imports.readers.dates import address_date, machine_date, written_date
from annotations.imports.readers.document import FieldNote
from annotations.imports.readers.pages.elements import marks_of
from annotations.imports.readers.pages.runs import Run
from annotations.imports.readers.pages.structured import SelfDescription, kinds, text_of

PUBLISHED_META = (
    "article:published_time", "datepublished", "og:article:published_time", "og:published_time",
    "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created", "dc.date", "pubdate",
    "publish-date", "publish_date", "publication_date", "cxenseparse:recs:publishtime", "date",
    "article:published", "article.published", "citation_publication_date", "rnews:datepublished",
)  # fmt: skip
UPDATED_META = (
    "article:modified_time",
    "datemodified",
    "og:updated_time",
    "dcterms.modified",
    "last-modified",
)
DATE_NAME = re.compile(r"date|publish|posted|time(?:stamp)?|byline|meta|dateline", re.IGNORECASE)
UPDATED = re.compile(r"updat|modif|edited|revis|обновл", re.IGNORECASE)
DATELINE = re.compile(
    r"^[^.!?]{0,120}?\((?P<inside>[^()]{4,100})\)|^(?P<before>[^.!?]{4,60}?)\s[–—-]\s"
)
LINE_LENGTH = 100
TEXT_LENGTH = 100  # a run this long is text, not a label
OVERWRITTEN = timedelta(days=2)
EARLY = 6
MAX_TIMES = 200
Found = tuple[datetime, FieldNote]

logging.getLogger("htmldate").setLevel(logging.CRITICAL)


def published(
    page: SelfDescription, runs: Sequence[Run], story: Sequence[Run], top: int
) -> Found | None:
    """When the article was published.

    Args:
        page: what the page declares.
        runs: everything on the page.
        story: the runs that are its text, captions too.
        top: the index of the run with the headline.
    """
    found = next(_published(page, runs, story, top), None)
    changed = updated(page)
    if found is None or changed is None or found[0].date() < changed[0].date():
        return found
    # Some sites overwrite the date of publication at each change; what they show is then older.
    shown = next(_beside_headline(runs, story, top), None)
    if shown is not None and shown[1].confidence == "high" and found[0] - shown[0] >= OVERWRITTEN:
        return shown
    return found


def _published(
    page: SelfDescription, runs: Sequence[Run], story: Sequence[Run], top: int
) -> Iterator[Found]:
    yield from _machine(page.article.get("datePublished"), "json-ld")
    for name in PUBLISHED_META:
        for value in page.meta.get(name, ()):
            yield from _machine(value, "meta")
    for thing in page.things:
        if any(kind.endswith("Page") for kind in kinds(thing)):
            yield from _machine(thing.get("datePublished"), "json-ld")
    yield from _time_elements(page.tree)
    yield from _beside_headline(runs, story, top)
    yield from _datelines(story)
    if (moment := address_date(page.url)) is not None:
        yield moment, FieldNote("address", "high")
    yield from _captions(story)
    yield from _guess(page)


def updated(page: SelfDescription) -> Found | None:
    """When the article was last changed, as declared."""
    for origin, value in [
        ("json-ld", page.article.get("dateModified")),
        *(("meta", value) for name in UPDATED_META for value in page.meta.get(name, ())),
    ]:
        for found in _machine(value, origin):
            return found
    changed = (element for element in _named(page.tree, "dateModified"))
    return next((f for element in changed for f in _stated(element, text_of(element))), None)


def _machine(value: object, origin: str) -> Iterator[Found]:
    if isinstance(value, str) and (moment := machine_date(value)) is not None:
        yield moment, FieldNote(origin, "high")


def _time_elements(tree: _Element) -> Iterator[Found]:
    """What says that it is the publication, else the first <time> that is in no list of teasers."""
    named = [e for e in islice(_named(tree, "datePublished"), MAX_TIMES) if not _is_elsewhere(e)]
    times = [e for e in islice(tree.iter("time"), MAX_TIMES) if not _is_elsewhere(e)]
    for element in [*named, *times]:
        text = text_of(element)
        if element not in named and UPDATED.search(f"{text} {marks_of(element)}"):
            continue
        yield from _stated(element, text)


def _named(tree: _Element, name: str) -> Iterator[_Element]:
    """Elements that microdata, an attribute of old, or an hAtom class calls the date."""
    yield from tree.iterfind(f".//*[@itemprop='{name}']")
    if name == "datePublished":
        yield from tree.iterfind(".//time[@pubdate]")
        yield from tree.iterfind(".//abbr[@class='published']")


def _stated(element: _Element, text: str) -> Iterator[Found]:
    for value in (*map(element.get, ("datetime", "content", "title")), text):
        if value and (moment := machine_date(value)) is not None:
            yield moment, FieldNote("time", "high")


def _is_elsewhere(element: _Element) -> bool:
    return any(
        around.tag in {"aside", "footer", "nav", "li"}
        or re.search(r"related|sidebar|comment|teaser|card|footer", marks_of(around), re.IGNORECASE)
        for around in element.iterancestors("aside", "footer", "nav", "li", "div", "section")
    )


def _beside_headline(runs: Sequence[Run], story: Sequence[Run], top: int) -> Iterator[Found]:
    """A date in a short line between the headline and the text, or just above the headline."""
    first = next((r.index for r in story if r.kind == "paragraph" and r.index > top), top + EARLY)
    near = [*runs[top + 1 : max(first + 1, top + EARLY)], *runs[max(0, top - 3) : top]]
    dated = [run for run in near if len(run.text) <= LINE_LENGTH and run.kind != "caption"]
    for run in sorted(dated, key=lambda r: bool(UPDATED.search(r.text))):
        if (moment := written_date(run.text)) is not None:
            yield moment, FieldNote("beside-headline", "high")
    for run in runs:
        names = " ".join(marks_of(around) for around in run.place.ancestors[-2:])
        if len(run.text) > LINE_LENGTH or not DATE_NAME.search(names) or UPDATED.search(run.text):
            continue
        if (moment := written_date(run.text)) is not None:
            yield moment, FieldNote("beside-headline", "low")


def _datelines(story: Sequence[Run]) -> Iterator[Found]:
    for run in [r for r in story if r.kind == "paragraph"][:EARLY]:
        if (match := DATELINE.match(run.text)) is None:
            continue
        if (moment := written_date(match["inside"] or match["before"] or "")) is not None:
            yield moment, FieldNote("dateline", "high")


def _captions(story: Sequence[Run]) -> Iterator[Found]:
    for run in story:
        if run.kind == "caption" and (moment := written_date(run.text)) is not None:
            yield moment, FieldNote("caption", "low")


def _guess(page: SelfDescription) -> Iterator[Found]:
    # Imported where it is needed: most pages say their date, and the package is slow to load.
    from htmldate import find_date  # noqa: PLC0415 (see above)

    try:
        value = find_date(
            page.tree, extensive_search=False, original_date=True, url=page.url or None
        )
    except Exception:  # noqa: BLE001 (a guess that fails is no guess)
        return
    if value and (moment := machine_date(value)) is not None:
        yield moment, FieldNote("guess", "low")
