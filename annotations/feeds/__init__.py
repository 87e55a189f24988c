"""Feeds: subscribe, poll politely, import each entry once."""

from annotations.feeds.bring import bring_in
from annotations.feeds.change import change
from annotations.feeds.due import KIND, poll_due_later, poll_now, take
from annotations.feeds.settle import Look, fail, follow, succeed, wait_turn
from annotations.feeds.subscribe import BACKLOG, INTERVAL, subscribe, unsubscribe

__all__ = [
    "BACKLOG",
    "INTERVAL",
    "KIND",
    "Look",
    "bring_in",
    "change",
    "fail",
    "follow",
    "poll_due_later",
    "poll_now",
    "subscribe",
    "succeed",
    "take",
    "unsubscribe",
    "wait_turn",
]
