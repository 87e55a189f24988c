"""After publication: opening the next version, and what readers are told of the difference."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from annotations import typed, workflow
from annotations.claims.correcting import KINDS, NOTE_LIMIT
from annotations.history import record
from annotations.models import Claim, Publication, PublicationKind
from annotations.permissions import Actor, require_editor
from annotations.publishing.rating_words import rating_label
from annotations.review.changes import Run, day, runs_of
from annotations.workflow.edit import add_contributor

_OPENED = (
    *("state", "approval", "approval_decision", "content_sha256"),
    *("correction_kind", "correction_note", "contributors"),
)


@transaction.atomic
def correct(
    *,
    actor: Actor,
    claim_id: UUID,
    kind: Any = None,
    note: Any = "",
    reason: Any = "",
    expected: str | None = None,
) -> Claim:
    """Open the next version of a published or withdrawn check; readers keep seeing what is public.

    Args:
        actor: an editor or above.
        claim_id: which claim.
        kind: what the next version is: `correction` (a public note must say what was wrong before it goes to
            readers), `rating` (a new rating) or `update`, which nothing given means.
        note: what readers are told; both are judged, and may be changed while the version is a draft.
        reason: for the record only.
        expected: the ETag that was read (If-Match), or None.

    Raises:
        Conflict: `not_allowed_now`. Invalid: `unknown_choice`, `too_long`.
    """
    person = require_editor(actor)
    claim = workflow.take(actor, claim_id, expected=expected)
    why = typed.text_of(reason, "reason", 2_000)
    told = typed.text_of(note, "note", NOTE_LIMIT)
    given = typed.choice_of(kind, "kind", KINDS) if kind else str(PublicationKind.UPDATE)
    before = workflow.move(claim, "correct")
    claim.correction_kind, claim.correction_note = given, told
    if told or kind:
        # Both are judged, so that who gave them does not approve them.
        add_contributor(claim, person)
    workflow.save(claim, *_OPENED)
    workflow.refresh_stage(claim.article)
    record(
        actor,
        "correction_opened",
        claim,
        claim=claim,
        before=before,
        reason=why,
        kind=given,
        note=told,
    )
    return claim


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that readers were told differently before: its name, the old and the new words, and both word by word."""

    field: str
    label: str
    old: str
    new: str

    @property
    def runs(self) -> list[Run]:
        """Kept, removed and added words; all together are both texts."""
        return runs_of(self.old, self.new)


@dataclass(frozen=True, slots=True)
class Correction:
    """One later version of a public check, beside the one before. `changes` come from the judged bytes of both."""

    publication: Publication
    before: Publication
    changes: Sequence[Changed]


def corrections_of(versions: Sequence[Publication]) -> list[Correction]:
    """What each version changed, newest first.

    Args:
        versions: of one claim, each with its `decision` loaded.
    """
    ordered = sorted(versions, key=lambda one: one.version)
    found = [
        Correction(now, before, list(changes_between(_content(before), _content(now))))
        for before, now in pairwise(ordered)
    ]
    return found[::-1]


def changes_between(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Changed]:
    """What readers were told differently in two judged contents; nothing confidential is in it."""
    was, now = _printed(old), _printed(new)
    for field, label in _LABELS.items():
        if was[field] != now[field]:
            said = _rated if field == "rating" else _as_it_is
            yield Changed(field, str(label), said(was[field], old), said(now[field], new))
    kept = _confidential(old) | _confidential(new)
    before, after = _sources(old, kept), _sources(new, kept)
    for pk in [*before, *(pk for pk in after if pk not in before)]:
        if before.get(pk) != after.get(pk):
            yield Changed("evidence", _("Source"), before.get(pk, ""), after.get(pk, ""))


_LABELS = {
    "statement": _lazy("Claim"),
    "claimant": _lazy("Claimant"),
    "claimed_on": _lazy("Claimed on"),
    "rating": _lazy("Verdict"),
    "explanation": _lazy("Explanation"),
}


def _rated(word: str, content: Mapping[str, Any]) -> str:
    """The rating's word in the language of the moment; compared is the newsroom's own."""
    return rating_label(content, get_language()) if word else ""


def _as_it_is(word: str, _content: Mapping[str, Any]) -> str:
    return word


def _content(publication: Publication) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(publication.decision.content)
    return content


def _printed(content: Mapping[str, Any]) -> dict[str, str]:
    rating = content.get("rating")
    return {
        "statement": content["statement"],
        "claimant": content["claimant"]["name"],
        "claimed_on": day(content["claimed_on"]),
        "rating": rating["label"] if rating else "",
        "explanation": content["explanation"],
    }


def _confidential(content: Mapping[str, Any]) -> set[str]:
    """Ids of the evidence that was not for everyone; what became so since is not shown again."""
    return {one["id"] for one in content["evidence"] if one["visibility"] != "everyone"}


def _sources(content: Mapping[str, Any], kept: set[str]) -> dict[str, str]:
    """What is printed of each open source: its title, quote and note, one after the other."""
    return {
        one["id"]: " · ".join(
            part for part in (one["title"] or one["url"], one["quote"], one["note"]) if part
        )
        for one in content["evidence"]
        if one["id"] not in kept
    }
