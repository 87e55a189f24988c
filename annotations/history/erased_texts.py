"""Blacking out words in texts that people wrote, so that every offset in them stands."""

from collections.abc import Iterator, Sequence
from typing import Any

import regex
from django.db import models
from django.utils.translation import gettext as _

from annotations import typed
from annotations.models import Comment, Note
from annotations.refusals import Invalid

BLACK = "█"
# The shortest phrase: one letter would black out whole texts.
_SHORTEST = 2
_MOST = 50
_FIELDS: dict[type[models.Model], str] = {Comment: "text", Note: "body"}


def texts_of(things: Sequence[models.Model]) -> Iterator[tuple[models.Model, str, str]]:
    """Each thing with the name and the value of its text.

    Raises:
        Invalid: `no_text` for what has no text of its own that may be blacked out.
    """
    for thing in things:
        name = _FIELDS.get(type(thing))
        if name is None:
            raise Invalid(
                "no_text", _("Words are blacked out in comments and notes only."), field="words"
            )
        yield thing, name, str(getattr(thing, name))


def phrases_of(words: Any) -> list[str]:
    """The phrases that were typed, the longest first; of a text, one a line.

    Raises:
        Invalid: `not_list`, `too_many`, `too_short`, `too_long`, `bad_characters`.
    """
    given = words.splitlines() if isinstance(words, str) else words
    if not isinstance(given, Sequence):
        raise Invalid("not_list", _("Give the words one a line."), field="words")
    found = [phrase for one in given if (phrase := typed.text_of(one, "words", 500))]
    if len(found) > _MOST:
        raise Invalid("too_many", _("At most 50 phrases at once."), field="words")
    if any(len(phrase) < _SHORTEST for phrase in found):
        raise Invalid("too_short", _("Give at least two letters each."), field="words")
    return sorted(set(found), key=len, reverse=True)


def blacked(text: str, phrases: Sequence[str]) -> tuple[str, int]:
    """The text with each code point of the phrases replaced by one █; spaces and line ends stay.

    Letters count alike in both cases; a phrase inside a longer word is left.

    Returns:
        The text, of the same length in code points, and how many code points were replaced.
    """
    if not phrases:
        return text, 0
    any_of = "|".join(regex.escape(phrase) for phrase in phrases)
    # Simple case folding keeps one code point for one.
    sought = regex.compile(rf"(?<!\w)(?:{any_of})(?!\w)", regex.IGNORECASE)
    fresh = sought.sub(lambda found: regex.sub(r"\S", BLACK, found[0]), text)
    points = sum(1 for old, new in zip(text, fresh, strict=True) if old != new)
    return fresh, points
