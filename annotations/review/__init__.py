"""Submitting, recalling, deciding."""

from annotations.review.decide import approve, request_changes
from annotations.review.submit import recall, submit

__all__ = ["approve", "recall", "request_changes", "submit"]
