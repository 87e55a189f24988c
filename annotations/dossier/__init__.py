"""A claim and all that belongs to it, as one person may see it: the same for every door."""

from annotations.dossier.brief import brief_json
from annotations.dossier.claims import claim_json, claims_json, claims_of
from annotations.dossier.coverage import coverage_json, waiting_sentences
from annotations.dossier.fresh import fresh_claim_json
from annotations.dossier.timeline import events_after, history_of

__all__ = [
    "brief_json",
    "claim_json",
    "claims_json",
    "claims_of",
    "coverage_json",
    "events_after",
    "fresh_claim_json",
    "history_of",
    "waiting_sentences",
]
