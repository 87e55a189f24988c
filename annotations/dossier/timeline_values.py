"""What an entry changed, and how a claim stood at an entry: values by name, before and after, word by word."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from annotations.dossier.redaction import shown_to
from annotations.dossier.timeline_found import told
from annotations.models import HistoryEntry, User
from annotations.review.changes import Run, runs_of

# Facts about an entry that are no value of its object.
_ABOUT = frozenset({"before", "after", "password"})
# Longer texts are shown whole on either side: laying them word by word would keep a page waiting.
_LONG = 20_000
_MOST_ENTRIES = 5_000
_ENDS = ("removed", "deleted", "uncovered", "taken_back")


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that differs.

    Attributes:
        name: of the value, as the record has it (`statement`, `verdict`).
        of: which part of the claim it belongs to (`evidence 2`), or empty.
        old: the words before, empty where there were none.
        new: the words after.
        runs: both laid side by side, word by word; empty where one of them is.
    """

    name: str
    of: str
    old: str
    new: str
    runs: list[Run]


def changes_in(details: Mapping[str, Any] | None) -> list[Difference]:
    """What an entry says it changed: of `before` and `after`, each value that differs."""
    if not details or ("before" not in details and "after" not in details):
        return []
    old, new = _named(details.get("before")), _named(details.get("after"))
    return differences(old, new)


def facts_in(details: Mapping[str, Any] | None) -> list[tuple[str, str]]:
    """What else an entry says, name and words."""
    if not details:
        return []
    return [
        (name, said(value)) for name, value in details.items() if name not in _ABOUT and said(value)
    ]


def differences(
    old: Mapping[str, Any], new: Mapping[str, Any], *, of: str = ""
) -> list[Difference]:
    """The values that differ between two sets, in the order of their names as they came."""
    found = []
    for name in [*old, *(one for one in new if one not in old)]:
        was, now = said(old.get(name)), said(new.get(name))
        if was != now:
            is_short = was and now and len(was) + len(now) < _LONG
            found.append(Difference(name, of, was, now, runs_of(was, now) if is_short else []))
    return found


def said(value: Any) -> str:
    """A value of the record in words: texts as they are, lists and objects one part a line."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return "\n".join(f"{name}: {words}" for name, one in value.items() if (words := said(one)))
    if isinstance(value, list):
        return "\n".join(said(one) for one in value)
    return str(value)


def standing_at(user: User, claim_id: UUID, seq: int) -> dict[str, dict[str, Any]]:
    """How a claim and its parts stood right after an entry, as far as this person may read of them.

    The record is followed from the claim's first entry on. Erased entries are passed over.

    Returns:
        By part (``claim``, ``evidence 1``, ...; in the order in which they came), its values by name.
    """
    rows = HistoryEntry.objects.filter(claim=claim_id, seq__lte=seq)
    rows = rows.select_related("actor").order_by("seq")[:_MOST_ENTRIES]
    return _followed(told(shown_to(user, rows)))


def _followed(entries: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    names: dict[tuple[str, str], str] = {}
    counts: dict[str, int] = {}
    parts: dict[str, dict[str, Any]] = {}
    for entry in entries:
        key = (str(entry["type"]), str(entry["id"]))
        if key not in names:
            counts[key[0]] = counts.get(key[0], 0) + 1
            names[key] = "claim" if key[0] == "claim" else f"{key[0]} {counts[key[0]]}"
        _apply(parts.setdefault(names[key], {}), entry)
    return {name: values for name, values in parts.items() if values}


def _apply(values: dict[str, Any], entry: Mapping[str, Any]) -> None:
    """What one entry makes of its object's values."""
    details = entry["details"] or {}
    if any(str(entry["verb"]).endswith(end) for end in _ENDS) and "after" not in details:
        values.clear()
        return
    before, after = details.get("before"), details.get("after")
    if isinstance(after, Mapping):
        values.update(after)
    elif after is None and isinstance(before, Mapping):
        for name in before:
            values.pop(name, None)
    values.update({name: one for name, one in details.items() if name not in _ABOUT})
    if isinstance(before, str) and not isinstance(after, str):
        values["state"] = _STATES.get(str(entry["verb"]), values.get("state"))


_STATES = {
    "submitted": "in_review",
    "recalled": "draft",
    "approved": "approved",
    "changes_requested": "changes_requested",
    "published": "published",
    "withdrawn": "withdrawn",
    "correction_opened": "draft",
}


def _named(value: Any) -> dict[str, Any]:
    if isinstance(value, Mapping):
        return dict(value)
    return {} if value is None else {"value": value}
