"""What changed since a reviewer last looked, as the card and the queue show it."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from annotations.models import Approval, DecisionKind, State, User
from annotations.reading.graphemes import boundary_after, boundary_before
from annotations.review import Change, Run, Since, changes_since

# Characters of a kept run that stay on either side of a change, and how long a text is folded at all.
_BESIDE = 70
_LONG = 400


def add_since(person: User, claims: Sequence[dict[str, Any]]) -> None:
    """Give `since` to those claims where it helps: that this person may decide on, or whose approval is stale."""
    asked = [claim for claim in claims if _is_asked(claim)]
    found = changes_since(person, [UUID(claim["id"]) for claim in asked]) if asked else {}
    by_id = {str(pk): since for pk, since in found.items()}
    for claim in claims:
        since = by_id.get(claim["id"])
        claim["since"] = since_shown(since) if since else None


def _is_asked(claim: dict[str, Any]) -> bool:
    if claim["approval"] == Approval.STALE:
        return True
    decides = claim["may"]["approve"] or claim["may"]["request_changes"]
    return bool(decides) and claim["state"] == State.IN_REVIEW


def since_shown(since: Since) -> dict[str, Any]:
    """As the template shows it."""
    return {
        "by": since.decision_by.name,
        "at": since.decided_at,
        "is_own": since.is_own,
        "is_approval": since.kind == DecisionKind.APPROVE,
        "changes": [_change(change) for change in since.changes],
        "undecided": since.undecided,
        "stale_at": since.stale_at,
        "nothing": _nothing(since),
    }


def _nothing(since: Since) -> str:
    """What to say where nothing differs. The same words whether or not there is what this person may not see."""
    if since.changes:
        return ""
    if since.is_own:
        return _("Nothing that you judged has changed.")
    return _("Nothing of it has changed, as far as you see it.")


def _change(change: Change) -> dict[str, Any]:
    runs = change.runs
    is_long = len(change.old) + len(change.new) > _LONG
    folded = list(_folded(runs)) if is_long and len(runs) > 1 else []
    return {
        "field": change.field,
        "label": change.label,
        "of": change.of,
        "by": change.by.name if change.by else "",
        "at": change.at,
        "is_undecided": change.is_undecided,
        "where": change.where,
        "has_texts": bool(
            change.where and change.where.old and change.where.old != change.where.new
        ),
        "block": _block(folded or runs) if runs else None,
        "whole": _block(runs) if folded else None,
    }


def _block(runs: Iterable[Run]) -> dict[str, Any]:
    """As the template tag `compared_block` takes it."""
    return {"kind": "paragraph", "runs": [{"mark": r.mark, "parts": _parts(r)} for r in runs]}


def _parts(run: Run) -> list[dict[str, Any]]:
    parts, at = [], 0
    for low, high in run.figures:
        parts += [(run.text[at:low], False), (run.text[low:high], True)]
        at = high
    parts.append((run.text[at:], False))
    return [{"text": words, "is_figure": is_figure} for words, is_figure in parts if words]


def _folded(runs: Sequence[Run]) -> Iterable[Run]:
    """The changes with a few words around them; no grapheme is cut."""
    for number, run in enumerate(runs):
        if run.mark != "same" or len(run.text) <= 2 * _BESIDE + 1:
            yield run
            continue
        head = run.text[: boundary_before(run.text, _BESIDE)] if number else ""
        is_last = number == len(runs) - 1
        tail = "" if is_last else run.text[boundary_after(run.text, len(run.text) - _BESIDE) :]
        yield Run("same", f"{_to_word(head, -1)} … {_to_word(tail, 0)}".strip())


def _to_word(text: str, part: int) -> str:
    """Without the word that was cut at the end (-1) or beginning (0), where spaces part words."""
    if part:
        return text.rpartition(" ")[0] or text
    return text.partition(" ")[2] or text
