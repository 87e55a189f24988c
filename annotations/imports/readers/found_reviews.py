"""Where fact-checks stand in a JSON value: alone, in lists, feeds and graphs, at any depth."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from annotations.imports.readers.claim_reviews import (
    Thing,
    check_of,
    is_claim_review,
    original_of,
)
from annotations.imports.readers.document import Check
from annotations.imports.readers.fact_check_tools import claim_reviews_of

MOST_CHECKS = 5_000
MOST_REFERENCES = 20  # of one property that are followed
LEVELS = 3
# What a check needs of other objects, and may be given by reference.
REFERRED = frozenset({
    "author", "publisher", "sdPublisher", "creator", "itemReviewed", "reviewRating",
})  # fmt: skip


@dataclass(slots=True)
class Found:
    """Checks, and how many objects were left out because they lack what a check needs."""

    checks: list[Check] = field(default_factory=list)
    skipped: int = 0

    def take(self, thing: Thing, base: str, original: Thing) -> None:
        """Add the check of an object, unless there is one of the same claim at the same address."""
        check = check_of(thing, base)
        if check is None:
            self.skipped += 1
        elif not any(_is_same(check, other) for other in self.checks[-MOST_REFERENCES:]):
            self.checks.append(replace(check, original=original_of(original)))

    @property
    def is_full(self) -> bool:
        """Whether no more checks are taken."""
        return len(self.checks) >= MOST_CHECKS


def find_checks(value: Any, base: str, found: Found) -> None:
    """Add all fact-checks in a JSON value, in its order; the value is at most so deep as it was read.

    Args:
        value: JSON-LD, a schema.org DataFeed, an answer of Google's fact check tools, or any mixture.
        base: the address that relative ones belong to.
        found: what has been found, five thousand at most.
    """
    named = (t for t in _objects(value, into_reviews=True) if isinstance(t.get("@id"), str))
    known = {thing["@id"]: thing for thing in named if len(thing) > 1}
    for thing in _objects(value, into_reviews=False):
        reviews = [thing] if is_claim_review(thing) else claim_reviews_of(thing)
        for review in reviews:
            if found.is_full:
                return
            found.take(_followed(review, known), base, thing)


def _objects(value: Any, *, into_reviews: bool) -> Iterator[Thing]:
    """Every object in document order; what a review itself holds only where it is wanted."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting += reversed(one)
        elif isinstance(one, dict):
            yield one
            if into_reviews or not is_claim_review(one):
                waiting += reversed(list(one.values()))


def _followed(thing: Thing, known: dict[str, Thing], level: int = 0) -> Thing:
    """The object with references to others (`{"@id": …}`) replaced by them."""
    if level >= LEVELS or not known:
        return thing
    return {
        name: _referred(value, known, level) if name in REFERRED else value
        for name, value in thing.items()
    }


def _referred(value: Any, known: dict[str, Thing], level: int) -> Any:
    if isinstance(value, list):
        return [_referred(one, known, level) for one in islice(value, MOST_REFERENCES)]
    if not isinstance(value, dict):
        return value
    name = value.get("@id")
    whole = known.get(name, value) if isinstance(name, str) and len(value) <= 2 else value  # noqa: PLR2004 (@id, @type)
    return _followed(whole, known, level + 1)


def _is_same(check: Check, other: Check) -> bool:
    return check.url == other.url and check.claim_reviewed == other.claim_reviewed
