"""Names within a DOCX, whatever its namespace: ISO 29500 has a strict and a transitional one."""

from collections.abc import Iterator

from lxml.etree import _Element


def local(element: _Element) -> str:
    """The name of an element without its namespace."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def child(element: _Element | None, *path: str) -> _Element | None:
    """The first descendant along a path of names, or None."""
    for name in path:
        if element is None:
            return None
        element = next((inner for inner in element if local(inner) == name), None)
    return element


def children(element: _Element | None, name: str) -> Iterator[_Element]:
    """The children of this name."""
    if element is not None:
        yield from (inner for inner in element if local(inner) == name)


def attribute(element: _Element | None, name: str) -> str:
    """An attribute, whatever its namespace, or ""."""
    if element is None:
        return ""
    for key, value in element.attrib.items():
        if str(key).rsplit("}", 1)[-1] == name:
            return str(value)
    return ""


def value(element: _Element | None, *path: str) -> str:
    """The attribute `val` of the element along a path, or ""."""
    return attribute(child(element, *path), "val")


def is_on(element: _Element | None, *path: str) -> bool:
    """Whether a switch (such as bold) is set: it is there, and does not say that it is off."""
    found = child(element, *path)
    return found is not None and attribute(found, "val").lower() not in {
        "0",
        "false",
        "off",
        "none",
    }
