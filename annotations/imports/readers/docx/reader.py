"""The reader of DOCX: what a document of Word shows, tracked insertions accepted.

Comments, headers, footers and hidden text are set aside; what was deleted is gone; notes stand at the
end. Macros, embedded objects and pictures are not opened.
"""

from collections.abc import Iterator, Sequence

from lxml.etree import _Element

from annotations.imports.readers.containers import Container
from annotations.imports.readers.dates import machine_date
from annotations.imports.readers.document import Document, ReadBlock, ReaderError
from annotations.imports.readers.docx.headings import headed
from annotations.imports.readers.docx.names import attribute, children, local
from annotations.imports.readers.docx.package import Package
from annotations.imports.readers.docx.styles import Styles
from annotations.imports.readers.docx.walk import Paragraph, Walker
from annotations.imports.readers.drafts import Draft, on_one_line, raised, with_head_kinds
from annotations.imports.readers.facts import plausible_author, plausible_title
from annotations.imports.readers.source import Source

RECIPE = "docx-1"
ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
MAX_HEADERS = 40


def is_container(source: Source) -> bool:
    """Whether the bytes are a ZIP container, as a DOCX is."""
    return source.body.startswith(ZIPS)


def read_docx(source: Source) -> Document:
    """Read a DOCX.

    Raises:
        ReaderError: `unsupported_format` for other containers, `damaged_file`, `encrypted_file`,
            `zip_bomb`, `unsafe_document`, `too_deep`, `empty_text`, `text_too_long`.
    """
    try:
        return _Reading(Package(Container(source.body))).document(source)
    except RecursionError:
        raise ReaderError("too_deep") from None


class _Reading:
    def __init__(self, package: Package) -> None:
        self.package = package
        self.styles = Styles(package.tree("styles"))
        self.numbers: dict[tuple[str, str], int] = {}
        self.walker = Walker(self.styles, self.numbers)
        self.facts = package.properties()

    def document(self, source: Source) -> Document:
        declared = plausible_title(self.facts.get("title", ""))
        paragraphs, origin = headed(list(self.walker.walk(self.package.root)), declared)
        blocks = [*self._commented(paragraphs), *self._notes()]
        heads, feet = self._margins("headerReference"), self._margins("footerReference")
        draft = Draft(RECIPE, with_head_kinds([*heads, *blocks, *feet]))
        title = next((b.text for b in draft.story if b.kind == "title"), "")
        draft.declare("title", on_one_line(title), origin)
        draft.declare("title", declared, "document-info", "low")
        draft.look_at_head()
        author = plausible_author(self.facts.get("creator", ""))
        draft.declare("byline", author, "document-info", "low")
        created = machine_date(self.facts.get("created", ""))
        draft.declare("published_at", created, "document-info", "low")
        language = self.facts.get("language") or self.styles.language
        return draft.document(language=language, canonical_url=source.url or "")

    def _commented(self, paragraphs: Sequence[Paragraph]) -> Iterator[ReadBlock]:
        """The blocks, each followed by the comments on it."""
        comments = {
            attribute(c, "id"): c for c in children(self.package.tree("comments"), "comment")
        }
        for paragraph in paragraphs:
            yield paragraph.block
            for identity in dict.fromkeys(paragraph.comments):
                if (comment := comments.get(identity)) is not None:
                    text = self._text(comment)
                    said = ": ".join(
                        filter(None, (on_one_line(attribute(comment, "author")), text))
                    )
                    yield ReadBlock("paragraph", said, furniture=True, reason="comment")

    def _notes(self) -> Iterator[ReadBlock]:
        """Footnotes and endnotes, in the order in which the text refers to them."""
        found = {
            (kind, attribute(note, "id")): note
            for kind in ("footnote", "endnote")
            for note in children(self.package.tree(f"{kind}s"), kind)
        }
        for key, number in list(self.numbers.items()):
            text = self._text(found[key]) if key in found else ""
            if text:
                yield ReadBlock("paragraph", f"{raised(str(number))} {text}")

    def _margins(self, name: str) -> Iterator[ReadBlock]:
        """What headers or footers say, each text once."""
        references = [e for e in self.package.root.iter() if local(e) == name][:MAX_HEADERS]
        texts: dict[str, None] = {}
        for identity in dict.fromkeys(attribute(e, "id") for e in references):
            root = self.package.tree_of(identity)
            if root is not None and (text := self._text(root)):
                texts[text] = None
        for text in texts:
            reason = "page_number" if not any(map(str.isalpha, text)) else "running_head"
            yield ReadBlock("paragraph", text, furniture=True, reason=reason)

    def _text(self, element: _Element) -> str:
        """All that an element says, as one text."""
        walker = Walker(self.styles, {})
        return "\n".join(paragraph.block.text for paragraph in walker.walk(element))
