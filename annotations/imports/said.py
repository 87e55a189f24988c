"""Checks of what people send: a text, a file, a page, and what they say of the article."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from annotations import typed
from annotations.refusals import Invalid, TooLarge

PAGE_LIMIT = 10 * 1024 * 1024
_TYPED_FIELDS = {"title": 1000, "byline": 1000, "site_name": 500, "language": 16}


def said_of(given: dict[str, Any]) -> dict[str, Any]:
    """What the person says of the article, clean; empty fields are left out.

    Raises:
        Invalid: naming the field.
    """
    clean: dict[str, Any] = {}
    for name, limit in _TYPED_FIELDS.items():
        if words := typed.text_of(given.get(name), name, limit):
            clean[name] = words
    if moment := typed.moment_of(given.get("published_at"), "published_at"):
        clean["published_at"] = moment.isoformat()
    return clean


def checked_text(text: Any) -> str:
    """Pasted text with plain newlines, otherwise word for word.

    Raises:
        Invalid: `not_text`, `empty_text`, `bad_characters`. TooLarge: `text_too_long`.
    """
    if not isinstance(text, str):
        raise Invalid("not_text", _("This must be text."), field="text")
    if len(text) > settings.TEXT_LIMIT + text.count("\r\n"):
        raise TooLarge(
            "text_too_long",
            _("A text may have at most 2,000,000 characters; this one has %(length)s.")
            % {"length": f"{len(text):,}"},
            field="text",
        )
    if typed.has_bad_characters(text):
        raise Invalid(
            "bad_characters",
            _(
                "The text holds characters that cannot be stored (NUL or half an emoji). Remove them."
            ),
            field="text",
        )
    words = text.replace("\r\n", "\n").replace("\r", "\n")
    if not words.strip():
        raise Invalid("empty_text", _("Paste the text of the article."), field="text")
    return words


def check_file(size: int) -> None:
    """Refuse a file by its size in bytes.

    Raises:
        Invalid: `empty_file`. TooLarge: `file_too_large`.
    """
    if not size:
        raise Invalid("empty_file", _("This file is empty. Choose another one."), field="file")
    if size > settings.FILE_LIMIT:
        raise TooLarge("file_too_large", _("A file may have at most 25 MB."), field="file")


def checked_page(html: Any) -> bytes:
    """A page as a browser shows it, in UTF-8; what cannot be encoded becomes a question mark.

    Raises:
        Invalid: `not_text`, `empty_page`. TooLarge: `page_too_large`.
    """
    if not isinstance(html, str):
        raise Invalid("not_text", _("This must be text."), field="html")
    if not html.strip():
        raise Invalid(
            "empty_page",
            _("The page arrived empty. Go back to it, let it load, and send it again."),
            field="html",
        )
    content = html.encode("utf-8", "replace")
    if len(content) > PAGE_LIMIT:
        raise TooLarge(
            "page_too_large",
            _("This page is larger than 10 MB. Paste the part that you need."),
            field="html",
        )
    return content


def storable(words: str, limit: int) -> str:
    """A name or title from outside as the database can hold it, cut to `limit` code points."""
    return words.replace("\x00", "").encode("utf-8", "replace").decode()[:limit]
