"""Writing history."""

import secrets
from typing import Any

import rfc8785
from django.db import connection, models

from annotations.models import Article, Claim
from annotations.permissions import Actor


def record(
    actor: Actor,
    verb: str,
    of: models.Model,
    *,
    article: Article | None = None,
    claim: Claim | None = None,
    **body: Any,
) -> int:
    """Write one entry, as the last statements of the transaction that it tells about.

    The row lock that keeps the numbers gap-free is held until commit, so call this last.

    Args:
        actor: who did it, through which door.
        verb: what was done, in the past tense (`created`, `approved`).
        of: the object it was done to.
        article: the article whose event stream tells it; the claim's own by default.
        claim: the claim it belongs to.
        body: the facts, JSON values only; kept as canonical JSON (RFC 8785).

    Returns:
        The entry's number (`seq`).
    """
    article_id = article.pk if article else (claim.article_id if claim else None)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT factcheck_record(%s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [
                actor.user.pk if actor.user else None,
                actor.door,
                verb,
                of._meta.model_name,  # noqa: SLF001 - Django's documented model API
                str(of.pk),
                article_id,
                claim.pk if claim else None,
                secrets.token_bytes(16),
                rfc8785.dumps(body).decode(),
            ],
        )
        row = cursor.fetchone()
    return int(row[0]) if row else 0
