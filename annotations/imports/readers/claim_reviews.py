"""ClaimReview (schema.org): how a fact-checker says, for machines, what was checked and found.

https://schema.org/ClaimReview; what publishers make of it differs, so every value may be an object,
a list or plain words. The rating stays in the publisher's own words and numbers.
"""

import json
import math
import re
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from annotations.imports.readers.cleaning import address_of, one_line
from annotations.imports.readers.document import Check, ReaderError
from annotations.imports.readers.json_input import storable
from annotations.imports.readers.plain_words import words_of
from annotations.imports.readers.wire_dates import moment_of

TYPE = "ClaimReview"
MOST_ORIGINAL = 50_000  # characters of JSON
MOST_APPEARANCES = 50
LONGEST = {"claim": 10_000, "title": 1000, "publisher": 500, "rating": 500, "claimant": 1000}
LANGUAGE = re.compile(r"^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,2}$")
NUMBER = re.compile(r"^[+-]?\d{1,9}(?:[.,]\d{1,9})?$")
Thing = dict[str, Any]


def check_of(thing: Thing, base_url: str = "") -> Check | None:
    """The fact-check that a ClaimReview object states.

    Args:
        thing: the object, with whatever an unknown sender put in it.
        base_url: the address that relative ones belong to.

    Returns:
        None where it is no ClaimReview, or lacks `url` (http or https) or `claimReviewed`. Texts are
        plain, days are those of the zone that the publisher names, and `original` is the object
        itself, without what cannot be stored, or {} where it is longer than 50,000 characters.
    """
    url = _address(thing.get("url"), base_url)
    claim = _words(thing.get("claimReviewed"), "claim")
    if not is_claim_review(thing) or not url or not claim:
        return None
    item, rating = _object(thing.get("itemReviewed")), _rating(thing.get("reviewRating"))
    author = _publisher(thing)
    return Check(
        url=url,
        claim_reviewed=claim,
        publisher=_words(author, "publisher") or (urlsplit(url).hostname or ""),
        publisher_url=_address(author.get("url") or author.get("sameAs"), base_url),
        title=_words(thing.get("name") or thing.get("headline"), "title"),
        rating_label=_label(rating),
        rating_value=number_of(rating.get("ratingValue")),
        rating_best=number_of(rating.get("bestRating")),
        rating_worst=number_of(rating.get("worstRating")),
        claimant=_claimant(item),
        claimed_on=_day(item.get("datePublished")),
        reviewed_on=_day(thing.get("datePublished") or thing.get("dateCreated")),
        language=_language(thing.get("inLanguage")),
        appearances=_appearances(item, base_url),
        original=original_of(thing),
    )


def is_claim_review(thing: Any) -> bool:
    """Whether an object is a ClaimReview by its type; one without a type is, if it reviews a claim."""
    if not isinstance(thing, dict):
        return False
    said = [kind for kind in _all(thing.get("@type")) if isinstance(kind, str)]
    if not said:
        return "claimReviewed" in thing
    return any(re.split(r"[/:#]", kind.strip())[-1] == TYPE for kind in said)


def number_of(value: Any) -> float | None:
    """A finite number, be it written as one, or as words ("4", "4,0")."""
    if isinstance(value, list):
        value = value[0] if value else None
    text = one_line(value)
    if isinstance(value, str) and not NUMBER.match(text):
        return None
    try:
        number = float(text.replace(",", "."))
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def _publisher(thing: Thing) -> Thing:
    """Who checked it: the author, else the publisher of the object or of its data."""
    found = (_object(thing.get(name)) for name in ("author", "publisher", "sdPublisher", "creator"))
    return next((who for who in found if words_of(who.get("name"))), {})


def _label(rating: Thing) -> str:
    words = _words(rating.get("alternateName"), "rating") or _words(rating, "rating")
    if words:
        return words
    number = number_of(rating.get("ratingValue"))
    if number is None:
        return _words(rating.get("ratingValue"), "rating")
    return f"{number:g}"


def _claimant(item: Thing) -> str:
    """Who said it; older objects wrap the claim in another thing that is reviewed."""
    inner = _object(item.get("itemReviewed"))
    for who in (item.get("author"), inner.get("author"), inner, item.get("creator")):
        if words := _words(_object(who), "claimant"):
            return words
    return ""


def _appearances(item: Thing, base_url: str) -> list[str]:
    found = (
        _address(value, base_url)
        for name in ("appearance", "firstAppearance")
        for value in _all(item.get(name))[:MOST_APPEARANCES]
    )
    return list(dict.fromkeys(address for address in found if address))[:MOST_APPEARANCES]


def original_of(thing: Thing) -> Thing:
    """An object as it may be kept: {} where it is too long, or nested too deeply."""
    try:
        found: Thing = storable(thing)
        is_short = len(json.dumps(found, ensure_ascii=False)) <= MOST_ORIGINAL
    except (ReaderError, RecursionError, ValueError, TypeError):
        return {}
    return found if is_short else {}


def _address(value: Any, base_url: str) -> str:
    """The first address in a value: a string, or the `url` or `@id` of an object."""
    for one in _all(value)[:MOST_APPEARANCES]:
        said = [one.get("url"), one.get("@id")] if isinstance(one, dict) else [one]
        for address in said:
            if found := address_of(_first(address), base_url):
                return found
    return ""


def _words(value: Any, limit: str) -> str:
    """Plain words of a value: a string, the name of an object, or the first of a list."""
    one = _first(value)
    if isinstance(one, dict):  # JSON-LD writes words with their language as {"@value": …}
        one = _first(one.get("name") or one.get("@value") or one.get("text"))
    return words_of(one)[: LONGEST[limit]].strip()


def _object(value: Any) -> Thing:
    """The first object of a value; plain words become an object of that name."""
    one = _first(value)
    if isinstance(one, dict):
        return one
    return {"name": one} if isinstance(one, str) else {}


def _rating(value: Any) -> Thing:
    """The first rating; a mere number is its value."""
    one = _first(value)
    is_number = isinstance(one, int | float) and not isinstance(one, bool)
    return {"ratingValue": one} if is_number else _object(one)


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value


def _all(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _day(value: Any) -> date | None:
    one = _first(value)
    moment = moment_of(one.get("@value") if isinstance(one, dict) else one)
    return moment.date() if moment else None


def _language(value: Any) -> str:
    one = _first(value)
    said = (one.get("alternateName") or one.get("name")) if isinstance(one, dict) else one
    text = one_line(said)
    return text.replace("_", "-") if LANGUAGE.match(text) and len(text) <= 16 else ""  # noqa: PLR2004 (as the database holds)
