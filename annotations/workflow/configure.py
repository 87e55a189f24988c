"""The workflow as the newsroom wants it: one step or two, sign-off, an independent second verdict, when to warn."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from annotations import typed
from annotations.history import record
from annotations.models import Newsroom
from annotations.permissions import Actor, require_admin
from annotations.refusals import Invalid

STEPS = ("1", "2")
_YES_OR_NO = ("wants_sign_off", "wants_second_verdict")
# A deadline is warned of at most two weeks before.
_MOST_HOURS = 14 * 24
SETTINGS = ("review_steps", *_YES_OR_NO, "warns_hours_before")


@transaction.atomic
def configure(*, actor: Actor, **given: Any) -> Newsroom:
    """Change the settings of the workflow; what is not given stays, and the same again changes nothing.

    No setting approves or un-approves anything: approvals stay as valid as they were, and a first approval of two
    that stands when one is enough waits for somebody who approves.

    Args:
        actor: an administrator.
        given: some of `SETTINGS`: `review_steps` 1 or 2, `wants_sign_off` and `wants_second_verdict` true or
            false, `warns_hours_before` 0 to 336 hours.

    Raises:
        Forbidden: `role_required`. Invalid: `unknown_choice`, `not_a_boolean`, `number_invalid`, with the field.
    """
    require_admin(actor)
    clean = {name: _checked(name, given[name]) for name in SETTINGS if name in given}
    newsroom = Newsroom.objects.select_for_update().get(pk=1)
    return change_newsroom(actor=actor, newsroom=newsroom, clean=clean)


def change_newsroom(*, actor: Actor, newsroom: Newsroom, clean: dict[str, Any]) -> Newsroom:
    """Save what differs of a locked newsroom, and record both sides of it; the same again changes nothing."""
    before = {name: getattr(newsroom, name) for name in clean}
    changed = [name for name, value in clean.items() if value != before[name]]
    if not changed:
        return newsroom
    for name in changed:
        setattr(newsroom, name, clean[name])
    newsroom.save(update_fields=changed)
    record(
        actor,
        "newsroom_changed",
        newsroom,
        before={name: before[name] for name in changed},
        after={name: clean[name] for name in changed},
    )
    return newsroom


def _checked(name: str, value: Any) -> int | bool:
    if name in _YES_OR_NO:
        if not isinstance(value, bool):
            raise Invalid("not_a_boolean", _("Give true or false."), field=name)
        return value
    number = typed.whole_number_of(value, name)
    if name == "review_steps":
        return int(typed.choice_of(str(number), name, STEPS))
    if number is None or not 0 <= number <= _MOST_HOURS:
        raise Invalid(
            "number_invalid",
            _("Give whole hours, 0 to %(most)d.") % {"most": _MOST_HOURS},
            field=name,
        )
    return number
