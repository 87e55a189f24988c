"""What the elements of a page are: shown or not, inline or block, caption, row of a table."""

import re

from lxml.etree import _Element

UNSEEN = {
    "script", "style", "noscript", "template", "iframe", "frame", "object", "embed", "audio",
    "video", "canvas", "svg", "math", "head", "select", "option", "button", "textarea", "input",
    "map", "area", "datalist", "dialog",
}  # fmt: skip
INLINE = {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "label", "mark", "meter", "nobr", "output", "picture", "img",
    "progress", "q", "rb", "rp", "rt", "rtc", "ruby", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
}  # fmt: skip
HEADINGS = {f"h{level}": level for level in range(1, 7)}
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
CAPTION = re.compile(
    r"(?:^|[-_ ])(?:wp-)?(?:image|photo|img|media|picture|figure)?[-_]*caption", re.IGNORECASE
)
LONGEST_NAME = 400  # characters of a class or id that are looked at


def marks_of(element: _Element) -> str:
    """Class, id and role of an element, as one string to search in."""
    found = (element.get("class"), element.get("id"), element.get("role"))
    return " ".join(name[:LONGEST_NAME] for name in found if name)


def is_hidden(element: _Element) -> bool:
    """Whether a browser would not show it."""
    attributes = element.attrib
    if not attributes:
        return False
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or bool(HIDDEN.search(attributes.get("style", "")[:LONGEST_NAME]))
    )


def is_data_row(element: _Element) -> bool:
    """A row of two or more filled cells of plain text, not one that lays out a page."""
    cells = [cell for cell in element if isinstance(cell.tag, str)]
    if len(cells) < 2:  # noqa: PLR2004 (one cell is no row)
        return False
    return all(
        not isinstance(inner.tag, str) or inner.tag in INLINE or inner.tag in {"br", "p"}
        for cell in cells
        for inner in cell.iterdescendants()
    )


def is_caption(element: _Element) -> bool:
    """Whether its class calls it the caption of an image."""
    return "caption" in (name := element.get("class", "")[:LONGEST_NAME]) and bool(
        CAPTION.search(name)
    )
