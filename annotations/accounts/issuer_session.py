"""What allauth takes for a session of `requests`: the product's one HTTP client, bound to the issuer."""

import json
from base64 import b64encode
from typing import Any, Self
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from requests import RequestException

from annotations.fetching import FetchError, fetch
from annotations.fetching.client import Fetched

_MOST_BYTES = 1024 * 1024
_SECONDS = 15
_PORTS = {"https": 443, "http": 80}


class IssuerAnswer:
    """As much of a `requests` answer as allauth reads."""

    def __init__(self, fetched: Fetched) -> None:
        self.status_code = fetched.status
        self.headers = {"content-type": fetched.media_type, **fetched.headers}
        self.content = fetched.body

    @property
    def text(self) -> str:
        """The body as text."""
        return self.content.decode("utf-8", "replace")

    def json(self) -> Any:
        """The body as JSON; ValueError where it is none."""
        return json.loads(self.text)

    def raise_for_status(self) -> None:
        """Nothing: the client has refused errors already."""


class IssuerSession:
    """Asks the issuer. Only its own host may be on a private network, since the operator named it."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        """Nothing is kept open."""

    def get(self, url: str, headers: dict[str, str] | None = None) -> IssuerAnswer:
        """GET."""
        return self.request("GET", url, headers=headers)

    def request(
        self,
        method: str,
        url: str,
        *,
        params: dict[str, str] | None = None,
        data: dict[str, str] | None = None,
        headers: dict[str, str] | None = None,
        auth: Any = None,
    ) -> IssuerAnswer:
        """GET, or POST of a form.

        Raises:
            RequestException: the address is refused, or no good answer came.
        """
        if not is_safe_address(url):
            raise RequestException("an address of the issuer is not https")
        sent = urlencode(data or {}).encode() if method == "POST" else None
        asked = {**(headers or {}), **_credentials(auth)}
        if sent is not None:
            asked["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            fetched = fetch(
                f"{url}?{urlencode(params)}" if params else url,
                accept="application/json",
                allow=_allowed(),
                max_bytes=_MOST_BYTES,
                deadline_seconds=_SECONDS,
                headers=asked,
                sent=sent,
            )
        except FetchError as error:
            raise RequestException(str(error)) from error
        return IssuerAnswer(fetched)


def is_safe_address(url: Any) -> bool:
    """Whether secrets may go there: https; http only to this machine, and never in production."""
    if not isinstance(url, str):
        return False
    parts = urlsplit(url)
    if parts.scheme == "https":
        return True
    is_here = parts.hostname in {"127.0.0.1", "localhost", "::1"}
    return parts.scheme == "http" and is_here and not settings.IS_PRODUCTION


def _allowed() -> frozenset[str]:
    parts = urlsplit(settings.OIDC_ISSUER)
    return settings.FETCH_ALLOW | {f"{parts.hostname}:{parts.port or _PORTS[parts.scheme]}"}


def _credentials(auth: Any) -> dict[str, str]:
    if auth is None:
        return {}
    pair = f"{auth.username}:{auth.password}".encode()
    return {"Authorization": f"Basic {b64encode(pair).decode()}"}
