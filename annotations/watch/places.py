"""Whether two addresses are the same page, for somebody who compares what stands there."""

from urllib.parse import parse_qsl, urlencode, urlsplit

import regex

from annotations.models import Article, ArticleRevision

_TRACKING = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "yclid")
_SIGN_IN = regex.compile(
    r"(?:^|[/_.-])(?:log-?in|sign-?in|sign-?up|auth|sso|register|account|anmelden|connexion|entrar|acceso)"
    r"(?:$|[/_.-])"
)
_PAYWALL = regex.compile(
    r"(?:^|[/_.-])(?:subscribe|subscription|paywall|abo|abonnement|suscripcion|assine)(?:$|[/_.-])"
)


def page_key(url: str) -> tuple[str, str, str]:
    """What is the same for the same page: not the scheme, `www.`, a last slash, fragment or tracking."""
    parts = urlsplit(url)
    host = (parts.hostname or "").lower().removeprefix("www.")
    port = f":{parts.port}" if parts.port not in {None, 80, 443} else ""
    query = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not name.lower().startswith(_TRACKING)
    ]
    return host + port, parts.path.rstrip("/"), urlencode(sorted(query))


def elsewhere(article: Article, revision: ArticleRevision, url: str) -> str:
    """Where an article's address leads now, if that is another page than before; else nothing.

    Args:
        article: where it should stand.
        revision: its text, with the snapshot loaded: where that was fetched from, and what it called itself
            (the article may have heard another name since), is its place too.
        url: the address that answered.
    """
    own: str = revision.document.get("canonical_url", "")
    known = {article.url, own, revision.snapshot.url} - {""}
    return "" if page_key(url) in {page_key(place) for place in known} else url


def door_at(url: str) -> str:
    """What an address calls itself that readers are sent to instead: `sign_in`, `paywall`, or nothing."""
    path = urlsplit(url).path.lower()
    if _SIGN_IN.search(path):
        return "sign_in"
    return "paywall" if _PAYWALL.search(path) else ""
