"""What an administrator wrote in Markdown, as safe HTML for a public page."""

from functools import lru_cache

import nh3
from django import template
from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
_BLOCKS = ("p", "li", "blockquote", "th", "td", "h2", "h3", "h4", "h5", "h6")
_TAGS = {
    *_BLOCKS,
    *("a", "br", "code", "em", "hr", "ol", "pre", "s", "strong", "ul"),
    *("table", "tbody", "thead", "tr"),
}
_DEEPEST = 6
_MAX_DEPTH = 100  # lists in lists, quotes in quotes


@register.filter
def prose(text: str, below: int = 1) -> SafeString:
    """Markdown (CommonMark, tables, struck words; a line break is one) as HTML; markup of its own is shown as typed.

    Pictures are links: a public page asks nobody else for anything. Each block finds its own direction.

    Args:
        text: as it was written.
        below: the level of the heading above it; its own headings begin one level deeper.
    """
    return mark_safe(_rendered(text, below))  # noqa: S308 - nh3 lets only `_TAGS` through


@lru_cache(maxsize=64)
def _rendered(text: str, below: int) -> str:
    # Imported at the first text: few processes ever show one.
    from markdown_it import MarkdownIt  # noqa: PLC0415 (see above)

    options = {"html": False, "breaks": True, "maxNesting": _MAX_DEPTH}
    parser = MarkdownIt("commonmark", options)
    parser.enable(["table", "strikethrough"]).disable("image")
    try:
        tokens = parser.parse(text)
    except RecursionError:
        return linebreaks(text, autoescape=True)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(_DEEPEST, int(token.tag[1]) + below)}"
    return nh3.clean(
        parser.renderer.render(tokens, parser.options, {}),
        tags=_TAGS,
        attributes={"a": {"href", "title"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener",
        set_tag_attribute_values={tag: {"dir": "auto"} for tag in _BLOCKS},
    )
