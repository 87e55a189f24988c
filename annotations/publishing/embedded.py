"""A check as a small card in other people's pages: its address, its size, and the words to copy."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.html import escape
from django.utils.translation import gettext as _

from annotations.models import Newsroom
from annotations.publishing.publicly import Check
from annotations.publishing.rating_words import rating_label

WIDTH = 600
NARROWEST = 300
# Of the card, in CSS pixels: what stands around the statement, one line of it, and how many are shown at most.
_AROUND, _LINE, _LINES = 190, 27, 6
# What a letter of the statement takes on average; Cyrillic capitals take a third more.
_LETTER = 9.6
# Links may open a page of their own; nothing in the card runs, and nothing of the page around is reachable for it.
_SANDBOX = "allow-popups allow-popups-to-escape-sandbox"


@dataclass(frozen=True, slots=True)
class Embed:
    """The card of one check, `width` and `height` in CSS pixels; `html` is what others put into their pages."""

    url: str
    page_url: str
    title: str
    width: int
    height: int
    html: str


def embed_of(check: Check, newsroom: Newsroom, *, width: int = WIDTH) -> Embed:
    """The card in a frame of this width; narrower than 300 it scrolls."""
    page_url = settings.PUBLIC_URL + check.address
    said: dict[str, Any] = {
        "verdict": rating_label(check.content, newsroom.language),
        "statement": check.content["statement"],
        "name": newsroom.name,
    }
    title = _("Fact-check by %(name)s: %(verdict)s: %(statement)s") % said
    per_line = max(width - 40, 200) / _LETTER
    lines = min(_LINES, int(len(said["statement"]) / per_line) + 1)
    height = _AROUND + _LINE * lines
    # The attribute keeps the frame within a narrow column; a page whose policy forbids it shows it 600 wide.
    html = (
        f'<iframe src="{escape(page_url)}embed/" title="{escape(title)}" width="{width}" height="{height}"'
        f' sandbox="{_SANDBOX}" loading="lazy" style="border:0;max-width:100%"></iframe>'
    )
    return Embed(f"{page_url}embed/", page_url, title, width, height, html)
