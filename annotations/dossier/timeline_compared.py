"""Two entries of the record side by side, or a claim as it stood at each of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from annotations.dossier.timeline_values import Difference, differences, said, standing_at
from annotations.models import User


@dataclass(frozen=True, slots=True)
class Part:
    """One part that is compared: the claim, an evidence of it, or what an entry says.

    Attributes:
        name: of the part; empty where there is one only.
        differences: the values that differ.
        same: those that do not, name and words.
    """

    name: str
    differences: list[Difference]
    same: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison.

    Attributes:
        by: `claim` where the claim is compared as it stood right after each entry, or before and after one; else
            `entry`: what the entries say.
        parts: those with differences first.
    """

    by: str
    parts: list[Part]


def compared(user: User, entries: list[dict[str, Any]]) -> Compared:
    """Compare one or two entries that this person may read (see `timeline_found.entries_named`)."""
    claims = {entry["claim"] for entry in entries}
    if len(claims) == 1 and (claim := claims.pop()):
        first, last = entries[0]["seq"], entries[-1]["seq"]
        old = standing_at(user, UUID(claim), first - 1 if len(entries) == 1 else first)
        return Compared("claim", _parts(old, standing_at(user, UUID(claim), last)))
    old_details, new_details = entries[0]["details"] or {}, entries[-1]["details"] or {}
    if len(entries) == 1:
        old_details, new_details = _sided(new_details, "before"), _sided(new_details, "after")
    return Compared("entry", _parts({"": _flat(old_details)}, {"": _flat(new_details)}))


def _parts(
    old: Mapping[str, Mapping[str, Any]], new: Mapping[str, Mapping[str, Any]]
) -> list[Part]:
    found = []
    for name in [*old, *(one for one in new if one not in old)]:
        was, now = old.get(name, {}), new.get(name, {})
        same = [(key, said(one)) for key, one in was.items() if said(one) == said(now.get(key))]
        found.append(Part(name, differences(was, now), [pair for pair in same if pair[1]]))
    return sorted(found, key=lambda part: not part.differences)


def _sided(details: Mapping[str, Any], side: str) -> dict[str, Any]:
    value = details.get(side)
    return dict(value) if isinstance(value, Mapping) else {"value": value}


def _flat(details: Mapping[str, Any]) -> dict[str, Any]:
    """What an entry says, its after-values instead of the pair of before and after."""
    flat = {name: one for name, one in details.items() if name not in {"before", "after"}}
    return {**flat, **(_sided(details, "after") if "after" in details else {})}
