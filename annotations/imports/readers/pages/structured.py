"""What a page says of itself to machines: JSON-LD, meta elements, links."""

import html
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml.etree import _Element

ARTICLE = re.compile(r"(Article|BlogPosting|Report|LiveBlogPosting)$")
TRAILING_COMMA = re.compile(r",\s*([}\]])")
WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$"
)
KIND = re.compile(r'"@type"\s*:\s*"(\w*(?:Article|BlogPosting))"')
SALVAGED = re.compile(
    r'"(headline|datePublished|dateModified|articleBody)"\s*:\s*"((?:[^"\\]|\\.){1,200000})"\s*[,}]'
)
MAX_JSON = 1_000_000
MAX_OBJECTS = 3000
MAX_VALUES = 50  # of one meta name
MAX_NAMES = 400  # characters
Thing = dict[str, Any]


class SelfDescription:
    """The machine-readable claims of a page about itself.

    Attributes:
        meta: values by lower-case name, property or itemprop, in document order.
        article: the JSON-LD object of the article ({} where there is none).
        states: the data of the page's scripts, as JSON texts (the libraries drop the elements).
    """

    def __init__(self, tree: _Element, url: str) -> None:
        self.url = url
        self.tree = tree
        self.meta = _meta(tree)
        self.things = list(_things(tree))
        self.states = [
            script.text
            for script in tree.iter("script")
            if script.text and (script.get("type") or "").lower() == "application/json"
        ]
        self.by_id = {
            t["@id"]: t for t in self.things if isinstance(t.get("@id"), str) and len(t) > 1
        }
        self.article = self._main_article()

    def first(self, *names: str) -> str:
        """The first meta value under any of the names, in the order of the names."""
        return next((value for name in names for value in self.meta.get(name, ())), "")

    def link(self, relation: str) -> str:
        """Where the first link of a relation leads, absolute, or ""."""
        for element in self.tree.iter("link"):
            if relation in (element.get("rel") or "").lower().split():
                return self.absolute(element.get("href") or "")
        return ""

    def absolute(self, address: str) -> str:
        """An http(s) address made absolute, or "" where it is none."""
        if not address.strip():
            return ""
        try:
            joined = urljoin(self.url, address.strip())
            parts = urlsplit(joined)
        except ValueError:
            return ""
        return joined if parts.scheme in {"http", "https"} and parts.netloc else ""

    def resolved(self, value: Any) -> list[Any]:
        """A JSON-LD value as a list, with references to other objects of the page followed."""
        values = value if isinstance(value, list) else [value]
        return [
            self.by_id.get(v["@id"], v)
            if isinstance(v, dict) and isinstance(v.get("@id"), str)
            else v
            for v in values
        ]

    def names(self, value: Any) -> list[str]:
        """The names in a JSON-LD value: of persons, organisations, or plain strings."""
        found: list[Any] = []
        for item in self.resolved(value):
            name = item.get("name") if isinstance(item, dict) else item
            found += name if isinstance(name, list) else [name]
        return [text for text in map(plain, found) if text]

    def _main_article(self) -> Thing:
        articles = [t for t in self.things if any(ARTICLE.search(kind) for kind in kinds(t))]
        named = [t for t in articles if t.get("headline") or t.get("datePublished")]
        return max(named or articles, key=lambda t: _worth(t, self.url), default={})


def _worth(thing: Thing, url: str) -> tuple[bool, int]:
    """Of several articles on a page the one that says it is this page, then the fullest."""
    page = thing.get("mainEntityOfPage") or thing.get("url") or ""
    page = page.get("@id", "") if isinstance(page, dict) else page
    is_this = isinstance(page, str) and bool(url) and page.rstrip("/") == url.rstrip("/")
    return is_this, sum(1 for key in ("headline", "author", "datePublished") if thing.get(key))


def plain(value: Any) -> str:
    """A value as one line of plain text."""
    if not isinstance(value, str):
        return ""
    return " ".join(re.sub(r"<[^<>]{1,200}>", " ", html.unescape(value)).split())


def text_of(element: _Element) -> str:
    """All the text in an element as one line."""
    return plain(" ".join(str(part) for part in element.itertext()))


def kinds(thing: Thing) -> list[str]:
    """The types of a JSON-LD object."""
    kind = thing.get("@type")
    return [k for k in (kind if isinstance(kind, list) else [kind]) if isinstance(k, str)]


def _meta(tree: _Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for element in tree.iter("meta"):
        content = plain(element.get("content") or "")
        if not content:
            continue
        for attribute in ("property", "name", "itemprop"):
            for name in (element.get(attribute) or "")[:MAX_NAMES].lower().split():
                if len(found[name]) < MAX_VALUES:
                    found[name].append(content)
    return dict(found)


def _things(tree: _Element) -> Iterator[Thing]:
    count = 0
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text:
            continue
        parsed = parse_json(script.text)
        for thing in _flat(salvaged(script.text) if parsed is None else parsed):
            count += 1
            if count > MAX_OBJECTS:
                return
            yield thing


def parse_json(text: str) -> Any:
    """JSON as pages have it: with line breaks in strings, comments around it, commas too many."""
    text = WRAPPING.sub("", text[:MAX_JSON]).strip().rstrip(";")
    for attempt in (text, TRAILING_COMMA.sub(r"\1", text), html.unescape(text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def salvaged(text: str) -> Thing | None:
    """What can be told from JSON-LD of an article that is broken beyond reading: its plain strings."""
    kind = KIND.search(text[:MAX_JSON])
    if kind is None:
        return None
    found: Thing = {"@type": kind[1]}
    for match in SALVAGED.finditer(text[:MAX_JSON]):
        try:
            found.setdefault(match[1], json.loads(f'"{match[2]}"', strict=False))
        except ValueError:
            continue
    return found


def _flat(value: Any, depth: int = 0) -> Iterator[Thing]:
    if depth > 8:  # noqa: PLR2004 (deeper than any real page nests its objects)
        return
    if isinstance(value, list):
        for item in value:
            yield from _flat(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for inner in value.values():
            if isinstance(inner, dict | list):
                yield from _flat(inner, depth + 1)
