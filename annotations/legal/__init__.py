"""Legal matters, holds and dossiers."""

from annotations.legal.dossiers import (
    CHOICES,
    KIND,
    ask_for_dossier,
    chunks_of,
    take_dossier,
)
from annotations.legal.holds import held_claims, refuse_if_held
from annotations.legal.matters import (
    add_to,
    change_matter,
    close_matter,
    matter_for,
    open_matter,
    take_from,
)
from annotations.legal.of_one import dossier_of_one
from annotations.legal.said import moment_of, said

__all__ = [
    "CHOICES",
    "KIND",
    "add_to",
    "ask_for_dossier",
    "change_matter",
    "chunks_of",
    "close_matter",
    "dossier_of_one",
    "held_claims",
    "matter_for",
    "moment_of",
    "open_matter",
    "refuse_if_held",
    "said",
    "take_dossier",
    "take_from",
]
