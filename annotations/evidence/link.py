"""Linking a source to a claim, changing and removing that link."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import typed, workflow
from annotations.claims import find_passage, refuse_own_copy
from annotations.claims.deciding import hold_article
from annotations.claims.mark import highlight_of
from annotations.evidence.sources import find_or_make_source, source_of_article
from annotations.history import record
from annotations.models import (
    Claim,
    Evidence,
    Highlight,
    HighlightPurpose,
    Source,
    Stance,
    User,
    Visibility,
)
from annotations.permissions import Actor, require_editor
from annotations.refusals import Invalid, Missing

_QUOTE_LIMIT = 20_000


@transaction.atomic
def link(
    *,
    actor: Actor,
    claim_id: UUID,
    stance: Any,
    source: Any = None,
    passage: dict[str, Any] | None = None,
    quote: Any = "",
    note: Any = "",
    visibility: Any = None,
    expected: str | None = None,
) -> Evidence:
    """Link a source to a claim.

    Args:
        actor: an editor or above.
        claim_id: which claim.
        stance: `corroborates`, `contradicts` or `context`. Nobody guesses it.
        source: an id, or a dict with the source's details (see `find_or_make_source`).
        passage: `{article, start, end, revision}` instead of a source: words of another imported
            article, kept as a highlight of its own; code points, end exclusive.
        quote: the words of the source; by default those of the passage.
        note: what they mean for the claim.
        visibility: `everyone`, `listed` or `hidden`.
        expected: the claim's ETag that was read.

    Returns:
        The evidence. It carries its own copy of the source's address, title, publisher and date.

    Raises:
        Invalid, Missing, Conflict `correct_first`, OutOfDate.
    """
    person = require_editor(actor)
    if passage is not None:
        hold_article(typed.id_of(passage.get("article"), "article"))
    claim = workflow.take(actor, claim_id, expected=expected)
    clean = _checked(
        {
            "stance": stance,
            "quote": quote,
            "note": note,
            "visibility": visibility or Visibility.EVERYONE,
        }
    )
    found, highlight = _what(person, source, passage)
    refuse_own_copy(claim, found.article)
    if highlight and not clean["quote"]:
        clean["quote"] = highlight.exact
    workflow.open_for_edit(claim, person)
    evidence = Evidence.objects.create(
        claim=claim, source=found, passage=highlight, created_by=person, **_cited(found), **clean
    )
    workflow.save(claim, is_reserved=not evidence.is_open)
    record(
        actor,
        "evidence_linked",
        evidence,
        claim=claim,
        source=str(found.pk),
        passage=str(highlight.pk) if highlight else None,
        **clean,
        **_plain(_cited(found)),
    )
    return evidence


@transaction.atomic
def change(
    *, actor: Actor, evidence_id: UUID, expected: str | None = None, **given: Any
) -> Evidence:
    """Change an evidence's stance, quote, note or visibility; equal values change nothing.

    Raises:
        Missing, Invalid, Conflict `correct_first`, OutOfDate.
    """
    person = require_editor(actor)
    evidence, claim = _take(actor, evidence_id, expected)
    present = {name: getattr(evidence, name) for name in ("stance", "quote", "note", "visibility")}
    clean = _checked({**present, **{k: v for k, v in given.items() if k in present}})
    changes = {name: value for name, value in clean.items() if value != present[name]}
    if not changes:
        return evidence
    was_open = evidence.is_open
    workflow.open_for_edit(claim, person)
    for name, value in changes.items():
        setattr(evidence, name, value)
    evidence.save(update_fields=list(changes))
    workflow.save(claim, is_reserved=not (was_open or evidence.is_open))
    before = {name: present[name] for name in changes}
    record(actor, "evidence_changed", evidence, claim=claim, before=before, after=changes)
    return evidence


@transaction.atomic
def unlink(*, actor: Actor, evidence_id: UUID, expected: str | None = None) -> Claim:
    """Take an evidence away from its claim; the record keeps it.

    Returns:
        The claim.
    """
    person = require_editor(actor)
    evidence, claim = _take(actor, evidence_id, expected)
    workflow.open_for_edit(claim, person)
    evidence.removed_at = timezone.now()
    evidence.save(update_fields=["removed_at"])
    workflow.save(claim, is_reserved=not evidence.is_open)
    record(
        actor,
        "evidence_removed",
        evidence,
        claim=claim,
        stance=evidence.stance,
        title=evidence.cited_title,
        url=evidence.cited_url,
    )
    return claim


def _take(actor: Actor, evidence_id: UUID, expected: str | None) -> tuple[Evidence, Claim]:
    visible = Evidence.objects.visible_to(actor.person).filter(removed_at__isnull=True)
    evidence = visible.filter(pk=evidence_id).first()
    if evidence is None:
        raise Missing("not_found", _("There is no such evidence. It may have been removed."))
    claim = workflow.take(actor, evidence.claim_id, expected=expected)
    # Read again under the claim's lock: somebody may have removed it meanwhile.
    locked = Evidence.objects.select_related("source").get(pk=evidence_id)
    if locked.removed_at is not None:
        raise Missing("not_found", _("There is no such evidence. It may have been removed."))
    return locked, claim


def _what(
    person: User, source: Any, passage: dict[str, Any] | None
) -> tuple[Source, Highlight | None]:
    if passage is None:
        if source in (None, "", {}):
            raise Invalid(
                "required",
                _("Name the source: its address, or one that you have used before."),
                field="source",
            )
        return find_or_make_source(person, source), None
    found = find_passage(
        typed.id_of(passage.get("article"), "article"),
        revision_id=passage.get("revision"),
        start=typed.whole_number_of(passage.get("start"), "start"),
        end=typed.whole_number_of(passage.get("end"), "end"),
        exact=passage.get("exact"),
        prefix=passage.get("prefix"),
        suffix=passage.get("suffix"),
    )
    highlight = highlight_of(found, person, None, HighlightPurpose.QUOTE)
    return source_of_article(person, found.article), highlight


def _checked(given: dict[str, Any]) -> dict[str, Any]:
    return {
        "stance": typed.choice_of(given["stance"], "stance", Stance.values),
        "quote": typed.text_of(given["quote"], "quote", _QUOTE_LIMIT),
        "note": typed.text_of(given["note"], "note", _QUOTE_LIMIT),
        "visibility": typed.choice_of(given["visibility"], "visibility", Visibility.values),
    }


def _cited(source: Source) -> dict[str, Any]:
    return {
        "cited_url": source.url,
        "cited_title": source.title,
        "cited_publisher": source.publisher,
        "cited_published_at": source.published_at,
        "cited_author": source.author,
        "cited_kind": source.kind,
    }


def _plain(fields: dict[str, Any]) -> dict[str, Any]:
    return {k: v.isoformat() if hasattr(v, "isoformat") else v for k, v in fields.items()}
