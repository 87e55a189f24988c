"""What stands above a Markdown text: names and values, as static sites write them.

Only plain values are read, one a line; YAML and TOML themselves can do much that no article needs.
"""

import re

from annotations.imports.readers.dates import machine_date
from annotations.imports.readers.drafts import Draft, on_one_line

ENTRY = re.compile(r"^(?P<key>[A-Za-z][\w -]{0,40}?)[ \t]*[:=][ \t]*(?P<value>.*)$")
LISTED = re.compile(r"^[ \t]*-[ \t]+(?P<value>.+)$")
NAMED = re.compile(r"^(?:name|author)[ \t]*:[ \t]*", re.IGNORECASE)
LONGEST = 1000
FIELDS = {
    "title": "title",
    "subtitle": "subtitle",
    "author": "byline",
    "authors": "byline",
    "byline": "byline",
    "date": "published_at",
    "published": "published_at",
    "published_at": "published_at",
    "publishdate": "published_at",
    "updated": "updated_at",
    "lastmod": "updated_at",
    "last_modified_at": "updated_at",
    "canonical_url": "canonical_url",
    "canonical": "canonical_url",
    "publisher": "site_name",
}


def declare(draft: Draft, inside: str) -> str:
    """Set the fields that front matter names; the language that it names, or "".

    Args:
        draft: under way.
        inside: the lines between the fences.
    """
    language = ""
    for key, value in _entries(inside).items():
        if key in {"lang", "language"}:
            language = value[:16]
        name = FIELDS.get(key, "")
        if name.endswith("_at"):
            draft.declare(name, machine_date(value), "front-matter")
        elif name and not (name.endswith("_url") and not value.startswith(("http://", "https://"))):
            draft.declare(name, value, "front-matter")
    return language


def _entries(inside: str) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    key = ""
    for line in inside.split("\n"):
        entry = ENTRY.match(line)
        item = LISTED.match(line)
        if item and key:
            found[key].append(_plain(item["value"]))
        elif entry:
            key = entry["key"].strip().lower().replace(" ", "_")
            found.setdefault(key, []).extend(_values(entry["value"]))
    return {key: ", ".join(filter(None, values)) for key, values in found.items()}


def _values(value: str) -> list[str]:
    value = value.strip()
    if value.startswith("[") and value.endswith("]"):
        return [_plain(part) for part in value[1:-1].split(",")]
    return [_plain(value)]


def _plain(value: str) -> str:
    value = on_one_line(NAMED.sub("", value.strip()), LONGEST)
    for quote in ('"', "'"):
        if len(value) > 1 and value.startswith(quote) and value.endswith(quote):
            return value[1:-1].replace(f"\\{quote}", quote).strip()
    return re.sub(r"\s#\s.*$", "", value)
