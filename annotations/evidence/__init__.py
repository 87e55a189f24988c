"""Sources, and linking them to claims with a stance."""

from annotations.evidence.link import change, link, unlink
from annotations.evidence.sources import add_source, find_or_make_source, url_key

__all__ = ["add_source", "change", "find_or_make_source", "link", "unlink", "url_key"]
