"""Looking into a tree by local names: agencies differ in whether and how they name namespaces."""

from collections.abc import Iterator

from lxml.etree import _Element

from annotations.imports.readers.cleaning import one_line


def local(name: str) -> str:
    """A name without its namespace, or its prefix where nobody says what it stands for."""
    return name.rpartition("}")[2].rpartition(":")[2]


def name_of(element: _Element) -> str:
    """The local name; "" for what is no element."""
    return local(element.tag) if isinstance(element.tag, str) else ""


def namespace_of(element: _Element) -> str:
    """The namespace, or ""."""
    tag = element.tag if isinstance(element.tag, str) else ""
    return tag[1:].partition("}")[0] if tag.startswith("{") else ""


def children(element: _Element | None, name: str) -> Iterator[_Element]:
    """The children of a name, in document order."""
    if element is not None:
        yield from (child for child in element if name_of(child) == name)


def child(element: _Element | None, *path: str) -> _Element | None:
    """The first child along a path of names."""
    for name in path:
        element = next(children(element, name), None)
    return element


def inside(element: _Element | None, *names: str) -> Iterator[_Element]:
    """The element itself and all within it that have one of the names."""
    if element is not None:
        yield from (e for e in element.iter() if name_of(e) in names)


def text_in(element: _Element | None) -> str:
    """All text within, as one line; "" where there is no element."""
    if element is None:
        return ""
    return one_line(" ".join("".join(map(str, element.itertext())).split()))


def spaced_text_in(element: _Element | None) -> str:
    """The same with a space between the texts of elements that stand right beside each other."""
    found = ""
    for piece in map(str, element.itertext()) if element is not None else ():
        is_close = found[-1:].isalnum() and piece[:1].isalnum()
        found += f" {piece}" if is_close else piece
    return one_line(" ".join(found.split()))


def attribute(element: _Element | None, name: str) -> str:
    """An attribute as one line, or ""."""
    return "" if element is None else one_line(element.get(name) or "")


def leave_out(element: _Element) -> None:
    """Take an element out with all that it holds; the text behind it stays."""
    around, before = element.getparent(), element.getprevious()
    if around is None:
        return  # it went with what holds it
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        around.text = (around.text or "") + element.tail
    around.remove(element)
