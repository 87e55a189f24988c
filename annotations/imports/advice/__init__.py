"""What to do next about an import that failed: a sentence beside its error, and the buttons for it.

The error itself says what happened and what would help; advice adds what an editor in a hurry would
ask a colleague. Every code that an import can end with is here; a test walks them all.
"""

from django.utils.translation import gettext_lazy as _

from annotations.imports.advice import conducting, fetching, formats, reading
from annotations.imports.advice.kinds import Action, Advice
from annotations.models import Import, ImportStatus, Origin

__all__ = ["ADVICE", "Action", "Advice", "advice_of"]

# Of no use where an import has no address.
_OF_A_PAGE = frozenset({Action.ADDRESS, Action.BROWSER, Action.SUBSCRIBE})
ADVICE: dict[str, Advice] = {
    **fetching.ADVICE,
    **reading.ADVICE,
    **formats.ADVICE,
    **conducting.ADVICE,
}
# For a code that is newer than this list.
_ANY = Advice(
    _("If that does not help, an administrator finds the reason in the log."),
    (Action.RETRY, Action.ADMINISTRATOR),
)


def advice_of(item: Import) -> Advice | None:
    """What to do next about a failed import, as far as it makes sense for the way it came.

    Returns:
        None where it has not failed.
    """
    if item.status != ImportStatus.FAILED:
        return None
    advice = ADVICE.get(item.error_code, _ANY)
    actions = advice.actions
    if not item.url or item.origin == Origin.PASTE:
        actions = tuple(action for action in actions if action not in _OF_A_PAGE)
    if item.origin == Origin.BROWSER:
        actions = tuple(action for action in actions if action != Action.BROWSER)
    return Advice(advice.sentence, actions)
