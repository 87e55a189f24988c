"""What advice is: a sentence, and the buttons that make sense beside it."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Action(TextChoices):
    """What a button beside a failed import does."""

    RETRY = "retry", _("Try again")
    ADDRESS = "address", _("Correct the address")
    PASTE = "paste", _("Paste the text")
    UPLOAD = "upload", _("Upload a file")
    BROWSER = "browser", _("Send it from your browser")
    SUBSCRIBE = "subscribe", _("Subscribe to this feed")
    ADMINISTRATOR = "administrator", _("Ask an administrator")


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do next.

    Attributes:
        sentence: for the person; says nothing that the error says already.
        actions: what makes sense, best first; trying again is always possible.
    """

    sentence: str | Promise
    actions: tuple[Action, ...]
