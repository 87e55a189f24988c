"""Linking a source to a claim, changing and removing that link."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import typed, workflow
from annotations.claims import find_passage, refuse_own_copy
from annotations.claims.deciding import hold_article
from annotations.claims.mark import highlight_of
from annotations.evidence.details import DETAILS, checked_details, for_record
from annotations.evidence.files import SentFile, keep_files, refuse_bad_files
from annotations.evidence.naming import origin_named
from annotations.evidence.sources import find_or_make_source, source_of_article
from annotations.history import record
from annotations.models import (
    Claim,
    Evidence,
    Highlight,
    HighlightPurpose,
    Source,
    SourceOrigin,
    Stance,
    User,
    Visibility,
)
from annotations.permissions import Actor, require_editor
from annotations.refusals import Forbidden, Invalid, Missing

_QUOTE_LIMIT = 20_000
_WORDS = ("stance", "quote", "note", "visibility")


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
    origin: Any = None,
    files: Sequence[SentFile] = (),
    expected: str | None = None,
    **details: Any,
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
        visibility: `everyone`, `listed` or `hidden`; that of a new source too, where its details name none.
        origin: whose information it is, where that is not the source's own (see `origin_named`).
        files: what belongs to it, such as the scan of a letter.
        expected: the claim's ETag that was read.
        details: those of `DETAILS`: how and when it was obtained, whether it is primary, of what its quote is
            a translation.

    Returns:
        The evidence. It carries its own copy of the source's address, title, publisher and date.

    Raises:
        Invalid, Missing, Conflict `correct_first`, OutOfDate, TooLarge (a file).
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
    more = checked_details(details)
    refuse_bad_files(files)
    found, highlight = _what(person, _no_less_secret(source, clean["visibility"]), passage)
    refuse_own_copy(claim, found.article)
    if highlight and not clean["quote"]:
        clean["quote"] = highlight.exact
    workflow.open_for_edit(claim, person)
    evidence = Evidence.objects.create(
        claim=claim,
        source=found,
        passage=highlight,
        origin=origin_named(person, origin),
        created_by=person,
        **_cited(found),
        **clean,
        **more,
    )
    kept = keep_files(person, evidence, files)
    workflow.save(claim, is_reserved=not evidence.is_open)
    record(
        actor,
        "evidence_linked",
        evidence,
        claim=claim,
        source=str(found.pk),
        passage=str(highlight.pk) if highlight else None,
        origin=evidence.origin.name if evidence.origin else "",
        files=[{"filename": one.filename, "sha256": one.blob_id} for one in kept],
        **clean,
        **for_record(more),
        **for_record(_cited(found)),
    )
    return evidence


@transaction.atomic
def change(
    *,
    actor: Actor,
    evidence_id: UUID,
    expected: str | None = None,
    author: User | None = None,
    **given: Any,
) -> Evidence:
    """Change an evidence's stance, quote, note, visibility, origin or details; equal values change nothing.

    `author` is whose words they are, where that is not the actor: who suggested them.

    Raises:
        Missing, Invalid, Conflict `correct_first`, OutOfDate.
    """
    person = require_editor(actor)
    evidence, claim = take_evidence(actor, evidence_id, expected)
    present = {name: getattr(evidence, name) for name in (*_WORDS, "origin", *DETAILS)}
    words = {name: present[name] for name in _WORDS}
    clean = _checked({**words, **{k: v for k, v in given.items() if k in words}})
    clean |= checked_details(given)
    if "origin" in given:
        clean["origin"] = origin_named(person, given["origin"])
    changes = {name: value for name, value in clean.items() if value != present[name]}
    if not changes:
        return evidence
    _refuse_opening(person, evidence, changes)
    was_open = evidence.is_open
    workflow.open_for_edit(claim, author or person)
    for name, value in changes.items():
        setattr(evidence, name, value)
    evidence.save(update_fields=list(changes))
    workflow.save(
        claim,
        is_reserved=not (was_open or evidence.is_open),
        was_or_is_reserved=was_open != evidence.is_open,
    )
    facts: dict[str, Any] = {
        "before": _recorded({name: present[name] for name in changes}),
        "after": _recorded(changes),
    }
    if author:
        facts["author"] = author.username
    record(actor, "evidence_changed", evidence, claim=claim, **facts)
    return evidence


@transaction.atomic
def unlink(*, actor: Actor, evidence_id: UUID, expected: str | None = None) -> Claim:
    """Take an evidence away from its claim; the record keeps it.

    Returns:
        The claim.
    """
    person = require_editor(actor)
    evidence, claim = take_evidence(actor, evidence_id, expected)
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


def _recorded(values: dict[str, Any]) -> dict[str, Any]:
    named = {k: v.name if isinstance(v, SourceOrigin) else v for k, v in values.items()}
    return for_record(named)


def take_evidence(actor: Actor, evidence_id: UUID, expected: str | None) -> tuple[Evidence, Claim]:
    """An evidence that the actor may see, with its claim, locked, in the version that they read.

    Raises:
        Missing: `not_found`. OutOfDate: `changed_meanwhile`.
    """
    visible = Evidence.objects.visible_to(actor.person).filter(removed_at__isnull=True)
    evidence = visible.filter(pk=evidence_id).first()
    if evidence is None:
        raise Missing("not_found", _("There is no such evidence. It may have been removed."))
    claim = workflow.take(actor, evidence.claim_id, expected=expected)
    # Read again under the claim's lock: somebody may have removed it meanwhile.
    locked = Evidence.objects.select_related("source", "origin").get(pk=evidence_id)
    if locked.removed_at is not None:
        raise Missing("not_found", _("There is no such evidence. It may have been removed."))
    return locked, claim


def _refuse_opening(person: User, evidence: Evidence, changes: dict[str, Any]) -> None:
    """Only who keeps it lets more people know of it."""
    secrecy = Visibility.values
    wanted = changes.get("visibility", evidence.visibility)
    if (
        secrecy.index(wanted) < secrecy.index(evidence.visibility)
        and evidence.created_by_id != person.pk
    ):
        raise Forbidden("not_yours", _("Only who keeps it says who may see it."))


def _no_less_secret(source: Any, visibility: str) -> Any:
    """A new source of confidential evidence is confidential too, unless it says otherwise."""
    if source and isinstance(source, dict) and not source.get("visibility"):
        return {**source, "visibility": visibility}
    return source


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
