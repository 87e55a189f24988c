"""AnnotationCollections in pages (https://www.w3.org/TR/annotation-model/#collections).

A page begins behind a named annotation, so that new ones, which come last, move none of those before.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from annotations.publishing.annotation import CONTEXT

SIZE = 200
FIRST = "first"
"""The name of the page that begins behind nothing."""


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection by the ids of its annotations, in their order.

    `address` is where it is; `iris` whether its pages hold addresses instead of annotations.
    """

    address: str
    label: str
    keys: Sequence[UUID]
    iris: bool = False

    def page(self, after: UUID | None) -> "Page":
        """The page that begins behind `after` (None: the first), wherever that was in the order."""
        start = 0 if after is None else bisect_right(self.keys, after)
        return Page(self, after, start, self.keys[start : start + SIZE])

    def address_of_page(self, start: int) -> str:
        """The address of the page that begins with the annotation number `start`."""
        name = str(self.keys[start - 1]) if start > 0 else FIRST
        return self.named(name)

    def named(self, name: str) -> str:
        """The address of the page of this name."""
        query = {"page": name, **({"iris": "1"} if self.iris else {})}
        return f"{self.address}?{urlencode(query)}"

    def told(self, first: dict[str, Any] | str) -> dict[str, Any]:
        """The collection, with its first page or the address of it; an empty one has no last."""
        total = len(self.keys)
        last = (total - 1) // SIZE * SIZE if total else 0
        return {
            "@context": CONTEXT,
            "id": f"{self.address}?iris=1" if self.iris else self.address,
            "type": "AnnotationCollection",
            "label": self.label,
            "total": total,
            "first": first,
            "last": self.address_of_page(last),
        }


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a collection: `keys` are its annotations', `start` how many come before."""

    of: Collection
    after: UUID | None
    start: int
    keys: Sequence[UUID]

    @property
    def address(self) -> str:
        """Its own address, as it was asked for."""
        return self.of.named(str(self.after) if self.after else FIRST)

    def told(self, items: list[Any], *, alone: bool = True) -> dict[str, Any]:
        """The page with its items.

        Args:
            items: annotations without context, or their addresses.
            alone: whether it is sent by itself, with its context and the collection's total.
        """
        collection, end = self.of, self.start + len(self.keys)
        told: dict[str, Any] = {"@context": CONTEXT} if alone else {}
        told |= {
            "id": self.address,
            "type": "AnnotationPage",
            "partOf": collection.address,
            "startIndex": self.start,
        }
        if end < len(collection.keys):
            told["next"] = collection.address_of_page(end)
        if self.start > 0:
            told["prev"] = collection.address_of_page(max(0, self.start - SIZE))
        return {**told, "items": items}
