"""A claim, and an evidence of it, as Web Annotations (https://www.w3.org/TR/annotation-model/)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from annotations.publishing.annotation_bodies import claim_bodies, source_bodies
from annotations.publishing.annotation_targets import Copy, moment, target_of

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


@dataclass(frozen=True, slots=True)
class Annotated:
    """What annotations are made in: the article, and the texts that passages stand in.

    `url` is the article's address at its publisher's, or empty; `copies` are by the revision's id, and hold also those
    of archived sources; `stood` names the revision of orphaned passages, by the passage's id; `origins` are the
    addresses under which imported ones came, by the claim's id.
    """

    article: str
    title: str
    url: str
    public_url: str
    copies: Mapping[str, Copy]
    stood: Mapping[str, str]
    origins: Mapping[str, str]

    @property
    def source(self) -> str:
        """The address of what is annotated: the publisher's page, else our copy."""
        return self.url or f"{self.public_url}/api/v1/articles/{self.article}/"


def address_of(public_url: str, thing: str) -> str:
    """The address of the annotation that a claim or an evidence is, by its id."""
    return f"{public_url}/api/v1/annotations/{thing}/"


def claim_annotation(claim: dict[str, Any], within: Annotated) -> dict[str, Any]:
    """A claim: highlighting until it is rated, then assessing, with the verdict as a body.

    Args:
        claim: as `dossier.claims_of` gives it, as one person may see it.
        within: its article.

    Returns:
        JSON-LD without context. One target per passage in the article; an orphaned one has its words only, and the
        annotation says so by the tag `orphaned`.
    """
    passages = passages_in(claim, within.article)
    told: dict[str, Any] = {
        "id": address_of(within.public_url, claim["id"]),
        "type": "Annotation",
        "motivation": "assessing" if claim["verdict"] else "highlighting",
        "created": moment(claim["created_at"]),
        "modified": moment(claim["changed_at"]),
        "creator": _person(claim["created_by"]),
        "body": claim_bodies(claim, is_orphaned=any(p["start"] is None for p in passages)),
        "target": _targets(passages, within),
    }
    if origin := within.origins.get(claim["id"]):
        told["via"] = origin
    return told


def evidence_annotation(
    evidence: dict[str, Any], claim: dict[str, Any], within: Annotated
) -> dict[str, Any]:
    """An evidence: the source, linked to the passages that state the claim.

    Args:
        evidence: one that the reader may see in full, as `dossier.claims_of` gives it within its claim.
        claim: the claim.
        within: the claim's article.
    """
    source, passage = evidence["source"], evidence["passage"]
    there = None
    if passage is not None:
        copy = within.copies.get(_stands_in(passage, within))
        there = target_of(passage, source="", copy=copy, public_url=within.public_url)
    return {
        "id": address_of(within.public_url, evidence["id"]),
        "type": "Annotation",
        "motivation": "linking",
        "created": moment(evidence["created_at"]),
        "creator": _person(evidence["created_by"]),
        "body": source_bodies(
            url=source["url"],
            title=source["title"],
            publisher=source["publisher"],
            stance=evidence["stance"],
            note=evidence["note"],
            passage=there,
            state=there and there.get("state"),
            quote=evidence["quote"],
        ),
        "target": _targets(passages_in(claim, within.article), within),
    }


def passages_in(claim: dict[str, Any], article: str) -> list[dict[str, Any]]:
    """A claim's passages in an article, by its id, in text order."""
    return [
        passage
        for appearance in claim["appearances"]
        if appearance["article"] == article
        for passage in appearance["passages"]
    ]


def _targets(passages: list[dict[str, Any]], within: Annotated) -> list[Any]:
    """Where the claim is stated; the article as a whole where no passage of it is left."""
    return [
        target_of(
            passage,
            source=within.source,
            copy=within.copies.get(_stands_in(passage, within)),
            public_url=within.public_url,
        )
        for passage in passages
    ] or [within.source]


def _stands_in(passage: dict[str, Any], within: Annotated) -> str:
    """The revision of a passage; of an orphaned one that in which it was confirmed."""
    revision: str = passage["revision"]
    return within.stood.get(passage["id"], revision) if passage["start"] is None else revision


def _person(told: dict[str, Any]) -> dict[str, str]:
    return {"type": "Person", "name": told["name"], "nickname": told["username"]}
