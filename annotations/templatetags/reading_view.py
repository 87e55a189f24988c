"""The article's text as blocks of untouched characters, with what was set aside in its place."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from django import template
from django.template.defaultfilters import truncatechars
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from annotations.templatetags.marks import icon

register = template.Library()
# The page's own heading is the h1. Preformatted text is no <pre>: parsers drop its first newline.
BLOCK_TAGS = {
    "title": "h2",
    "heading": "h3",
    "list_item": "li",
    "quote": "blockquote",
    "caption": "figcaption",
}
_WRAPS = {"list_item": "ul", "caption": "figure"}
_COMPARED = {"title": "h2", "heading": "h3", "quote": "blockquote"}

_LONGEST_STATEMENT = 110  # characters of a claim in the margin


@register.filter
def grouped(items: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Reading order with list items and captions in the element that HTML wants around them.

    Args:
        items: `{"block": {...}}` (with `text`, its exact slice) or `{"aside": [...]}`.

    Returns:
        `{"wrap": "" | "ul" | "figure", "blocks": [...]}`, `{"aside": [...]}`, or `{"page": 3}` where a
        page of a paged document begins.
    """
    groups: list[dict[str, Any]] = []
    page = None
    for item in items:
        if "aside" in item:
            groups.append({"aside": item["aside"]})
            continue
        block = item["block"]
        if block.get("page") not in {None, page}:
            page = block["page"]
            groups.append({"page": page})
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
    tag = BLOCK_TAGS.get(block["kind"], "p")
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


@register.simple_tag
def calm_note(note: Mapping[str, Any]) -> SafeString:
    """The note of a passage that needs no look, on two lines: nearly all of a long text are such.

    Args:
        note: see `annotations.views.compared_claims`. `_note.html` draws the other ones.
    """
    return format_html(
        '<li class="note v-{look}" id="note-{id}" data-kind="{kind}" tabindex="-1"><p class="note-head">'
        '<b class="note-number"><span class="unseen">{claim} </span>{number}</b>'
        ' <span class="verdict v-{look}">{icon}<span>{verdict}</span></span>'
        ' <span class="note-calm">{said_icon}{said}</span></p>'
        '<p class="note-words"><a href="{address}"><bdi>{statement}</bdi></a>{quoted}</p></li>',
        look=note["look"],
        id=note["id"],
        kind=note["kind"],
        claim=_("Claim"),
        number=note["number"],
        icon=icon_of(f"v-{note['look']}"),
        verdict=note["verdict"],
        said_icon=icon_of(note["icon"]) if note["icon"] else "",
        said=note["said"],
        address=note["address"],
        statement=_short(note["statement"]),
        quoted=_quoted() if note["is_quote"] else "",
    )


def _short(words: str) -> str:
    return truncatechars(words, _LONGEST_STATEMENT) if len(words) > _LONGEST_STATEMENT else words


def _quoted() -> SafeString:
    return format_html(' <span class="soft">({})</span>', _("quoted as evidence for it"))


@register.simple_tag
def compared_block(block: Mapping[str, Any]) -> SafeString:
    """One block of a comparison: what was removed and added is marked, and said for those who listen.

    Words of passages are underlined as their claims' verdicts are; behind them a number leads to the note.

    Args:
        block: `{kind, runs}`, see `annotations.views.compared.shown` and `compared_marks.underline`.
    """
    tag = _COMPARED.get(block["kind"], "p")
    inner = format_html_join("", "{}", ((_run(run),) for run in block["runs"]))
    return format_html('<{0} class="kind-{1}" dir="auto">{2}</{0}>', tag, block["kind"], inner)


def _run(run: Mapping[str, Any]) -> SafeString:
    words = format_html_join("", "{}", ((_part(part),) for part in run["parts"]))
    if run["mark"] == "same":
        return words
    said = _("removed:") if run["mark"] == "del" else _("added:")
    # Its own direction keeps the word out of what tells the direction of the block.
    unseen = format_html('<span class="unseen" dir="auto">{} {}</span>', said, _blank(run))
    return format_html("<{0}>{1}{2}</{0}>", run["mark"], unseen, words)


def _part(part: Mapping[str, Any]) -> SafeString:
    words = _words(part)
    for note in reversed(part.get("passages", ())):
        words = format_html('<span class="passage v-{}">{}</span>', note["look"], words)
    for note in part.get("ends", ()):
        words = format_html("{}{}", words, _number(note))
    return words


def _words(part: Mapping[str, Any]) -> SafeString:
    if part["is_figure"]:
        return format_html("<b>{}</b>", part["text"])
    if "\n" in part["text"] and not part["text"].strip():
        return format_html('<span class="break" aria-hidden="true">¶</span>{}', part["text"])
    return format_html("{}", part["text"])


def _number(note: Mapping[str, Any]) -> SafeString:
    """The number of the claim whose words end here, with its verdict; it leads to the note beside them."""
    said = _("Claim %(n)s: %(verdict)s") % {"n": note["number"], "verdict": note["verdict"]}
    return format_html(
        '<a class="passage-number v-{}" href="#note-{}" aria-label="{}">{}{}</a>',
        note["look"],
        note["id"],
        said,
        icon_of(f"v-{note['look']}"),
        note["number"],
    )


@cache
def icon_of(name: str) -> SafeString:
    """One of a few, asked for thousands of times in one page."""
    return icon(name)


def _blank(run: Mapping[str, Any]) -> str:
    """What a change of nothing but white space is, in words."""
    text = "".join(part["text"] for part in run["parts"])
    if text.strip():
        return ""
    return _("paragraph break") if "\n" in text else _("space")
