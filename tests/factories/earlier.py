"""Fact-checks of others, received as an import brings them."""

from itertools import count
from typing import Any

from annotations import earlier
from annotations.imports import accept
from annotations.imports.readers.document import Check
from annotations.models import EarlierCheck, Import, User
from annotations.permissions import SYSTEM
from tests.factories.users import actor_of

_numbers = count(1)


def check(number: int, **more: Any) -> Check:
    """A check as the reader finds it."""
    url = f"https://checks.example/{number}"
    claim = f"Claim number {number} about hygiene kits"
    given: dict[str, Any] = {
        "url": url,
        "claim_reviewed": claim,
        "publisher": "The Checkers",
        "rating_label": "Mostly false",
        "rating_value": 2.0,
        "rating_best": 5.0,
        "rating_worst": 1.0,
        "language": "en",
        "original": {"@type": "ClaimReview", "url": url, "claimReviewed": claim},
    }
    return Check(**{**given, **more})


def import_of_checks(by: User) -> Import:
    """An accepted import of checks; nothing reads it."""
    content = f'[{{"n": {next(_numbers)}}}]'.encode()
    return accept.import_checks(actor=actor_of(by), content=content)


def received(by: User, *checks: Check) -> dict[str, Any]:
    """What came of receiving these."""
    return earlier.receive(actor=SYSTEM, item=import_of_checks(by), checks=checks)


def make_check(by: User, number: int = 0, **more: Any) -> EarlierCheck:
    """A check of another publisher."""
    made = check(number or next(_numbers) + 10_000, **more)
    received(by, made)
    return EarlierCheck.objects.get(url=made.url)
