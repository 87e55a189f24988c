"""Who is told what: one line for each verb of history that anybody is told of.

A verb that is not here is told nobody. `who` may name anybody: `tell` leaves out whoever did it, accounts that were
deactivated, and those who chose not to hear of the kind.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from annotations.models import Import, NoticeKind
from annotations.notices import people
from annotations.notices.happened import Happened

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Rule:
    """What kind of notice a verb makes, for whom, and which ids and codes its sentence needs."""

    kind: NoticeKind
    who: Callable[[Happened], people.People]
    keeps: Callable[[Happened], Body] = lambda _entry: {}


def _facts(*names: str) -> Callable[[Happened], Body]:
    """Keeps the named facts where they are ids, codes or numbers: short, and never words of a person."""

    def keep(entry: Happened) -> Body:
        kept = {name: entry.facts[name] for name in names if name in entry.facts}
        return {k: v for k, v in kept.items() if isinstance(v, (int, str)) and len(str(v)) <= _ID}

    return keep


def _comment(entry: Happened) -> Body:
    return {"comment": entry.facts.get("first_comment") or entry.object_id}


def _import(entry: Happened) -> Body:
    item = Import.objects.filter(pk=entry.object_id).only("batch").first()
    return {"batch": str(item.batch_id)} if item is not None and item.batch_id else {}


_ID = 40
_K = NoticeKind
RULES: dict[str, Rule] = {
    # You are asked to work on something.
    "assigned": Rule(_K.ASSIGNED, people.named_anew),
    "reviewer_assigned": Rule(_K.ASSIGNED, people.named_anew),
    "reserved": Rule(_K.ASSIGNED, people.itself),
    "review_taken_over": Rule(_K.ASSIGNED, people.named_before),
    "change_list_sent": Rule(_K.ASSIGNED, people.writers),
    # Somebody mentions you; the desk shows the same call until one of both is seen.
    "thread_opened": Rule(_K.MENTIONED, people.called, _comment),
    "commented": Rule(_K.MENTIONED, people.called, _comment),
    "comment_edited": Rule(_K.MENTIONED, people.called, _comment),
    # Decisions. A rejection reaches everyone who ever worked on the claim.
    "changes_requested": Rule(_K.SENT_BACK, people.everybody_who_worked, _facts("decision")),
    "approved": Rule(_K.APPROVED, people.everybody_who_worked, _facts("decision")),
    "approved_first": Rule(_K.APPROVED, people.everybody_who_worked, _facts("decision")),
    "published": Rule(_K.PUBLISHED, people.authors_and_approvers),
    "withdrawn": Rule(_K.PUBLISHED, people.authors_and_approvers),
    "cleared": Rule(_K.APPROVED, people.around_article),
    "signed_off": Rule(_K.APPROVED, people.around_article),
    "reopened": Rule(_K.STALE, people.around_article),
    "publish_blocked": Rule(_K.BLOCKED, people.who_wanted_it_out),
    "approval_stale": Rule(_K.STALE, people.authors_and_approvers),
    "review_reminded": Rule(_K.REMINDED, people.asked_to_review),
    # Suggested wordings and what became of them.
    "suggested": Rule(_K.SUGGESTED, people.who_may_answer),
    "suggestion_accepted": Rule(_K.SUGGESTED, people.who_suggested),
    "suggestion_declined": Rule(_K.SUGGESTED, people.who_suggested),
    # What arrives, or does not.
    "import_failed": Rule(_K.IMPORT_FAILED, people.who_asked_for_import, _import),
    "alert_raised": Rule(_K.SILENT_EDIT, people.editors_of_touched_claims),
    # Other people's programs that hear nothing any more.
    "webhook_paused": Rule(_K.WEBHOOK, people.administrators),
    "webhook_ended": Rule(_K.WEBHOOK, people.administrators),
}
