"""Where a page stands: its canonical address, its picture, and where it sends its readers."""

import re
from urllib.parse import urlsplit

from annotations.imports.readers.pages.structured import SelfDescription

IMAGES = (
    "og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src",
    "thumbnailurl",
)  # fmt: skip
REFRESH = re.compile(
    r"^\s*(?P<seconds>\d+)[.\d]*\s*[;,]\s*(?:url\s*=\s*)?[\"']?(?P<url>[^\"'>\s]+)", re.IGNORECASE
)
MAX_REFRESH = 5  # seconds; a longer wait reloads a page that is meant to be read


def canonical_url(page: SelfDescription) -> str:
    """What the page calls its own address, or "" where that cannot be it.

    A site's front page is no article's address: some sites declare it on every page.
    """
    for found in (page.link("canonical"), page.absolute(page.first("og:url"))):
        if found and (not _is_root(found) or _is_root(page.url)):
            return found
    return ""


def image_url(page: SelfDescription) -> str:
    """The main picture's address, or ""."""
    declared = next(filter(None, (page.absolute(page.first(name)) for name in IMAGES)), "")
    return declared or _declared_image(page)


def _declared_image(page: SelfDescription) -> str:
    for image in page.resolved(page.article.get("image")):
        address = image.get("url") or image.get("contentUrl") if isinstance(image, dict) else image
        if isinstance(address, str) and (found := page.absolute(address)):
            return found
    return ""


def moved_to(page: SelfDescription) -> str:
    """Where the page sends its readers by itself, or ""."""
    for element in page.tree.iter("meta"):
        if (element.get("http-equiv") or "").lower() == "refresh":
            match = REFRESH.match(element.get("content") or "")
            if match and int(match["seconds"][:6]) <= MAX_REFRESH:
                return _elsewhere(page, page.absolute(match["url"]))
    return ""


def amp_url(page: SelfDescription) -> str:
    """The page's version that needs no scripts, or ""."""
    return _elsewhere(page, page.link("amphtml"))


def _elsewhere(page: SelfDescription, target: str) -> str:
    return "" if target.rstrip("/") == page.url.rstrip("/") else target


def _is_root(address: str) -> bool:
    parts = urlsplit(address)
    return parts.path in {"", "/"} and not parts.query
