"""Imported articles that stand at the address of a source: they are its copy already."""

from collections.abc import Collection, Sequence
from urllib.parse import urlsplit, urlunsplit
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from annotations.evidence.sources import url_key
from annotations.models import Article, ArticleRole, Origin, Purpose, Source, Visibility


def known_copies(
    sources: Sequence[Source], origins: Collection[Origin]
) -> list[tuple[Source, UUID]]:
    """The article of others that was imported from a source's address; the oldest, and each for one source only.

    An article that another open source has already is nobody else's.

    Args:
        sources: those without a copy.
        origins: the ways in which the article's text may have come.
    """
    if not sources:
        return []
    by_key: dict[str, UUID] = {}
    wanted = [address for source in sources for address in _addresses(source.url)]
    for pk, url, canonical in _imported(wanted, origins):
        keys = {url_key(url)}
        if canonical and _host(canonical) == _host(url):  # a page may call any address its own
            keys.add(url_key(canonical))
        for key in keys:
            by_key.setdefault(key, pk)
    found, taken = [], set[UUID]()
    for source in sources:
        known = by_key.get(source.url_key)
        if known and known not in taken:
            taken.add(known)
            found.append((source, known))
    return found


def _imported(addresses: list[str], origins: Collection[Origin]) -> list[tuple[UUID, str, str]]:
    owned = Source.objects.filter(article=OuterRef("pk"), visibility=Visibility.EVERYONE)
    rows = Article.objects.filter(
        Q(url__in=addresses) | Q(canonical_url__in=addresses),
        ~Exists(owned),
        role=ArticleRole.ARTICLE,
        purpose=Purpose.OTHERS,
        deleted_at__isnull=True,
        merged_into__isnull=True,
        current_revision__snapshot__origin__in=origins,
    )
    return list(rows.order_by("pk").values_list("pk", "url", "canonical_url"))


def _addresses(url: str) -> set[str]:
    """The ways of writing the address that index lookups try; `url_key` then decides."""
    parts = urlsplit(url)
    rest = urlunsplit(("", parts.netloc.lower(), parts.path or "/", parts.query, ""))
    bare = urlunsplit(("", parts.netloc.lower(), parts.path or "/", "", ""))
    ways = {f"{scheme}:{one}" for scheme in ("http", "https") for one in (rest, bare)}
    return {url, *ways}


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
