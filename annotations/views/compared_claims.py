"""The claims beside two compared texts: what became of the words of each, as the page tells it."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from annotations.anchoring.stretches import Side
from annotations.anchoring.tokens import Vocabulary
from annotations.anchoring.word_changes import pieces
from annotations.claims.placed import Placed
from annotations.imports.compare import Compared
from annotations.models import Approval
from annotations.views.compared_marks import underline

# What became of a passage, in the order of the summary.
_SAID: dict[str, Promise] = {
    "stands": _("Stands"),
    "typography": _("Typed otherwise"),
    "moved": _("Moved"),
    "changed": _("Words changed"),
    "context": _("The sentence around it changed"),
    "orphaned": _("Not found"),
    "gone": _("Left the text for good"),
    "added": _("Only in the second text"),
    "absent": _("Not in this text"),
    "unknown": _("Marked in another text"),
}
_COUNTED: dict[str, Any] = {
    "stands": ngettext_lazy("%(n)s stands", "%(n)s stand", "n"),
    "typography": ngettext_lazy("%(n)s typed otherwise", "%(n)s typed otherwise", "n"),
    "moved": ngettext_lazy("%(n)s moved", "%(n)s moved", "n"),
    "changed": ngettext_lazy("words of %(n)s changed", "words of %(n)s changed", "n"),
    "context": ngettext_lazy("%(n)s in a changed sentence", "%(n)s in a changed sentence", "n"),
    "orphaned": ngettext_lazy("%(n)s not found", "%(n)s not found", "n"),
    "gone": ngettext_lazy("%(n)s gone for good", "%(n)s gone for good", "n"),
    "added": ngettext_lazy("%(n)s only in the second", "%(n)s only in the second", "n"),
    "absent": ngettext_lazy("%(n)s not in this text", "%(n)s not in this text", "n"),
    "unknown": ngettext_lazy("%(n)s marked in another text", "%(n)s marked in another text", "n"),
}
_TO_LOOK_AT = frozenset({"changed", "context", "orphaned"})
_ICONS = {"stands": "", "typography": "", "moved": "order"}
_MOST_PAIRS = 3  # changes of words told of one passage
_LONGEST = 5000  # code points of a passage whose words are compared
_MOST_BESIDE = 8  # notes that a paragraph shows before those that need no look are folded


def add_claims(
    found: Compared, entries: list[dict[str, Any]], passages: Sequence[Placed]
) -> dict[str, Any]:
    """Put the passages into the entries of a comparison (see `annotations.views.compared.shown`).

    Blocks get `notes` and `folded`: what stands beside them. Entries get `touched`; `mentions` of
    what stood there and stands elsewhere now; `claims`, how many stand in them; `wants_look`.

    Returns:
        `passages`: how many there are; `told`: of each kind `{words, note, needs_look}`, the first note of it;
        `elsewhere`: notes of passages that stand in no paragraph; `touching` and `untouched`: changes that touch
        claims, and those that do not.
    """
    workspace, unchecked = reverse("workspace", args=[found.new.article_id]), str(_("Not checked"))
    said = {kind: str(words) for kind, words in _SAID.items()}
    notes = [_note(found, one) for one in passages]
    for note, one in zip(notes, passages, strict=True):
        note["said"] = said[note["kind"]]
        note["verdict"] = one.verdict or unchecked
        note["address"] = _address(workspace, one)
    underline(entries, notes)
    notes.sort(key=_in_reading_order)
    _number(notes)
    for note in notes:
        _place(note)
    _mention(entries, notes)
    changes = [entry for entry in entries if entry["number"]]
    touching = sum(1 for entry in changes if entry.get("touched"))
    return {
        "passages": len(notes),
        "told": _told(notes),
        "elsewhere": [note for note in notes if note["home"] is None],
        "touching": touching,
        "untouched": len(changes) - touching,
    }


def _note(found: Compared, one: Placed) -> dict[str, Any]:
    kind = _kind(found, one)
    was, now = (
        text[slice(*span)] if span else ""
        for text, span in ((found.old.text, one.old), (found.new.text, one.new))
    )
    words = one.exact if not (one.old or one.new) else ""
    return {
        "claim": one.claim,
        "is_quote": one.is_quote,
        "statement": one.statement,
        "look": one.look or "not-checked",
        "old": one.old,
        "new": one.new,
        "kind": kind,
        "icon": _ICONS.get(kind, "warning" if kind in _TO_LOOK_AT else "info"),
        "words": words,
        "pairs": _pairs(was, now) if kind == "changed" else [],
        "has_moved": one.state == "moved" and kind != "moved",
        "needs_look": kind in _TO_LOOK_AT,
        "is_calm": not (kind in _TO_LOOK_AT or words or one.approval == Approval.STALE),
        "is_stale": one.approval == Approval.STALE,
    }


def _kind(found: Compared, one: Placed) -> str:
    if one.new is None and one.state != "unknown":
        is_text = found.old.pk == found.new.pk
        return "gone" if one.is_gone else "absent" if is_text else "orphaned"
    if one.state in {"unknown", "added"}:
        return one.state
    if one.change == "wording":
        return "changed"
    if one.context == "changed":
        return "context"
    if one.change == "typography":
        return "typography"
    return "moved" if one.state == "moved" else "stands"


def _address(workspace: str, one: Placed) -> str:
    if one.is_quote:
        return reverse("claim", args=[one.claim])
    hash_ = f"#claim-{one.claim}" if one.new is None else f"#passage-{one.highlight}"
    return workspace + hash_


def _pairs(was: str, now: str) -> list[dict[str, str]]:
    """What the words were and are, where they differ; nothing of very long passages."""
    if max(len(was), len(now)) > _LONGEST:
        return []
    vocabulary = Vocabulary()
    old, new = (Side(text, vocabulary.tokenize(text)) for text in (was, now))
    found = pieces(old, (0, len(was)), new, (0, len(now)))
    pairs: list[dict[str, str]] = []
    for before, piece in zip([None, *found], found, strict=False):
        if piece.old and piece.new:
            continue
        cut_old = old.cut(piece.old).strip() if piece.old else ""
        cut_new = new.cut(piece.new).strip() if piece.new else ""
        if piece.new and before and before.old and not before.new:
            pairs[-1]["new"] = cut_new
        else:
            pairs.append({"old": cut_old, "new": cut_new})
    return [pair for pair in pairs if any(pair.values())][:_MOST_PAIRS]


def _in_reading_order(note: dict[str, Any]) -> tuple[bool, int, tuple[int, int]]:
    home = note["home"]
    return home is None, home.order if home else 0, note["new"] or note["old"] or (0, 0)


def _number(notes: list[dict[str, Any]]) -> None:
    """Number the claims in reading order, and the notes."""
    numbers: dict[UUID, int] = {}
    for place, note in enumerate(notes, start=1):
        note["id"] = place
        note["number"] = numbers.setdefault(note["claim"], len(numbers) + 1)


def _place(note: dict[str, Any]) -> None:
    if note["home"] is None:
        return
    block, entry = note["home"].block, note["home"].entry
    beside = block.setdefault("notes", [])
    is_folded = len(beside) >= _MOST_BESIDE and not note["needs_look"]
    (block.setdefault("folded", []) if is_folded else beside).append(note)
    entry.setdefault("claims", set()).add(note["claim"])
    entry["wants_look"] = entry.get("wants_look", False) or note["needs_look"]


def _mention(entries: list[dict[str, Any]], notes: list[dict[str, Any]]) -> None:
    """Tell at the paragraph where words stood that they stand in another one now."""
    stood = sorted((note for note in notes if note["old"] and note["new"]), key=_by_old)
    olds = [entry for entry in entries if entry["old"] and entry["kind"] != "moved"]
    olds.sort(key=lambda entry: entry["old"])
    starts = [entry["old"][0] for entry in olds]
    for note in stood:
        at = bisect_right(starts, note["old"][0]) - 1
        home = note["home"]
        if at < 0 or home is None or home.entry is olds[at]:
            continue
        olds[at].setdefault("mentions", []).append(note)
        olds[at]["touched"] = True


def _by_old(note: dict[str, Any]) -> tuple[int, int]:
    return note["old"][0], note["id"]


def _told(notes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    counted = Counter(note["kind"] for note in notes)
    first: dict[str, int] = {}
    for note in notes:
        first.setdefault(note["kind"], note["id"])
    return [
        {
            "words": words % {"n": counted[kind]},
            "note": first[kind],
            "needs_look": kind in _TO_LOOK_AT,
        }
        for kind, words in _COUNTED.items()
        if counted[kind]
    ]
