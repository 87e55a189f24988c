"""The text of a paragraph of a DOCX: what is shown, what was inserted, not what was deleted."""

from collections.abc import Callable
from dataclasses import dataclass, field

from lxml.etree import _Element

from annotations.imports.readers.docx.names import attribute, child, is_on, local, value
from annotations.imports.readers.drafts import raised

# Elements that only hold runs: links, fields, what was inserted or moved here, content controls.
HOLDERS = frozenset(
    {
        "hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "dir",
        "bdo", "ruby", "rubyBase", "oMathPara", "oMath", "subDoc",
    }
)  # fmt: skip
# What a reader of the printed page does not see, or what is read from parts of their own.
GONE = frozenset({"del", "moveFrom", "rt", "rPr", "pPr", "instrText", "delText", "rubyPr", "sdtPr"})
NOTES = frozenset({"footnoteReference", "endnoteReference"})
SIGNS = {"tab": " ", "cr": "\n", "noBreakHyphen": "-", "ptab": " "}
PICTURES = frozenset({"drawing", "pict", "object"})
SYMBOL_BULLETS = frozenset({"F0B7", "F0A7", "F0D8", "F0FC", "F076", "F0A8"})
RAISED_LENGTH = 4


@dataclass(slots=True)
class Words:
    """What the runs of a paragraph say.

    Attributes:
        pieces: text as shown.
        hidden: text that is set as hidden.
        boxes: text boxes that are anchored here.
        notes: kinds and ids of the notes that it refers to.
        comments: ids of the comments on it.
        bold: how many letters are bold; `letters`: of how many.
        size: the largest size of its letters in half points, or 0 where none is set.
    """

    pieces: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    boxes: list[_Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    bold: int = 0
    letters: int = 0
    size: int = 0


class RunReader:
    """Reads runs.

    Args:
        numbers: the number that each note was given; notes are numbered as they are met.
        is_bold: whether letters of this paragraph are bold where they do not say.
    """

    def __init__(self, numbers: dict[tuple[str, str], int], *, is_bold: bool = False) -> None:
        self.numbers, self.is_bold = numbers, is_bold
        self.words = Words()

    def read(self, element: _Element) -> Words:
        """Read all runs within an element."""
        for inner in element:
            name = local(inner)
            if name == "r":
                self._run(inner)
            elif name in HOLDERS:
                self.read(inner)
            elif name == "AlternateContent":
                self.read(chosen(inner))
            elif name == "commentReference":
                self.words.comments.append(attribute(inner, "id"))
        return self.words

    def _run(self, run: _Element) -> None:
        properties = child(run, "rPr")
        text = self._text(run)
        if is_on(properties, "vanish"):
            self.words.hidden.append(text)
            return
        if value(properties, "vertAlign") == "superscript" and text.isdigit():
            text = raised(text) if len(text) <= RAISED_LENGTH else text
        self.words.pieces.append(text)
        letters = sum(map(str.isalnum, text))
        is_bold = is_on(properties, "b") if child(properties, "b") is not None else self.is_bold
        self.words.letters += letters
        self.words.bold += letters if is_bold else 0
        size = value(properties, "sz")
        if letters and size.isdigit():
            self.words.size = max(self.words.size, int(size))

    def _text(self, run: _Element) -> str:
        return "".join(self._piece(local(inner), inner) for inner in run)

    def _piece(self, name: str, inner: _Element) -> str:
        """What one element within a run shows."""
        if name in SIGNS:
            return SIGNS[name]
        if name in SHOWN:
            return SHOWN[name](inner)
        if name in NOTES:
            return self._note(name, inner)
        if name == "AlternateContent":
            return self._text(chosen(inner))
        self._collect(name, inner)
        return ""

    def _collect(self, name: str, inner: _Element) -> None:
        """What a run only brings with it."""
        if name == "commentReference":
            self.words.comments.append(attribute(inner, "id"))
        elif name in HOLDERS:
            self.read(inner)
        elif name in PICTURES:
            self.words.boxes += boxes_in(inner)

    def _note(self, name: str, reference: _Element) -> str:
        note = name.removesuffix("Reference"), attribute(reference, "id")
        number = self.numbers.setdefault(note, len(self.numbers) + 1)
        self.words.notes.append(note)
        return raised(str(number))


def chosen(alternatives: _Element) -> _Element:
    """What of several alternatives is read: the first that is offered, as Word itself does."""
    for name in ("Choice", "Fallback"):
        found = child(alternatives, name)
        if found is not None and len(found):
            return found
    return alternatives


def boxes_in(picture: _Element) -> list[_Element]:
    """The text boxes of a drawing, outermost only."""
    found: list[_Element] = []
    waiting = [picture]
    while waiting:
        element = waiting.pop(0)
        if local(element) == "txbxContent":
            found.append(element)
        elif local(element) == "AlternateContent":
            waiting.append(chosen(element))
        else:
            waiting += list(element)
    return found


def _symbol(element: _Element) -> str:
    code = attribute(element, "char").upper()
    if code in SYMBOL_BULLETS:
        return "•"
    try:
        character = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return "" if "\ue000" <= character <= "\uf8ff" else character


def _break(element: _Element) -> str:
    """A break of the line; one of the column or page is none of the text."""
    return "\n" if attribute(element, "type") in {"", "textWrapping"} else ""


SHOWN: dict[str, Callable[[_Element], str]] = {
    "t": lambda element: element.text or "",
    "br": _break,
    "sym": _symbol,
}
