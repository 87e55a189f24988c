"""Watching published pages: silent edits, removals, redirects, and what stands in an article's place."""

from annotations.watch.alerts import Noticed, Touched, can_take, noticed, with_texts
from annotations.watch.change import pause
from annotations.watch.due import KIND, look_now, watch_due_later
from annotations.watch.resolve import resolve, take_text
from annotations.watch.watched import Watched, watched

__all__ = [
    "KIND",
    "Noticed",
    "Touched",
    "Watched",
    "can_take",
    "look_now",
    "noticed",
    "pause",
    "resolve",
    "take_text",
    "watch_due_later",
    "watched",
    "with_texts",
]
