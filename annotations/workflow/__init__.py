"""The transition table and the approval of exact bytes: the one place that sets a claim's state."""

from annotations.workflow.alike import judged_alike, said_in
from annotations.workflow.configure import configure
from annotations.workflow.content import RECIPE, article_of, content_of, sha256_of
from annotations.workflow.edit import open_for_edit, save, take
from annotations.workflow.etag import etag_of, etags_of, is_read
from annotations.workflow.move import TRANSITIONS, ask_to_read_again, mark_stale, move
from annotations.workflow.move import allowed as move_is_allowed
from annotations.workflow.stage import refresh_stage
from annotations.workflow.steps import approved_first_by, first_of, note_first, steps_asked

__all__ = [
    "RECIPE",
    "TRANSITIONS",
    "approved_first_by",
    "article_of",
    "ask_to_read_again",
    "configure",
    "content_of",
    "etag_of",
    "etags_of",
    "first_of",
    "is_read",
    "judged_alike",
    "mark_stale",
    "move",
    "move_is_allowed",
    "note_first",
    "open_for_edit",
    "refresh_stage",
    "said_in",
    "save",
    "sha256_of",
    "steps_asked",
    "take",
]
