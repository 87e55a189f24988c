"""What a page said at a moment, who judged it, and on which evidence."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urldefrag, urlsplit
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from annotations import typed
from annotations.legal.copies import copies_of_evidence
from annotations.legal.judged import (
    decision_facts,
    evidence_ids,
    evidence_with_copies,
    judged,
    publication_facts,
)
from annotations.models import (
    Article,
    ArticleRevision,
    DecisionKind,
    Publication,
    ReviewDecision,
    User,
)

_FEW = 20


def said(person: User, url: str, on: datetime) -> dict[str, Any]:
    """The version that stood at an address at a moment.

    Args:
        person: who asks; nothing is told that they may not see.
        url: of a public fact-check of ours, or of an article or archived source.
        on: the moment.

    Returns:
        `kind` (`factcheck`, `article`, `unknown`); `checks`: the publications in force then, of the address or of claims
        of the article, each with `state` (`shown`, `withdrawn`), `publication`, `decisions` (all approvals of exactly
        these bytes), `content`, `is_exact` and `evidence` with its copies; `texts`: of an article, the newest text read
        from a copy that had arrived by then, with when the next one came.
    """
    if slug := _slug_of(url):
        rows = Publication.objects.filter(slug=slug, claim__deleted_at__isnull=True)
        return {"kind": "factcheck", "texts": [], "checks": _checks(person, rows, on)}
    articles = list(_articles(person, url))
    if not articles:
        return {"kind": "unknown", "texts": [], "checks": []}
    ids = [article.pk for article in articles]
    about = Publication.objects.filter(
        Q(claim__article__in=ids)
        | Q(claim__appearances__article__in=ids, claim__appearances__removed_at__isnull=True),
        claim__deleted_at__isnull=True,
    )
    texts = [text for article in articles if (text := _text_at(article, on))]
    return {"kind": "article", "texts": texts, "checks": _checks(person, about.distinct(), on)}


def moment_of(on: str) -> datetime:
    """The moment that was asked for; of a bare day its last, UTC.

    Raises:
        Invalid: `date_invalid`, `required`.
    """
    found = typed.moment_of(typed.text_of(on, "on", 60, required=True), "on")
    is_day = len(on.strip()) == len("2026-11-26")
    try:
        end = found + timedelta(days=1, microseconds=-1) if found and is_day else found
    except OverflowError:
        end = found
    return end or timezone.now()


def _slug_of(url: str) -> str:
    """The last part of the address of a public fact-check of ours, or an empty text."""
    parts = urlsplit(url)
    ours = urlsplit(settings.PUBLIC_URL).netloc
    path = [part for part in parts.path.split("/") if part]
    is_ours = not parts.netloc or parts.netloc.lower() == ours.lower()
    return path[1] if is_ours and len(path) == 2 and path[0] == "factchecks" else ""  # noqa: PLR2004 - /factchecks/<slug>/


def _articles(person: User, url: str) -> Iterable[Article]:
    """Those at this address, with or without its last slash; the newest first."""
    plain = urldefrag(url).url
    spellings = {url, plain, plain.rstrip("/"), plain.rstrip("/") + "/"}
    rows = Article.objects.visible_to(person).defer("search")
    found = rows.filter(Q(url__in=spellings) | Q(canonical_url__in=spellings))
    return found.order_by("-created_at", "-id")[:_FEW]


def _text_at(article: Article, on: datetime) -> dict[str, Any] | None:
    """The text whose copy had arrived by then, and when a copy with other bytes came."""
    rows = ArticleRevision.objects.filter(article=article).select_related("snapshot")
    before = rows.filter(snapshot__fetched_at__lte=on).order_by("-snapshot__fetched_at", "-number")
    revision = before.first()
    if revision is None:
        return None
    later = rows.filter(snapshot__fetched_at__gt=on).order_by("snapshot__fetched_at").first()
    return {
        "article": {
            "id": str(article.pk),
            "title": article.title,
            "url": article.url,
            "role": article.role,
        },
        "revision": str(revision.pk),
        "number": revision.number,
        "text": revision.text,
        "text_sha256": revision.text_sha256,
        "bytes_sha256": revision.snapshot.blob_id,
        "arrived_at": revision.snapshot.fetched_at,
        "next_arrived_at": later.snapshot.fetched_at if later else None,
    }


def _checks(person: User, rows: Any, on: datetime) -> list[dict[str, Any]]:
    """For each claim the newest publication not after the moment; one that had been withdrawn says so."""
    newest: dict[UUID, Publication] = {}
    related = rows.filter(published_at__lte=on).select_related(
        "claim", "decision__decided_by", "published_by", "withdrawn_by"
    )
    for one in related.defer("claim__search").order_by("version")[:500]:
        newest[one.claim_id] = one
    found = list(newest.values())[:_FEW]
    seen = judged(person, [one.decision for one in found])
    copies = copies_of_evidence(person, evidence_ids([one.content for one in seen]))
    approvals = _approvals(found)
    return [
        {
            "claim": str(publication.claim_id),
            "state": _state(publication, on),
            "publication": publication_facts(publication),
            "decisions": approvals.get(
                (publication.claim_id, publication.decision.content_sha256), []
            ),
            "content": one.content,
            "is_exact": one.is_exact,
            "evidence": evidence_with_copies(one.content, copies, publication.published_at),
        }
        for publication, one in zip(found, seen, strict=True)
    ]


def _approvals(publications: list[Publication]) -> dict[tuple[UUID, str], list[dict[str, Any]]]:
    """Every approval of exactly the published bytes, the first of two included."""
    rows = ReviewDecision.objects.filter(
        claim__in=[one.claim_id for one in publications],
        content_sha256__in=[one.decision.content_sha256 for one in publications],
        kind=DecisionKind.APPROVE,
    )
    found: dict[tuple[UUID, str], list[dict[str, Any]]] = {}
    for one in rows.select_related("decided_by").defer("content").order_by("created_at"):
        found.setdefault((one.claim_id, one.content_sha256), []).append(decision_facts(one))
    return found


def _state(publication: Publication, on: datetime) -> str:
    is_gone = publication.withdrawn_at is not None and publication.withdrawn_at <= on
    return "withdrawn" if is_gone else "shown"
