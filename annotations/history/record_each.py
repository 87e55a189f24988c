"""Writing many entries of history in one statement."""

import secrets
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import rfc8785
from django.db import connection, models

from annotations.permissions import Actor

_SQL = """
    SELECT factcheck_record(%s, %s, %s, %s, t.object_id, t.article, t.claim, t.salt, t.body)
    FROM unnest(%s::text[], %s::uuid[], %s::uuid[], %s::bytea[], %s::text[])
        WITH ORDINALITY AS t(object_id, article, claim, salt, body, place)
    ORDER BY t.place
"""
Told = tuple[models.Model, UUID | None, dict[str, Any]]


def record_each(
    actor: Actor, verb: str, told: Sequence[Told], *, claims: Sequence[UUID | None] = ()
) -> None:
    """Write one entry for each object, in the order given; `record` for many at once.

    Args:
        actor: who did it, through which door.
        verb: what was done to each, in the past tense.
        told: the object (all of one model), the id of the article whose event stream tells it, the facts.
        claims: for each of `told`, the id of the claim to whose history it belongs; empty for none.
    """
    if not told:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            _SQL,
            [
                actor.user.pk if actor.user else None,
                actor.door,
                verb,
                told[0][0]._meta.model_name,  # noqa: SLF001 - Django's documented model API
                [str(of.pk) for of, _article, _body in told],
                [article for _of, article, _body in told],
                list(claims) or [None] * len(told),
                [secrets.token_bytes(16) for _entry in told],
                [rfc8785.dumps(body).decode() for _of, _article, body in told],
            ],
        )
