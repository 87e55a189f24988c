"""How claims stand to each other, and checks that are taken over from earlier ones."""

from annotations.relations.ending import KIND, end_reuses
from annotations.relations.letting_go import let_go
from annotations.relations.relate import relate, remove
from annotations.relations.reuse import reuse_check, reuse_claim
from annotations.relations.standing import (
    Related,
    is_reusable,
    relations_between,
    relations_of,
    reuses_of,
)

__all__ = [
    "KIND",
    "Related",
    "end_reuses",
    "is_reusable",
    "let_go",
    "relate",
    "relations_between",
    "relations_of",
    "remove",
    "reuse_check",
    "reuse_claim",
    "reuses_of",
]
