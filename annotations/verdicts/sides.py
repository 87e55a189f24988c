"""What evidence a rating stands on, and whether the evidence linked fits it."""

from annotations.evidence.counting import Origins
from annotations.models import Needed, Rating, Stance

TRUE_FROM = 4
"""schema.org's ratingValue from which a rating says that the claim holds."""

FALSE_TO = 2
"""The ratingValue up to which a rating says that it does not."""

STANCES = (Stance.CORROBORATES, Stance.CONTRADICTS)


def side_of(rating: Rating) -> str:
    """The stance of evidence that speaks for the rating; empty where either may (Half true, Misleading)."""
    if rating.needs_evidence in STANCES:
        return str(rating.needs_evidence)
    if rating.number is None:
        return ""
    if rating.number >= TRUE_FROM:
        return str(Stance.CORROBORATES)
    return str(Stance.CONTRADICTS) if rating.number <= FALSE_TO else ""


def is_against(rating: Rating, origins: Origins) -> bool:
    """Whether evidence is linked that speaks against the rating, and none that speaks for it."""
    side = side_of(rating)
    if not side:
        return False
    other = STANCES[1] if side == STANCES[0] else STANCES[0]
    return bool(origins.linked(other)) and not origins.linked(side)


def is_only_own(rating: Rating, origins: Origins) -> bool:
    """Whether all that speaks for the rating is of the claim's own article or origin."""
    side = side_of(rating)
    if needs_source(rating) and side:
        return bool(origins.linked(side)) and not origins.independent(side)
    return origins.only_own


def needs_source(rating: Rating) -> bool:
    """Whether the rating cannot stand without a source of some stance."""
    return rating.needs_evidence in STANCES


def rests_on_sources(rating: Rating) -> bool:
    """Whether it says something about sources at all: "Not enough evidence" says that there are none."""
    return rating.needs_evidence != Needed.ATTEMPTS
