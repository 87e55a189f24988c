"""Sources, and linking them to claims with a stance."""

from annotations.evidence.counting import OneOrigin, Origins, origins_of
from annotations.evidence.link import change, link, unlink
from annotations.evidence.records import CHANGING, change_source, source_etag
from annotations.evidence.sources import add_source, find_or_make_source, url_key

__all__ = [
    "CHANGING",
    "OneOrigin",
    "Origins",
    "add_source",
    "change",
    "change_source",
    "find_or_make_source",
    "link",
    "origins_of",
    "source_etag",
    "unlink",
    "url_key",
]
