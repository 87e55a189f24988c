"""Who judged exactly what, on which evidence: decisions and publications as one person may see them."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from annotations.legal.copies import Copy, told_at
from annotations.models import (
    Attempt,
    Evidence,
    Publication,
    ReviewDecision,
    User,
    Visibility,
)

_CONFIDENTIAL = ("evidence", "attempts")


@dataclass(frozen=True, slots=True)
class Judged:
    """A decision's content.

    Attributes:
        decision: with `decided_by` and `content` loaded.
        content: what was judged, less what the reader may not see.
        is_exact: whether nothing of it was left out.
    """

    decision: ReviewDecision
    content: dict[str, Any]
    is_exact: bool


def judged(
    person: User, decisions: Iterable[ReviewDecision], *, is_public_only: bool = False
) -> list[Judged]:
    """Decisions with what this person may see of their content; two queries.

    Args:
        person: who reads.
        decisions: with `decided_by`.
        is_public_only: leave out all that is not for everyone, whoever reads.
    """
    found = list(decisions)
    contents: list[dict[str, Any]] = [json.loads(one.content) for one in found]
    seen = set() if is_public_only else _seen(person, contents)
    return [
        Judged(decision, *_less(content, seen))
        for decision, content in zip(found, contents, strict=True)
    ]


def decision_facts(decision: ReviewDecision) -> dict[str, Any]:
    """Who decided what when, of which content."""
    return {
        "id": str(decision.pk),
        "kind": decision.kind,
        "at": decision.created_at.isoformat(),
        "by": person_facts(decision.decided_by),
        "step": decision.step,
        "steps": decision.steps,
        "comment": decision.comment,
        "recipe": decision.recipe,
        "content_sha256": decision.content_sha256,
        "authors": [str(one) for one in decision.authors],
    }


def publication_facts(publication: Publication) -> dict[str, Any]:
    """When what was public, by whom."""
    return {
        "version": publication.version,
        "slug": publication.slug,
        "kind": publication.kind,
        "note": publication.note,
        "decision": str(publication.decision_id),
        "published_at": publication.published_at.isoformat(),
        "published_by": person_facts(publication.published_by),
        "superseded_at": _when(publication.superseded_at),
        "withdrawn_at": _when(publication.withdrawn_at),
        "withdrawn_by": person_facts(publication.withdrawn_by),
        "withdrawn_reason": publication.withdrawn_reason,
    }


def person_facts(user: User | None) -> dict[str, Any] | None:
    """An account, as JSON."""
    return {"id": str(user.pk), "username": user.username, "name": user.name} if user else None


def evidence_with_copies(
    content: dict[str, Any], copies: dict[str, list[Copy]], at: Any
) -> list[dict[str, Any]]:
    """The evidence of judged content, each with its copies; marked is the one that was here at that moment."""
    return [
        {**one, "copies": told_at(copies.get(one["id"], []), at)} for one in content["evidence"]
    ]


def evidence_ids(contents: Sequence[dict[str, Any]]) -> set[UUID]:
    """The ids of all evidence in judged content."""
    return {UUID(one["id"]) for content in contents for one in content.get("evidence", [])}


def open_evidence() -> QuerySet[Evidence]:
    """The evidence that everyone may see."""
    everyone = Visibility.EVERYONE
    return Evidence.objects.filter(visibility=everyone, source__visibility=everyone)


def _seen(person: User, contents: Sequence[dict[str, Any]]) -> set[str]:
    ids = {
        UUID(one["id"])
        for content in contents
        for name in _CONFIDENTIAL
        for one in content.get(name, [])
    }
    return {
        str(pk)
        for rows in (Evidence.objects.visible_to(person), Attempt.objects.visible_to(person))
        for pk in rows.filter(pk__in=ids).values_list("pk", flat=True)
    }


def _less(content: dict[str, Any], seen: set[str]) -> tuple[dict[str, Any], bool]:
    """The content without what is neither for everyone nor seen; what was open when judged was public."""
    kept = dict(content)
    for name in _CONFIDENTIAL:
        if name in content:
            kept[name] = [
                one
                for one in content[name]
                if one["visibility"] == Visibility.EVERYONE or one["id"] in seen
            ]
    return kept, kept == content


def _when(value: Any) -> str | None:
    return value.isoformat() if value else None
