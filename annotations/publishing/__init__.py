"""What the public sees, rendered from the judged bytes and never from live rows."""

from annotations.publishing.claimreview import claim_review
from annotations.publishing.publicly import (
    Check,
    approved_since,
    check_of,
    public_checks,
    reexamined_since,
)
from annotations.publishing.publish import correct, publish, withdraw

__all__ = [
    "Check",
    "approved_since",
    "check_of",
    "claim_review",
    "correct",
    "public_checks",
    "publish",
    "reexamined_since",
    "withdraw",
]
