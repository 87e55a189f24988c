"""Claims as a W3C Web Annotation collection (https://www.w3.org/TR/annotation-model/)."""

from collections.abc import Iterable
from typing import Any

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def annotation_collection(
    claims: Iterable[dict[str, Any]], *, article: dict[str, Any], public_url: str
) -> dict[str, Any]:
    """One collection with one page: one annotation per claim, one target per passage in the article.

    Args:
        claims: as `dossier.claims_json` gives them, already as one person may see them.
        article: `id`, `title`, `url` (its address at the publisher's, may be empty), `language`.
        public_url: this installation's address, without a slash at the end.

    Returns:
        JSON-LD. TextPositionSelector counts Unicode code points of the article's newest text, end
        exclusive; an orphaned passage has its words only.
    """
    here = f"{public_url}/api/v1/articles/{article['id']}/annotations/"
    items = [_annotation(claim, article, public_url) for claim in claims]
    first = {
        "id": f"{here}#page",
        "type": "AnnotationPage",
        "partOf": here,
        "startIndex": 0,
        "items": items,
    }
    return {
        "@context": CONTEXT,
        "id": here,
        "type": "AnnotationCollection",
        "label": article["title"],
        "total": len(items),
        "first": first,
        "last": first["id"],
    }


def _annotation(claim: dict[str, Any], article: dict[str, Any], public_url: str) -> dict[str, Any]:
    passages = [
        passage
        for appearance in claim["appearances"]
        if appearance["article"] == article["id"]
        for passage in appearance["passages"]
    ]
    creator = claim["created_by"]
    return {
        "id": f"{public_url}/api/v1/claims/{claim['id']}/",
        "type": "Annotation",
        "motivation": "assessing" if claim["verdict"] else "highlighting",
        "created": claim["created_at"],
        "modified": claim["changed_at"],
        "creator": {"type": "Person", "name": creator["name"], "nickname": creator["username"]},
        "body": _bodies(claim),
        "target": [_target(passage, article, public_url) for passage in passages],
    }


def _bodies(claim: dict[str, Any]) -> list[dict[str, Any]]:
    bodies = [_text(claim["statement"], "describing")]
    if claim["verdict"]:
        bodies.append(_text(claim["verdict"]["label"], "classifying"))
        bodies.append(_text(claim["explanation"], "assessing"))
    return bodies


def _text(value: str, purpose: str) -> dict[str, Any]:
    return {"type": "TextualBody", "value": value, "format": "text/plain", "purpose": purpose}


def _target(passage: dict[str, Any], article: dict[str, Any], public_url: str) -> dict[str, Any]:
    copy = f"{public_url}/api/v1/articles/{article['id']}/"
    selectors: list[dict[str, Any]] = [
        {
            "type": "TextQuoteSelector",
            "exact": passage["exact"],
            "prefix": passage["prefix"],
            "suffix": passage["suffix"],
        }
    ]
    if passage["start"] is not None:
        position = {"start": passage["start"], "end": passage["end"]}
        selectors.append({"type": "TextPositionSelector", **position})
    return {
        "type": "SpecificResource",
        "source": article["url"] or copy,
        "selector": selectors,
        # The text that positions count in is this copy, not the publisher's page.
        "state": {"type": "TimeState", "cached": copy},
    }
