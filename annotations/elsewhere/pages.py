"""Whether annotations are of one page: an export may hold those of many."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from annotations.elsewhere.files import Entry
from annotations.models import Article


def page_key(address: str) -> str:
    """What makes two addresses the same page: host and path, without `www.`, query and fragment; empty for none."""
    try:
        parts = urlsplit(address.strip())
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    return f"{host}{parts.path.rstrip('/')}".casefold() if host else ""


def strangers(entries: Iterable[Entry], article: Article) -> set[str]:
    """Pages of a mixed file that are not the article's own.

    A file of one page is taken as meant for the article that the person chose, whatever its address. Where no page of
    it is the article's, which one is meant cannot be told, and the words alone decide.
    """
    pages = {page_key(entry.told.page) for entry in entries if entry.told} - {""}
    own = {page_key(article.url), page_key(article.canonical_url)} - {""}
    return pages - own if len(pages) > 1 and pages & own else set()
