"""Submitting, recalling, deciding, and what changed since somebody decided."""

from annotations.review.changes import Change, Run, Where
from annotations.review.decide import approve, request_changes
from annotations.review.queue import (
    decidable_by,
    kept_from,
    queue_of,
    waiting_for,
    without_a_reviewer,
)
from annotations.review.reserving import end_reservation, may_reserve, reserve
from annotations.review.since import Since, changed_for_everyone, changes_since
from annotations.review.submit import recall, submit
from annotations.review.submit_rated import Outcome, look_at_rated, submit_rated

__all__ = [
    "Change",
    "Outcome",
    "Run",
    "Since",
    "Where",
    "approve",
    "changed_for_everyone",
    "changes_since",
    "decidable_by",
    "end_reservation",
    "kept_from",
    "look_at_rated",
    "may_reserve",
    "queue_of",
    "recall",
    "request_changes",
    "reserve",
    "submit",
    "submit_rated",
    "waiting_for",
    "without_a_reviewer",
]
