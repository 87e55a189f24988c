"""The article's text as blocks of untouched characters, with what was set aside in its place."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()
# The page's own heading is the h1. Preformatted text is no <pre>: parsers drop its first newline.
_TAGS = {
    "title": "h2",
    "heading": "h3",
    "list_item": "li",
    "quote": "blockquote",
    "caption": "figcaption",
}
_WRAPS = {"list_item": "ul", "caption": "figure"}


@register.filter
def grouped(items: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Reading order with list items and captions in the element that HTML wants around them.

    Args:
        items: `{"block": {...}}` (with `text`, its exact slice) or `{"aside": [...]}`.

    Returns:
        `{"wrap": "" | "ul" | "figure", "blocks": [...]}` or `{"aside": [...]}`.
    """
    groups: list[dict[str, Any]] = []
    for item in items:
        if "aside" in item:
            groups.append({"aside": item["aside"]})
            continue
        block = item["block"]
        wrap = _WRAPS.get(block["kind"], "")
        last = groups[-1] if groups else {}
        if wrap == "ul" and last.get("wrap") == "ul" and not _is_tagged(block):
            last["blocks"].append(block)
        else:
            groups.append({"wrap": wrap, "blocks": [block]})
    return groups


def _is_tagged(block: Mapping[str, Any]) -> bool:
    """Whether a line about the block stands before it."""
    return bool(block.get("furniture") or block.get("repeat_of"))


@register.simple_tag
def block_element(block: Mapping[str, Any]) -> SafeString:
    """One block as an element whose only text node is the exact slice of the text."""
    tag = _TAGS.get(block["kind"], "p")
    return format_html(
        '<{tag} class="kind-{kind}" data-block="{id}" data-start="{start}" data-end="{end}"'
        ' dir="auto"{furniture}>{text}</{tag}>',
        tag=tag,
        kind=block["kind"],
        id=block["id"],
        start=block["start"],
        end=block["end"],
        furniture=SafeString(" data-furniture") if block.get("furniture") else "",
        text=block["text"],
    )
