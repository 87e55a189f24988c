"""An article's claims and evidence as Web Annotations, as one person may see them.

The number of queries does not grow with the number of annotations.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from annotations.dossier.claims import claims_of
from annotations.models import (
    AnnotationOrigin,
    Article,
    ArticleRevision,
    Claim,
    Evidence,
    Highlight,
    User,
)
from annotations.publishing.annotation import (
    Annotated,
    claim_annotation,
    evidence_annotation,
    passages_in,
)
from annotations.publishing.annotation_targets import Copy

DERIVED = "urn:sha256:"
"""How the names begin that imported annotations without an address of their own are given here."""


def annotations_listed(person: User, article: Article) -> list[UUID]:
    """The ids of all annotations of an article, in the order in which they were made; two queries.

    They are the claims that appear in it, and the evidence of them that the person may see.
    """
    here = Q(article=article) | Q(
        appearances__article=article, appearances__removed_at__isnull=True
    )
    claims = Claim.objects.visible_to(person).filter(here).values("pk")
    evidence = Evidence.objects.visible_to(person).filter(claim__in=claims, removed_at__isnull=True)
    return sorted({*claims.values_list("pk", flat=True), *evidence.values_list("pk", flat=True)})


def annotations_of(person: User, article: Article, ids: Sequence[UUID]) -> list[dict[str, Any]]:
    """The named annotations of an article, without context, in the order of `ids`; six queries at most.

    What the person may not see is left out.
    """
    held_by = dict(Evidence.objects.filter(pk__in=ids).values_list("pk", "claim"))
    wanted = dict.fromkeys(held_by.get(pk, pk) for pk in ids)
    claims = {claim["id"]: claim for claim in claims_of(person, list(wanted))}
    within = _within(article, claims.values())
    found = []
    for pk in ids:
        claim = claims.get(str(held_by.get(pk, pk)))
        if claim is None:
            continue
        if pk not in held_by:
            found.append(claim_annotation(claim, within))
            continue
        evidence = next((one for one in claim["evidence"] if one["id"] == str(pk)), None)
        if evidence is not None and not evidence.get("reserved"):
            found.append(evidence_annotation(evidence, claim, within))
    return found


@dataclass(frozen=True, slots=True)
class Asked:
    """One annotation in its claim's article, as one person may see it.

    `etag` is that of the claim for this person; `passages` are the highlights that its targets are, in their order.
    """

    told: dict[str, Any]
    etag: str
    claim: UUID
    is_evidence: bool
    passages: tuple[UUID, ...]


def annotation_asked(person: User, annotation_id: UUID) -> Asked | None:
    """The annotation that a claim or an evidence is; None where there is none that this person may see."""
    evidence = Evidence.objects.visible_to(person).filter(removed_at__isnull=True)
    claim_id = evidence.filter(pk=annotation_id).values_list("claim", flat=True).first()
    seen = Claim.objects.visible_to(person).select_related("article").defer("search")
    claim = seen.filter(pk=claim_id or annotation_id).first()
    told = annotations_of(person, claim.article, [annotation_id]) if claim else []
    if claim is None or not told:
        return None
    known = claims_of(person, [claim.pk])[0]
    passages = passages_in(known, str(claim.article_id))
    return Asked(
        told=told[0],
        etag=known["etag"],
        claim=claim.pk,
        is_evidence=claim_id is not None,
        passages=tuple(UUID(passage["id"]) for passage in passages),
    )


def _within(article: Article, claims: Iterable[dict[str, Any]]) -> Annotated:
    claims = list(claims)
    marked = [p for claim in claims for p in passages_in(claim, str(article.pk))]
    quoted = [one["passage"] for claim in claims for one in claim["evidence"] if one.get("passage")]
    passages = [*marked, *quoted]
    stood = _stood([p["id"] for p in passages if p["start"] is None])
    origins = AnnotationOrigin.objects.filter(
        claim__in=[claim["id"] for claim in claims], article=article
    ).exclude(iri__startswith=DERIVED)
    return Annotated(
        article=str(article.pk),
        title=article.title,
        url=article.canonical_url or article.url,
        public_url=settings.PUBLIC_URL,
        copies=_copies({*(p["revision"] for p in passages), *stood.values()}),
        stood=stood,
        origins={
            str(claim): iri
            for claim, iri in origins.order_by("-received_at", "-pk").values_list("claim", "iri")
        },
    )


def _stood(passages: Iterable[str]) -> dict[str, str]:
    """Where orphaned passages were confirmed."""
    rows = Highlight.objects.filter(pk__in=list(passages)).values_list("pk", "revision")
    return {str(passage): str(revision) for passage, revision in rows}


def _copies(revisions: set[str]) -> dict[str, Copy]:
    rows = ArticleRevision.objects.filter(pk__in=revisions).values_list(
        "pk", "article", "text_sha256", "snapshot__fetched_at"
    )
    return {str(pk): Copy(article, pk, sha, at) for pk, article, sha, at in rows}
