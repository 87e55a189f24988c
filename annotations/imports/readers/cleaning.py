"""Text from outside as one may store it: no NUL, no half characters, spaces as a reader sees them."""

import re
from typing import Any
from urllib.parse import urljoin, urlsplit

# What PostgreSQL, XML or JSON cannot hold, or nobody can see: controls but tab and newline, halves
# of surrogate pairs, noncharacters.
UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
MOST_WORDS = 20_000  # code points of a line of metadata that are looked at
MOST_ADDRESS = 4000  # code points, as the database holds


def clean(text: str) -> str:
    """The text without what cannot be stored, with plain newlines."""
    return UNSTORABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(value: Any) -> str:
    """A string or a number as one line of plain text as it stands; "" for anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return " ".join(clean(str(value)[:MOST_WORDS]).split())


def address_of(value: Any, base: str = "") -> str:
    """An http(s) address, made absolute by `base`, or "" where it is none."""
    if not isinstance(value, str) or not value.strip() or len(value) > MOST_ADDRESS:
        return ""
    try:
        joined = urljoin(base, clean(value).strip())
        parts = urlsplit(joined)
        is_web = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return ""
    return joined if is_web and len(joined) <= MOST_ADDRESS and " " not in joined else ""
