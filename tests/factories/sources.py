"""Reusable source records."""

from itertools import count
from typing import Any

from annotations.evidence import find_or_make_source
from annotations.models import Source, User

_numbers = count(1)


def make_source(by: User, **fields: Any) -> Source:
    """A source; by default everyone may see it and its address is new."""
    number = next(_numbers)
    given = {"url": f"https://source.example/{number}", "title": f"Source {number}", **fields}
    return find_or_make_source(by, given)
