"""A fact-check of others as it may be kept: clean, within limits, and not our own."""

import json
import math
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from annotations import typed
from annotations.evidence import url_key
from annotations.imports.readers.document import Check
from annotations.imports.said import storable
from annotations.refusals import Invalid

CLAIM_LIMIT = 10_000
ORIGINAL_LIMIT = 100_000
MOST_APPEARANCES = 50


def cleaned(check: Check) -> dict[str, Any]:
    """The columns of an earlier check, as JSON values.

    The rating stays in its publisher's words. Without a publisher's name, the site's stands in for it.

    Raises:
        Invalid: `required` or `too_long` where it does not say which claim it is of; `own_check`; the
            codes of addresses; `original_too_large`, `original_unreadable`.
    """
    url = typed.url_of(check.url, "url", required=True)
    if is_ours(url):
        raise Invalid(
            "own_check",
            _("This is a check of this newsroom. Only those of others are kept here."),
            field="url",
        )
    return {
        "url": url,
        "url_key": url_key(url),
        "claim_reviewed": typed.text_of(
            check.claim_reviewed, "claimReviewed", CLAIM_LIMIT, required=True
        ),
        "title": storable(check.title, 1000).strip(),
        "publisher": storable(check.publisher, 500).strip() or (urlsplit(url).hostname or ""),
        "publisher_url": _openable(check.publisher_url),
        "rating_label": storable(check.rating_label, 500).strip(),
        "rating_value": _finite(check.rating_value),
        "rating_best": _finite(check.rating_best),
        "rating_worst": _finite(check.rating_worst),
        "claimant": storable(check.claimant, 1000).strip(),
        "claimed_on": check.claimed_on.isoformat() if check.claimed_on else None,
        "reviewed_on": check.reviewed_on.isoformat() if check.reviewed_on else None,
        "language": storable(check.language, 16).strip(),
        "appearances": [a for a in map(_openable, check.appearances) if a][:MOST_APPEARANCES],
        "original": _original(check.original),
    }


def is_ours(url: str) -> bool:
    """Whether an address is of this newsroom's own public pages, whatever the scheme and case."""
    ours, theirs = urlsplit(settings.PUBLIC_URL), urlsplit(url)
    is_same_site = (ours.hostname or "", _port(ours.port)) == (
        theirs.hostname or "",
        _port(theirs.port),
    )
    return is_same_site and theirs.path.startswith(ours.path)


def _port(port: int | None) -> int | None:
    return None if port in {80, 443} else port


def _openable(address: str) -> str:
    try:
        return typed.url_of(address, "url")
    except Invalid:
        return ""


def _finite(number: float | None) -> float | None:
    return number if number is not None and math.isfinite(number) else None


def _original(found: dict[str, Any]) -> dict[str, Any]:
    """The object as it was received, if the database can hold it."""
    try:
        words = json.dumps(found, ensure_ascii=False, allow_nan=False)
    except (ValueError, TypeError, RecursionError):
        words = "\x00"
    # JSON writes NUL as an escape; behind a backslash of the text itself it is none.
    if typed.has_bad_characters(words) or "\\u0000" in words.replace("\\\\", ""):
        raise Invalid(
            "original_unreadable",
            _("This object holds characters or numbers that cannot be stored."),
        )
    if len(words) > ORIGINAL_LIMIT:
        raise Invalid(
            "original_too_large",
            _("This object has more than %(limit)s characters.")
            % {"limit": typed.grouped(ORIGINAL_LIMIT)},
        )
    return found
