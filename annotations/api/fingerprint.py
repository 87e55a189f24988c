"""What programs rely on of each call, as a short text that changes when that does."""

import hashlib
import json
from typing import Any

_METHODS = ("get", "post", "put", "patch", "delete")
_WORDS = {"description", "summary", "tags", "title", "example", "examples"}


def fingerprints(document: dict[str, Any]) -> dict[str, str]:
    """For each operationId: method, address, and a hash of its parameters, fields and answers, without prose.

    Args:
        document: the description of the API.
    """
    return {
        call["operationId"]: f"{method.upper()} {path} {_hash(document, call)}"
        for path, methods in document["paths"].items()
        for method, call in methods.items()
        if method in _METHODS
    }


def changed(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """Names of the operations that came, went or changed."""
    return sorted(
        name for name in before.keys() | after.keys() if before.get(name) != after.get(name)
    )


def digest(found: dict[str, str]) -> str:
    """One hash for all of them."""
    return hashlib.sha256(json.dumps(found, sort_keys=True).encode()).hexdigest()[:16]


def _hash(document: dict[str, Any], call: dict[str, Any]) -> str:
    told = json.dumps(_plain(document, call, ()), sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def _plain(document: dict[str, Any], part: Any, within: tuple[str, ...]) -> Any:
    """With every reference written out, but for those that hold themselves."""
    if isinstance(part, list):
        return [_plain(document, one, within) for one in part]
    if not isinstance(part, dict):
        return part
    reference = part.get("$ref")
    if isinstance(reference, str):
        if reference in within:
            return reference
        target: Any = document
        for step in reference.removeprefix("#/").split("/"):
            target = target[step]
        return _plain(document, target, (*within, reference))
    return {
        name: _plain(document, one, within)
        for name, one in part.items()
        if name not in _WORDS or not isinstance(one, (str, list))
    }
