"""What a message may hold: pieces of its body, files, other messages."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message

from annotations.imports.readers.charsets import decode
from annotations.imports.readers.emails.headers import Headers


@dataclass(slots=True)
class Text:
    """A piece of the body.

    Attributes:
        is_html: else plain.
        data: as it came, without its transfer encoding.
        charset: as declared, or "".
        is_flowed, deletes_space: as RFC 3676 says.
    """

    is_html: bool
    data: bytes
    charset: str
    is_flowed: bool = False
    deletes_space: bool = False

    def decoded(self) -> str:
        """As text."""
        # A blank body tells nothing of its charset, and two bytes may be a letter of UTF-16.
        return decode(self.data, self.charset or None)[0] if self.data.strip() else ""


@dataclass(slots=True)
class Attached:
    """A file that came with a message; `data` as it came, without its transfer encoding."""

    name: str
    media_type: str
    data: bytes


@dataclass(slots=True)
class Contents:
    """What is in a message.

    Attributes:
        bodies: pieces of the body in order; of each, the forms to choose from (plain, HTML).
        attached: files.
        forwarded: whole messages that were attached.
    """

    headers: Headers
    bodies: list[list[Text]] = field(default_factory=list)
    attached: list[Attached] = field(default_factory=list)
    forwarded: list[Message] = field(default_factory=list)


def names_of(attached: list[Attached]) -> Iterator[str]:
    """For each file a line with its name and size."""
    for file in attached:
        yield f"{file.name} ({_size(len(file.data))})"


def _size(length: int) -> str:
    if length < 1000:  # noqa: PLR2004 (a kilobyte)
        return f"{length} B"
    return f"{length / 1e6:.1f} MB" if length >= 1e6 else f"{round(length / 1000)} kB"  # noqa: PLR2004 (a megabyte)
