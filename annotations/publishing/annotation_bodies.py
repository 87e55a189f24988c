"""What a Web Annotation says of its target, each with the purpose that the model's vocabulary has for it."""

from typing import Any

ORPHANED = "orphaned"
"""The tag of an annotation of which a passage no longer stands in the newest text."""


def text_body(value: str, purpose: str) -> dict[str, Any]:
    """A TextualBody in plain text."""
    return {"type": "TextualBody", "value": value, "format": "text/plain", "purpose": purpose}


def claim_bodies(claim: dict[str, Any], *, is_orphaned: bool) -> list[dict[str, Any]]:
    """The statement; of a rated claim the verdict and why; a tag where a passage is orphaned.

    Args:
        claim: as `dossier.claims_of` gives it.
        is_orphaned: whether a passage of it has its words only.
    """
    bodies = [text_body(claim["statement"], "describing")]
    if claim["verdict"]:
        bodies.append(text_body(claim["verdict"]["label"], "classifying"))
        if claim["explanation"]:
            bodies.append(text_body(claim["explanation"], "assessing"))
    return [*bodies, *([text_body(ORPHANED, "tagging")] if is_orphaned else [])]


def source_bodies(
    *,
    url: str,
    title: str,
    publisher: str,
    stance: str,
    note: str,
    passage: dict[str, Any] | None,
    state: dict[str, Any] | None,
    quote: str,
) -> list[dict[str, Any]]:
    """A source that bears on a claim: itself where it has an address, else its name; its words; how it bears.

    Args:
        url: where it is, or empty.
        title: what it is called.
        publisher: who brought it out.
        stance: `corroborates`, `contradicts`, `context`.
        note: what the newsroom says of it.
        passage: where its words stand in its archived text, as selectors.
        state: which archived text that is.
        quote: its words, where it has no passage.
    """
    name = ", ".join(part for part in (title, publisher) if part)
    bodies: list[dict[str, Any]] = []
    if url:
        bodies.append(_linked(url, passage, state, quote))
    if name:
        bodies.append(text_body(name, "identifying"))
    if quote and not url:
        bodies.append(text_body(quote, "describing"))
    bodies.append(text_body(stance, "classifying"))
    return [*bodies, *([text_body(note, "commenting")] if note else [])]


def _linked(
    url: str, passage: dict[str, Any] | None, state: dict[str, Any] | None, quote: str
) -> dict[str, Any]:
    body: dict[str, Any] = {"type": "SpecificResource", "source": url, "purpose": "linking"}
    if passage is not None:
        body["selector"] = passage["selector"]
    elif quote:
        body["selector"] = [{"type": "TextQuoteSelector", "exact": quote}]
    return body | ({"state": state} if state else {})
