"""The text of a proof: its words untouched, under each passage its verdict's line, its number in the margin and behind it."""

import re
from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from annotations.proofs.contents import Block, Contents
from annotations.proofs.entries import Entry
from annotations.proofs.marked import Piece, Place

register = template.Library()
_LONG, _PART = re.compile(r"\S{24,}"), re.compile(r"\S{1,8}")
_BOOKMARK = 90  # characters of a heading in the list of bookmarks


@register.simple_tag
def proof_blocks(proof: Contents) -> SafeString:
    """The text of the revision, block by block."""
    return format_html_join("\n", "{}", ((_block(block),) for block in proof.blocks))


@register.filter
def bookmarked(entry: Entry) -> str:
    """A claim's line in the list of bookmarks."""
    return f"{entry.number}. {Truncator(entry.statement).chars(_BOOKMARK)}"


@register.simple_tag
def proof_key(proof: Contents) -> list[tuple[str, str]]:
    """The verdicts that occur, `(look, label)` each, in the order of their first claim."""
    return list(dict.fromkeys((entry.look, entry.label) for entry in proof.entries))


def _block(block: Block) -> SafeString:
    heading = ""
    if block.tag.startswith("h"):
        words = "".join(piece.text for piece in block.pieces)
        heading = format_html(' data-bookmark="{}"', Truncator(words).chars(_BOOKMARK))
    return format_html(
        '<div class="proof-line"><div class="proof-words"><{0} class="kind-{1}" dir="{2}"{3}>{4}</{0}></div>{5}</div>',
        block.tag,
        block.kind,
        block.direction,
        heading,
        format_html_join("", "{}", ((_piece(piece),) for piece in block.pieces)),
        _margin([place for piece in block.pieces for place in piece.begins]),
    )


def _piece(piece: Piece) -> SafeString:
    words = _breakable(piece.text)
    for depth, place in enumerate(reversed(piece.marks)):
        words = format_html(
            '<span class="passage v-{} under-{}">{}</span>', place.look, depth, words
        )
    return format_html("{}{}", words, _numbers(piece.ends))


def _breakable(text: str) -> SafeString:
    """The words with places at which a line may end inside what has no space; not a character is added."""
    parts = _LONG.sub(lambda run: _PART.sub("\0\\g<0>", run[0]), text).split("\0")
    return format_html_join(SafeString("<wbr>"), "{}", ((part,) for part in parts))


def _margin(places: Iterable[Place]) -> SafeString:
    """The numbers of the passages that begin in a block, with their verdicts, beside it."""
    marks = format_html_join(
        "",
        '<li><a class="proof-mark v-{}" href="#claim-{}" aria-label="{}"><b>{}</b> <span>{}</span></a></li>',
        ((one.look, one.number, _named(one), one.number, one.label) for one in places),
    )
    return format_html('<ul class="proof-marks" role="list">{}</ul>', marks) if marks else marks


def _numbers(places: Iterable[Place]) -> SafeString:
    return format_html_join(
        "",
        '<a class="proof-number v-{}" href="#claim-{}" aria-label="{}">{}</a>',
        ((one.look, one.number, _named(one), one.number) for one in places),
    )


def _named(place: Place) -> str:
    return _("Claim %(n)s: %(verdict)s") % {"n": place.number, "verdict": place.label}
