"""What a proof says of a claim, whether it is read from the rows of today or from judged bytes."""

import unicodedata
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

_RIGHT = {"R", "AL"}


@dataclass(frozen=True, slots=True)
class Cited:
    """A source of a claim: `stance_label` in words; `copy` our archived copy's `(sha256, moment in words)`."""

    stance: str
    stance_label: Any
    title: str
    publisher: str = ""
    url: str = ""
    published: str = ""
    quote: str = ""
    note: str = ""
    is_confidential: bool = False
    copy: tuple[str, str] | None = None

    @property
    def quote_direction(self) -> str:
        """`rtl` or `ltr`."""
        return direction_of(self.quote)


@dataclass(slots=True)
class Entry:
    """A claim after the text.

    Attributes:
        id: of the claim.
        number: the one in the margin, from 1.
        look: of its verdict: names colour and underline.
        label: of its verdict, in words.
        state: where it is in the workflow, in words.
        claimant: who makes it, when; in words.
        deeds: who did what to it when, oldest first: sentences.
        elsewhere: its passages that do not stand in this text, as they once stood.
        inquiry: what was tried and asked: sentences.
    """

    id: str
    statement: str
    look: str
    label: str
    state: str
    claimant: str
    asserts: str = ""
    explanation: str = ""
    proposed: str = ""
    deeds: list[str] = field(default_factory=list)
    sources: list[Cited] = field(default_factory=list)
    inquiry: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    number: int = 0

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`, by its statement."""
        return direction_of(self.statement)

    @property
    def explanation_direction(self) -> str:
        """`rtl` or `ltr`."""
        return direction_of(self.explanation)


def direction_of(text: str) -> str:
    """`rtl` or `ltr`, by the first letter that has a direction (as HTML's `dir="auto"`)."""
    for sign in text[:2_000]:
        kind = unicodedata.bidirectional(sign)
        if kind in _RIGHT:
            return "rtl"
        if kind == "L":
            return "ltr"
    return "ltr"


def day(value: date | str | None) -> str:
    """A day in words of the present language; empty for none."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    return date_format(value, "DATE_FORMAT") if value else ""


def minute(value: datetime | str | None) -> str:
    """A moment in words of the present language, UTC; empty for none."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    if value is None:
        return ""
    at = value.astimezone(UTC)
    return _("%(day)s, %(time)s UTC") % {"day": day(at.date()), "time": f"{at:%H:%M}"}


def claimant_said(name: str, on: date | str | None) -> str:
    """Who makes the claim, and when, in words."""
    if name and on:
        return _("%(name)s, on %(day)s") % {"name": name, "day": day(on)}
    if on:
        return _("Not named, on %(day)s") % {"day": day(on)}
    return name or _("Not named")
