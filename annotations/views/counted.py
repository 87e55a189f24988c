"""Independent origins on the card: how many there are, and which sources belong together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from annotations.evidence import OneOrigin, Origins, origins_of
from annotations.models import Stance, User


@dataclass(frozen=True, slots=True)
class Group:
    """One origin as the card tells it: the titles of its sources, and why it may not count."""

    name: str
    titles: tuple[str, ...]
    why_not: str


def add_counted(person: User, claims: Sequence[dict[str, Any]]) -> None:
    """Add to claims of `views.shown` their evidence by origin, in words: `counted`, None where there is none to see.

    Args:
        person: who reads the cards.
        claims: in as many queries however many they are.
    """
    found = origins_of([UUID(claim["id"]) for claim in claims if claim["evidence"]], person)
    for claim in claims:
        claim["counted"] = _counted(claim, found.get(UUID(claim["id"])))


def _counted(claim: dict[str, Any], found: Origins | None) -> dict[str, Any] | None:
    titles = {
        UUID(one["id"]): one["source"]["title"] or one["source"]["url"]
        for one in claim["evidence"]
        if not one.get("reserved")
    }
    if found is None or not titles:
        return None
    deciding = (Stance.CORROBORATES, Stance.CONTRADICTS)
    return {
        "linked": sum(found.linked(stance) for stance in deciding),
        "independent": len({one.key for s in deciding for one in found.independent(s)}),
        "context": found.linked(Stance.CONTEXT),
        "stances": [
            (stance.value, stance.label, [_group(found, stance, one, titles) for one in each])
            for stance in Stance
            if (each := found.by_stance[stance])
        ],
    }


def _group(found: Origins, stance: Stance, one: OneOrigin, titles: dict[UUID, str]) -> Group:
    why_not = ""
    if one not in found.independent(stance):
        why_not = (
            _("the claim's own article: it does not count")
            if one.is_own_article
            else _("the claim's own origin: it does not count")
        )
    named = tuple(dict.fromkeys(titles[pk] for pk in one.evidence if pk in titles))
    return Group(one.name, named, why_not)
