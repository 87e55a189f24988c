"""From a passage to a claim: marking, appearances, highlights, progress, re-anchoring."""

from annotations.claims.amend import amend, remove
from annotations.claims.anchors import confirm, reattach, retire
from annotations.claims.appearances import add_appearance
from annotations.claims.mark import Marked, mark, mark_passage
from annotations.claims.passage import Passage, find_passage, refuse_own_copy
from annotations.claims.progress import Progress, progress_of
from annotations.claims.reanchor import reanchor

__all__ = [
    "Marked",
    "Passage",
    "Progress",
    "add_appearance",
    "amend",
    "confirm",
    "find_passage",
    "mark",
    "mark_passage",
    "progress_of",
    "reanchor",
    "reattach",
    "refuse_own_copy",
    "remove",
    "retire",
]
