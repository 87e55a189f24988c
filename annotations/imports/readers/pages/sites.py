"""Who published it: the name of the site."""

import re
from urllib.parse import urlsplit

from annotations.imports.readers.document import FieldNote
from annotations.imports.readers.pages.structured import SelfDescription, kinds, plain

SLOGAN = re.compile(r"\s+[|–—·•:-]\s+")
LONGEST_NAME = 40  # code points; what is longer has a slogan or a section behind the name


def site_name(page: SelfDescription) -> tuple[str, FieldNote]:
    """The publisher's name as the page declares it, else its host name (low confidence)."""
    declared = page.first("og:site_name")
    if declared:
        return _short(declared), FieldNote("meta", "high")
    publishers = page.names(page.article.get("publisher"))
    if publishers:
        return publishers[0], FieldNote("json-ld", "high")
    for thing in page.things:
        if "WebSite" in kinds(thing) and (name := plain(thing.get("name"))):
            return name, FieldNote("json-ld", "high")
    declared = page.first("application-name", "publisher", "dc.publisher", "cre")
    if declared:
        return declared, FieldNote("meta", "low")
    host = (urlsplit(page.url).hostname or "").removeprefix("www.")
    return host, FieldNote("address", "low")


def _short(name: str) -> str:
    """The name without the slogan that some sites declare behind it."""
    first = SLOGAN.split(name)[0].strip()
    return first if len(name) > LONGEST_NAME and len(first) > 1 else name
