"""Threads on a claim: asking, answering, calling somebody, resolving.

Comments are no edits: the claim's version, state and approval stay as they are, whatever is said.
"""

from annotations.discussion.comments import edit, remove
from annotations.discussion.people import people_named, unseen_mentions
from annotations.discussion.said import Part, parts_of
from annotations.discussion.threads import open_thread, reopen, reply, resolve, see_mentions

__all__ = [
    "Part",
    "edit",
    "open_thread",
    "parts_of",
    "people_named",
    "remove",
    "reopen",
    "reply",
    "resolve",
    "see_mentions",
    "unseen_mentions",
]
