"""What was found: giving a verdict, what one needs before it may stand, and where it does not fit the evidence."""

from annotations.verdicts.guard import lacking, refuse_if_lacking
from annotations.verdicts.rate import rate
from annotations.verdicts.reasons import (
    give_reason,
    keep_reasons,
    missing_reasons,
    reasons_asked,
    tell_reasons,
)
from annotations.verdicts.take_back import take_back
from annotations.verdicts.warnings import GuardWarning, Reason, warnings_for

__all__ = [
    "GuardWarning",
    "Reason",
    "give_reason",
    "keep_reasons",
    "lacking",
    "missing_reasons",
    "rate",
    "reasons_asked",
    "refuse_if_lacking",
    "take_back",
    "tell_reasons",
    "warnings_for",
]
