"""The fields of the forms of an inquiry, for one template that draws them all."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from annotations.models import (
    AttemptKind,
    AttemptOutcome,
    Channel,
    Checked,
    CommentOutcome,
    Visibility,
)


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `kind`: `line`, `area`, `date`, `select` or `choices`; one that is `wide` takes a row of its own."""

    name: str
    label: Any
    kind: str = "line"
    choices: Sequence[tuple[Any, Any]] = ()
    hint: Any = ""
    wide: bool = False


_VISIBILITY = Field("visibility", _("Who may see it"), "select", Visibility.choices)

ATTEMPT = (
    Field("kind", _("What was done"), "select", AttemptKind.choices),
    Field(
        "where",
        _("Where, or whom"),
        hint=_("An archive, a register, a person, an office."),
        wide=True,
    ),
    Field("outcome", _("What came of it"), "select", AttemptOutcome.choices),
    Field("tried_on", _("On"), "date"),
    _VISIBILITY,
    Field("note", _("Note"), "area", wide=True),
)
REQUEST = (
    Field("whom", _("Who was asked"), hint=_("As readers will see it."), wide=True),
    Field("channel", _("By"), "select", Channel.choices),
    Field("contact", _("Number or address"), hint=_("Never public.")),
    Field("asked", _("What was asked"), "area", wide=True),
    Field("sent_at", _("Sent on"), "date"),
    Field("deadline_at", _("Answer asked for by"), "date"),
    Field("outcome", _("What came of it"), "select", CommentOutcome.choices),
    Field("answered_at", _("Answered on"), "date"),
    Field("answer", _("Their answer, for readers"), "area", wide=True),
)
NOTE = (
    Field("body", _("Your note"), "area", wide=True),
    _VISIBILITY,
)
QUOTE_CHECK = (
    Field("said", _("Was it said?"), "choices", Checked.choices, wide=True),
    Field("said_note", _("How that is known"), "area", wide=True),
    Field("wording", _("Are the words right?"), "choices", Checked.choices, wide=True),
    Field("wording_note", _("What differs"), "area", wide=True),
    Field("original_words", _("The original words"), "area", wide=True),
    Field("language", _("Their language"), hint=_("A code such as en, be, ru.")),
    Field("translator", _("Translated by")),
    Field("content", _("Is what it says so?"), "choices", Checked.choices, wide=True),
    Field("content_note", _("What it is judged by"), "area", wide=True),
)


def names_of(fields: Sequence[Field]) -> tuple[str, ...]:
    """What a form sends."""
    return tuple(field.name for field in fields)
