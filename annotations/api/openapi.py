"""What the description of the API says of every call: its budget's headers, its scope, where the guide is."""

from typing import Any

from drf_spectacular.generators import SchemaGenerator

VERSION = "1.1.0"
DESCRIPTION = """Fact-checking annotation for newsrooms.

How to sign in, pages of lists, filters, sparse fields, ETags, idempotency, limits and errors are in the guide,
`docs/api.md`; what changed when is in `docs/api-changelog.md`. Both come with the product. `info.version` rises with
every change: the first number with one that breaks programs, which the address (`/api/v1/`) would show too.
"""
_TEXT = {"type": "string"}
HEADERS: dict[str, Any] = {
    "RateLimitPolicy": {
        "description": "The budget that this call counted on: calls (`q`) in a window of seconds (`w`). None where the newsroom sets no limit.",
        "schema": _TEXT,
    },
    "RateLimit": {
        "description": "What is left of it (`r`), and for how many seconds (`t`).",
        "schema": _TEXT,
    },
    "RetryAfter": {
        "description": "Seconds to wait.",
        "required": True,
        "schema": {"type": "integer", "minimum": 1},
    },
}
_NAMES = {"RateLimit-Policy": "RateLimitPolicy", "RateLimit": "RateLimit"}
_WAITING = {"429", "503"}
_METHODS = {"get", "post", "put", "patch", "delete"}


def document() -> dict[str, Any]:
    """The description as it is served."""
    generator = SchemaGenerator()  # type: ignore[no-untyped-call]  # drf-spectacular is partly typed
    made: dict[str, Any] = generator.get_schema(public=True)  # type: ignore[no-untyped-call]
    return made


def complete(result: dict[str, Any], **_more: Any) -> dict[str, Any]:
    """Say of every call what is true of all; a hook of drf-spectacular's, after its own."""
    result["info"].update(version=VERSION, description=DESCRIPTION)
    result["components"]["headers"] = HEADERS
    for methods in result["paths"].values():
        for method, call in methods.items():
            if method in _METHODS:
                _complete(call)
    return result


def _complete(call: dict[str, Any]) -> None:
    for status, response in call["responses"].items():
        headers = response.setdefault("headers", {})
        for name, component in _NAMES.items():
            headers[name] = {"$ref": f"#/components/headers/{component}"}
        if status in _WAITING:
            headers["Retry-After"] = {"$ref": "#/components/headers/RetryAfter"}
