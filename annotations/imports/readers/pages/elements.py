"""What the elements of a page are: shown or not, inline or block, caption, row of a table."""

import re
from functools import lru_cache

from lxml.etree import _Element

UNSEEN = {
    "script", "style", "noscript", "template", "iframe", "frame", "object", "embed", "audio",
    "video", "canvas", "svg", "math", "head", "select", "option", "button", "textarea", "input",
    "map", "area", "datalist", "dialog",
}  # fmt: skip
WITHOUT_SCRIPTS = {"noscript"}  # shown where no scripts run
BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "col", "colgroup",
    "dd", "details", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
    "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "listing",
    "main", "menu", "nav", "ol", "optgroup", "p", "plaintext", "pre", "search", "section", "summary",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "xmp",
}  # fmt: skip
HEADINGS = {f"h{level}": level for level in range(1, 7)}
# What holds running text, so that an element which no browser knows stands in the line.
OF_TEXT = {*HEADINGS, "p", "li", "dd", "dt", "td", "th", "figcaption", "caption"}
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
FOR_SCREEN_READERS = {
    "sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader-only",
    "screenreader-only", "screen-reader", "show-for-sr", "u-visually-hidden", "a11y-hidden",
    "element-invisible", "assistive-text", "hidden-visually", "is-visually-hidden", "offscreen",
    "u-hidden-visually", "off-screen", "hide-text", "hidden-text", "sr-only-focusable", "visually-hidden-focusable", "accessibility-text",
}  # fmt: skip
# Within a heading the line above the headline, within a caption who made the picture.
APART = {
    "heading": re.compile(
        r"kicker|overline|topline|roof-?line|dachzeile|spitzmarke|eyebrow|super-?title|topic-?label"
    ),
    "caption": re.compile(
        r"credit|copyright|photographer|fotogra|source\b|quelle|agency|attribution|author|autor|"
        r"byline|rights"
    ),
}
APART_TAGS = {"cite", "small"}  # in a caption
CAPTION = re.compile(
    r"caption|bild-?(?:unterschrift|text)|(?:image|photo|picture|foto)-?(?:text|desc|legend)|"
    r"\blegende?\b|didascalia|pie-?(?:de-)?foto|leyenda|epigrafe"
)
NOT_CAPTION = re.compile(r"(?:no|has|with|without)-?caption|caption-?(?:wrapper|container)")
WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])|_+")
LONGEST_NAME = 400  # characters of a class or id that are looked at
DROP_CAP = 2  # characters of a first letter that is set apart


def marks_of(element: _Element) -> str:
    """Class, id and role of an element, as one string to search in."""
    found = (element.get("class"), element.get("id"), element.get("role"))
    return " ".join(name[:LONGEST_NAME] for name in found if name)


def is_hidden(element: _Element, tag: str = "") -> bool:
    """Whether a browser would not show it."""
    names = element.keys()
    if not names:
        return False
    if "hidden" in names:
        return True
    if "style" in names and HIDDEN.search(element.get("style", "")[:LONGEST_NAME]):
        return True
    if "aria-hidden" in names and element.get("aria-hidden") == "true":
        return not _is_drop_cap(element)
    # A headline that only machines see is a headline all the same.
    return (
        "class" in names
        and tag not in HEADINGS
        and _is_for_screen_readers(element.get("class", ""))
    )


@lru_cache(maxsize=2048)
def _is_for_screen_readers(name: str) -> bool:
    return not FOR_SCREEN_READERS.isdisjoint(name[:LONGEST_NAME].lower().split())


def _is_drop_cap(element: _Element) -> bool:
    text = (element.text or "").strip()
    is_letter = 0 < len(text) <= DROP_CAP and text[-1].isalpha()
    return is_letter and not len(element) and element.tag not in BLOCKS


def is_block(element: _Element, tag: str) -> bool:
    """Whether it begins a block of its own.

    An element that no browser knows is a block where it is the frame of a part of the page, and
    stands in the line where text is around it.
    """
    if tag in BLOCKS:
        return True
    if "-" not in tag:
        return False
    parent = element.getparent()
    if parent is None:
        return True
    before = element.getprevious()
    beside = (element.tail, parent.text if before is None else before.tail)
    return parent.tag not in OF_TEXT and not any(text and not text.isspace() for text in beside)


def is_apart(element: _Element, tag: str, kind: str) -> bool:
    """Whether an inline element is shown as a line of its own: a kicker, a photo credit."""
    pattern = APART.get(kind)
    if pattern is None or tag == "a":
        return False
    if kind == "caption" and tag in APART_TAGS:
        return True
    name = element.get("class")
    return name is not None and bool(pattern.search(hyphenated(name)))


def hyphenated(name: str) -> str:
    """A class, id or role in lower case, with a hyphen between its words."""
    return WORDS.sub("-", name[:LONGEST_NAME]).lower()


def is_data_row(element: _Element) -> bool:
    """A row of two or more filled cells of plain text, not one that lays out a page."""
    cells = [cell for cell in element if isinstance(cell.tag, str)]
    if len(cells) < 2:  # noqa: PLR2004 (one cell is no row)
        return False
    return all(
        not isinstance(inner.tag, str) or inner.tag in {"br", "p"} or not is_block(inner, inner.tag)
        for cell in cells
        for inner in cell.iterdescendants()
    )


def is_caption(element: _Element) -> bool:
    """Whether its class calls it the caption of an image."""
    name = element.get("class")
    return name is not None and _says_caption(name)


@lru_cache(maxsize=2048)
def _says_caption(name: str) -> bool:
    name = hyphenated(name)
    return bool(CAPTION.search(name)) and not NOT_CAPTION.search(name)
