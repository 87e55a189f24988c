"""What changed since a reviewer last judged a claim."""

from typing import Any
from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.asked import person_of
from annotations.api.described import described
from annotations.api.door import Door, claim_asked
from annotations.api.shapes import since as shapes
from annotations.api.told import person_told
from annotations.review import Change, Since, Where, changes_since


class ClaimSince(Door):
    """`claims/{id}/since/`."""

    @described(
        "claims_since",
        "What changed since the caller last decided on a claim, or where they never did, since anybody did.",
        answer=shapes.Since,
        errors=(404,),
    )
    def get(self, request: Request, claim_id: UUID) -> Response:
        """Word by word; evidence that the caller may not see is left out on both sides."""
        claim = claim_asked(request, claim_id)
        since = changes_since(person_of(request), [claim_id]).get(claim_id)
        return Response(
            {
                "approval": claim["approval"],
                "stale_at": since.stale_at if since else None,
                "decision": _decision(since) if since else None,
                "changes": [_change(change) for change in since.changes] if since else [],
                "undecided": since.undecided if since else 0,
            },
            headers={"ETag": claim["etag"]},
        )


def _decision(since: Since) -> dict[str, Any]:
    return {
        "by": person_told(since.decision_by),
        "at": since.decided_at,
        "kind": since.kind,
        "is_own": since.is_own,
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "field": change.field,
        "label": change.label,
        "of": change.of,
        "old": change.old,
        "new": change.new,
        "pieces": [
            {"mark": run.mark, "text": run.text, "figures": run.figures} for run in change.runs
        ],
        "by": person_told(change.by) if change.by else None,
        "at": change.at,
        "is_undecided": change.is_undecided,
        "where": _where(change.where) if change.where else None,
    }


def _where(where: Where) -> dict[str, Any]:
    return {
        "article": str(where.article),
        "title": where.title,
        "highlight": str(where.passage) if where.passage else None,
        "old_revision": where.old,
        "new_revision": where.new,
    }
