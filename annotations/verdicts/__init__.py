"""What was found: giving a verdict, and what one needs before it may stand."""

from annotations.verdicts.guard import refuse_if_lacking
from annotations.verdicts.rate import rate
from annotations.verdicts.take_back import take_back

__all__ = ["rate", "refuse_if_lacking", "take_back"]
