"""Which verbs of history programs are told of, and as what. A verb that is not here is told to none."""

from annotations.models import WebhookEvent
from annotations.notices.happened import Happened

_E = WebhookEvent
_CHANGED = (
    *("amended", "deleted", "restored", "rated", "verdict_taken_back", "quote_checked"),
    *("evidence_linked", "evidence_changed", "evidence_removed", "files_attached", "file_removed"),
    *("passage_added", "passages_added", "passage_retired", "passage_restored"),
    *("passage_confirmed", "passage_reattached"),
    *("figure_added", "figure_changed", "figure_removed", "claim_origin_set"),
    *("attempt_added", "attempt_changed", "attempt_removed"),
    *("comment_asked", "comment_request_changed", "comment_request_removed"),
    *("suggestion_accepted", "reused", "reuse_let_go"),
)
_STATE = (
    *("submitted", "recalled", "changes_requested", "approved", "approved_first"),
    *("approval_stale", "correction_opened"),
)
EVENTS: dict[str, WebhookEvent] = {
    "created": _E.CLAIM_CREATED,
    **dict.fromkeys(_CHANGED, _E.CLAIM_CHANGED),
    **dict.fromkeys(_STATE, _E.CLAIM_STATE),
    "published": _E.CLAIM_PUBLISHED,
    "withdrawn": _E.CLAIM_WITHDRAWN,
    "imported": _E.ARTICLE_IMPORTED,
    "cleared": _E.ARTICLE_CLEARED,
    "signed_off": _E.ARTICLE_CLEARED,
    "reopened": _E.ARTICLE_CLEARED,
}
OFFERED = [event for event in WebhookEvent if event != _E.PING]
"""What a program may ask for; a trial is sent when somebody asks for one."""


def event_of(entry: Happened) -> WebhookEvent | None:
    """What a program is told an entry as; None where it is told nothing: an import that brought no new text."""
    if entry.verb == "imported" and not entry.facts.get("is_new"):
        return None
    return EVENTS.get(entry.verb)
