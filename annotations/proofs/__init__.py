"""Annotated proofs of articles: the text with its claims in the margin, and after it each claim with its sources."""

from annotations.proofs.asking import KIND, ask_for_proof, proof_for, proofs_of, take_proof
from annotations.proofs.contents import Contents, proof_of
from annotations.proofs.document import page_alone, print_rules
from annotations.proofs.judged import proof_of_judged
from annotations.proofs.printer import UNAVAILABLE, PrinterError, can_print, printed

__all__ = [
    "KIND",
    "UNAVAILABLE",
    "Contents",
    "PrinterError",
    "ask_for_proof",
    "can_print",
    "page_alone",
    "print_rules",
    "printed",
    "proof_for",
    "proof_of",
    "proof_of_judged",
    "proofs_of",
    "take_proof",
]
