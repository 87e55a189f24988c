"""From an address as a person or a redirect wrote it to what may be asked of whom."""

from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urljoin, urlsplit

import idna

from annotations.fetching.addresses import literal_address
from annotations.fetching.errors import FetchError

PORTS = frozenset({80, 443, 8080, 8443})
DEFAULT_PORTS = {"http": 80, "https": 443}
MAX_URL = 4000
# All that a path or query may hold unescaped; the percent sign stays, so nothing is escaped twice.
PLAIN = "!#$%&'()*+,/:;=?@[]~-._"


@dataclass(frozen=True)
class Target:
    """One request's goal, checked and in canonical form.

    Attributes:
        host: lower-case ASCII name, or a canonical address (IPv6 without brackets).
        path: path and query as they are sent; the fragment is never sent.
        is_allowed: the operator's list names this host and port, so private addresses are fine.
    """

    scheme: str
    host: str
    port: int
    path: str
    is_literal: bool
    is_allowed: bool

    @property
    def authority(self) -> str:
        """Host and port as they stand in the address and in the Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The canonical address."""
        return f"{self.scheme}://{self.authority}{self.path}"


def read_target(url: str, *, allow: Collection[str]) -> Target:
    """Check an address and bring it into canonical form.

    Args:
        url: absolute address; names in any script, addresses in any spelling.
        allow: ``host:port`` strings of the operator (IPv6 in brackets).

    Raises:
        FetchError: `url_invalid`, `scheme_refused`, `userinfo_refused`, `port_refused`.
    """
    parts, port = _split(url)
    host, is_literal = _canonical_host(parts.hostname or "")
    port = DEFAULT_PORTS[parts.scheme] if port is None else port
    is_allowed = f"{f'[{host}]' if ':' in host else host}:{port}" in allow
    if port not in PORTS and not is_allowed:
        raise FetchError("port_refused")
    path = quote(parts.path or "/", safe=PLAIN.replace("#", "").replace("?", ""))
    if parts.query:
        path += "?" + quote(parts.query, safe=PLAIN.replace("#", ""))
    return Target(parts.scheme, host, port, path, is_literal, is_allowed)


def follow(target: Target, location: str, *, allow: Collection[str]) -> Target:
    """The target that a redirect names, checked like the first one.

    Raises:
        FetchError: `redirect_refused` where it is none, else as `read_target`.
    """
    if not location or _has_controls(location):
        raise FetchError("redirect_refused")
    try:
        joined = urljoin(target.url, location)
    except ValueError:
        raise FetchError("redirect_refused") from None
    return read_target(joined, allow=allow)


def _has_controls(url: str) -> bool:
    # urlsplit silently drops tabs and newlines, and browsers read a backslash as a slash.
    return any(c <= " " or c in '\\\x7f<>"' or c.isspace() for c in url)


def _split(url: str) -> tuple[SplitResult, int | None]:
    url = url.strip()
    if not url or len(url) > MAX_URL or _has_controls(url):
        raise FetchError("url_invalid")
    try:
        url.encode()
        parts = urlsplit(url)
        port = parts.port
    except ValueError:  # also UnicodeEncodeError of lone surrogates
        raise FetchError("url_invalid") from None
    if parts.scheme not in DEFAULT_PORTS:
        raise FetchError("scheme_refused" if parts.scheme else "url_invalid")
    if "@" in parts.netloc:
        raise FetchError("userinfo_refused")
    if not parts.hostname or port == 0:
        raise FetchError("url_invalid")
    return parts, port


def _canonical_host(host: str) -> tuple[str, bool]:
    try:
        if ":" not in host:
            host = idna.uts46_remap(host, std3_rules=False).rstrip(".").lower()
        address = literal_address(host)
        if address is not None:
            return _address_text(str(address)), True
        return _ascii_name(host), False
    except ValueError:  # idna's errors are ValueErrors
        raise FetchError("url_invalid") from None


def _address_text(address: str) -> str:
    if "%" in address:  # an interface of this machine
        raise ValueError("zone")
    return address


def _ascii_name(host: str) -> str:
    if host.isascii():
        # Names in the wild have underscores and digits where IDNA allows none: check the shape.
        if not host or len(host) > 253 or not all(_is_label(part) for part in host.split(".")):  # noqa: PLR2004 (RFC 1035)
            raise ValueError("not a name")
        return host
    return idna.encode(host).decode("ascii")


def _is_label(label: str) -> bool:
    return 0 < len(label) <= 63 and all(c.isalnum() or c in "-_" for c in label)  # noqa: PLR2004 (RFC 1035)
