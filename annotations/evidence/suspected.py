"""Other records that may be of the same source: offered, never merged by themselves."""

from urllib.parse import urlsplit, urlunsplit

from django.db.models import Q

from annotations.evidence.merge import standing
from annotations.evidence.sources import url_key
from annotations.models import Source, User, Visibility

_FEW = 6


def suspected(person: User, source: Source) -> list[Source]:
    """Other open sources that may be the same: at another way of writing the address, or of the same title and publisher."""
    if source.visibility != Visibility.EVERYONE or source.merged_into_id is not None:
        return []
    same = Q(url_key__in=_ways(source.url)) if source.url else Q(pk__in=[])
    if source.title and source.publisher:
        same |= Q(title__iexact=source.title, publisher__iexact=source.publisher)
    found = standing(person).filter(same, visibility=Visibility.EVERYONE).exclude(pk=source.pk)
    return list(found.order_by("created_at", "pk")[:_FEW])


def _ways(url: str) -> set[str]:
    """The keys of other ways of writing an address: with and without www, last slash, query, index page."""
    parts = urlsplit(url)
    host = parts.netloc.lower()
    bare = host.removeprefix("www.").removeprefix("m.")
    path = parts.path.rstrip("/").removesuffix("/index.html").removesuffix("/amp")
    paths = {path, f"{path}/", f"{path}/amp", f"{path}/amp/", f"{path}/index.html"}
    return {
        url_key(urlunsplit(("https", one, way, query, "")))
        for one in (bare, f"www.{bare}", f"m.{bare}")
        for way in paths
        for query in {parts.query, ""}
    }
