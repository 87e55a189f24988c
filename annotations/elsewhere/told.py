"""An annotation as another program tells it, whatever the form it came in."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from annotations import typed
from annotations.refusals import Invalid

Kind = Literal["mark", "reply", "page_note", "evidence"]
LONGEST_WORDS = 20_000
LONGEST_COMMENT = 100_000


@dataclass(frozen=True, slots=True)
class Selected:
    """A passage as it was selected there: by its words, by its place, or by both.

    `start` and `end` are code points of the text that `revision` names, where it names one.
    """

    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    end: int | None = None
    revision: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """One annotation. `iri` is its identity: where it had none, one is made of what it says.

    `statement` is what it says the passage states, `comment` all else that it says. `page` is the address of what it is
    about; `replies_to` are the annotations above a reply, the nearest last.
    """

    kind: Kind
    iri: str
    selected: tuple[Selected, ...] = ()
    statement: str = ""
    comment: str = ""
    creator: str = ""
    created: datetime | None = None
    page: str = ""
    replies_to: tuple[str, ...] = ()


def iri_of(given: Any, *said: Any) -> str:
    """The address that an annotation came with; else a name made of what it says, the same every time.

    Raises:
        Invalid: `too_long`, `bad_characters`.
    """
    iri = typed.text_of(given if isinstance(given, str) else "", "id", 2_000)
    if iri:
        return iri
    digest = hashlib.sha256(json.dumps(said, default=str).encode()).hexdigest()
    return f"urn:sha256:{digest}"


def words_of(value: Any, field: str) -> str:
    """Words of a passage as they stand, except for their newlines; what is no text is none.

    Raises:
        Invalid: `too_long`, `bad_characters`.
    """
    if not isinstance(value, str):
        return ""
    typed.text_of(value, field, LONGEST_WORDS)
    return value.replace("\r\n", "\n").replace("\r", "\n")


def offset_of(value: Any) -> int | None:
    """A whole number from 0; None for anything else."""
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return value if is_number and 0 <= value < 2**31 else None


def moment_of(value: Any) -> datetime | None:
    """When it was made, where that can be read."""
    try:
        return typed.moment_of(value, "created") if isinstance(value, str) else None
    except Invalid:
        return None


def name_of(value: Any) -> str:
    """Who made it: a name, an address, an Agent, or the first of several."""
    if isinstance(value, list):
        return next((name for one in value if (name := name_of(one))), "")
    if isinstance(value, dict):
        keys = ("name", "nickname", "email", "id", "@id")
        return next((name for key in keys if (name := name_of(value.get(key)))), "")
    return " ".join(storable(value).split())[:300]


def storable(value: Any, limit: int = 4_000) -> str:
    """A text without what cannot be stored, cut to `limit`; what is no text is none."""
    if not isinstance(value, str):
        return ""
    return value.replace("\x00", "").encode("utf-8", "ignore").decode()[:limit]
