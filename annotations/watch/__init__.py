"""Watching published pages: silent edits, removals, redirects, and what stands in an article's place."""

from annotations.watch.alerts import Noticed, Touched, noticed, resolve, take_text
from annotations.watch.change import pause
from annotations.watch.due import KIND, look_now, watch_due_later

__all__ = [
    "KIND",
    "Noticed",
    "Touched",
    "look_now",
    "noticed",
    "pause",
    "resolve",
    "take_text",
    "watch_due_later",
]
