"""What older versions of the product judged."""

import json
from typing import Any

import pytest
import rfc8785

from annotations import workflow
from annotations.models import Claim

_WRITTEN = workflow.content_of
_LATER = ("labels", "scale", "rated_at")


def judge_by_claim_2(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the product approve as it did by recipe claim-2: without copies, and the rating's scale and languages."""
    monkeypatch.setattr(workflow, "content_of", content_by_claim_2)
    monkeypatch.setattr(workflow, "RECIPE", "claim-2")


def content_by_claim_2(claim: Claim) -> str:
    """The canonical text by the older recipe."""
    body: dict[str, Any] = json.loads(_WRITTEN(claim))
    body["recipe"] = "claim-2"
    if rating := body["rating"]:
        body["rating"] = {k: v for k, v in rating.items() if k not in _LATER}
    for one in body["evidence"]:
        one.pop("copy")
    for one in body["appearances"]:
        one.pop("text_language")
    return rfc8785.dumps(body).decode()
