"""The one entrance for JSON from outside: bounded, and with nothing in it that cannot be stored."""

import json
import math
import re
from typing import Any

from annotations.imports.readers.charsets import decode
from annotations.imports.readers.cleaning import clean
from annotations.imports.readers.document import ReaderError

MAX_BYTES = 25 * 1024 * 1024
MAX_HOLDERS = 500_000  # objects and lists
MAX_LEVELS = 100
START = re.compile(r'\s*(?:\[\s*)*\{\s*(?:"(?:[^"\\]|\\.){0,300}"\s*:|\})|\s*(?:\[\s*){8}')
LIST = re.compile(r"\s*[\[{]")


def is_json(start: str, media_type: str | None, filename: str | None) -> bool:
    """Whether a text that begins so is meant as JSON, be it whole or broken."""
    is_said = "json" in (media_type or "").lower() or (filename or "").lower().endswith(".json")
    return bool(START.match(start) or (is_said and LIST.match(start)))


def parsed_json(body: bytes, declared: str | None = None) -> tuple[Any, str]:
    """The value and the charset of its bytes.

    Returns:
        A value without NUL or halves of surrogate pairs in its strings, and without numbers that
        are none (`NaN`, `1e999`): those become None.

    Raises:
        ReaderError: `json_too_large`, `too_deep`, `broken_json`.
    """
    if len(body) > MAX_BYTES or body.count(b"{") + body.count(b"[") > MAX_HOLDERS:
        raise ReaderError("json_too_large")
    text, charset = decode(body, declared)
    try:
        value = json.loads(text.lstrip("\ufeff"), strict=False, parse_constant=lambda _: None)
        return storable(value), charset
    except RecursionError:
        raise ReaderError("too_deep") from None
    except ValueError:
        raise ReaderError("broken_json") from None


def storable(value: Any, level: int = 0) -> Any:
    """A JSON value as a database can hold it.

    Raises:
        ReaderError: `too_deep`, where it has more than a hundred levels.
    """
    if level > MAX_LEVELS:
        raise ReaderError("too_deep")
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {clean(str(key)): storable(inner, level + 1) for key, inner in value.items()}
    if isinstance(value, list):
        return [storable(inner, level + 1) for inner in value]
    return value if isinstance(value, bool | int) else None
