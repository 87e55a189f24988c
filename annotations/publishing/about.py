"""What the newsroom says of itself on its public pages, as the IFCN principles ask: texts, contact, language, rights."""

import hashlib
import json
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from annotations import typed
from annotations.models import Language, Newsroom, PublicText
from annotations.permissions import Actor, require_admin
from annotations.refusals import OutOfDate
from annotations.workflow.configure import change_newsroom

TEXTS = (
    "methodology",
    "sources_policy",
    "ownership",
    "funding",
    "corrections_policy",
    "contact",
)
"""Written in Markdown."""

ABOUT = ("name", *TEXTS, "language", "shows_articles")
LIMIT = 50_000
_CHOICES: dict[str, list[str]] = {
    "language": Language.values,
    "shows_articles": PublicText.values,
}


@transaction.atomic
def tell_about(*, actor: Actor, expected: str | None = None, **given: Any) -> Newsroom:
    """Change what the public pages say of the newsroom; what is not given stays, the same again changes nothing.

    Args:
        actor: an administrator.
        expected: the ETag that was read (If-Match), or None.
        given: some of `ABOUT`.

    Raises:
        Forbidden: `role_required`. Invalid: `required`, `too_long`, `unknown_choice`, with the field.
        OutOfDate: `changed_meanwhile`.
    """
    require_admin(actor)
    newsroom = Newsroom.objects.select_for_update().get(pk=1)
    if expected and expected.removeprefix("W/") not in {about_etag(newsroom), "*"}:
        raise OutOfDate(
            "changed_meanwhile",
            _(
                "Somebody changed these pages while you had them open. Look at what they say now, then save again."
            ),
        )
    clean = {name: _checked(name, given[name]) for name in ABOUT if name in given}
    return change_newsroom(actor=actor, newsroom=newsroom, clean=clean)


def about_told(newsroom: Newsroom) -> dict[str, Any]:
    """All of `ABOUT`, as it stands."""
    return {name: getattr(newsroom, name) for name in ABOUT}


def about_etag(newsroom: Newsroom) -> str:
    """The version of what is told, quotes included: equal values have the same."""
    told = json.dumps(about_told(newsroom), sort_keys=True)
    return f'"{hashlib.sha256(told.encode()).hexdigest()[:16]}"'


def _checked(name: str, value: Any) -> str:
    if name in _CHOICES:
        return typed.choice_of(value, name, _CHOICES[name])
    if name == "name":
        return typed.text_of(value, name, 200, required=True)
    return typed.text_of(value, name, LIMIT)
