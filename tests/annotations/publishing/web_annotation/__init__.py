"""Holding JSON-LD against the model's rules and its context, both kept here: no network."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
from pyld import jsonld

HERE = Path(__file__).parent
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
OA = "http://www.w3.org/ns/oa#"


@cache
def _kept(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((HERE / name).read_text())
    return found


def faults_of(told: Any, kind: str) -> list[str]:
    """What the model's rules find wrong: `kind` is a definition of `rules.json`."""
    rules = {**_kept("rules.json"), "$ref": f"#/$defs/{kind}"}
    found = jsonschema.Draft202012Validator(rules).iter_errors(told)
    return [f"{error.json_path}: {error.message[:300]}" for error in found]


def outside_faults_of(annotation: Any) -> list[str]:
    """What somebody else's schema of the model finds wrong with an annotation that is sent by itself."""
    schema = _kept("validate-web-annotation.json")
    found = jsonschema.Draft7Validator(schema).iter_errors(annotation)
    return [f"{error.json_path}: {error.message[:300]}" for error in found]


def expanded(told: Any) -> Any:
    """What JSON-LD makes of it; every term must be one of the context's."""
    found = jsonld.expand(told, {"documentLoader": _loader})
    return found[0]


def _loader(url: str, _options: Any = None) -> dict[str, Any]:
    assert url == CONTEXT, f"{url} would have to be fetched"
    return {
        "contextUrl": None,
        "documentUrl": url,
        "contentType": "application/ld+json",
        "document": _kept("anno.jsonld"),
    }


def terms_of(told: Any) -> set[str]:
    """All names of properties in it, less JSON-LD's own."""
    if isinstance(told, list):
        return {name for one in told for name in terms_of(one)}
    if not isinstance(told, dict):
        return set()
    own = {name for name in told if not name.startswith("@")}
    return own | {name for one in told.values() for name in terms_of(one)}


def unknown_terms_of(told: Any) -> set[str]:
    """Names of properties that the context does not know, so that JSON-LD would lose them."""
    return terms_of(told) - set(_kept("anno.jsonld")["@context"])
