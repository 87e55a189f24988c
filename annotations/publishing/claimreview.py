"""schema.org ClaimReview, from judged content (schema.org/ClaimReview; Google's fact-check page)."""

from typing import Any

# Google: "Keep it shorter than 75 characters" for claimReviewed.
_SHORT = 75
_TYPES = {"person": "Person", "organisation": "Organization"}


def claim_review(
    content: dict[str, Any],
    *,
    url: str,
    publisher: str,
    publisher_url: str,
    published_on: str | None,
    modified_on: str | None = None,
) -> dict[str, Any]:
    """One ClaimReview object.

    Args:
        content: the judged content (see `workflow.content`).
        url: the check's public address.
        publisher: the newsroom's name.
        publisher_url: its address.
        published_on: when the first version appeared (RFC 3339); None where none did yet.
        modified_on: when this version appeared, where it is a later one.
    """
    review: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": url,
        "claimReviewed": _shortened(content["statement"]),
        "author": {"@type": "Organization", "name": publisher, "url": publisher_url},
        "itemReviewed": _claim(content),
        "reviewRating": _rating(content),
        "reviewBody": content["explanation"],
        "inLanguage": next((a["language"] for a in content["appearances"] if a["language"]), "en"),
    }
    if published_on:
        review["datePublished"] = published_on
    if modified_on:
        review["dateModified"] = modified_on
    return review


def _shortened(statement: str) -> str:
    if len(statement) < _SHORT:
        return statement
    return statement[: _SHORT - 2].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def _claim(content: dict[str, Any]) -> dict[str, Any]:
    claim: dict[str, Any] = {"@type": "Claim", "text": content["statement"]}
    claimant = content["claimant"]
    if claimant["name"]:
        kind = _TYPES.get(claimant["kind"], "Organization")
        claim["author"] = {"@type": kind, "name": claimant["name"]}
    if content["claimed_on"]:
        claim["datePublished"] = content["claimed_on"]
    appearances = [_work(a["article"]) for a in content["appearances"] if a["article"]["url"]]
    if appearances:
        claim["appearance"] = appearances
        claim["firstAppearance"] = appearances[0]
    return claim


def _work(article: dict[str, Any]) -> dict[str, Any]:
    work = {"@type": "NewsArticle", "url": article["url"], "headline": article["title"]}
    if article["published_at"]:
        work["datePublished"] = article["published_at"]
    if article["site_name"]:
        work["publisher"] = {"@type": "Organization", "name": article["site_name"]}
    return work


def _rating(content: dict[str, Any]) -> dict[str, Any]:
    rating: dict[str, Any] = {
        "@type": "Rating",
        "alternateName": content["rating"]["label"],
        "ratingExplanation": content["explanation"],
    }
    if content["rating"]["number"] is not None:
        rating |= {"ratingValue": content["rating"]["number"], "bestRating": 5, "worstRating": 1}
    return rating
