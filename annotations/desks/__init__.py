"""Desks and topics: made, renamed, retired; who may review their articles; which articles are on them."""

from annotations.desks.keep import change, make
from annotations.desks.place import place
from annotations.desks.reviewing import (
    claims_for_reviewer,
    may_review,
    of_other_desks,
    refuse_if_other_desk,
)

__all__ = [
    "change",
    "claims_for_reviewer",
    "make",
    "may_review",
    "of_other_desks",
    "place",
    "refuse_if_other_desk",
]
