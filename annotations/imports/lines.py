"""A list of addresses as people paste it: which are good, which are not, and on which line."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations import typed
from annotations.refusals import Invalid, TooLarge

MOST = 500
# What a list of one address a line holds beside them: bullets and numbers.
_BULLET = re.compile(r"[-*+•–—·]+|\(?\d{1,4}[.):]")
_NAMED = 3
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of a list, each once, in order; `merged` counts those that stood there again."""

    urls: list[str]
    merged: int


@dataclass(frozen=True, slots=True)
class _Bad:
    line: int
    text: str
    code: str
    detail: str


def addresses_of(listed: Any) -> Addresses:
    """The addresses of a pasted text (parted by white space) or of a list of texts.

    All or nothing: one bad line refuses the list, and names every bad one.

    Args:
        listed: text, or a list with one address each (then "line" counts its entries); None is an
            empty list.

    Raises:
        Invalid: `not_text`; `bad_lines` with ``lines=[{line, text, code, detail}]``.
        TooLarge: `too_many_urls`.
    """
    words = list(_words_of(listed))
    if len(words) > MOST:
        raise TooLarge(
            "too_many_urls",
            _("At most %(most)s addresses are possible in one go; these are %(count)s. Part them.")
            % {"most": MOST, "count": typed.grouped(len(words))},
            field="urls",
        )
    found: dict[str, str] = {}
    bad: list[_Bad] = []
    for line, word in words:
        try:
            url = typed.url_of(word, "urls", required=True)
        except Invalid as refusal:
            bad.append(_Bad(line, _safe(word), refusal.code, refusal.detail))
        else:
            found.setdefault(_same(url), url)
    if bad:
        raise _refusal(bad)
    return Addresses(list(found.values()), len(words) - len(found))


def _words_of(listed: Any) -> Iterable[tuple[int, Any]]:
    """Each address with the number of its line, counted from 1."""
    if listed is None:
        return
    if isinstance(listed, str):
        for line, text in enumerate(re.split(r"\r\n|\r|\n", listed), start=1):
            words = [word.strip("<>\"'“”„,;") for word in text.split()]
            yield from ((line, word) for word in words if word and not _BULLET.fullmatch(word))
        return
    if not isinstance(listed, (list, tuple)):
        raise Invalid("not_text", _("Give the addresses as a list of texts."), field="urls")
    yield from ((line, word) for line, word in enumerate(listed, start=1) if word != "")


def _same(url: str) -> str:
    """What makes two addresses of one list the same: all but case of the host and the place within."""
    parts = urlsplit(url)
    place = parts.fragment if parts.fragment[:1] in {"!", "/"} else ""
    return parts._replace(
        scheme=parts.scheme.lower(), netloc=parts.netloc.lower(), fragment=place
    ).geturl()


def _safe(word: Any) -> str:
    text = word if isinstance(word, str) else repr(word)
    return text.replace("\x00", "␀").encode("utf-8", "replace").decode()[:_SHOWN]


def _refusal(bad: list[_Bad]) -> Invalid:
    named = " ".join(
        _("Line %(line)s: %(why)s") % {"line": one.line, "why": one.detail} for one in bad[:_NAMED]
    )
    count = len(bad)
    sentence = ngettext(
        "%(count)s address of this list cannot be imported, so nothing was. %(named)s",
        "%(count)s addresses of this list cannot be imported, so nothing was. %(named)s",
        count,
    )
    lines = [
        {"line": one.line, "text": one.text, "code": one.code, "detail": one.detail} for one in bad
    ]
    return Invalid(
        "bad_lines", sentence % {"count": count, "named": named}, field="urls", lines=lines
    )
