"""Published checks as the public sees them: the judged bytes, less what is confidential."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F

from annotations.models import (
    Approval,
    Attempt,
    Claim,
    Evidence,
    Newsroom,
    Publication,
    User,
    Visibility,
)
from annotations.models.decision import PublicationQuerySet
from annotations.review import changed_for_everyone
from annotations.workflow import said_in


@dataclass(frozen=True, slots=True)
class Check:
    """One published version of a check. `content` is the judged content without reserved evidence."""

    publication: Publication
    content: dict[str, Any]
    first_published_at: datetime

    @property
    def address(self) -> str:
        """The path of its page."""
        return self.publication.address


def public_checks() -> PublicationQuerySet:
    """The live publications with what their pages need, newest first."""
    return Publication.objects.public().select_related("decision", "claim")


def check_of(publication: Publication, first_published_at: datetime | None = None) -> Check:
    """Read the judged bytes of a publication.

    Args:
        publication: with `decision` loaded.
        first_published_at: when version 1 appeared, where the caller knows it.
    """
    content: dict[str, Any] = json.loads(publication.decision.content)
    for confidential in ("evidence", "attempts"):
        found = content.get(confidential, [])
        content[confidential] = [one for one in found if one["visibility"] == "everyone"]
    return Check(publication, content, first_published_at or publication.published_at)


def first_published(publications: Iterable[Publication]) -> dict[UUID, datetime]:
    """By the claim's id, when the first version of each of these checks appeared; one query."""
    claims = [publication.claim_id for publication in publications]
    rows = Publication.objects.filter(claim__in=claims, version=1)
    return dict(rows.values_list("claim", "published_at"))


def modified_on(publication: Publication) -> str | None:
    """When a version after the first appeared (RFC 3339), as schema.org's `dateModified`."""
    return publication.published_at.isoformat() if publication.version > 1 else None


def reexamined_since(
    publications: Iterable[Publication], newsroom: Newsroom
) -> dict[UUID, datetime]:
    """Which checks are being re-examined, by the claim's id, and since when.

    Those whose approval is stale, where the newsroom says so publicly. One whose claim has confidential evidence
    counts only where something differs that is not confidential: else the page would betray that evidence.
    A dozen queries at most, however many they are; none where no approval is stale.

    Args:
        publications: live ones, with `claim` loaded.
        newsroom: whose setting counts.
    """
    stale = [p.claim for p in publications if p.claim.approval == Approval.STALE]
    if not stale or not newsroom.says_reexamined:
        return {}
    reserved = Evidence.objects.filter(claim__in=stale, removed_at__isnull=True).exclude(
        visibility=Visibility.EVERYONE, source__visibility=Visibility.EVERYONE
    )
    careful = set(reserved.values_list("claim", flat=True))
    told = changed_for_everyone([claim for claim in stale if claim.pk in careful])
    return {
        claim.pk: claim.stale_at
        for claim in stale
        if claim.stale_at and (claim.pk not in careful or claim.pk in told)
    }


def approved_since(ids: Sequence[UUID], user: User) -> dict[UUID, datetime]:
    """Published claims of which something else was approved later than what is public.

    Compared is what `user` may see of both, without what nobody judges (see `workflow.alike`). Three queries at most.

    Returns:
        For the id of each, when what is public was approved.
    """
    rows = Claim.objects.filter(
        pk__in=ids, approval=Approval.VALID, publication__withdrawn_at__isnull=True
    ).exclude(content_sha256=F("publication__decision__content_sha256"))
    found = list(
        rows.values_list(
            "pk",
            "approval_decision__content",
            "publication__decision__content",
            "publication__decision__created_at",
        )
    )
    if not found:
        return {}
    pks = [pk for pk, *_rest in found]
    seen = {
        str(pk)
        for rows in (Evidence.objects.visible_to(user), Attempt.objects.visible_to(user))
        for pk in rows.filter(claim__in=pks).values_list("pk", flat=True)
    }
    return {pk: at for pk, later, public, at in found if _seen(later, seen) != _seen(public, seen)}


def _seen(content: str, seen: set[str]) -> dict[str, Any]:
    judged = said_in(json.loads(content))
    for confidential in ("evidence", "attempts"):
        found = judged.get(confidential, [])
        judged[confidential] = [one for one in found if one["id"] in seen]
    return judged
