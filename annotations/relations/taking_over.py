"""The sources of a check, linked to the claim that takes it over."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.utils.translation import gettext as _

from annotations.claims import refuse_own_copy
from annotations.claims.deciding import hold_article
from annotations.evidence import find_or_make_source
from annotations.history.record_each import Told, record_each
from annotations.models import (
    Anchor,
    Attachment,
    Claim,
    EarlierCheck,
    Evidence,
    Highlight,
    SourceKind,
    Stance,
    User,
    Visibility,
)
from annotations.models.ids import new_id
from annotations.permissions import Actor


def hold_quoted_articles(original_id: UUID) -> None:
    """Lock the articles whose passages will be quoted, before any claim, so that no new text misses the copies."""
    quoted = _open(original_id).filter(passage__isnull=False).order_by("passage__article")
    for article_id in dict.fromkeys(quoted.values_list("passage__article", flat=True)):
        if article_id is not None:
            hold_article(article_id)


def take_over_evidence(person: User, claim: Claim, original: Claim) -> list[Evidence]:
    """Link what everyone may see of the original's evidence; what stands on the claim already is left as it is.

    Args:
        person: whose evidence the copies are.
        claim: locked and open for edits.
        original: locked.

    Returns:
        The new evidence, in the order of the original's.
    """
    # What the person may not see is no reason to leave something out: they would notice.
    present = {_said(one) for one in claim.evidence.standing().visible_to(person)}
    rows = _open(original.pk).select_related("source__article", "passage")
    copies = []
    for one in rows.order_by("created_at", "id"):
        if _said(one) in present:
            continue
        refuse_own_copy(claim, one.source.article)
        copies.append(_copied_evidence(person, claim, one))
    return copies


def link_check(person: User, claim: Claim, check: EarlierCheck) -> list[Evidence]:
    """Link another fact-checker's page as context, with its rating in its own words.

    Returns:
        The evidence; none where the page is linked already.
    """
    source = find_or_make_source(
        person,
        {
            "url": check.url,
            "title": check.title or check.claim_reviewed[:1000],
            "publisher": check.publisher,
            "published_at": check.reviewed_on,
            "language": check.language,
            "kind": SourceKind.NEWS,
        },
    )
    standing = claim.evidence.standing().filter(source=source, visibility=Visibility.EVERYONE)
    if standing.exists():
        return []
    refuse_own_copy(claim, source.article)
    linked = Evidence.objects.create(
        claim=claim,
        source=source,
        stance=Stance.CONTEXT,
        note=_note(check),
        created_by=person,
        cited_url=source.url,
        cited_title=source.title,
        cited_publisher=source.publisher,
        cited_published_at=source.published_at,
        cited_author=source.author,
        cited_kind=source.kind,
    )
    return [linked]


def tell_linked(actor: Actor, claim: Claim, evidence: Sequence[Evidence]) -> None:
    """Write each to history as a source that was linked: told on the evidence, whose visibility may change."""
    told: list[Told] = [
        (
            one,
            claim.article_id,
            {
                "source": str(one.source_id),
                "passage": str(one.passage_id) if one.passage_id else None,
                "stance": str(one.stance),
                "quote": one.quote,
                "note": one.note,
                "visibility": str(one.visibility),
                "cited_title": one.cited_title,
                "cited_url": one.cited_url,
            },
        )
        for one in evidence
    ]
    record_each(actor, "evidence_linked", told, claims=[claim.pk] * len(told))


def _note(check: EarlierCheck) -> str:
    rating = " · ".join(part for part in (check.rating_label, check.scale) if part)
    said = {"publisher": check.publisher, "claim": check.claim_reviewed[:1000], "rating": rating}
    if not rating:
        return _("%(publisher)s checked “%(claim)s”.") % said
    return _("%(publisher)s checked “%(claim)s”. Its rating, in its own words: %(rating)s") % said


def _open(claim_id: UUID) -> Any:
    """The standing evidence of a claim that everyone may see."""
    rows = Evidence.objects.filter(claim=claim_id, removed_at__isnull=True)
    return rows.filter(visibility=Visibility.EVERYONE, source__visibility=Visibility.EVERYONE)


def _said(one: Evidence) -> tuple[UUID, str, str]:
    return one.source_id, one.stance, one.quote


def _copied_evidence(person: User, claim: Claim, one: Evidence) -> Evidence:
    passage = _copied_passage(person, one.passage) if one.passage else None
    copy = Evidence.objects.create(
        **_fields(one, "claim_id", "passage_id", "created_by_id", "created_at", "removed_at"),
        claim=claim,
        passage=passage,
        created_by=person,
    )
    files = one.attachments.filter(removed_at__isnull=True).order_by("id")
    Attachment.objects.bulk_create(
        Attachment(
            **_fields(file, "evidence_id", "created_by_id", "created_at"),
            evidence=copy,
            created_by=person,
        )
        for file in files
    )
    return copy


def _copied_passage(person: User, passage: Highlight) -> Highlight:
    """The same words with what became of them since, as a highlight of its own: who sees the one may not see the other."""
    copy = Highlight.objects.create(
        **_fields(passage, "created_by_id", "created_at"), created_by=person
    )
    Anchor.objects.bulk_create(
        Anchor(**_fields(anchor, "highlight_id"), highlight=copy)
        for anchor in passage.anchors.order_by("id")
    )
    return copy


def _fields(row: Model, *without: str) -> dict[str, Any]:
    """The values of a row for a new one like it."""
    names = {field.attname for field in row._meta.concrete_fields}  # noqa: SLF001 - Django's documented model API
    kept = {name: getattr(row, name) for name in names - {"id", *without}}
    return {**kept, "id": new_id()}
