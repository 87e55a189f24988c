"""Sources, and linking them to claims with a stance."""

from annotations.evidence.link import change, link, unlink
from annotations.evidence.sources import find_or_make_source, url_key

__all__ = ["change", "find_or_make_source", "link", "unlink", "url_key"]
