"""What changed between what a reviewer had on the screen and now: shown when their decision came too late."""

import json
from datetime import datetime
from typing import Any

from django.core import signing
from django.utils import timezone

from annotations import workflow
from annotations.models import Attempt, Claim, DecisionKind, Evidence, ReviewDecision, User
from annotations.review.since import Since, compared

_SALT = "factcheck-read"
_MOST = 4_000_000


def as_read(claim: Claim, person: User) -> str:
    """What stands now as `person` may see it, as the page keeps it with the form: signed, so that it cannot be made up.

    Signed is not secret: whoever has the page can read it.
    """
    content = json.loads(workflow.content_of(claim))
    for name, rows in (("evidence", Evidence.objects), ("attempts", Attempt.objects)):
        seen = {
            str(pk)
            for pk in rows.visible_to(person).filter(claim=claim).values_list("pk", flat=True)
        }
        content[name] = [one for one in content[name] if one["id"] in seen]
    body = {
        "claim": str(claim.pk),
        "content": json.dumps(content, ensure_ascii=False),
        "at": timezone.now().isoformat(),
    }
    return signing.dumps(body, salt=_SALT, compress=True)


def changed_since(person: User, claim: Claim, read: Any) -> Since | None:
    """What differs between `read` (see `as_read`) and now, word by word, as far as `person` may see it.

    Returns:
        None where `read` is nothing that this page gave for this claim.
    """
    if not isinstance(read, str) or not read or len(read) > _MOST:
        return None
    try:
        body = signing.loads(read, salt=_SALT)
    except signing.BadSignature:
        return None
    if body["claim"] != str(claim.pk):
        return None
    looked = ReviewDecision(
        claim=claim,
        kind=DecisionKind.APPROVE,
        decided_by=person,
        content=body["content"],
        created_at=datetime.fromisoformat(body["at"]),
    )
    return compared([looked], Evidence.objects.visible_to(person), person).get(claim.pk)
