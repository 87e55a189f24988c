"""What a comment or a suggestion is pinned to: a judged value of a claim, or words of it; and where those stand now.

Pins follow edits by the exact words alone, with what stood beside them. What is not found so is said to have changed;
nothing is attached to something alike.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from django.utils.translation import gettext as _

from annotations import typed
from annotations.models import Claim, Evidence, User
from annotations.models.discussion import Pinned
from annotations.refusals import Conflict, Invalid, Missing

OF_CLAIM = ("statement", "claimant", "verdict", "explanation")
OF_EVIDENCE = ("quote", "note")
FIELDS = (*OF_CLAIM, *OF_EVIDENCE)
NAMES = ("field", "evidence", "start", "end", "exact")
_BESIDE = 32
_SAID = 60

Texts = Mapping[tuple[str, UUID | None], str]
"""The text of each value, by its name and the id of its evidence."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where pinned words stand now: code points of the value's text, end exclusive; None where they do not.

    `state`: `whole` (the value as such), `here` (the same words) or `changed` (they stand there no longer).
    """

    state: Literal["whole", "here", "changed"]
    start: int | None = None
    end: int | None = None


def labels() -> dict[str, str]:
    """The values that can be pinned to, in words."""
    return {
        "statement": _("Statement"),
        "claimant": _("Claimant"),
        "verdict": _("Verdict"),
        "explanation": _("Explanation"),
        "quote": _("Quote of a source"),
        "note": _("Note on a source"),
    }


def place_named(field: str, exact: str) -> str:
    """A place in a few words: Explanation: “80% of voters”."""
    label = labels().get(field, "")
    if not exact:
        return label
    words = exact if len(exact) <= _SAID else exact[: _SAID - 3].rstrip() + "…"
    return f"{label}: “{words}”"


def pin_of(claim: Claim, person: User, given: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a Pinned row for what a caller asks to pin to; empty where nothing was asked.

    Args:
        claim: locked, or read just now.
        person: who pins; they see the evidence.
        given: `field`; `evidence` (an id) for its `quote` or `note`; `start`, `end` (code points of the value as it
            stands, end exclusive; both or none); `exact`, the words there as the caller saw them.

    Raises:
        Invalid: `unknown_choice`, `id_invalid`, `number_invalid`, `range_invalid`, `not_text`, `bad_characters`.
        Missing: `not_found`, of the evidence. Conflict: `words_changed`; `pin_confidential` where others may not see it.
    """
    if given.get("field") in (None, ""):
        if any(given.get(name) not in (None, "") for name in NAMES):
            raise Invalid("required", _("Say which value it is about."), field="field")
        return {}
    field = typed.choice_of(given["field"], "field", FIELDS)
    evidence = _evidence(claim, person, given.get("evidence")) if field in OF_EVIDENCE else None
    text = texts_of([claim], [evidence] if evidence else []).get(
        (field, evidence.pk if evidence else claim.pk), ""
    )
    pin: dict[str, Any] = {"field": field, "evidence": evidence}
    span = _span(given, text)
    exact = _exact(given.get("exact"))
    if span is None:
        if exact and exact != text:
            raise _changed(text)
        return pin
    start, end = span
    if exact is not None and text[start:end] != exact:
        raise _changed(text)
    return {
        **pin,
        "start": start,
        "end": end,
        "exact": text[start:end],
        "prefix": text[max(0, start - _BESIDE) : start],
        "suffix": text[end : end + _BESIDE],
    }


def told_of(pin: Pinned) -> dict[str, Any]:
    """The place as the record keeps it; empty where it is about the claim as a whole."""
    if not pin.field:
        return {}
    evidence = str(pin.evidence_id) if pin.evidence_id else None
    ends = {"start": pin.start, "end": pin.end, "exact": pin.exact}
    return {"field": pin.field, "evidence": evidence, **ends}


def place_of(pin: Pinned, text: str) -> Place:
    """Where pinned words stand in the value's text now.

    At their place, or elsewhere where they stand once and what was right before or right after them is there too.
    """
    if pin.start is None or pin.end is None:
        return Place("whole")
    size = len(pin.exact)
    found = [at for at in _all(text, pin.exact) if _fits(pin, text, at)]
    if pin.start in found:
        return Place("here", pin.start, pin.start + size)
    if len(found) == 1:
        return Place("here", found[0], found[0] + size)
    return Place("changed")


def texts_of(claims: Iterable[Claim], evidences: Iterable[Evidence] = ()) -> Texts:
    """The pinnable values; those of a claim by the claim's id, those of an evidence by its own."""
    texts: dict[tuple[str, UUID | None], str] = {}
    for claim in claims:
        verdict = claim.verdict
        texts |= {
            ("statement", claim.pk): claim.statement,
            ("claimant", claim.pk): claim.claimant,
            ("verdict", claim.pk): verdict.rating.label if verdict else "",
            ("explanation", claim.pk): verdict.explanation if verdict else "",
        }
    for evidence in evidences:
        texts |= {("quote", evidence.pk): evidence.quote, ("note", evidence.pk): evidence.note}
    return texts


def text_at(pin: Pinned, claim_id: UUID, texts: Texts) -> str | None:
    """The text of the value that a pin is on; None where its evidence is gone."""
    return texts.get((pin.field, pin.evidence_id or claim_id))


def evidences_of(pins: Collection[Pinned], person: User) -> dict[UUID, Evidence]:
    """The evidence, removed too, that these are pinned to and this person may read, by id; no query where none is."""
    ids = {pin.evidence_id for pin in pins if pin.evidence_id}
    if not ids:
        return {}
    seen = Evidence.objects.visible_to(person).filter(pk__in=ids)
    return {one.pk: one for one in seen}


def _evidence(claim: Claim, person: User, given: Any) -> Evidence:
    wanted = typed.id_of(given, "evidence")
    seen = Evidence.objects.visible_to(person).select_related("source")
    evidence = seen.filter(pk=wanted, claim=claim, removed_at__isnull=True).first()
    if evidence is None:
        raise Missing("not_found", _("There is no such evidence. It may have been removed."))
    if not evidence.is_open:
        raise Conflict(
            "pin_confidential",
            _(
                "Everyone in the newsroom reads comments, so none can be pinned to a confidential source."
            ),
            field="evidence",
        )
    return evidence


def _span(given: Mapping[str, Any], text: str) -> tuple[int, int] | None:
    start = typed.whole_number_of(given.get("start"), "start")
    end = typed.whole_number_of(given.get("end"), "end")
    if start is None and end is None:
        return None
    if start is None or end is None or start < 0 or end <= start:
        raise Invalid(
            "range_invalid", _("Give both ends: start from 0, end after it."), field="start"
        )
    if end > len(text):
        raise _changed(text)
    return start, end


def _exact(given: Any) -> str | None:
    if given in (None, ""):
        return None
    if not isinstance(given, str):
        raise Invalid("not_text", _("This must be text."), field="exact")
    if typed.has_bad_characters(given):
        raise Invalid("bad_characters", _("The words hold characters that cannot be stored."))
    return given.replace("\r\n", "\n")


def _changed(text: str) -> Conflict:
    return Conflict(
        "words_changed",
        _("These words were changed meanwhile. Select them again in the newest text."),
        field="exact",
        now=text,
    )


def _all(text: str, words: str) -> Iterable[int]:
    at = text.find(words) if words else -1
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _fits(pin: Pinned, text: str, at: int) -> bool:
    """Whether what was beside the words is there too, on one side at least."""
    before, after = text[:at], text[at + len(pin.exact) :]
    is_before = before.endswith(pin.prefix) if pin.prefix else not before
    is_after = after.startswith(pin.suffix) if pin.suffix else not after
    return is_before or is_after
