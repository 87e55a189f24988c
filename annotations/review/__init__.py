"""Submitting, recalling, deciding, and what changed since somebody decided."""

from annotations.review.changes import Change, Run, Where
from annotations.review.decide import approve, request_changes
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
    "look_at_rated",
    "recall",
    "request_changes",
    "submit",
    "submit_rated",
]
