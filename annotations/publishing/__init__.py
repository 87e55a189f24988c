"""What the public sees, rendered from the judged bytes and never from live rows."""

from annotations.publishing.claimreview import claim_review
from annotations.publishing.corrections import Changed, Correction, correct, corrections_of
from annotations.publishing.gate import (
    Item,
    Kind,
    article_items,
    gate_of,
    gates_of,
    left_of,
    on_the_way,
    unmet,
)
from annotations.publishing.publicly import (
    Check,
    approved_since,
    check_of,
    first_published,
    modified_on,
    public_checks,
    reexamined_since,
)
from annotations.publishing.publish import publish, withdraw
from annotations.publishing.scheduled import (
    publish_due_later,
    publish_scheduled,
    schedule,
    time_of,
)

__all__ = [
    "Changed",
    "Check",
    "Correction",
    "Item",
    "Kind",
    "approved_since",
    "article_items",
    "check_of",
    "claim_review",
    "correct",
    "corrections_of",
    "first_published",
    "gate_of",
    "gates_of",
    "left_of",
    "modified_on",
    "on_the_way",
    "public_checks",
    "publish",
    "publish_due_later",
    "publish_scheduled",
    "reexamined_since",
    "schedule",
    "time_of",
    "unmet",
    "withdraw",
]
