"""Which form of a body is read: the plain one, unless the HTML says more or says it better."""

from collections.abc import Sequence

from annotations.imports.readers.document import ReaderError
from annotations.imports.readers.emails import history, html_bodies, plain_bodies
from annotations.imports.readers.emails.parts import Text
from annotations.imports.readers.emails.plain_bodies import Piece

STUB_SHARE = 0.5  # of the letters of the HTML; a plain form with fewer only stands in for it
LINK_WORDS = 60  # words for each address; with fewer, the addresses drown the text
FEW_LINKS = 2


def chosen(forms: Sequence[Text]) -> list[Piece]:
    """The blocks of the form that reads best.

    Raises:
        ReaderError: `encrypted_message`, `too_deep`, `too_many_tags`.
    """
    plain = next((plain_bodies.pieces_of(form) for form in forms if not form.is_html), [])
    if plain and plain[0].text.startswith(history.LOCKED):
        raise ReaderError("encrypted_message")
    written = [form for form in forms if form.is_html]
    if not written or (plain and not _needs_html(plain)):
        shown = html_bodies.pieces_of(written[-1]) if written else []
        return shown if letters(plain) < STUB_SHARE * letters(shown) else plain
    return html_bodies.pieces_of(written[-1]) or plain


def letters(pieces: Sequence[Piece]) -> int:
    """How many letters and digits are the sender's own."""
    return sum(sum(map(str.isalnum, p.text)) for p in pieces if p.reason is None)


def _needs_html(plain: Sequence[Piece]) -> bool:
    """Whether a plain form is full of addresses, as mailings make it out of their HTML."""
    own = [piece.text for piece in plain if piece.reason is None]
    links = sum(text.count("://") for text in own)
    return links > FEW_LINKS and links * LINK_WORDS > sum(len(text.split()) for text in own)
