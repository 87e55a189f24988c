"""Keeping what stands in an article's place from being taken for its text."""

import re

from django.utils.translation import gettext_lazy as _

from annotations.evidence.whole_page import is_rested_on
from annotations.imports.blocks import lay_out
from annotations.imports.readers.document import Document
from annotations.models import Article, ArticleRevision, Highlight
from annotations.reading.stand_ins import stand_in
from annotations.watch.places import door_at, elsewhere

SENTENCE = _(
    "Something else stands at this address instead of the article, so nothing was changed. Open the page: if it "
    "shows the article to you, paste its text; if this is its new text, take it in the list of watched pages."
)
# What readers say of pages without a story; all else that they refuse is another kind of thing.
_EMPTY = frozenset({"empty_text", "no_article_found"})
_asks_password = re.compile(rb"<input\b[^>]{0,400}\btype\s*=\s*[\"']?password\b", re.IGNORECASE)
_OURS = frozenset({"reader_timeout", "reader_died", "reader_failed"})


def has_passages(article: Article) -> bool:
    """Whether anybody's passage would have to find its place in a new text of the article.

    Evidence that rests on the page as a whole counts too: a login page is no edit of it.
    """
    standing = Highlight.objects.filter(
        article=article, retired_at__isnull=True, gone_at__isnull=True
    )
    return standing.exists() or is_rested_on(article)


def is_same_text(standing: ArticleRevision, document: Document) -> bool:
    """Whether a document gives the words, and the blocks, that the article has already."""
    laid = lay_out(document, standing.choices)
    return laid.text == standing.text and laid.blocks == standing.blocks


def in_place_of(article: Article, standing: ArticleRevision, document: Document, url: str) -> str:
    """What a fetched document is, if it is not the article: see `annotations.reading.stand_ins`.

    Args:
        article: which.
        standing: its newest text, with the snapshot loaded.
        document: what the reader made of the page.
        url: the address that answered.

    Returns:
        `empty`, `sign_in`, `paywall`, `other_page`, `cut_short`, or nothing where it is the article.
    """
    if document.parts:
        return "other_page"
    laid = lay_out(document, standing.choices)
    return stand_in(
        standing.text,
        laid.text,
        old_aside=[block["text"] for block in standing.set_aside],
        new_aside=[block["text"] for block in laid.set_aside],
        door=door_at(elsewhere(article, standing, url)),
    )


def unreadable(
    article: Article, standing: ArticleRevision, code: str, url: str, body: bytes
) -> str:
    """What a page is that no story could be read from; nothing where reading failed for a reason of ours."""
    if code in _OURS:
        return ""
    if door := door_at(elsewhere(article, standing, url)):
        return door
    if _asks_password.search(body):
        return "sign_in"
    return "empty" if code in _EMPTY else "other_page"
