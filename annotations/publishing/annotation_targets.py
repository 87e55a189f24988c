"""Where a Web Annotation points: a passage by its words and its place, in a text that is named.

https://www.w3.org/TR/annotation-model/#selectors and #states. Offsets are Unicode code points, 0-based, end exclusive.
"""

import base64
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Copy:
    """One text of an article, which positions count in: kept here, and never changed.

    `text_sha256` is the hash of its UTF-8 bytes, in hex; `read_at` is when the bytes arrived that it was read from.
    """

    article: UUID
    revision: UUID
    text_sha256: str
    read_at: datetime

    def addresses(self, public_url: str) -> list[str]:
        """Where the text is, and its name by its content (RFC 6920), which any copy of it bears."""
        where = f"{public_url}/api/v1/articles/{self.article}/revisions/{self.revision}/"
        return [where, named_by_hash(self.text_sha256)]


def named_by_hash(sha256: str) -> str:
    """The `ni:` address (RFC 6920) of bytes with this SHA-256 (hex)."""
    digest = base64.urlsafe_b64encode(bytes.fromhex(sha256)).decode().rstrip("=")
    return f"ni:///sha-256;{digest}?ct=text/plain"


def moment(value: datetime | str) -> str:
    """An `xsd:dateTime` in UTC, expressed as `Z`, as the model asks."""
    at = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    told = at.astimezone(UTC).isoformat(timespec="microseconds" if at.microsecond else "seconds")
    return told.replace("+00:00", "Z")


def target_of(
    passage: dict[str, Any], *, source: str, copy: Copy | None, public_url: str
) -> dict[str, Any]:
    """A passage as a SpecificResource.

    Args:
        passage: `exact`, `prefix`, `suffix`; `start` and `end` in the text of `copy`, None where it is orphaned.
        source: the address of what is annotated.
        copy: the text in which the passage stands, or of an orphaned one stood last.
        public_url: this installation's address, without a slash at the end.
    """
    selectors: list[dict[str, Any]] = [
        {"type": "TextQuoteSelector", **{name: passage[name] for name in _QUOTED}}
    ]
    if passage.get("start") is not None:
        place = {"start": passage["start"], "end": passage["end"]}
        selectors.append({"type": "TextPositionSelector", **place})
    told = {"type": "SpecificResource", "source": source, "selector": selectors}
    return told | ({"state": state_of(copy, public_url)} if copy else {})


def state_of(copy: Copy, public_url: str) -> dict[str, Any]:
    """Which text of the source was annotated, and where it can be read as it was."""
    return {
        "type": "TimeState",
        "sourceDate": moment(copy.read_at),
        "cached": copy.addresses(public_url),
    }


_QUOTED = ("exact", "prefix", "suffix")
