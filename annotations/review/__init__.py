"""Submitting, recalling, deciding."""

from annotations.review.decide import approve, request_changes
from annotations.review.submit import recall, submit
from annotations.review.submit_rated import Outcome, look_at_rated, submit_rated

__all__ = [
    "Outcome",
    "approve",
    "look_at_rated",
    "recall",
    "request_changes",
    "submit",
    "submit_rated",
]
