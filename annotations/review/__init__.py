"""Submitting, recalling, deciding, and what changed since somebody decided."""

from annotations.review.assigning import plan_article, plan_claim
from annotations.review.changes import Change, Run, Where
from annotations.review.deadlines import articles_near, claims_near, comments_overdue
from annotations.review.decide import approve, request_changes
from annotations.review.queue import (
    decidable_by,
    kept_from,
    queue_of,
    waiting_for,
    without_a_reviewer,
)
from annotations.review.reminding import can_be_told, remind
from annotations.review.reserving import end_reservation, may_reserve, reserve
from annotations.review.since import Since, changed_for_everyone, changes_since
from annotations.review.submit import recall, submit
from annotations.review.submit_rated import Outcome, look_at_rated, submit_rated
from annotations.review.taking import hand_back, holder_of, stay_alive, take, take_over

__all__ = [
    "Change",
    "Outcome",
    "Run",
    "Since",
    "Where",
    "approve",
    "articles_near",
    "can_be_told",
    "changed_for_everyone",
    "changes_since",
    "claims_near",
    "comments_overdue",
    "decidable_by",
    "end_reservation",
    "hand_back",
    "holder_of",
    "kept_from",
    "look_at_rated",
    "may_reserve",
    "plan_article",
    "plan_claim",
    "queue_of",
    "recall",
    "remind",
    "request_changes",
    "reserve",
    "stay_alive",
    "submit",
    "submit_rated",
    "take",
    "take_over",
    "waiting_for",
    "without_a_reviewer",
]
