"""The exact bytes that an approval is of.

Recipe ``claim-3``: canonical JSON (RFC 8785) over all that the public page, ClaimReview, feeds and
proof print. Passages and quotes are as a person last confirmed them, never read from the newest
revision. A new recipe gets a new name; old decisions stay valid by theirs (``claim-1`` knew no figures,
attempts, requests for comment and checks of quotations; ``claim-2`` neither the archived copy of an evidence nor the
scale around the rating, its further languages and when it was given, nor the language of passages). ``correction``, ``claimant_corrected`` and
(our own copy) ``proposed_wording`` stand in it only where somebody gave them.
"""

import hashlib
from datetime import date, datetime
from typing import Any

import rfc8785

from annotations.models import (
    Appearance,
    Article,
    Attachment,
    Claim,
    Evidence,
    Highlight,
    HighlightPurpose,
    QuoteCheck,
)
from annotations.workflow.copies import copies_of
from annotations.workflow.judged import (
    attempts_of,
    claimant_corrected_of,
    figures_of,
    requests_of,
)
from annotations.workflow.scale import rating_of

RECIPE = "claim-3"


def content_of(claim: Claim) -> str:
    """The canonical JSON text of everything about the claim that is judged and printed."""
    verdict = claim.verdict
    body: dict[str, Any] = {
        "recipe": RECIPE,
        "claim": str(claim.pk),
        "statement": claim.statement,
        "asserts": claim.asserts,
        "claimant": {"name": claim.claimant, "kind": claim.claimant_kind},
        "claimed_on": _when(claim.claimed_on),
        "rating": None,
        "explanation": "",
        "appearances": [_appearance(a) for a in _appearances(claim)],
        "evidence": [_evidence(e) for e in _evidences(claim)],
        "figures": figures_of(claim),
        "attempts": attempts_of(claim),
        "requests_for_comment": requests_of(claim),
    }
    if verdict is not None:
        body["rating"] = rating_of(verdict)
        body["explanation"] = verdict.explanation
        if verdict.proposed_wording:
            body["proposed_wording"] = verdict.proposed_wording
    if claim.correction_kind:
        body["correction"] = {"kind": claim.correction_kind, "note": claim.correction_note}
    if claimant := claimant_corrected_of(claim):
        body["claimant_corrected"] = claimant
    return rfc8785.dumps(body).decode()


def sha256_of(content: str) -> str:
    """The hash that binds an approval to `content` (of its UTF-8 bytes, in hex)."""
    return hashlib.sha256(content.encode()).hexdigest()


def _appearances(claim: Claim) -> list[Appearance]:
    found = claim.appearances.filter(removed_at__isnull=True).select_related("article")
    appearances = list(found.order_by("id"))
    passages = Highlight.objects.filter(
        appearance__in=appearances, purpose=HighlightPurpose.CLAIM, retired_at__isnull=True
    ).order_by("id")
    by_appearance: dict[Any, list[Highlight]] = {}
    for passage in passages:
        by_appearance.setdefault(passage.appearance_id, []).append(passage)
    checks = QuoteCheck.objects.filter(appearance__in=appearances, superseded_at__isnull=True)
    checked = {check.appearance_id: check for check in checks}
    for appearance in appearances:
        appearance.__dict__["passages"] = by_appearance.get(appearance.pk, [])
        appearance.__dict__["checked"] = checked.get(appearance.pk)
    return appearances


def _evidences(claim: Claim) -> list[Evidence]:
    related = ("source__archiving", "source__merged_into", "passage")
    found = list(claim.evidence.standing().select_related(*related))
    copies = copies_of(found)
    files = Attachment.objects.filter(evidence__in=found, removed_at__isnull=True).order_by("id")
    by_evidence: dict[Any, list[Attachment]] = {}
    for file in files:
        by_evidence.setdefault(file.evidence_id, []).append(file)
    for evidence in found:
        evidence.__dict__["files"] = by_evidence.get(evidence.pk, [])
        evidence.__dict__["copy"] = copies.get(evidence.pk)
    return found


def _when(value: date | datetime | None) -> str | None:
    return value.isoformat() if value else None


def article_of(article: Article) -> dict[str, Any]:
    """What is judged and printed of an article in which a claim appears."""
    return {
        "id": str(article.pk),
        "title": article.title,
        "site_name": article.site_name,
        "byline": article.byline,
        "url": article.canonical_url or article.url,
        # A date that was only proposed is not a fact to print.
        "published_at": _when(article.sure_of("published_at")),
    }


def _passage(highlight: Highlight) -> dict[str, Any]:
    return {
        "exact": highlight.exact,
        "prefix": highlight.prefix,
        "suffix": highlight.suffix,
        "sentence": highlight.sentence,
    }


def _appearance(appearance: Appearance) -> dict[str, Any]:
    return {
        "article": article_of(appearance.article),
        "passages": [_passage(h) for h in appearance.__dict__["passages"]],
        "speaker": appearance.speaker,
        "carried_by": appearance.carried_by,
        "said_on": _when(appearance.said_on),
        "original_words": appearance.original_words,
        "language": appearance.language,
        # Of the passages; `language` is that of the original words.
        "text_language": appearance.article.language,
        "quote_check": _quote_check(appearance.__dict__["checked"]),
    }


def _quote_check(check: QuoteCheck | None) -> dict[str, str] | None:
    if check is None:
        return None
    names = ("said", "said_note", "wording", "wording_note", "content", "content_note")
    return {name: getattr(check, name) for name in (*names, "translator")}


def _evidence(evidence: Evidence) -> dict[str, Any]:
    passage = evidence.passage
    visibility = evidence.visibility
    if evidence.source.visibility != "everyone":
        visibility = max(visibility, evidence.source.visibility, key=_SECRECY.__getitem__)
    return {
        "id": str(evidence.pk),
        "stance": evidence.stance,
        "quote": evidence.quote,
        "note": evidence.note,
        "url": evidence.cited_url,
        "title": evidence.cited_title,
        "publisher": evidence.cited_publisher,
        "published_at": _when(evidence.cited_published_at),
        "author": evidence.cited_author,
        "kind": evidence.cited_kind,
        "is_primary": evidence.is_primary,
        "quote_original": evidence.quote_original,
        "quote_language": evidence.quote_language,
        "quote_translator": evidence.quote_translator,
        "channel": evidence.channel,
        "obtained_at": _when(evidence.obtained_at),
        "files": [
            {"filename": file.filename, "sha256": file.blob_id}
            for file in evidence.__dict__["files"]
        ],
        "visibility": visibility,
        "passage": None if passage is None else _passage(passage),
        # Where there was one when this was judged: what arrives later changes no approval.
        "copy": evidence.__dict__["copy"],
    }


_SECRECY = {"everyone": 0, "listed": 1, "hidden": 2}
