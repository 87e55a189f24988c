"""schema.org ClaimReview, from judged content (schema.org/ClaimReview; Google's fact-check page)."""

from typing import Any

from django.conf import settings

from annotations.models import Newsroom
from annotations.publishing.publicly import Check, modified_on
from annotations.publishing.rating_words import rating_label
from annotations.reading.graphemes import boundary_before

CONTEXT = "https://schema.org"
# Google: "Try to keep this less than 75 characters".
_SHORT = 75
_TYPES = {"person": "Person", "organisation": "Organization"}
# The numbers of what was approved before the scale itself was judged.
_BEST, _WORST = 5, 1


def review_of(check: Check, newsroom: Newsroom) -> dict[str, Any]:
    """The ClaimReview of a published check: one per check, the same on its page, in the API and in the DataFeed."""
    return claim_review(
        check.content,
        address=check.address,
        newsroom=newsroom,
        published_on=check.first_published_at.isoformat(),
        modified_on=modified_on(check.publication),
    )


def claim_review(
    content: dict[str, Any],
    *,
    address: str,
    newsroom: Newsroom,
    published_on: str | None,
    modified_on: str | None = None,
) -> dict[str, Any]:
    """One ClaimReview object. What is not known is left out: an empty property would say that there is none.

    Args:
        content: the judged content (see `workflow.content`).
        address: the path of the check's public page.
        newsroom: who publishes it, in which language.
        published_on: when the first version appeared (RFC 3339); None where none did yet.
        modified_on: when this version appeared, where it is a later one.
    """
    review: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "ClaimReview",
        "url": settings.PUBLIC_URL + address,
        "claimReviewed": shortened(content["statement"]),
        "author": publisher_of(newsroom),
        "itemReviewed": _claim(content),
        "reviewRating": _rating(content, newsroom.language),
        "reviewBody": content["explanation"],
        "inLanguage": newsroom.language,
    }
    if published_on:
        review["datePublished"] = published_on
    if modified_on:
        review["dateModified"] = modified_on
    return review


def publisher_of(newsroom: Newsroom) -> dict[str, Any]:
    """The newsroom as schema.org has it, with the addresses of its scale and of its corrections policy."""
    here = settings.PUBLIC_URL
    return {
        "@type": "Organization",
        "name": newsroom.name,
        "url": f"{here}/factchecks/",
        "publishingPrinciples": f"{here}/methodology/",
        "correctionsPolicy": f"{here}/corrections/",
    }


def shortened(statement: str) -> str:
    """The statement on one line in fewer than 75 code points, cut between words where it has any, never in a glyph."""
    words = " ".join(statement.split())
    if len(words) < _SHORT:
        return words
    head = words[: boundary_before(words, _SHORT - 2)]
    if words[len(head)] != " " and " " in head:
        head = head.rpartition(" ")[0]
    return head.rstrip(" ,;:–—-") + "…"


def _claim(content: dict[str, Any]) -> dict[str, Any]:
    claim: dict[str, Any] = {"@type": "Claim", "text": content["statement"]}
    claimant = content["claimant"]
    if claimant["name"]:
        kind = _TYPES.get(claimant["kind"], "Organization")
        claim["author"] = {"@type": kind, "name": claimant["name"]}
    if content["claimed_on"]:
        claim["datePublished"] = content["claimed_on"]
    found = [(_said(one), _work(one)) for one in content["appearances"]]
    named = [(day, work) for day, work in found if "url" in work or "headline" in work]
    if named:
        claim["appearance"] = [work for _day, work in named]
    # Which of several came first can be told only where each has a date.
    if named and (len(named) == 1 or all(day for day, _work in named)):
        claim["firstAppearance"] = min(named, key=lambda one: one[0])[1]
    return claim


def _said(appearance: dict[str, Any]) -> str:
    """The day on which it was said or printed (ISO 8601), or empty."""
    return appearance["said_on"] or (appearance["article"]["published_at"] or "")[:10]


def _work(appearance: dict[str, Any]) -> dict[str, Any]:
    article = appearance["article"]
    facts = {
        "url": article["url"],
        "headline": article["title"],
        "datePublished": article["published_at"],
        "inLanguage": appearance["language"],
    }
    work = {"@type": "CreativeWork", **{name: value for name, value in facts.items() if value}}
    if article["site_name"]:
        work["publisher"] = {"@type": "Organization", "name": article["site_name"]}
    return work


def _rating(content: dict[str, Any], language: str) -> dict[str, Any]:
    judged = content["rating"]
    rating: dict[str, Any] = {
        "@type": "Rating",
        "alternateName": rating_label(content, language),
        "ratingExplanation": content["explanation"],
    }
    numbers = [step["number"] for step in judged.get("scale") or () if step["number"] is not None]
    best, worst = max(numbers, default=_BEST), min(numbers, default=_WORST)
    if judged["number"] is not None and worst <= judged["number"] <= best and worst < best:
        rating |= {"ratingValue": judged["number"], "bestRating": best, "worstRating": worst}
    return rating
