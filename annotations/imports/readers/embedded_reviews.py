"""Fact-checks that stand in a page's elements: microdata (`itemscope`) or RDFa Lite (`typeof`)."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element

from annotations.imports.readers.claim_reviews import TYPE, Thing
from annotations.imports.readers.cleaning import one_line

MOST_SCOPES = 5_000
LONGEST_NAMES = 200  # characters of an attribute that are looked at
VALUE_IN = ("content", "href", "src", "datetime", "resource")


@dataclass(frozen=True, slots=True)
class Syntax:
    """Which attributes say that an element begins a thing, of which kind, and names a property."""

    scope: str
    kind: str
    prop: str


SYNTAXES = (Syntax("itemscope", "itemtype", "itemprop"), Syntax("typeof", "typeof", "property"))


def embedded_reviews(tree: _Element) -> Iterator[Thing]:
    """The ClaimReview things in a page's elements, as JSON-LD objects, in document order."""
    for syntax in SYNTAXES:
        scopes = [e for e in tree.iter() if _is_review(e, syntax)]
        inner: set[_Element] = set()
        for scope in scopes[:MOST_SCOPES]:
            if scope not in inner:
                inner.update(e for e in scope.iterdescendants() if _is_review(e, syntax))
                yield _thing(scope, syntax)


def _is_review(element: _Element, syntax: Syntax) -> bool:
    return (element.get(syntax.kind) or "")[:LONGEST_NAMES].rstrip("/ ").endswith(TYPE)


def _thing(scope: _Element, syntax: Syntax) -> Thing:
    """The properties of a thing; those of things within it are theirs."""
    kind = (scope.get(syntax.kind) or "")[:LONGEST_NAMES].split("/")[-1].split(":")[-1]
    found: Thing = {"@type": kind}
    _collect(scope, syntax, found)
    return found


def _collect(element: _Element, syntax: Syntax, into: Thing) -> None:
    for child in element:
        names = (child.get(syntax.prop) or "")[:LONGEST_NAMES].split()
        is_thing = child.get(syntax.scope) is not None
        if names:
            value = _thing(child, syntax) if is_thing else _value(child)
            for name in names:
                into.setdefault(name.split(":")[-1], value)
        if not is_thing:
            _collect(child, syntax, into)


def _value(element: _Element) -> str:
    said = next((element.get(name) for name in VALUE_IN if element.get(name)), None)
    return one_line(said or "".join(map(str, element.itertext())))
