"""Google's own shapes of fact-checks, as ClaimReview objects.

Answers of the Claim Search API (`claims[].claimReview[]`) and what the markup tool holds of a page
(`claimReviewMarkups[]`): https://developers.google.com/fact-check/tools/api/reference/rest.
"""

from typing import Any

from annotations.imports.readers.claim_reviews import TYPE, Thing


def claim_reviews_of(thing: Thing) -> list[Thing]:
    """The ClaimReview objects that an object of these shapes stands for; none for another object."""
    if isinstance(thing.get("claimReview"), list) and "text" in thing:
        return [_of_search(thing, one) for one in _dicts(thing["claimReview"])]
    if isinstance(thing.get("claimReviewMarkups"), list):
        return [_of_markup(thing, one) for one in _dicts(thing["claimReviewMarkups"])]
    return []


def _of_search(claim: Thing, review: Thing) -> Thing:
    who = _dict(review.get("publisher"))
    site = who.get("site")
    return {
        "@type": TYPE,
        "url": review.get("url"),
        "name": review.get("title"),
        "claimReviewed": claim.get("text"),
        "datePublished": review.get("reviewDate"),
        "inLanguage": review.get("languageCode"),
        "author": {
            "name": who.get("name") or site,
            "url": f"https://{site}/" if isinstance(site, str) and site else None,
        },
        "reviewRating": {"alternateName": review.get("textualRating")},
        "itemReviewed": {
            "author": {"name": claim.get("claimant")},
            "datePublished": claim.get("claimDate"),
        },
    }


def _of_markup(page: Thing, review: Thing) -> Thing:
    who, rating = _dict(page.get("claimReviewAuthor")), _dict(review.get("rating"))
    return {
        "@type": TYPE,
        "url": review.get("url") or page.get("pageUrl"),
        "claimReviewed": review.get("claimReviewed"),
        "datePublished": page.get("publishDate"),
        "author": {"name": who.get("name"), "url": page.get("pageUrl")},
        "reviewRating": {
            "alternateName": rating.get("textualRating"),
            "ratingValue": rating.get("ratingValue"),
            "bestRating": rating.get("bestRating"),
            "worstRating": rating.get("worstRating"),
        },
        "itemReviewed": {
            "author": {"name": _dict(review.get("claimAuthor")).get("name")},
            "datePublished": review.get("claimDate"),
            "appearance": review.get("claimAppearances"),
            "firstAppearance": review.get("claimFirstAppearance"),
        },
    }


def _dicts(values: list[Any]) -> list[Thing]:
    return [value for value in values if isinstance(value, dict)]


def _dict(value: Any) -> Thing:
    return value if isinstance(value, dict) else {}
