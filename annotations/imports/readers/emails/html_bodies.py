"""An HTML body as blocks. Unlike a web page, all of a mail is the story, save for what is quoted."""

import re
from collections.abc import Iterator, Sequence

from lxml.etree import _Element

from annotations.imports.readers.document import ReaderError
from annotations.imports.readers.drafts import fit
from annotations.imports.readers.emails import history
from annotations.imports.readers.emails.parts import Text
from annotations.imports.readers.emails.plain_bodies import Piece
from annotations.imports.readers.pages.elements import marks_of
from annotations.imports.readers.pages.parsing import parse
from annotations.imports.readers.pages.runs import Run, runs_of

QUOTED = re.compile(
    r"\bgmail_quote\b|\bgmail_attr\b|\bmoz-cite-prefix\b|\byahoo_quoted\b|\bprotonmail_quote\b|\bzmail_extra\b|"
    r"\bOutlookMessageHeader\b|\bcite-quote\b|\btutanota_quote\b"
)
AFTER = re.compile(
    r"\bdivRplyFwdMsg\b|\bappendonsend\b|\bmail-editor-reference-message-container\b"
)
SIGNED = re.compile(
    r"\bgmail_signature\b|\bmoz-signature\b|\bprotonmail_signature_block\b|(?:^|\s)Signature(?:$|\s)|\bsignature\b"
)
# Letters that nobody sees, with which mailings fill up the preview.
FILLER = re.compile(
    "[\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2060-\u2064\ufeff\u00ad]"
)
LONGEST_FILLER = 3


def pieces_of(body: Text) -> list[Piece]:
    """The blocks of an HTML body; [] where it has none that can be read."""
    try:
        tree, _ = parse(body.data, body.charset or None)
    except ReaderError as error:
        if error.code in {"too_deep", "too_many_tags"}:
            raise
        return []
    root = tree.find("body")
    return list(_pieces(runs_of(root))) if root is not None else []


def _pieces(runs: Sequence[Run]) -> Iterator[Piece]:
    is_history = False
    marks: dict[_Element, str | None] = {}
    for number, run in enumerate(runs):
        text = fit(_unfilled(run.text)).strip()
        if not any(map(str.isalnum, text)):
            continue
        head = _copied(runs, number)
        reason = _marked(run, marks)
        is_history = is_history or bool(head) or reason == "after"
        if is_history or reason == "after" or (reason is None and _announces(runs, number, marks)):
            reason = "quoted_history"
        elif reason is None and history.is_mailing(text):
            reason = "mailing_list"
        elif reason is None and history.DEVICE.match(text):
            reason = "signature"
        yield Piece(run.kind, text, reason, head)


def _unfilled(text: str) -> str:
    return FILLER.sub("", text) if len(FILLER.findall(text)) > LONGEST_FILLER else text


def _copied(runs: Sequence[Run], number: int) -> dict[str, str]:
    """The head of a mail that is copied here, in one run or in several."""
    lines = [line for run in runs[number : number + 8] for line in run.text.split("\n")][:16]
    return history.head_of(lines)


def _announces(runs: Sequence[Run], number: int, marks: dict[_Element, str | None]) -> bool:
    """Whether it says who wrote what is quoted next."""
    following = runs[number + 1 : number + 2]
    return (
        history.is_wrote(runs[number].text)
        and bool(following)
        and (_marked(following[0], marks) == "quoted_history" or following[0].kind == "quote")
    )


def _marked(run: Run, marks: dict[_Element, str | None]) -> str | None:
    """What the elements around a run say of it."""
    for element in run.place.ancestors:
        if element not in marks:
            marks[element] = _mark(element)
        if marks[element]:
            return marks[element]
    return None


def _mark(element: _Element) -> str | None:
    names = marks_of(element)
    if AFTER.search(names):
        return "after"
    is_cited = element.tag == "blockquote" and element.get("type", "").lower() == "cite"
    if is_cited or QUOTED.search(names):
        return "quoted_history"
    return "signature" if SIGNED.search(names) else None
