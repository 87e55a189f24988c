"""What a reader is given."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """Some bytes with what is said about them; readers believe the bytes first.

    Attributes:
        media_type, charset: as the site declared them.
        url: where the bytes came from, after redirects.
        filename: as the person's file was called.
        kind_hint: ``html`` or ``text`` where the person said what it is.
        part: which of several stories in these bytes is wanted (`Part.key`); None for the first.
    """

    body: bytes
    media_type: str | None = None
    charset: str | None = None
    url: str | None = None
    filename: str | None = None
    kind_hint: str | None = None
    part: str | None = None
