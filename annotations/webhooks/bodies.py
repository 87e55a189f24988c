"""The words of a message: ids, codes and what is public; never a word of a draft, of our own copy or of a source."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from annotations.models import Publication, WebhookEvent
from annotations.notices.happened import Happened
from annotations.publishing import check_of

Published = Mapping[tuple[UUID | None, Any], Publication]
_TOLD = frozenset({WebhookEvent.CLAIM_PUBLISHED, WebhookEvent.CLAIM_WITHDRAWN})
_TEXT = frozenset({WebhookEvent.ARTICLE_IMPORTED, WebhookEvent.ARTICLE_CLEARED})


def body_of(event: WebhookEvent, entry: Happened, at: datetime, published: Published) -> str:
    """The exact text of a message, made once; every attempt sends the same.

    Args:
        event: what the entry is told as.
        entry: of history.
        at: when it happened.
        published: from `published_of`.
    """
    told: dict[str, Any] = {"seq": entry.seq, "verb": entry.verb}
    if entry.claim_id is not None:
        told |= {"claim": str(entry.claim_id), "href": _href("claims", entry.claim_id)}
    elif entry.article_id is not None:
        told["href"] = _href("articles", entry.article_id)
    told["article"] = str(entry.article_id) if entry.article_id else None
    if event in _TEXT:
        told |= {"revision": entry.facts.get("revision"), "number": entry.facts.get("number")}
    if event in _TOLD:
        told["publication"] = _publication(published.get(_key(entry)))
    return written(event, at, told)


def written(event: str, at: datetime, told: Mapping[str, Any]) -> str:
    """A message in the form that Standard Webhooks proposes: type, timestamp, data."""
    whole = {"type": str(event), "timestamp": at.isoformat(), "data": dict(told)}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def published_of(entries: Iterable[Happened]) -> Published:
    """The publications that the entries tell of, by claim and version; one query, none where none is told of."""
    keys = [_key(one) for one in entries if one.verb in {"published", "withdrawn"}]
    asked = Q(pk__in=[])
    for claim, version in keys:
        if isinstance(version, int):
            asked |= Q(claim=claim, version=version)
    rows = Publication.objects.filter(asked).select_related("decision") if keys else []
    return {(one.claim_id, one.version): one for one in rows}


def _key(entry: Happened) -> tuple[UUID | None, Any]:
    return entry.claim_id, entry.facts.get("version")


def _href(noun: str, pk: UUID) -> str:
    return f"{settings.PUBLIC_URL}/api/v1/{noun}/{pk}/"


def _publication(found: Publication | None) -> dict[str, Any] | None:
    """What readers see of it; of one that is withdrawn by now nothing that was in it."""
    if found is None:
        return None
    told: dict[str, Any] = {**found.as_json(settings.PUBLIC_URL), "kind": str(found.kind)}
    told["at"] = found.published_at.isoformat()
    if found.withdrawn_at is not None:
        return {**told, "withdrawn_at": found.withdrawn_at.isoformat()}
    content = check_of(found).content
    rating = content["rating"] or {}
    return {
        **told,
        "statement": content["statement"],
        "rating": {name: rating.get(name) for name in ("slug", "label", "number")},
    }
