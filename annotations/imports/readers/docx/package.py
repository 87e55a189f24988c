"""The parts of a DOCX and how they refer to each other (ECMA-376, part 2)."""

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote

from lxml.etree import _Element

from annotations.imports.readers.containers import Container
from annotations.imports.readers.document import ReaderError
from annotations.imports.readers.docx.names import attribute, children, local

USUAL = "word/document.xml"


class Package:
    """A document with its related parts.

    Raises:
        ReaderError: see `Container`; `unsupported_format` where it holds no document of Word.
    """

    def __init__(self, container: Container) -> None:
        self.container = container
        self.main = self._main()
        root = container.tree(self.main) if self.main else None
        if root is None or local(root) != "document":
            raise ReaderError("unsupported_format")
        self.root: _Element = root
        self.related = list(self._relations(self.main))

    def _main(self) -> str:
        for kind, target, _ in self._relations(""):
            if kind == "officeDocument":
                return target
        return USUAL if self.container.has(USUAL) else ""

    def _relations(self, part: str) -> Iterator[tuple[str, str, str]]:
        """Kind, target and id of each relation of a part; "" for the package itself."""
        folder, name = posixpath.split(part)
        root = self.container.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
        for relation in children(root, "Relationship"):
            if attribute(relation, "TargetMode") != "External":
                target = unquote(attribute(relation, "Target"))
                full = target if target.startswith("/") else posixpath.join("/", folder, target)
                kind = attribute(relation, "Type").rsplit("/", 1)[-1]
                yield kind, posixpath.normpath(full).lstrip("/"), attribute(relation, "Id")

    def tree(self, kind: str) -> _Element | None:
        """The first related part of a kind (`styles`, `footnotes`, `comments`), or None."""
        return next((self.container.tree(t) for k, t, _ in self.related if k == kind), None)

    def tree_of(self, identity: str) -> _Element | None:
        """The related part of this id, or None."""
        return next((self.container.tree(t) for _, t, i in self.related if i == identity), None)

    def properties(self) -> dict[str, str]:
        """What the document says of itself: `title`, `creator`, `created`, `language`."""
        target = next((t for k, t, _ in self._relations("") if k == "core-properties"), "")
        root = self.container.tree(target) if target else None
        return {} if root is None else {local(e): (e.text or "").strip() for e in root}
