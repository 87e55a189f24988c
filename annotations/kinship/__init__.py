"""Articles that are the same story: recognised on arrival, decided by a person."""

from annotations.kinship.decide import decide
from annotations.kinship.known import is_same_site, known_article, part_again
from annotations.kinship.recognise import recognise, summary_of
from annotations.kinship.relatives import Relative, relatives_of

__all__ = [
    "Relative",
    "decide",
    "is_same_site",
    "known_article",
    "part_again",
    "recognise",
    "relatives_of",
    "summary_of",
]
