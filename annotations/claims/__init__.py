"""From a passage to a claim: marking, appearances, highlights, progress, re-anchoring."""

from annotations.claims.amend import amend, remove
from annotations.claims.anchors import confirm, reattach, retire
from annotations.claims.appearances import add_appearance
from annotations.claims.assign import assign
from annotations.claims.coverage import cover, uncover
from annotations.claims.everywhere import Places, mark_everywhere, places_of
from annotations.claims.looks import needs_look
from annotations.claims.mark import Marked, mark, mark_passage
from annotations.claims.mark_many import Outcome, mark_many, refused_told
from annotations.claims.passage import Passage, find_passage, refuse_own_copy
from annotations.claims.progress import Progress, progress_of
from annotations.claims.reanchor import Reanchored, reanchor
from annotations.claims.restore import restore, restore_passage
from annotations.claims.selection import Look, look, warnings_of
from annotations.claims.stale import tell_stale

__all__ = [
    "Look",
    "Marked",
    "Outcome",
    "Passage",
    "Places",
    "Progress",
    "Reanchored",
    "add_appearance",
    "amend",
    "assign",
    "confirm",
    "cover",
    "find_passage",
    "look",
    "mark",
    "mark_everywhere",
    "mark_many",
    "mark_passage",
    "needs_look",
    "places_of",
    "progress_of",
    "reanchor",
    "reattach",
    "refuse_own_copy",
    "refused_told",
    "remove",
    "restore",
    "restore_passage",
    "retire",
    "tell_stale",
    "uncover",
    "warnings_of",
]
